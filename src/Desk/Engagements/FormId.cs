using WinLossAgency.Storage;

namespace WinLossAgency.Desk.Engagements;

/// <summary>Each form carries the id of its command, so that sending it twice does it once.</summary>
internal static class FormId
{
    private static readonly IdStream Ids = IdStream.Random();

    public static string Next() => Ids.Next("c");
}
