using Orleans;
using WinLossAgency.Agency.Engagements.Lists;
using WinLossAgency.Grains.People;

namespace WinLossAgency.Agency.People;

/// <summary>
/// Under which key people of one company are counted together, whichever client they are asked for: a hash of its name, so that the name stays out of
/// events. Who has no company is counted with nobody.
/// </summary>
internal static class CompanyKeys
{
    /// <summary>Empty where nothing of the name is a letter or a digit.</summary>
    public static string Of(AgencyStores stores, string company) => Plain.Key(company) is { Length: > 0 } name ? Hash(stores, name) : "";

    /// <summary>The company that a case is counted under, or null. Lists taken before a missing name had no key hold the hash of no name at all.</summary>
    public static ICompany? CompanyOf(this IGrainFactory grains, AgencyStores stores, string key) => key.Length == 0 || key == Hash(stores, "") ? null : grains.GetGrain<ICompany>(key);

    private static string Hash(AgencyStores stores, string name) => stores.KeyedHash(name)[..16];
}
