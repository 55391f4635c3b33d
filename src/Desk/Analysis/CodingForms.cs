using WinLossAgency.Domain.Analysis;
using WinLossAgency.Domain.Interviews;
using WinLossAgency.Grains.Analysis;

namespace WinLossAgency.Desk.Analysis;

/// <summary>What the page of one coding shows: the grain's view, a refusal, and what was typed, so that nothing typed is lost.</summary>
public sealed record CodingScreen(CodingView View, string Command)
{
    public string? Refusal { get; init; }
    public string Words { get; init; } = "";
    public string Wording { get; init; } = "";
    public string Reason { get; init; } = "";
    public bool AsClient { get; init; }
}

internal sealed record MaskForm(string Command, string? Words, string? Wording, MaskChoice Choice);

/// <summary>Properties and no constructor: a box that is not ticked is not sent at all, and a constructor would demand it.</summary>
internal sealed record CodeForm
{
    public string Command { get; init; } = "";
    public string? Words { get; init; }
    public string? Reason { get; init; }
    public Sign Sign { get; init; }
    public int Weight { get; init; }
    public bool Prompted { get; init; }
}

internal sealed record QuoteForm(string Command, string? Words, Attribution Level, string? Role);

/// <summary>Where the steps of one transcript lie, and how its page says things.</summary>
internal static class CodingLinks
{
    public static string Root(string interview) => $"/interviews/{interview}";

    public static string Clock(int seconds) => $"{seconds / 60:00}:{seconds % 60:00}";

    public static string Who(Voice voice) => voice switch { Voice.Interviewer => "Interviewer", Voice.Buyer => "Buyer", _ => "Someone else" };

    public static string Dots(int weight) => new string('●', weight) + new string('○', 3 - weight);

    public static string Count(int n, string one, string many) => n == 1 ? $"1 {one}" : $"{n} {many}";
}
