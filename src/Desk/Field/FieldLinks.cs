using WinLossAgency.Domain.Interviews;

namespace WinLossAgency.Desk.Field;

/// <summary>Addresses of the pages for whoever leads a team.</summary>
internal static class FieldLinks
{
    public const string Board = "/board";
    public const string Field = "/board/field";
    public const string Cases = "/board/cases";

    public static string Case(string interview) => $"{Cases}/{interview}";

    public static string Steps(string interview) => $"{Cases}/{interview}/steps";

    public static string Of(CaseStatus? status = null, string? interviewer = null, int skip = 0) =>
        Cases + "?" + string.Join('&', new[] { status is { } s ? $"status={s}" : null, interviewer is { } i ? $"with={Uri.EscapeDataString(i)}" : null, skip > 0 ? $"skip={skip}" : null }.OfType<string>());
}
