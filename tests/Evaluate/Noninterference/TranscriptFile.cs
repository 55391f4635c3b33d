using System.Globalization;
using System.Text;

namespace WinLossAgency.Evaluate.Noninterference;

/// <summary>The file that an interviewer brings, in the forms that meeting programs write.</summary>
internal static class TranscriptFile
{
    private const string Asks = "Maya Lindqvist";
    /// <summary>Seconds from one cue to the next: wide enough that a key pressed late still seals one turn only.</summary>
    public const int Every = 20;
    public const int Lasts = 6;

    public static byte[] Write(HighInterview interview)
    {
        var text = new StringBuilder(interview.Form is FileForm.Zoom or FileForm.Teams ? "WEBVTT\n\n" : "");
        var cue = 0;
        foreach (var turn in interview.Turns)
        {
            Cue(text, interview.Form, ref cue, Asks, turn.Asked);
            Cue(text, interview.Form, ref cue, interview.Buyer.Name, turn.Said);
        }
        return Encoding.UTF8.GetBytes(text.ToString());
    }

    /// <summary>When the buyer's words of a turn are said, in seconds.</summary>
    public static int SaidAt(int turn) => ((turn * 2) + 1) * Every;

    private static void Cue(StringBuilder text, FileForm form, ref int cue, string who, string words)
    {
        var (start, end) = (cue * Every, (cue * Every) + Lasts);
        cue++;
        switch (form)
        {
            case FileForm.Text: text.Append(CultureInfo.InvariantCulture, $"{who}: {words}\n"); break;
            case FileForm.Zoom: text.Append(CultureInfo.InvariantCulture, $"{cue}\n{Time(start)}.000 --> {Time(end)}.000\n{who}: {words}\n\n"); break;
            case FileForm.Teams: text.Append(CultureInfo.InvariantCulture, $"{Time(start)}.000 --> {Time(end)}.000\n<v {who}>{words}</v>\n\n"); break;
            default: text.Append(CultureInfo.InvariantCulture, $"{cue}\n{Time(start)},000 --> {Time(end)},000\n{who}: {words}\n\n"); break;
        }
    }

    private static string Time(int seconds) => string.Create(CultureInfo.InvariantCulture, $"{seconds / 3600:00}:{seconds / 60 % 60:00}:{seconds % 60:00}");
}
