using NodaTime;
using WinLossAgency.Agency.Interviews;
using WinLossAgency.Agency.People;
using WinLossAgency.Domain.Engagements;
using WinLossAgency.Domain.Interviews;
using WinLossAgency.Grains;
using WinLossAgency.Grains.Access;
using WinLossAgency.Grains.Calls;
using WinLossAgency.Grains.Engagements;
using WinLossAgency.Grains.Interviews;
using WinLossAgency.Grains.Mail;
using WinLossAgency.House.Tests.Spine;
using Microsoft.Extensions.DependencyInjection;

namespace WinLossAgency.House.Tests.Buyers;

/// <summary>An invitation from the desk to the buyer's door, through the real grains and mails.</summary>
public sealed class InvitationTests
{
    private const string List = """
        Opportunity Name,Account Name,Contact: Full Name,Contact: Email,Contact: Phone,Contact: Title,Amount,Close Date,Stage,Loss Reason,Primary Competitor,Region,Contact: City
        Route for three sites,Vale do Lima,Ana Ferreira,ana@vale.example,+351 912 555 018,Head of Operations,100000,2026-11-07,Closed Lost,Price,Haulwise,North,Porto
        Dock,Casa Azul,Tomás Pinto,tomas@casa.example,+351 912 555 019,Planner,50000,2026-11-01,Closed Won,,Transora,South,Lisbon
        """;

    [Fact]
    public async Task A_voicemails_mail_carries_a_link_that_holds_until_a_newer_one_is_sent()
    {
        await using var agency = await SmallAgency.OpenAsync();
        var (interview, key) = await CalledAsync(agency);
        SmallAgency.As("maya", Role.Interviewer);
        Accepted(await interview.Do("voicemail", new InterviewCommand.RecordAttempt("maya", "n1", AttemptOutcome.VoicemailLeft)));
        await LetPassAsync(agency, interview);
        var mail = await MailAsync(agency, "Sorry I missed you");
        Assert.Contains("Northwind Freight Systems asked us", mail.Body, StringComparison.Ordinal);
        var first = TokenIn(mail);
        Assert.Equal(InvitationStand.Open, (await PageAsync(agency, first)).Stand);
        // The fact of it waits with the voicemail, and its own mail is that one.
        SmallAgency.AsHouse();
        Assert.Single((await agency.Grains.GetGrain<IMailbox>(IMailbox.Key).Lately()).Where(m => m.To == "ana@vale.example"));

        agency.Time.Pass(Duration.FromDays(3));
        SmallAgency.As("maya", Role.Interviewer);
        Accepted(await agency.Grains.GetGrain<IInvitation>(key).Send("again"));
        await LetPassAsync(agency, interview);
        var second = TokenIn(await MailAsync(agency, "25 minutes on how you decided?"));
        Assert.Equal(InvitationStand.Superseded, (await PageAsync(agency, first)).Stand);
        var page = await PageAsync(agency, second);
        Assert.Equal((InvitationStand.Open, "Ana", "018"), (page.Stand, page.Name, page.NumberEnding));
        SmallAgency.As("maya", Role.Interviewer);
        Accepted(await agency.Grains.GetGrain<IInvitation>(key).TakeBack("back"));
        Assert.Equal(InvitationStand.TakenBack, (await PageAsync(agency, second)).Stand);
        SmallAgency.As("buyer", Role.Buyer);
        Assert.Null(await agency.Grains.GetGrain<IInvitationDoor>(BuyersLink.KeyOf(new string('a', 64))).Page(new InvitationLook(null, null, null, false)));
    }

    [Fact]
    public async Task An_invitation_is_sent_by_whose_case_it_is_and_goes_to_nobody_who_may_not_be_touched()
    {
        await using var agency = await SmallAgency.OpenAsync();
        var (interview, key) = await CalledAsync(agency);
        SmallAgency.As("maya", Role.Interviewer);
        SmallAgency.As("joao", Role.Interviewer);
        await Assert.ThrowsAsync<AccessRefusedException>(() => agency.Grains.GetGrain<IInvitation>(key).Send("other"));
        SmallAgency.AsHouse();
        Accepted(await agency.Grains.GetGrain<IAgency>(IAgency.Key).Join("sofia", new Staff("sofia", "Sofia Costa", "sofia@harrowlane.example", Role.Supervisor, "north", "Europe/Lisbon", null)));
        SmallAgency.As("sofia", Role.Supervisor);
        await Assert.ThrowsAsync<AccessRefusedException>(() => agency.Grains.GetGrain<IInvitation>(key).Send("team"));
        SmallAgency.AsHouse();
        var person = (await interview.View()).State.Person!;
        Accepted(await agency.Grains.GetGrain<WinLossAgency.Grains.People.IPerson>(person).Suppress("elsewhere"));
        SmallAgency.As("maya", Role.Interviewer);
        Assert.Contains("Do not contact", (await agency.Grains.GetGrain<IInvitation>(key).Send("late")).Refusal, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_booking_is_the_buyers_own_and_its_mail_does_not_wait()
    {
        await using var agency = await SmallAgency.OpenAsync();
        var (interview, key) = await CalledAsync(agency);
        SmallAgency.As("maya", Role.Interviewer);
        SmallAgency.AsHouse();
        Accepted(await interview.Do("return", new InterviewCommand.NoteReturn("maya", "maya")));
        var token = await InvitedAsync(agency, key);
        await LetPassAsync(agency, interview);
        var page = await PageAsync(agency, token);
        // Tuesday after half past nine and two hours' notice; three days of half hours within business hours.
        Assert.Equal([new LocalDate(2026, 11, 24), new LocalDate(2026, 11, 25), new LocalDate(2026, 11, 26)], page.Days.Select(d => d.Day));
        Assert.Equal(Instant.FromUtc(2026, 11, 24, 12, 0), page.Days[0].Times[0]);
        Assert.Equal(Instant.FromUtc(2026, 11, 25, 9, 0), page.Days[1].Times[0]);
        Assert.All(page.Days, d => Assert.InRange(d.Times.Length, 1, TeamTimes.TimesShown));
        Assert.Equal(new LocalDate(2026, 11, 27), page.Later);
        var start = page.Days[1].Times[0];
        Assert.Null((await DoorOf(agency, token).Choose(Wants(start))).Trouble);
        SmallAgency.AsHouse();
        var state = (await interview.View()).State;
        Assert.Equal((CaseStatus.Booked, start, "maya"), (state.Status, state.Booking!.Start, state.Owner));
        await MailAsync(agency, "Your interview on");
        SmallAgency.As("maya", Role.Interviewer);
        Assert.Contains((await interview.Screen()).History, l => l.Sentence == "Chose Wed 25 Nov 09:00 Lisbon with Maya at their own page");

        // Moved with a clock of another place, and to nobody else.
        var moved = await DoorOf(agency, token).Choose(Wants(Instant.FromUtc(2026, 11, 26, 9, 0), "Europe/Helsinki"));
        Assert.Equal((null, true), (moved.Trouble, moved.Moved));
        Assert.Equal("Europe/Helsinki", (await PageAsync(agency, token)).Zone);
        SmallAgency.AsHouse();
        Assert.Equal(("maya", 1), ((await interview.View()).State.Booking!.Interviewer, (await interview.View()).State.Sequence));
        Accepted(await Buyer(agency, token, door => door.CallOff()));
        SmallAgency.AsHouse();
        await agency.UntilAsync(async () => (await agency.Grains.GetGrain<IInterviewer>("maya").Day()).Promises.IsEmpty);
        Assert.Equal(InvitationStand.Open, (await PageAsync(agency, token)).Stand);
    }

    [Fact]
    public async Task No_time_is_given_out_at_night_on_a_holiday_or_without_notice()
    {
        await using var agency = await SmallAgency.OpenAsync();
        var (_, key) = await CalledAsync(agency);
        SmallAgency.As("maya", Role.Interviewer);
        var token = await InvitedAsync(agency, key);
        // 1 December is a public holiday in Portugal; the 28th a Saturday; 20:00 UTC is evening in Lisbon.
        foreach (var never in new[] { Instant.FromUtc(2026, 12, 1, 10, 0), Instant.FromUtc(2026, 11, 28, 10, 0), Instant.FromUtc(2026, 11, 25, 20, 0), Instant.FromUtc(2026, 11, 24, 10, 30), Instant.FromUtc(2026, 11, 25, 10, 7), Instant.FromUtc(2026, 11, 25, 17, 45) })
            Assert.Equal(ChoiceTrouble.NotOffered, (await DoorOf(agency, token).Choose(Wants(never))).Trouble);
        Assert.Equal(ChoiceTrouble.Zone, (await DoorOf(agency, token).Choose(Wants(Instant.FromUtc(2026, 11, 25, 10, 0), "Mars/Base"))).Trouble);
        var days = new List<LocalDate>();
        for (LocalDate? from = new LocalDate(2026, 11, 1); from is { } day;)
        {
            SmallAgency.As("buyer", Role.Buyer);
            var page = (await agency.Grains.GetGrain<IInvitationDoor>(BuyersLink.KeyOf(token)).Page(new InvitationLook(null, day, null, false)))!;
            days.AddRange(page.Days.Select(d => d.Day));
            from = page.Later;
        }
        Assert.DoesNotContain(new LocalDate(2026, 12, 1), days);
        Assert.All(days, d => Assert.InRange((int)d.DayOfWeek, 1, 5));
        Assert.Equal(new LocalDate(2026, 12, 11), days[^1]);
    }

    [Fact]
    public async Task A_suggested_colleagues_name_rests_sealed_until_somebody_takes_them_up()
    {
        await using var agency = await SmallAgency.OpenAsync();
        var (interview, key) = await CalledAsync(agency);
        SmallAgency.As("maya", Role.Interviewer);
        var token = await InvitedAsync(agency, key);
        Accepted(await Buyer(agency, token, door => door.Suggest("name", new NamedColleague("Rosalinda Quintanilha", "Planner", "rosalinda@vale.example", ""))));
        var found = await agency.Given.SearchAsync([System.Text.Encoding.UTF8.GetBytes("Quintanilha")]);
        Assert.Empty(found.Found);
        SmallAgency.As("maya", Role.Interviewer);
        Assert.Equal("Rosalinda Quintanilha", (await interview.Screen()).Suggested!.Name);
        Accepted(await interview.Refer("refer", new Domain.People.DossierFile { Name = "Rosalinda Quintanilha", Emails = ["rosalinda@vale.example"] }));
        Assert.Null((await interview.Screen()).Suggested);
        // The first buyer's link shows nothing of the colleague and speaks for them in nothing.
        Assert.Equal(InvitationStand.TakenBack, (await PageAsync(agency, token)).Stand);
        Assert.False((await Buyer(agency, token, door => door.Decline())).Ok);
    }

    [Fact]
    public async Task An_interviewer_whom_they_declined_to_or_who_knows_them_is_never_offered()
    {
        await using var agency = await SmallAgency.OpenAsync();
        var (interview, key) = await CalledAsync(agency);
        SmallAgency.As("maya", Role.Interviewer);
        SmallAgency.AsHouse();
        Accepted(await interview.Do("soft", new InterviewCommand.RefuseSoft("maya")));
        var token = await InvitedAsync(agency, key);
        var start = (await PageAsync(agency, token)).Days[0].Times[0];
        Assert.Null((await DoorOf(agency, token).Choose(Wants(start))).Trouble);
        SmallAgency.AsHouse();
        Assert.Equal("joao", (await interview.View()).State.Booking!.Interviewer);
        Accepted(await interview.Do("knows", new InterviewCommand.Recuse("joao")));
        Assert.Empty((await PageAsync(agency, token)).Days);
    }

    [Fact]
    public async Task Once_its_time_has_come_no_other_way_is_taken_and_no_number_kept()
    {
        await using var agency = await SmallAgency.OpenAsync();
        var (interview, key) = await CalledAsync(agency);
        var token = await InvitedAsync(agency, key);
        var start = agency.Time.Now + Duration.FromHours(3);
        SmallAgency.AsHouse();
        Accepted(await interview.Do("book", new InterviewCommand.Book("maya", "maya", start, 30, MeetingWay.Video)));
        agency.Time.Now = start;
        Assert.Equal(ChoiceTrouble.Closed, (await DoorOf(agency, token).Change(new OwnWishes(MeetingWay.Phone, null, "+351 912 555 777"))).Trouble);
        SmallAgency.AsHouse();
        var state = (await interview.View()).State;
        Assert.Equal(MeetingWay.Video, state.Booking!.Way);
        Assert.DoesNotContain((await agency.Grains.GetGrain<WinLossAgency.Grains.People.IPerson>(state.Person!).Dossier())!.Phones, p => p.E164 == "+351912555777");
        // How they may be quoted they may say until the interview begins.
        Assert.Null((await DoorOf(agency, token).Change(new OwnWishes(null, Attribution.ParaphraseOnly, ""))).Trouble);
    }

    private static async Task<(IInterview Interview, string Key)> CalledAsync(SmallAgency agency)
    {
        var engagement = agency.Grains.GetGrain<IEngagement>(await agency.InTheFieldAsync(List));
        SmallAgency.AsHouse();
        Accepted(await engagement.Choose("choose", [.. (await engagement.Deals(0)).Select(d => d.Deal)]));
        await agency.UntilAsync(async () => (await engagement.Cards()).Length == 2);
        var key = (await engagement.Cards()).Single(c => c.Outcome == DealOutcome.Lost).Interview;
        SmallAgency.As("maya", Role.Interviewer);
        Accepted(await agency.Grains.GetGrain<ICallQueue>("main").Open(key));
        SmallAgency.As("maya", Role.Interviewer);
        return (agency.Grains.GetGrain<IInterview>(key), key);
    }

    /// <summary>The minute goes by for which mails wait. The case looks at what it owes when something is told to it; else a minute of the machine would have to pass too.</summary>
    private static async Task LetPassAsync(SmallAgency agency, IInterview interview)
    {
        agency.Time.Pass(Duration.FromMinutes(2));
        SmallAgency.AsHouse();
        Accepted(await interview.Do($"told-{agency.Time.Now.ToUnixTimeSeconds()}", new InterviewCommand.NoteMailed($"m-{agency.Time.Now.ToUnixTimeSeconds()}", MailKind.Reminder)));
    }

    private static async Task<string> InvitedAsync(SmallAgency agency, string key)
    {
        SmallAgency.AsHouse();
        Accepted(await agency.Grains.GetGrain<IInterview>(key).Do("invite", new InterviewCommand.Invite("maya")));
        var links = agency.Services.GetRequiredService<BuyerLinks>();
        await links.LayAsync(key, 1, LinkPurpose.Invitation);
        return links.TokenOf(key, 1, LinkPurpose.Invitation);
    }

    private static ChosenTime Wants(Instant start, string zone = "Europe/Lisbon") => new(start, zone, MeetingWay.Phone, Attribution.Unattributed, "", false);

    private static IInvitationDoor DoorOf(SmallAgency agency, string token)
    {
        SmallAgency.As("buyer", Role.Buyer);
        return agency.Grains.GetGrain<IInvitationDoor>(BuyersLink.KeyOf(token));
    }

    private static Task<Answer> Buyer(SmallAgency agency, string token, Func<IInvitationDoor, Task<Answer>> act) => act(DoorOf(agency, token));

    private static async Task<InvitationPage> PageAsync(SmallAgency agency, string token) => (await DoorOf(agency, token).Page(new InvitationLook(null, null, null, false)))!;

    private static async Task<MailLine> MailAsync(SmallAgency agency, string subject)
    {
        MailLine? found = null;
        await agency.UntilAsync(async () =>
        {
            SmallAgency.AsHouse();
            return (found = (await agency.Grains.GetGrain<IMailbox>(IMailbox.Key).Lately()).FirstOrDefault(m => m.Subject.StartsWith(subject, StringComparison.Ordinal))) is not null;
        });
        return found!;
    }

    private static string TokenIn(MailLine mail) => mail.Body[(mail.Body.IndexOf("/b/", StringComparison.Ordinal) + 3)..][..BuyersLink.TokenLength];

    private static void Accepted(Answer answer) => Assert.Null(answer.Refusal);
}
