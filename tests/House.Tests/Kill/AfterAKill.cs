using System.Text.Json;
using WinLossAgency.Agency;
using WinLossAgency.Domain.Calls;
using WinLossAgency.Domain.Interviews;
using WinLossAgency.Domain.People;
using WinLossAgency.Grains.Billing;
using WinLossAgency.Grains.Calls;
using WinLossAgency.Grains.Engagements;
using WinLossAgency.Grains.Interviews;
using WinLossAgency.Grains.Journals;
using WinLossAgency.House.Tests.Spine;

namespace WinLossAgency.House.Tests.Kill;

/// <summary>What has to hold whenever the house opens again, read from the stores themselves.</summary>
internal static class AfterAKill
{
    /// <summary>Each acknowledged command stands in its journal once; whoever owes still has the reminder that makes it pay.</summary>
    public static async Task VerifyAsync(SmallAgency agency, IReadOnlyList<string> acknowledged)
    {
        foreach (var line in acknowledged.Select(l => l.Split(' ')).GroupBy(l => (Type: l[0], Key: l[1])))
        {
            var ids = line.Select(l => l[2]).ToArray();
            if (line.Key.Type == "interview") await VerifyInterviewAsync(agency, line.Key.Key, ids);
            else
            {
                var journal = await ReadAsync<PersonState, PersonEvent>(agency, $"journal|person|{line.Key.Key}");
                // Refusals, undone steps and uncounted calls come with ids of the same kind, so there may be fewer permits than ids, never more.
                var permits = journal.Events.OfType<PersonEvent.Permitted>().Count(p => p.Kind == TouchKind.Dial);
                Assert.True(permits >= ids.Length, $"{permits} permits stand for {ids.Length} acknowledged ones.");
                if (journal.Commands.Count < Journal<PersonState, PersonEvent>.CommandsKept) Assert.True(permits <= journal.Commands.Count(KilledJob.IsId), $"{permits} permits for {journal.Commands.Count} commands.");
                Assert.Equal(journal.Commands.Distinct().Count(), journal.Commands.Count);
                if (journal.Commands.Count < Journal<PersonState, PersonEvent>.CommandsKept) Assert.All(ids, id => Assert.Contains(id, journal.Commands));
            }
        }
    }

    /// <summary>Nothing is owed any more, and everybody who was owed has it once.</summary>
    public static async Task VerifyPaidAsync(SmallAgency agency, string[] cases)
    {
        SmallAgency.AsHouse();
        foreach (var key in cases) await agency.Grains.GetGrain<IInterview>(key).View();
        await agency.UntilAsync(async () =>
        {
            foreach (var key in cases)
                if ((await InterviewAsync(agency, key)).Owed.Any(o => o.NotBefore <= agency.Time.Now && (o.To != "evidence" || LedgersOpen))) return false;
            return true;
        });
        var cards = (await agency.Grains.GetGrain<IEngagement>(KilledJob.Engagement).Cards()).ToDictionary(c => c.Interview);
        var promises = new List<Promise>();
        foreach (var interviewer in new[] { "maya", "joao" }) promises.AddRange((await agency.Grains.GetGrain<IInterviewer>(interviewer).Day()).Promises);
        foreach (var key in cases)
        {
            var state = (await InterviewAsync(agency, key)) is var journal ? journal.Events.Aggregate(journal.Parts > 0 ? journal.Closed! : InterviewState.None, InterviewFold.Fold) : null!;
            Assert.Equal((state.Version, state.Status), (cards[key].Version, cards[key].Status));
            var person = await ReadAsync<PersonState, PersonEvent>(agency, $"journal|person|{state.Person}");
            Assert.Single(person.Events.OfType<PersonEvent.Listed>(), l => l.Interview == key);
            // However often the house died between a booking and its letter: the letter went, and the case was told of it once.
            Assert.Equal(state.Mails.Length, state.Mails.Select(m => m.Id).Distinct().Count());
            Assert.True(state.Booking is null || state.Mails.Any(m => m.Kind == MailKind.Booking), $"{key} is booked and nobody was written to.");
            if (state.Booking is { } booking) Assert.Single(promises, p => p.Interview == key && p.Start == booking.Start);
        }
    }

    private static bool LedgersOpen { get; } = typeof(AgencyDoor).Assembly.GetTypes().Any(t => t.IsClass && typeof(ILedger).IsAssignableFrom(t));

    private static async Task VerifyInterviewAsync(SmallAgency agency, string key, string[] ids)
    {
        var journal = await InterviewAsync(agency, key);
        var attempts = journal.Events.OfType<InterviewEvent.Attempted>().Where(a => a.NumberId.Length > 0).GroupBy(a => a.NumberId).ToDictionary(g => g.Key, g => g.Count());
        Assert.All(attempts.Values, count => Assert.Equal(1, count));
        Assert.Equal(journal.Commands.Distinct().Count(), journal.Commands.Count);
        Assert.True(journal.Events.Count(e => e is InterviewEvent.Completed) <= 1);
        foreach (var id in ids)
            Assert.True(attempts.ContainsKey(id) || journal.Commands.Contains(id) || journal.Commands.Count == Journal<InterviewState, InterviewEvent>.CommandsKept,
                $"{key} has lost the acknowledged command {id}.");
        if (journal.Owed.Count > 0)
            Assert.NotNull(await agency.Given.Facts.ReadAsync($"reminder|interview|{key}|owed", TestContext.Current.CancellationToken));
    }

    private static Task<Journal<InterviewState, InterviewEvent>> InterviewAsync(SmallAgency agency, string key) =>
        ReadAsync<InterviewState, InterviewEvent>(agency, $"journal|interview|{key}");

    private static async Task<Journal<TState, TEvent>> ReadAsync<TState, TEvent>(SmallAgency agency, string key) where TEvent : class =>
        JsonSerializer.Deserialize<Journal<TState, TEvent>>((await agency.Given.Facts.ReadAsync(key, TestContext.Current.CancellationToken))!.Bytes.Span, StoredJson.Options)!;
}
