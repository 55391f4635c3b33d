namespace WinLossAgency.Disclosure.Masking;

/// <summary>What a masked stretch of text is.</summary>
public enum MaskLabel { Person, Organization, Place, Title, Email, Phone, Url, Id, Date, Amount, Descriptor }

/// <summary>Direct identifiers name someone; quasi-identifiers narrow the crowd down (DOMAIN 9.5).</summary>
public enum MaskKind { Direct, Quasi }

/// <summary>One stretch to mask.</summary>
/// <param name="Start">First UTF-16 unit of the stretch.</param>
/// <param name="End">One past its last UTF-16 unit; spans of one text are sorted and never overlap.</param>
/// <param name="Replacement">What a reader sees instead; the same for every mention of one thing in a document.</param>
/// <param name="Known">Whether the dossier itself holds what stands here; no choice of a reviewer may leave it readable.</param>
/// <param name="Reason">Why the machine suggests it, for the person who confirms; carries no word of the text.</param>
public readonly record struct MaskSpan(int Start, int End, MaskLabel Label, MaskKind Kind, string Replacement, string Reason, bool Known = false);
