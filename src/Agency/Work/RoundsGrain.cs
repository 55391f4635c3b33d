using Microsoft.Extensions.Logging;
using NodaTime;
using NodaTime.Text;
using Orleans;
using Orleans.Runtime;
using WinLossAgency.Agency.Engagements;
using WinLossAgency.Agency.Mail;
using WinLossAgency.Agency.People;
using WinLossAgency.Domain;
using WinLossAgency.Domain.Engagements;
using WinLossAgency.Domain.Interviews;
using WinLossAgency.Grains.Access;
using WinLossAgency.Grains.Analysis;
using WinLossAgency.Grains.Billing;
using WinLossAgency.Grains.Engagements;
using WinLossAgency.Grains.Interviews;
using WinLossAgency.Grains.People;

namespace WinLossAgency.Agency.Work;

/// <summary>The daily round. A part that fails is told in the log and tried again with the whole round; every part is harmless to repeat.</summary>
[GrainType("rounds")]
internal sealed class RoundsGrain(AgencyStores stores, IClock clock, MailRoom mail, ILogger<RoundsGrain> logger) : Grain, IRounds, IRemindable
{
    private const string ReminderName = "round";
    private const string Made = "rounds|made";
    private const string Retold = "rounds|cards-retold";
    /// <summary>Often, because a demo agency's day can pass in a moment; a round is made once a day all the same.</summary>
    private static readonly TimeSpan LookEvery = TimeSpan.FromMinutes(5);

    private sealed record LastRound(LocalDate Day);

    public async Task Begin() => await this.RegisterOrUpdateReminder(ReminderName, LookEvery, LookEvery);

    public Task ReceiveReminder(string reminderName, TickStatus status)
    {
        Caller.House.Enter();
        return Go();
    }

    public async Task Go()
    {
        var agency = GrainFactory.GetGrain<IAgency>(IAgency.Key);
        var zone = DateTimeZoneProviders.Tzdb.GetZoneOrNull(await agency.Zone()) ?? DateTimeZone.Utc;
        var today = clock.GetCurrentInstant().InZone(zone).Date;
        var stored = await stores.Facts.ReadAsync(Made);
        if (stored is not null && HouseJson.Read<LastRound>(stored.Bytes.Span).Day >= today) return;
        var clients = await agency.Clients();
        string[] engagements = [.. clients.SelectMany(c => c.Engagements)];
        var retold = await TryAsync("cards", () => RetellAsync(engagements, today));
        var logged = new List<string>();
        foreach (var engagement in engagements)
            if (!await IsLongOverAsync(engagement, zone, today)) logged.Add(engagement);
        var whole = retold & await TryAsync("the witness", () => WitnessAsync(agency, today, logged));
        foreach (var engagement in engagements.Except(logged)) whole &= await TryAsync(engagement, () => GrainFactory.GetGrain<IWall>(engagement).ForgetLog());
        foreach (var engagement in engagements)
            whole &= await TryAsync(engagement, () => AgeAsync(engagement, today));
        foreach (var engagement in engagements)
            whole &= await TryAsync(engagement, () => LapseInvoicesAsync(engagement, today));
        foreach (var client in clients)
            whole &= await TryAsync(client.Client, async () => (await GrainFactory.GetGrain<IClient>(client.Client).Age($"age/{today:uuuu-MM-dd}", today)).OrThrow());
        whole &= await TryAsync("dossiers", () => LapseAsync(engagements, zone, today));
        if (whole) await stores.Facts.WriteAsync(Made, HouseJson.Bytes(new LastRound(today)), stored?.ETag);
    }

    /// <summary>
    /// Once: a case that was over before late answers stood on cards may have one that no card tells of. Nothing happens to it any more
    /// that would lay its card anew, and before this it is neither waited for nor shown to anybody.
    /// </summary>
    private async Task RetellAsync(string[] engagements, LocalDate today)
    {
        if (await stores.Facts.ReadAsync(Retold) is not null) return;
        foreach (var engagement in engagements)
            await foreach (var card in EngagementCards.OfAsync(stores.Facts, engagement))
                if (card.Late is null && (await GrainFactory.GetGrain<IInterview>(card.Interview).View()).State is { Sample: not null } state && (state.Late is not null || LateAnswers.LiesUnread(state)))
                    await GrainFactory.GetGrain<IEngagement>(engagement).Tell(InterviewCard.Of(card.Interview, state));
        await stores.Facts.WriteAsync(Retold, HouseJson.Bytes(new LastRound(today)), null);
    }

    /// <summary>Whether the programme ended so long ago that nothing is kept any more of who opened what.</summary>
    private async Task<bool> IsLongOverAsync(string engagement, DateTimeZone zone, LocalDate today) =>
        await GrainFactory.GetGrain<IEngagement>(engagement).View() is { ClosedAt: { } closed } view && closed.InZone(zone).Date.PlusYears(view.SetUp.LogYears) < today;

    /// <summary>Once the time of raw words is over, whatever is said after it goes in the next round.</summary>
    private async Task AgeAsync(string engagement, LocalDate today)
    {
        var its = GrainFactory.GetGrain<IEngagement>(engagement);
        var wasOver = await its.View() is { RawIsForgotten: true, Stage: < Stage.Closed };
        (await its.Age($"age/{today:uuuu-MM-dd}")).OrThrow();
        if (wasOver) (await GrainFactory.GetGrain<IWall>(engagement).ForgetAll($"age/{today:uuuu-MM-dd}")).OrThrow();
    }

    /// <summary>One mail a day with the head of every log. Without a witness nothing is signed and nothing sent.</summary>
    private async Task WitnessAsync(IAgency agency, LocalDate today, List<string> engagements)
    {
        if (await agency.Witness() is not { Length: > 0 } witness || engagements.Count == 0) return;
        var lines = new List<string>();
        var key = "";
        foreach (var engagement in engagements)
        {
            var head = await GrainFactory.GetGrain<IWall>(engagement).Witness(today);
            lines.Add($"{engagement}\nlines {head.Size}\nroot {head.Root}\nat {InstantPattern.ExtendedIso.Format(head.At)}\nsignature {head.Signature}\n");
            key = head.PublicKey;
        }
        var day = LocalDatePattern.Iso.Format(today);
        var name = await agency.Name();
        var body = $"Signed heads of the access logs of {name}, {day}.\n\n{string.Join('\n', lines)}\nSigned with ECDSA P-256 and SHA-256 over \"access log\", engagement, lines, root and time, a line each.\nPublic key {key}\n\n"
            + "Keep this mail. With it you can tell later whether a log that you are given was rewritten.\n";
        await mail.ToWitnessAsync(name, $"heads-{day}", witness, $"Access log heads, {day}", body);
    }

    /// <summary>A dossier is kept for so many months after the last contact, by the longest of the engagements that the person was met in.</summary>
    private async Task LapseAsync(string[] engagements, DateTimeZone zone, LocalDate today)
    {
        var until = new Dictionary<string, LocalDate>();
        foreach (var engagement in engagements)
        {
            if (await GrainFactory.GetGrain<IEngagement>(engagement).View() is not { SetUp: var setUp }) continue;
            await foreach (var card in EngagementCards.OfAsync(stores.Facts, engagement))
            {
                if (card.Person.Length == 0) continue;
                // Who it was is asked for as long as something that they wrote waits to be dealt with.
                if (card.Late is not null || card.Unread) until[card.Person] = LocalDate.MaxIsoValue;
                var last = card.Tried.Append(card.EndedAt ?? Instant.MinValue).Append(card.Due ?? Instant.MinValue).Append(card.ReturnedAt ?? Instant.MinValue).Max();
                // Nobody has been in touch yet: the field's end is what the time is counted from.
                var from = last > Instant.MinValue ? last.InZone(zone).Date : setUp.FieldUntil;
                var end = from.PlusMonths(setUp.DossierMonths);
                until[card.Person] = until.TryGetValue(card.Person, out var other) && other > end ? other : end;
            }
        }
        foreach (var (person, end) in until.OrderBy(p => p.Key, StringComparer.Ordinal))
            if (end < today) (await GrainFactory.GetGrain<IPerson>(person).Lapse($"lapse/{today:uuuu-MM-dd}")).OrThrow();
    }

    private async Task LapseInvoicesAsync(string engagement, LocalDate today)
    {
        foreach (var invoice in await GrainFactory.GetGrain<IAccount>(engagement).Invoices())
            if (!await GrainFactory.GetGrain<IInvoice>(invoice).Lapse(today)) throw new InvalidOperationException("An invoice whose years are over still owes something.");
    }

    private async Task<bool> TryAsync(string what, Func<Task> part)
    {
        try
        {
            await part();
            return true;
        }
        catch (Exception error)
        {
            RoundsLog.Failed(logger, what, error.GetType().Name);
            return false;
        }
    }
}

internal static partial class RoundsLog
{
    [LoggerMessage(Level = LogLevel.Warning, Message = "The daily round could not finish {What} and is made again: {Error}")]
    public static partial void Failed(ILogger logger, string what, string error);
}
