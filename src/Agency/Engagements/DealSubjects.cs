using WinLossAgency.Grains.Stores;
using WinLossAgency.Storage;

namespace WinLossAgency.Agency.Engagements;

/// <summary>Where the words of one deal rest: sealed under the engagement, so closing it destroys the link in one act.</summary>
internal static class DealSubjects
{
    /// <summary>The row as the agency works with it, without the client's stated reason.</summary>
    public const string Deal = "deal";

    /// <summary>The client's stated reason; read only once coding is closed.</summary>
    public const string Stated = "stated-reason";

    public static Subject Of(string interview) => CaseSubject.Of(interview);
}
