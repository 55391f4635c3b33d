using System.Collections.Immutable;
using NodaTime;
using Orleans;
using Orleans.Runtime;
using WinLossAgency.Agency.Engagements;
using WinLossAgency.Agency.Mail;
using WinLossAgency.Domain.Calls;
using WinLossAgency.Domain.Engagements;
using WinLossAgency.Domain.Interviews;
using WinLossAgency.Domain.People;
using WinLossAgency.Grains;
using WinLossAgency.Grains.Access;
using WinLossAgency.Grains.Engagements;
using WinLossAgency.Grains.Interviews;
using WinLossAgency.Grains.Journals;
using WinLossAgency.Grains.People;

namespace WinLossAgency.Agency.Interviews;

/// <summary>One invitation. It holds nothing of its own: what stands is in the case, in calendars and with the person, and each is asked anew.</summary>
[GrainType("invitation-door")]
internal sealed class InvitationDoorGrain(AgencyStores stores, BuyerLinks links, BuyersCalendar calendar, JournalTools tools) : Grain, IInvitationDoor
{
    private static readonly Answer NotOpen = Answer.No("closed");
    private static readonly ChoiceAnswer Shut = new(ChoiceTrouble.Closed, null);

    private string Key => this.GetPrimaryKeyString();

    /// <summary>
    /// What a page sent stands in no command id: two buyers' pages could send the same one, and a calendar that hears both
    /// would take the second for the first. Sent twice, a step is harmless by what stands.
    /// </summary>
    private string NextId => stores.Ids.Next("b");

    private Instant Now => tools.Clock.GetCurrentInstant();

    private sealed record Invited(string Interview, InterviewState State, DossierFile Person, SetUp SetUp)
    {
        /// <summary>The clock they chose at their page, else that of their place.</summary>
        public string Zone => State.Stated?.Zone ?? State.Sample!.Place.Zone;

        /// <summary>The number that would be rung: the one they named, else the first that nobody found wrong.</summary>
        public PhoneNumber? Number => Person.Phones.FirstOrDefault(p => p.Id == State.Stated?.NumberId && !State.Struck.Contains(p.Id)) ?? Person.Phones.FirstOrDefault(p => !State.Struck.Contains(p.Id));

        /// <summary>What the programme knows, the most open first; off the record is said in the call, of a single sentence.</summary>
        public ImmutableArray<Attribution> Levels => [.. Enum.GetValues<Attribution>().Where(l => l != Attribution.OffTheRecord && l >= Domain.Analysis.Levels.Allowed(Attribution.Named, SetUp.Mode))];

        public MeetingWay Way => State.Booking?.Way ?? State.Stated?.Way ?? MeetingWay.Phone;

        /// <summary>An appointment keeps its way when it moves.</summary>
        public MeetingWay WayOf(ChosenTime chosen) => State.Booking?.Way ?? chosen.Way ?? Way;

        /// <summary>What they said at their page; nothing is taken for said.</summary>
        public Attribution? Level => State.Stated?.Level is { } stated && Levels.Contains(stated) ? stated : null;
    }

    public Task<InvitationPage?> Page(InvitationLook look) => Caller.AsHouse<InvitationPage?>(async () =>
    {
        if (await links.FindAsync(Key, LinkPurpose.Invitation) is not var (interview, round)) return null;
        var state = (await GrainFactory.GetGrain<IInterview>(interview).View()).State;
        var (stand, person) = await StandAsync(interview, state, round);
        var staff = await GrainFactory.GetGrain<IAgency>(IAgency.Key).StaffList();
        var officer = staff.FirstOrDefault(s => s.Roles.HasFlag(Role.PrivacyOfficer));
        var page = new InvitationPage(stand, state.Sample?.Language ?? "en", await GrainFactory.GetGrain<IAgency>(IAgency.Key).Name()) { PrivacyName = officer?.Name ?? "", PrivacyMail = officer?.Mail ?? "" };
        if (stand != InvitationStand.Open || person is null) return page;
        var invited = new Invited(interview, state, person, await SetUpAsync(interview));
        page = page with
        {
            Name = person.Name.Split(' ')[0], Client = invited.SetUp.SponsorDisclosed ? await GrainFactory.GetGrain<IClient>(interview[..interview.IndexOf('/')]).Name() : "",
            Kind = invited.SetUp.Kind, Mode = invited.SetUp.Mode, Minutes = invited.SetUp.Minutes, Levels = invited.Levels, Level = invited.Level, Suggested = state.SuggestedAt is not null,
            Way = invited.Way, NumberEnding = invited.Number?.E164 is { Length: > 3 } number ? number[^3..] : "",
            HasCalendar = state.Booking is not null && !person.Emails.IsEmpty, KeptMonths = invited.SetUp.DossierMonths, Ways = calendar.HasRooms ? [MeetingWay.Phone, MeetingWay.Video] : [MeetingWay.Phone],
            Video = state.Booking is { Way: MeetingWay.Video } && calendar.HasRooms ? await calendar.RoomAsync(GrainFactory, interview, state) : "",
            Zone = Zones.Find(look.Zone ?? "") is { } asked ? asked.Id : invited.Zone, UnknownZone = look.Zone is { Length: > 0 } zone && Zones.Find(zone) is null,
            Booked = state.Booking is { } b ? new OwnBooking(b.Start, b.Minutes, b.Way, staff.FirstOrDefault(s => s.Id == b.Interviewer)?.Name.Split(' ')[0] ?? "", b.Sequence) : null,
        };
        return await WithTimesAsync(page, invited, look);
    });

    public Task<ChoiceAnswer> Choose(ChosenTime chosen) => Caller.AsHouse(async () =>
    {
        if (await OpensAsync() is not { } invited) return Shut;
        var commandId = NextId;
        if (Zones.Find(chosen.Zone) is null) return new ChoiceAnswer(ChoiceTrouble.Zone, null);
        var times = await TimesAsync(invited, chosen.Zone, chosen.Anyone, chosen.Start);
        // Sent twice: what they asked for stands.
        if (invited.State.Booking?.Start == chosen.Start) return new ChoiceAnswer(null, null);
        if (invited.State.Sequence >= Invitations.ChangesMax) return new ChoiceAnswer(ChoiceTrouble.TooOften, null);
        if (!times.IsOffered(chosen.Start)) return new ChoiceAnswer(ChoiceTrouble.NotOffered, times.NextAfter(chosen.Start));
        // What they typed beside it is noted with a time that somebody has; else a page could write without end and take none.
        ImmutableArray<Taker> takers = [.. times.FreeAt(chosen.Start)];
        if (takers.IsEmpty) return new ChoiceAnswer(ChoiceTrouble.Gone, times.NextAfter(chosen.Start));
        var (number, known) = await NumberAsync(invited, invited.WayOf(chosen), chosen.Number);
        if (!known) return new ChoiceAnswer(ChoiceTrouble.Number, null);
        var pursued = GrainFactory.GetGrain<IInterview>(invited.Interview);
        var (level, way) = (chosen.Level is { } wished && invited.Levels.Contains(wished) ? wished : invited.Level, invited.WayOf(chosen));
        await pursued.Do($"{commandId}/wishes", new InterviewCommand.StateWishes(level, way, chosen.Zone, number));
        foreach (var taker in takers)
            if ((await pursued.Do(commandId, new InterviewCommand.Book(Approvals.Buyer, taker.Id, chosen.Start, invited.SetUp.Minutes, way))).Ok) return new ChoiceAnswer(null, null) { Moved = invited.State.Booking is not null };
        return new ChoiceAnswer(ChoiceTrouble.Gone, (await TimesAsync(invited, chosen.Zone, chosen.Anyone, chosen.Start)).NextAfter(chosen.Start));
    });

    public Task<ChoiceAnswer> Change(OwnWishes wishes) => Caller.AsHouse(async () =>
    {
        if (await OpensAsync() is not { State.Booking: { } booking } invited) return Shut;
        if (invited.State.Sequence >= Invitations.ChangesMax || invited.State.StatedTimes >= Invitations.ChangesMax) return new ChoiceAnswer(ChoiceTrouble.TooOften, null);
        var level = wishes.Level is { } wished && invited.Levels.Contains(wished) ? wished : invited.Level;
        var way = wishes.Way is { } other && (other != MeetingWay.Video || calendar.HasRooms) ? other : booking.Way;
        // The case would refuse it, and by then the number would be kept.
        if (way != booking.Way && booking.Start <= Now) return Shut;
        var (number, known) = await NumberAsync(invited, way, wishes.Number);
        if (!known) return new ChoiceAnswer(ChoiceTrouble.Number, null);
        var done = await GrainFactory.GetGrain<IInterview>(invited.Interview).Do(NextId, new InterviewCommand.StateWishes(level, way, invited.Zone, number));
        return done.Ok ? new ChoiceAnswer(null, null) : Shut;
    });

    public Task<string?> Calendar() => Caller.AsHouse(async () => await OpensAsync() is { } invited ? await calendar.FileAsync(GrainFactory, invited.Interview, invited.State, invited.Person) : null);

    public Task<Answer> CallOff() => Caller.AsHouse(async () => await OpensAsync() is { } invited
        ? await GrainFactory.GetGrain<IInterview>(invited.Interview).Do(NextId, new InterviewCommand.CallOff(Approvals.Buyer)) : NotOpen);

    public Task<Answer> Decline() => Caller.AsHouse(async () =>
    {
        if (await links.FindAsync(Key, LinkPurpose.Invitation) is not var (interview, round)) return NotOpen;
        var state = (await GrainFactory.GetGrain<IInterview>(interview).View()).State;
        // No is taken from an older link too: whoever holds it is the one whom we wrote to. Only one that now leads to a colleague cannot speak for them.
        if (state.Person is not { Length: > 0 } || state.Invitation is not { Revoked: false } sent || sent.Round < round || round < state.LinksFrom || await GrainFactory.GetGrain<IPerson>(state.Person).Dossier() is null) return NotOpen;
        return await GrainFactory.GetGrain<IInterview>(interview).Do(NextId, new InterviewCommand.RefuseHard(Approvals.Buyer, RefusalOf.Person));
    });

    public Task<Answer> Suggest(string commandId, NamedColleague colleague) => Caller.AsHouse(async () =>
    {
        if (await OpensAsync() is not { } invited) return NotOpen;
        if (invited.State.Suggestions >= Invitations.SuggestionsMax) return Answer.No("enough");
        // The words lie down before the fact that counts on them.
        await stores.People.WriteAsync(DealSubjects.Of(invited.Interview), SuggestedFile.Name, new SuggestedFile(colleague));
        return await GrainFactory.GetGrain<IInterview>(invited.Interview).Do($"{Key[..16]}-{commandId}", new InterviewCommand.SuggestColleague());
    });

    private async Task<InvitationPage> WithTimesAsync(InvitationPage page, Invited invited, InvitationLook look)
    {
        var times = await TimesAsync(invited, page.Zone, look.Anyone, look.Gone);
        var zone = DateTimeZoneProviders.Tzdb[page.Zone];
        var next = look.Gone is { } gone ? times.NextAfter(gone) : null;
        var (days, later) = times.Shown(look.From ?? look.Gone?.InZone(zone).Date ?? LocalDate.MinIsoValue, next);
        return page with { Days = days, Later = later, Next = next, OneOnly = times.Takers is [var one] && invited.State.Booking?.Interviewer == one.Id };
    }

    /// <summary>Whoever has an appointment moves it with the same interviewer, unless that one has no time left or another is asked for.</summary>
    private async Task<TeamTimes> TimesAsync(Invited invited, string zone, bool anyone, Instant? around)
    {
        if (!anyone && invited.State.Booking is { } booking)
        {
            var same = await TeamTimes.ReadAsync(GrainFactory, invited.Interview, invited.State, invited.SetUp, zone, Now, booking.Interviewer);
            if (same.Shown(LocalDate.MinIsoValue).Shown.Length > 0 || around is { } at && same.FreeAt(at).Any()) return same;
        }
        return await TeamTimes.ReadAsync(GrainFactory, invited.Interview, invited.State, invited.SetUp, zone, Now);
    }

    /// <summary>The id of the number to ring, and whether there is one: typed now, or known already. A video call needs none.</summary>
    private async Task<(string? Id, bool Known)> NumberAsync(Invited invited, MeetingWay way, string typed)
    {
        if (typed.Length == 0) return (invited.State.Stated?.NumberId, way == MeetingWay.Video || invited.Number is not null);
        var person = GrainFactory.GetGrain<IPerson>(invited.State.Person!);
        var added = await person.Correct(Approvals.Buyer, DossierFile.PhoneField, typed);
        var plain = string.Concat(typed.Where(c => char.IsAsciiDigit(c) || c == '+'));
        // Refused also where it was known before, which is no trouble.
        var id = (await person.Dossier())?.Phones.FirstOrDefault(p => p.E164 == plain)?.Id;
        if (added.Ok && invited.State.NoNumber) await GrainFactory.GetGrain<IInterview>(invited.Interview).Do($"number/{invited.State.Version}", new InterviewCommand.NoteNumber(Approvals.Buyer));
        return (id, id is not null);
    }

    private async Task<Invited?> OpensAsync()
    {
        if (await links.FindAsync(Key, LinkPurpose.Invitation) is not var (interview, round)) return null;
        var state = (await GrainFactory.GetGrain<IInterview>(interview).View()).State;
        return await StandAsync(interview, state, round) is (InvitationStand.Open, { } person) ? new Invited(interview, state, person, await SetUpAsync(interview)) : null;
    }

    private async Task<(InvitationStand Stand, DossierFile? Person)> StandAsync(string interview, InterviewState state, int round)
    {
        // Sent to somebody before: it says one thing for good, whatever whoever came after them does.
        if (round < state.LinksFrom) return (InvitationStand.TakenBack, null);
        if (state.IsErased || state.Person is not { Length: > 0 } || state.Invitation is not { } sent || sent.Round < round) return (InvitationStand.Closed, null);
        if (await GrainFactory.GetGrain<IPerson>(state.Person).Dossier() is not { } person) return (InvitationStand.Closed, null);
        if (state.Never is not null || await GrainFactory.GetGrain<IPerson>(state.Person).WhyNot(TouchKind.Offer, interview) is not null) return (sent.Revoked ? InvitationStand.TakenBack : InvitationStand.Declined, null);
        if (sent.Round != round) return (InvitationStand.Superseded, null);
        if (sent.Revoked) return (InvitationStand.TakenBack, null);
        return state.Open ? (InvitationStand.Open, person) : (InvitationStand.Over, null);
    }

    private async Task<SetUp> SetUpAsync(string interview) =>
        (await GrainFactory.GetGrain<IEngagement>(interview[..interview.LastIndexOf('/')]).View())?.SetUp ?? throw new InvalidOperationException("A case without its engagement.");
}

/// <summary>The colleague whom a buyer named, sealed with the case until somebody takes it up.</summary>
internal sealed record SuggestedFile(NamedColleague Colleague)
{
    public const string Name = "suggested";
}
