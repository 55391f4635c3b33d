using System.Text.Encodings.Web;
using System.Text.Json;
using WinLossAgency.Vault.Candid;
using WinLossAgency.Vault.Transcripts;

namespace WinLossAgency.Evaluate.Verbs;

/// <summary>
/// vtt IN [OUT]: what the transcript reader makes of a file, as {cues:[{id,start,end,speaker,text}]} with times in
/// seconds, to standard output or OUT. Several voices in one cue are told once, under the first, with their words a line each.
/// </summary>
public static class Vtt
{
    private static readonly JsonSerializerOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static int Run(string[] args)
    {
        if (args.Length is < 1 or > 2)
        {
            Console.Error.WriteLine("vtt IN.vtt [OUT]: one transcript to read and, if wanted, a file to write.");
            return 2;
        }
        using var file = File.OpenRead(args[0]);
        var reading = TranscriptReader.ReadAsync(file, args[0]).AsTask().GetAwaiter().GetResult();
        var line = JsonSerializer.Serialize(Told(reading), Readable);
        if (args.Length == 2) File.WriteAllText(args[1], line + "\n");
        else Console.Out.WriteLine(line);
        return 0;
    }

    private static object Told(Reading reading) => reading switch
    {
        Reading.Read { Transcript: var read } => new { cues = Cues(read), format = read.Format.ToString(), problems = read.Problems.Select(p => new { line = p.Line, reason = p.Reason }) },
        Reading.Refused refused => new { cues = Array.Empty<object>(), refused = new { line = refused.Line, reason = refused.Reason } },
        _ => throw new InvalidOperationException($"No telling for {reading.GetType().Name}."),
    };

    private static List<object> Cues(RawTranscript read)
    {
        var showing = Opening.ByStep("evaluate the transcript reader");
        var cues = new List<object>();
        for (var i = 0; i < read.Cues.Length;)
        {
            var first = read.Cues[i];
            var parts = new List<CandidText>();
            do parts.Add(read.Cues[i++].Words); while (i < read.Cues.Length && read.Cues[i].Continues);
            cues.Add(new
            {
                id = first.Id?.Reveal(showing) ?? "",
                start = first.Start?.TotalSeconds,
                end = first.End?.TotalSeconds,
                speaker = first.Speaker?.Reveal(showing),
                text = string.Join('\n', parts.Select(part => part.Reveal(showing))),
            });
        }
        return cues;
    }
}
