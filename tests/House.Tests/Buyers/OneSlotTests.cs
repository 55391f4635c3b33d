using System.Globalization;
using System.Net;
using NodaTime;
using WinLossAgency.Domain.Interviews;
using WinLossAgency.Grains.Access;
using WinLossAgency.Grains.Calls;
using WinLossAgency.Grains.Interviews;
using WinLossAgency.House.Tests.Desk;

namespace WinLossAgency.House.Tests.Buyers;

/// <summary>Many buyers at once and one time: half of them by the page, half through their door.</summary>
public sealed class OneSlotTests
{
    /// <summary>How often they try; a thousand times with this variable set so.</summary>
    public const string Variable = "HOUSE_BOOKING_ROUNDS";
    private const int Buyers = 50;
    private static readonly int Rounds = int.TryParse(Environment.GetEnvironmentVariable(Variable), out var rounds) ? rounds : 6;

    [Fact]
    public async Task Of_fifty_who_try_for_one_time_one_gets_it_and_the_others_are_told_the_next()
    {
        await using var host = await InviteHost.OpenAsync(Buyers, two: false);
        var tokens = new string[Buyers];
        for (var n = 0; n < Buyers; n++) tokens[n] = await host.InviteAsync(host.Cases[n]);
        using var browser = host.Browser();
        var page = await InviteHost.GetAsync(browser, $"/b/{tokens[0]}");
        var (won, told, lost) = (0, 0, 0);
        for (var round = 0; round < Rounds; round++)
        {
            // A time that nobody holds: the one who got the last moves on to this one or keeps theirs.
            var times = await FreeAsync(host, tokens[round % Buyers]);
            var start = times[round * 7 % times.Length];
            // Each round another one is first, so that no two share all the luck.
            var tries = Enumerable.Range(0, Buyers).Select(n => (n + round * 13) % Buyers)
                .Select(n => (n, Got: Task.Run(() => n / 2 % 2 == round % 2 ? ByPageAsync(browser, page, tokens[n], start) : ByDoorAsync(host, tokens[n], start)))).ToArray();
            var answers = new Got[Buyers];
            foreach (var (n, got) in tries) answers[n] = await got;
            Assert.True(answers.Count(a => a == Got.It) == 1, $"Round {round}: {answers.Count(a => a == Got.It)} got {start}, {answers.Count(a => a == Got.TheNext)} were told the next.");
            var holders = new List<string>();
            foreach (var interview in host.Cases)
                if ((await host.StateAsync(interview)).Booking?.Start == start) holders.Add(interview);
            Assert.Equal(host.Cases[Array.IndexOf(answers, Got.It)], Assert.Single(holders));
            (won, told, lost) = (won + 1, told + answers.Count(a => a == Got.TheNext), lost + answers.Count(a => a == Got.Nothing));
        }
        Assert.Equal((Rounds, Rounds * (Buyers - 1), 0), (won, told, lost));
        TestContext.Current.SendDiagnosticMessage($"{Rounds} rounds of {Buyers} at one time: {won} got it, {told} were told the next, {lost} heard nothing.");
        // What the calendar holds in the end is what the cases say, and nothing twice.
        await Spine.Patience.UntilAsync(async () =>
        {
            var say = new List<(string, Instant)>();
            foreach (var interview in host.Cases)
                if ((await host.StateAsync(interview)).Booking is { } booking) say.Add((interview, booking.Start));
            Caller.House.Enter();
            var day = await host.Grains.GetGrain<IInterviewer>("maya").Day();
            return day.Promises.Select(p => (p.Interview, p.Start)).Order().SequenceEqual(say.Order()) && day.Promises.Select(p => p.Start).Distinct().Count() == day.Promises.Length;
        });
    }

    private enum Got { It, TheNext, Nothing }

    private static async Task<Got> ByDoorAsync(InviteHost host, string token, Instant start)
    {
        var answer = await host.Door(token).Choose(new ChosenTime(start, "Europe/Lisbon", MeetingWay.Phone, Attribution.Unattributed, "", true));
        return answer.Trouble is null ? Got.It : answer is { Trouble: ChoiceTrouble.Gone, Next: { } next } && next > start ? Got.TheNext : Got.Nothing;
    }

    private static async Task<Got> ByPageAsync(HttpClient browser, string page, string token, Instant start)
    {
        var (status, to, _) = await InviteHost.SendAsync(browser, page, $"/b/{token}/bookings",
            ("time", start.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture)), ("zone", "Europe/Lisbon"), ("way", "Phone"), ("level", "Unattributed"), ("with", "anyone"));
        if (status != HttpStatusCode.SeeOther || to is null) return Got.Nothing;
        if (to.Contains("done=", StringComparison.Ordinal)) return Got.It;
        return to.Contains("gone=", StringComparison.Ordinal) && (await InviteHost.GetAsync(browser, to.Split('#')[0] + (to.Contains("step=", StringComparison.Ordinal) ? "" : "&step=move"))).Contains("has just gone. The next is", StringComparison.Ordinal) ? Got.TheNext : Got.Nothing;
    }

    private static async Task<Instant[]> FreeAsync(InviteHost host, string token)
    {
        var free = new List<Instant>();
        for (LocalDate? from = new LocalDate(2026, 11, 18); from is { } day && free.Count < 60;)
        {
            var look = (await host.Door(token).Page(new InvitationLook(null, day, null, true)))!;
            free.AddRange(look.Days.SelectMany(d => d.Times.SkipLast(1)));
            from = look.Later;
        }
        return [.. free];
    }
}
