namespace WinLossAgency.Disclosure.Masking.Names;

/// <summary>What a word may be part of; what the weights tell apart. Stored in files by number.</summary>
internal enum NameClass : byte
{
    None,
    Person,
    Organization,
    Place,

    /// <summary>Street, house number, flat, postal code.</summary>
    Address,

    /// <summary>A nationality, an occupation, an age, a family state.</summary>
    Trait,

    /// <summary>A figure, span or mark that tells one case from others.</summary>
    Detail,
}
