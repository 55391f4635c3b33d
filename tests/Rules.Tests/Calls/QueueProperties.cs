using System.Collections.Immutable;
using System.Text.RegularExpressions;
using FsCheck;
using FsCheck.Fluent;
using NodaTime;
using WinLossAgency.Domain.Calls;
using WinLossAgency.Domain.Interviews;
using WinLossAgency.Domain.People;
using static WinLossAgency.Rules.Tests.Calls.QueueCards;

namespace WinLossAgency.Rules.Tests.Calls;

/// <summary>Whatever happens to cards, leases, people and time: whoever may be rung is offered to somebody, and nobody else is.</summary>
public sealed partial class QueueProperties
{
    private static readonly string[] Crew = ["maya", "joao", "lena"];
    private static readonly string[] Spoken = ["en de", "en pt", "de"];
    private static readonly Place[] Places = [Lisbon, Chicago, new("Asia/Kathmandu", "NP", null)];

    [Fact]
    public void Nobody_is_offered_who_may_not_be_rung_and_everybody_who_may_is_offered_to_somebody() => Prop.ForAll(Steps, steps =>
    {
        var world = new World();
        foreach (var step in steps)
        {
            world.Do(step);
            foreach (var who in Crew)
                if (world.Index.Next(who, world.Now, null, 10, world.Now) is { Card: { } card } choice) world.MustFit(card, who, choice.Reasons);
        }
        world.MustEmpty();
        return true;
    }).Check(Config.QuickThrowOnFailure.WithMaxTest(400));

    private static readonly Arbitrary<int[][]> Steps = Gen.ArrayOf(Gen.ArrayOf(Gen.Choose(0, 9_999), 10)).Resize(40).ToArbitrary();

    private sealed class World
    {
        private readonly Dictionary<string, InterviewCard> cards = [];
        private readonly Dictionary<string, Held> held = [];
        private readonly Dictionary<string, (string Who, Instant Until)> leases = [];
        private readonly Dictionary<string, Colleague> crew = [];

        public World()
        {
            for (var n = 0; n < Crew.Length; n++) Know(Works(Crew[n], Spoken[n]));
        }

        public QueueIndex Index { get; } = new(PlaceClock.At);

        public Instant Now { get; private set; } = Instant.FromUtc(2026, 11, 24, 8, 0);

        public void Do(int[] d)
        {
            var id = $"c{d[1] % 3}/e/i{d[1] % 12}";
            switch (d[0] % 8)
            {
                case <= 3: Put(Drawn(id, d)); break;
                case 4 when cards.ContainsKey(id):
                    held[id] = new Held("Not now.", Now + Duration.FromMinutes(d[2] % 300 + 1));
                    Index.Hold(id, held[id], Now);
                    break;
                case 5 when cards.TryGetValue(id, out var card) && !cards.Values.Any(c => c.Person == card.Person && LeasedNow(c.Interview)):
                    leases[id] = (Crew[d[2] % 3], Now + Duration.FromMinutes(d[3] % 40 + 1));
                    Index.Lease(id, leases[id].Who, leases[id].Until);
                    break;
                case 6: Now += Duration.FromMinutes(d[2] % 400); break;
                case 7 when d[2] % 2 == 0: Know(Works(Crew[d[3] % 3], Spoken[d[3] % 3], Away(new LocalDateTime(2026, 11, 24, 0, 0).PlusHours(d[4] % 72), new LocalDateTime(2026, 11, 28, 0, 0)))); break;
                case 7 when leases.Remove(id): Index.EndLease(id); break;
            }
        }

        /// <summary>The offer fits by rules written here anew, and every reason is true of the card.</summary>
        public void MustFit(InterviewCard card, string who, ImmutableArray<string> reasons)
        {
            Assert.Equal(cards[card.Interview], card);
            Assert.Null(WhyNotAtAll(card));
            Assert.Null(WhyNot(card, who));
            Assert.Empty(Index.WhyNotYet(card.Interview, who, Now, Now));
            var there = Now.InZone(PlaceClock.ZoneOf(card.Place)).LocalDateTime;
            foreach (var reason in reasons) Assert.True(IsTrue(reason, card, there), $"{reason} is not true of {card}");
        }

        /// <summary>Offers are taken until none is left; whoever may be rung now has then been offered, or another case of the same person has.</summary>
        public void MustEmpty()
        {
            var taken = new HashSet<string>();
            for (var round = 0; ; round++)
            {
                Assert.True(round <= cards.Count, "More was offered than there is.");
                if (Crew.Select(w => (Who: w, Index.Next(w, Now, null, 10, Now).Card)).FirstOrDefault(o => o.Card is not null) is not { Card: { } card, Who: var who }) break;
                MustFit(card, who, []);
                leases[card.Interview] = (who, Now + Duration.FromHours(1));
                Index.Lease(card.Interview, who, Now + Duration.FromHours(1));
                taken.Add(card.Person);
            }
            foreach (var card in cards.Values.Where(c => !taken.Contains(c.Person) && WhyNotAtAll(c) is null))
                Assert.True(Crew.All(w => WhyNot(card, w) is not null), $"{card} may be rung and is offered to nobody.");
        }

        private void Put(InterviewCard card)
        {
            cards[card.Interview] = card;
            held.Remove(card.Interview);
            Index.Put(card);
        }

        private void Know(Colleague colleague)
        {
            crew[colleague.Id] = colleague;
            Index.Know(colleague);
        }

        private bool LeasedNow(string id) => leases.TryGetValue(id, out var lease) && lease.Until > Now;

        private string? WhyNotAtAll(InterviewCard card)
        {
            if (card.Status is not (CaseStatus.Waiting or CaseStatus.Promised or CaseStatus.Booked)) return "ended";
            if (cards.Values.Any(c => c.Person == card.Person && LeasedNow(c.Interview))) return "open on a desk";
            if (held.TryGetValue(card.Interview, out var why) && why.From > Now) return "held";
            if (Dialling.ClosedThere(card, Now, PlaceClock.At) is not null) return "closed";
            if (card.ReturnedAt is not null) return null;
            if (card.Due is { } due) return due - QueueIndex.PromiseLead <= Now ? null : "later";
            return card.NotBefore > Now ? "rests" : card.NoNumber || card.Counted >= 6 ? "used up" : null;
        }

        private string? WhyNot(InterviewCard card, string who)
        {
            if (!crew[who].Languages.Contains(card.Language)) return "language";
            if (card.Barred.Contains(who)) return "barred";
            var due = card.Due is { } at && at - QueueIndex.PromiseLead <= Now;
            if (!due && card.ReturnedAt is null && card.RefusedTo == who) return "declined to them";
            if (card.Owner is not { } owner || owner == who) return null;
            // Whoever does not speak the language keeps nothing.
            var keeper = crew.TryGetValue(owner, out var known) && known.Speaks(card.Language) ? known : null;
            var handOff = due ? Ownership.OfPromise(card.Due!.Value, keeper) : card.ReturnedAt is { } returned ? Ownership.OfReturn(returned, keeper) : Ownership.OfWaiting(card, keeper);
            return handOff.From > Now ? "a colleague's" : null;
        }

        private InterviewCard Drawn(string id, int[] d)
        {
            var version = cards.TryGetValue(id, out var old) ? old.Version + 1 : 2;
            var tried = Enumerable.Range(0, d[2] % 4).Select(n => Now - Duration.FromHours(20 * n + d[3] % 20 + 1)).ToImmutableArray();
            var card = Card(0) with
            {
                Interview = id, Person = $"p{d[1] % 9}", Place = Places[d[3] % 3], Language = new[] { "en", "de", "pt" }[d[4] % 3], Priority = 1 + d[5] % 5, Tier = d[5] % 4 == 0 ? "senior" : "standard",
                Counted = tried.Length, Tried = tried, Failed = [.. tried.Where((_, n) => n % 2 == d[6] % 2)], Reached = [.. tried.Where((_, n) => n % 2 != d[6] % 2)],
                DecidedOn = new LocalDate(2026, 11, 24).PlusDays(-(d[6] % 90)), Outcome = (DealOutcome)(d[7] % 4), NotBefore = Now + Duration.FromMinutes(d[7] % 300 - 200), Version = version,
                Owner = d[8] % 3 == 0 ? Crew[d[8] / 3 % 3] : d[8] % 31 == 1 ? "gone" : null, Barred = d[9] % 5 == 0 ? [Crew[d[9] / 5 % 3]] : [],
                Available = d[9] % 7 == 0 ? [new AvailableSpan((IsoDayOfWeek)(1 + d[2] % 7), new LocalTime(9 + d[3] % 5, 0), new LocalTime(15 + d[4] % 5, 0), d[5] % 2 == 0)] : [],
            };
            return (d[0] / 8 % 7) switch
            {
                0 => card with { Status = CaseStatus.Promised, Due = Now + Duration.FromMinutes(d[2] % 600 - 200), Owner = card.Owner ?? "maya" },
                1 => card with { Status = CaseStatus.Booked, Interviewing = true, Due = Now + Duration.FromMinutes(d[2] % 600 - 200), Owner = card.Owner ?? "joao" },
                2 => card with { ReturnedAt = Now - Duration.FromMinutes(d[2] % 100) },
                3 => card with { RefusedTo = Crew[d[2] % 3], Owner = null },
                4 => card with { Status = CaseStatus.Refused },
                _ => card,
            };
        }
    }

    /// <summary>Reads a reason back and asks the card whether it holds.</summary>
    private static bool IsTrue(string reason, InterviewCard card, LocalDateTime there) => reason switch
    {
        "not tried yet" => card.Counted == 0,
        "a senior buyer" => card.Tier == "senior",
        "among the most valuable deals of its list" => card.Priority == 1,
        "a larger deal of its list" => card.Priority == 2,
        "a middling deal of its list" => card.Priority == 3,
        "a smaller deal of its list" => card.Priority == 4,
        "among the smallest deals of its list" => card.Priority == 5,
        "rang us back" => card.ReturnedAt is not null,
        "booked for now" => card is { Interviewing: true, Due: not null },
        "promised a call back" => card is { Interviewing: false, Due: not null },
        _ when reason.StartsWith("the colleague who", StringComparison.Ordinal) => card.Owner is not null,
        _ when Decided().Match(reason) is { Success: true } m => int.Parse(m.Groups[1].Value) == Period.DaysBetween(card.DecidedOn, there.Date)
            && reason.EndsWith("while it is fresh", StringComparison.Ordinal) == (QueueOrder.FreshnessOf(card, there.Date) == Freshness.Fresh),
        _ when TriedOf().Match(reason) is { Success: true } m => int.Parse(m.Groups[1].Value) == card.Counted,
        _ when reason.StartsWith("usually answers ", StringComparison.Ordinal) => Local(card.Reached, card).CountBy(r => (r.DayOfWeek, ContactChance.PartOf(r.TimeOfDay))).Any(r => r.Value >= 2 && reason.Contains(r.Key.DayOfWeek.ToString()[..3], StringComparison.Ordinal)),
        _ when reason.StartsWith("answered one ", StringComparison.Ordinal) => Local(card.Reached, card).Any(r => ContactChance.PartOf(r.TimeOfDay) == ContactChance.PartOf(there.TimeOfDay)),
        _ when Failed().Match(reason) is { Success: true } m => Local(card.Failed, card).Count(f => ContactChance.PartOf(f.TimeOfDay).ToString().Equals(m.Groups[2].Value, StringComparison.OrdinalIgnoreCase)) == Array.IndexOf(Numbers, m.Groups[1].Value),
        _ => false,
    };

    private static readonly string[] Numbers = ["no", "one", "two", "three", "four", "five", "six"];

    private static IEnumerable<LocalDateTime> Local(ImmutableArray<Instant> calls, InterviewCard card) => calls.Select(at => at.InZone(PlaceClock.ZoneOf(card.Place)).LocalDateTime);

    [GeneratedRegex("decided (-?[0-9]+) days ago")]
    private static partial Regex Decided();

    [GeneratedRegex("^tried ([0-9]) of 6 times$")]
    private static partial Regex TriedOf();

    [GeneratedRegex("^([a-z]+) (morning|midday|afternoon|evening)s? failed")]
    private static partial Regex Failed();
}
