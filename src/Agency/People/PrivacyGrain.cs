using System.Collections.Immutable;
using System.Globalization;
using NodaTime;
using Orleans;
using WinLossAgency.Agency.Engagements;
using WinLossAgency.Agency.Mail;
using WinLossAgency.Domain;
using WinLossAgency.Domain.Interviews;
using WinLossAgency.Domain.People;
using WinLossAgency.Grains;
using WinLossAgency.Grains.Access;
using WinLossAgency.Grains.Engagements;
using WinLossAgency.Grains.Interviews;
using WinLossAgency.Grains.People;
using WinLossAgency.Grains.Stores;

namespace WinLossAgency.Agency.People;

/// <summary>What people ask about themselves. A wish is a small document of ids, written before anybody is shown whom it is about.</summary>
[GrainType("privacy")]
internal sealed class PrivacyGrain(AgencyStores stores, Erasure erasure, IClock clock) : Grain, IPrivacy
{
    private const string Prefix = "wish|";
    private const int ShownMax = 50;
    private const string OnRecord = "on-record";
    private const string Unknown = "Nobody is known by this e-mail or number, so nothing is held about them. Try another address of theirs.";

    private sealed record WishFile(string Wish, WishKind Kind, WishCame Came, string By, string Person, Instant At, Instant? DoneAt, string Command);

    public async Task<WishTaken> Take(string commandId, WishKind kind, WishCame came, string contact)
    {
        var by = Caller.Required.Id;
        if (PeopleMarks.Of(stores, contact) is null) return new WishTaken(null, "Type an e-mail, or a telephone number with its country code: +351 912 555 018.");
        return await Caller.AsHouse(async () =>
        {
            var people = GrainFactory.GetGrain<IPeople>(IPeople.Key);
            // Somebody whom no list has named yet can still be kept off all lists to come.
            if (await people.Whose(contact) is null && kind == WishKind.DoNotContact && await people.Bar($"{commandId}/bar", contact) is { Ok: false } no) return new WishTaken(null, no.Refusal);
            if (await people.Whose(contact) is not { } person) return new WishTaken(null, Unknown);
            var at = clock.GetCurrentInstant();
            var wish = stores.Ids.Next(at.ToString("uuuuMMddHHmmss", CultureInfo.InvariantCulture));
            await stores.Facts.WriteAsync(Prefix + wish, HouseJson.Bytes(new WishFile(wish, kind, came, by, person, at, null, commandId)), null);
            return new WishTaken(wish, null);
        });
    }

    public async Task<ImmutableArray<WishLine>> Wishes()
    {
        var all = new List<string>();
        await foreach (var key in stores.Facts.ListAsync(Prefix)) all.Add(key);
        var lines = ImmutableArray.CreateBuilder<WishLine>();
        foreach (var key in Enumerable.Reverse(all).Take(ShownMax))
            if (await FileAsync(key[Prefix.Length..]) is { } file) lines.Add(Line(file));
        return lines.ToImmutable();
    }

    public Task<ImmutableArray<WaitingAnswers>> Answers() => Caller.AsHouse(async () =>
    {
        var waiting = ImmutableArray.CreateBuilder<WaitingAnswers>();
        foreach (var client in await GrainFactory.GetGrain<IAgency>(IAgency.Key).Clients())
            foreach (var engagement in client.Engagements)
            {
                var home = GrainFactory.GetGrain<IEngagement>(engagement);
                InterviewCard[] late = [.. (await home.Cards()).Where(card => card.Late is not null || card.Listed is not null)];
                if (late.Length == 0) continue;
                var title = (await home.View())?.SetUp.Title ?? "";
                waiting.AddRange(late.Select(card => new WaitingAnswers(card.Interview, client.Name, title, (card.Late ?? card.Listed)!) { StopsNothing = card.Late is null }));
            }
        return waiting.OrderBy(w => w.Unread.Since).ThenBy(w => w.Interview, StringComparer.Ordinal).ToImmutableArray();
    });

    public Task<Answer> SettleAnswers(string commandId, string interview, AnswerOutcome outcome, int seen, ImmutableArray<string> letters)
    {
        var by = Caller.Required.Id;
        return Caller.AsHouse(() => GrainFactory.GetGrain<IInterview>(interview).Do(commandId, new InterviewCommand.SettleAnswers(by, outcome, seen) { Letters = letters }));
    }

    public async Task<WishView?> Wish(string wish) => await FileAsync(wish) is not { } file ? null : await Caller.AsHouse(async () =>
    {
        var person = GrainFactory.GetGrain<IPerson>(file.Person);
        var (state, dossier) = (await person.Standing(), await person.Dossier());
        var cases = ImmutableArray.CreateBuilder<WishCase>();
        var before = ImmutableArray.CreateBuilder<WishBefore>();
        var keys = state.Absorbed.Insert(0, file.Person);
        foreach (var interview in state.Interviews)
        {
            if ((await GrainFactory.GetGrain<IInterview>(interview).View()).State is not { Person: { Length: > 0 } whose } its) continue;
            var (client, title) = await NamesAsync(interview);
            if (keys.Contains(whose)) cases.Add(new WishCase(interview, client, title, its.Status));
            else before.Add(new WishBefore(interview, client, title));
        }
        return new WishView(Line(file), dossier?.Name ?? "", dossier?.Company ?? "", state.Suppressed, state.Erased, cases.ToImmutable(), state.Erased ? await erasure.ToldAsync(file.Person) : null)
            { Before = before.ToImmutable(), Keys = keys };
    });

    public async Task<Answer> CarryOut(string commandId, string wish)
    {
        if (await FileAsync(wish) is not { } file) return Answer.No("There is no such wish.");
        var answer = await Caller.AsHouse(() => DoAsync(commandId, file));
        if (!answer.Ok || file.DoneAt is not null) return answer;
        var stored = await stores.Facts.ReadAsync(Prefix + wish);
        await stores.Facts.WriteAsync(Prefix + wish, HouseJson.Bytes(file with { DoneAt = clock.GetCurrentInstant() }), stored!.ETag);
        return Answer.Done;
    }

    public async Task<ImmutableArray<byte>> Held(string wish)
    {
        if (await FileAsync(wish) is not { Kind: WishKind.Copy } file) throw new AccessRefusedException(Caller.Required.Id, "a copy that nobody asked for");
        return await Caller.AsHouse(async () => ImmutableArray.Create(HouseJson.Bytes(await HeldAsync(file))));
    }

    private async Task<Answer> DoAsync(string commandId, WishFile file)
    {
        var person = GrainFactory.GetGrain<IPerson>(file.Person);
        if (file.Kind == WishKind.Copy) return Answer.Done;
        if (file.Kind == WishKind.Erasure) return await person.Erase(commandId);
        // Their open cases are withdrawn by the bar itself; one that went on to somebody else stands in their list and is not theirs.
        return await person.Suppress(commandId);
    }

    private sealed record Copy(string Made, DossierFile? WhatWeKnow, ImmutableArray<Touch> HowWeReachedOut, ImmutableArray<MailFile> MailsWeSent, ImmutableArray<CopyOfCase> Cases);

    private sealed record CopyOfCase(string For, string Programme, string Stands, DealFile? Deal, System.Text.Json.Nodes.JsonObject? SaidOnRecord);

    private async Task<Copy> HeldAsync(WishFile file)
    {
        var person = GrainFactory.GetGrain<IPerson>(file.Person);
        var state = await person.Standing();
        var view = await Wish(file.Wish) ?? throw new InvalidOperationException("A wish that was just read is gone.");
        var cases = ImmutableArray.CreateBuilder<CopyOfCase>();
        foreach (var one in view.Cases)
            cases.Add(new CopyOfCase(one.Client, one.Title, CaseWords.Of(one.Status), await stores.People.ReadAsync<DealFile>(DealSubjects.Of(one.Interview), DealSubjects.Deal),
                await stores.Transcripts.ReadAsync<System.Text.Json.Nodes.JsonObject>(CaseSubject.Of(one.Interview), OnRecord)));
        var mails = ImmutableArray.CreateBuilder<MailFile>();
        foreach (var key in state.Absorbed.Insert(0, file.Person))
            await foreach (var id in stores.People.ListAsync(PeopleSubjects.Of(key), "mail/"))
                if (await stores.People.ReadAsync<MailFile>(PeopleSubjects.Of(key), id) is { } mail) mails.Add(mail);
        return new Copy(clock.GetCurrentInstant().ToString(), await person.Dossier(), state.Touches, mails.ToImmutable(), cases.ToImmutable());
    }

    private async Task<(string Client, string Title)> NamesAsync(string interview) =>
        (await GrainFactory.GetGrain<IClient>(interview[..interview.IndexOf('/')]).Name(), (await GrainFactory.GetGrain<IEngagement>(interview[..interview.LastIndexOf('/')]).View())?.SetUp.Title ?? "");

    private async Task<WishFile?> FileAsync(string wish) => wish.Length is > 0 and < 60 && wish.All(c => char.IsAsciiLetterOrDigit(c) || c == '-') && await stores.Facts.ReadAsync(Prefix + wish) is { } stored ? HouseJson.Read<WishFile>(stored.Bytes.Span) : null;

    private static WishLine Line(WishFile file) => new(file.Wish, file.At, file.Kind, file.Came, file.By, file.DoneAt is not null);
}
