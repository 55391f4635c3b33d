using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Globalization;
using Orleans;
using WinLossAgency.Agency.Interviews;
using WinLossAgency.Domain.Interviews;
using WinLossAgency.Domain.People;
using WinLossAgency.Grains.Engagements;

namespace WinLossAgency.Agency.Mail;

/// <summary>The mail with a link to choose a time, in the buyer's own language where we have it: one text file per language. Who asked us stands in it only where that is told.</summary>
internal sealed class InvitationMail(BuyerLinks links)
{
    public static readonly ImmutableArray<string> Languages = ["en", "de"];

    private static readonly FrozenDictionary<string, FrozenDictionary<string, string>> Files = Languages.ToFrozenDictionary(code => code, Load);

    public static IEnumerable<string> KeysOf(string language) => Files[language].Keys;

    /// <summary>What to write of this fact with the link that holds now, or null where it carries none. The link is laid here, before anybody is told of it.</summary>
    public async Task<(string Subject, string Body)?> WordsAsync(IGrainFactory grains, string interview, InterviewState state, InterviewEvent e, DossierFile dossier)
    {
        if (e is not (InterviewEvent.Invited or InterviewEvent.Attempted) || state.Invitation is not { Revoked: false } sent || !state.Open || state.Booking is not null) return null;
        await links.LayAsync(interview, sent.Round, LinkPurpose.Invitation);
        var engagement = await grains.GetGrain<IEngagement>(interview[..interview.LastIndexOf('/')]).View() ?? throw new InvalidOperationException("A case without its engagement.");
        var lines = Files.GetValueOrDefault(state.Sample!.Language.Split('-')[0].ToLowerInvariant()) ?? Files["en"];
        var asks = engagement.SetUp.SponsorDisclosed ? await grains.GetGrain<IClient>(interview[..interview.IndexOf('/')]).Name() : lines["blind"];
        var agency = await grains.GetGrain<IAgency>(IAgency.Key).Name();
        string Said(string line) => line.Replace("{name}", dossier.Name, StringComparison.Ordinal).Replace("{agency}", agency, StringComparison.Ordinal)
            .Replace("{asks}", asks, StringComparison.Ordinal).Replace("{minutes}", engagement.SetUp.Minutes.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal)
            .Replace("{link}", links.UrlOf(interview, sent.Round, LinkPurpose.Invitation), StringComparison.Ordinal);
        var missed = e is InterviewEvent.Attempted;
        return (Said(lines[missed ? "missed-subject" : "subject"]), string.Join("\n\n", new[] { "hello", missed ? "missed" : "why", "what", "link", "no", "end" }.Select(key => Said(lines[key]))));
    }

    private static FrozenDictionary<string, string> Load(string code)
    {
        using var stream = typeof(InvitationMail).Assembly.GetManifestResourceStream($"invitation.{code}.txt") ?? throw new InvalidOperationException($"invitation.{code}.txt is not embedded in Agency.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .ToFrozenDictionary(line => line[..line.IndexOf(':', StringComparison.Ordinal)], line => line[(line.IndexOf(':', StringComparison.Ordinal) + 1)..].Trim());
    }
}
