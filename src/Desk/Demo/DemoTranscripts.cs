using System.Net;
using System.Text.RegularExpressions;

namespace WinLossAgency.Desk.Demo;

/// <summary>
/// Each interviewer brings in their own transcripts through the reading room's forms: the file, who is who, what was said
/// in confidence, the machine's suggestions, close. Words of an aside go nowhere else.
/// </summary>
internal sealed partial class DemoTranscripts(Uri desk, string openingKey, Canary? canary = null)
{
    /// <summary>How many asides were sealed, for the proof.</summary>
    public int Sealed { get; private set; }

    public async Task BringInAsync(GeneratedSet set, IEnumerable<(string Interview, ExampleCase Case)> interviews)
    {
        foreach (var own in interviews.GroupBy(i => DemoFounding.IdOf(i.Case.Interviewer)))
        {
            using var visitor = await DeskVisitor.SignInAsync(desk, openingKey, own.Key, "/transcripts");
            foreach (var (interview, c) in own) await BringInAsync(visitor, set.Files[c.Transcript!], interview, c);
        }
    }

    private async Task BringInAsync(DeskVisitor visitor, byte[] file, string interview, ExampleCase c)
    {
        var root = $"/interviews/{interview}/transcript";
        var (bytes, marked) = Marked(file, c);
        var speakers = await visitor.UploadAsync($"{root}/uploads", canary?.FileName(c.Transcript!) ?? Path.GetFileName(c.Transcript!), bytes);
        if (c.Stop == "speakers") return;
        await visitor.SendAsync($"{root}/speakers", [.. Voices().Matches(speakers).Select(v =>
            ($"voice-{Number().Match(v.Value).Groups["n"].Value}", RoleOf(c, WebUtility.HtmlDecode(v.Groups["name"].Value).Trim())))]);
        if (c.Stop == "asides") return;
        foreach (var aside in c.Asides)
        {
            await visitor.SendAsync($"{root}/seals", ("words", marked(aside.Text)), ("declared", aside.By));
            Sealed++;
        }
        await visitor.SendAsync($"{root}/suggestions", ("answer", "no"));
        await visitor.SendAsync($"{root}/closing");
    }

    /// <summary>The example's voice, or the one voice that live notes have.</summary>
    private static string RoleOf(ExampleCase c, string name) =>
        c.Speakers.TryGetValue(name, out var role) || c.Speakers.Count == 1 && (role = c.Speakers.Values.Single()) is not null ? role
        : throw new InvalidOperationException("The example does not say who a voice is.");

    /// <summary>With a canary, the phrase is said at the end of every aside, so that finding it anywhere tells of a leak.</summary>
    private (byte[] Bytes, Func<string, string> Marked) Marked(byte[] file, ExampleCase c)
    {
        if (canary is null) return (file, words => words);
        var text = System.Text.Encoding.UTF8.GetString(file);
        var last = new Dictionary<string, string>();
        foreach (var aside in c.Asides)
        {
            var parts = aside.Words.ValueKind == System.Text.Json.JsonValueKind.Array ? aside.Words.EnumerateArray().Select(w => w.GetString()!).ToArray() : [aside.Text];
            var tail = parts[^1];
            if (!text.Contains(tail, StringComparison.Ordinal)) continue;
            text = text.Replace(tail, $"{tail} {canary.Phrase}", StringComparison.Ordinal);
            last[aside.Text] = $"{aside.Text} {canary.Phrase}";
            canary.Count("aside");
        }
        return (System.Text.Encoding.UTF8.GetBytes(text), words => last.GetValueOrDefault(words, words));
    }

    [GeneratedRegex("<legend[^>]*>(?<name>[^<]*)</legend>[\\s\\S]*?name=\"voice-(\\d+)\"")]
    private static partial Regex Voices();

    [GeneratedRegex("name=\"voice-(?<n>\\d+)\"")]
    private static partial Regex Number();
}
