using System.Collections.Immutable;
using Orleans;
using Orleans.Runtime;
using WinLossAgency.Agency.Engagements;
using WinLossAgency.Domain.Engagements;
using WinLossAgency.Domain.Mail;
using WinLossAgency.Grains;
using WinLossAgency.Grains.Access;
using WinLossAgency.Grains.Engagements;
using WinLossAgency.Grains.Journals;
using WinLossAgency.Grains.Mail;
using WinLossAgency.Storage;

namespace WinLossAgency.Agency.Mail;

/// <summary>The words lie sealed under the programme, so that its end destroys them too; the journal says who wrote which when.</summary>
[GrainType("letter-book")]
internal sealed class LetterBookGrain([PersistentState("journal", "agency")] IPersistentState<Journal<LetterBook, LetterBookEvent>> journal, JournalTools tools, AgencyStores stores, LetterSample sample)
    : JournalGrain<LetterBook, LetterBookEvent>(journal, tools), ILetterBook
{
    private string ClientKey => Key[..Key.IndexOf('/')];

    protected override LetterBook Empty => LetterBook.None;

    protected override LetterBook Fold(LetterBook state, LetterBookEvent happened) => LetterBook.Fold(state, happened);

    public async Task<ImmutableArray<LetterStand>> View()
    {
        await EnterAsync();
        var staff = (await Caller.AsHouse(() => GrainFactory.GetGrain<IAgency>(IAgency.Key).StaffList())).ToDictionary(s => s.Id, s => s.Name);
        return [.. from letter in Enum.GetValues<LetterName>() from language in LetterWords.Languages let own = State.Of(letter, language) select new LetterStand(letter, language, own?.Since, own is null ? "" : staff.GetValueOrDefault(own.By, "a colleague"))];
    }

    public async Task<LetterSheet?> Sheet(LetterName letter, string language, LetterTemplate? typed)
    {
        var setUp = await EnterAsync();
        if (!LetterWords.Languages.Contains(language)) return null;
        return await Caller.AsHouse(async () =>
        {
            var client = await GrainFactory.GetGrain<IClient>(ClientKey).Name();
            var own = await OwnAsync(letter, language);
            var words = typed ?? own ?? LetterWords.For(language).Of(letter);
            return await sample.WriteAsync(GrainFactory, letter, language, words, setUp, client) with { IsOwn = own is not null, Why = words.WhyNot(letter, setUp.SponsorDisclosed ? null : client) ?? "" };
        });
    }

    public async Task<Answer> Word(string commandId, LetterName letter, string language, LetterTemplate words)
    {
        var setUp = await EnterAsync();
        if (!LetterWords.Languages.Contains(language)) return Answer.No($"The house writes no letters in “{language}”; it writes {string.Join(" and ", LetterWords.Languages)}.");
        var client = await Caller.AsHouse(() => GrainFactory.GetGrain<IClient>(ClientKey).Name());
        if (words.WhyNot(letter, setUp.SponsorDisclosed ? null : client) is { } why) return Answer.No(why);
        if (await Caller.AsHouse(() => GrainFactory.GetGrain<IEngagement>(Key).View()) is { Stage: Stage.Closed }) return Answer.No("This programme is closed; it writes no letters any more.");
        if (await OwnAsync(letter, language) == words) return Answer.Done;
        // The words lie down before the fact that counts on them.
        var place = $"words/{CommandName.Of(commandId)}";
        await stores.People.WriteAsync(Subject, place, words);
        return await Decide(commandId, new LetterBookCommand.Word(Caller.Required.Id, letter, language, place));
    }

    public async Task<Answer> PutBack(string commandId, LetterName letter, string language)
    {
        await EnterAsync();
        return await Decide(commandId, new LetterBookCommand.PutBack(Caller.Required.Id, letter, language));
    }

    public async Task<LetterTemplate?> Words(LetterName letter, string language)
    {
        if (await OwnAsync(letter, language) is not { } words) return null;
        // Whether who asks is told may have changed since; words that tell it are then not sent.
        var setUp = (await GrainFactory.GetGrain<IEngagement>(Key).View())?.SetUp;
        return words.WhyNot(letter, setUp is { SponsorDisclosed: true } ? null : await GrainFactory.GetGrain<IClient>(ClientKey).Name()) is null ? words : null;
    }

    private Subject Subject => new(Key, "letters");

    private async Task<LetterTemplate?> OwnAsync(LetterName letter, string language) => State.Of(letter, language) is { } own ? await stores.People.ReadAsync<LetterTemplate>(Subject, own.Words) : null;

    /// <summary>Whose programme it is: its own analysts, the owner, and whoever leads the team that rings for it.</summary>
    private async Task<SetUp> EnterAsync()
    {
        var caller = Caller.Required;
        return await Caller.AsHouse(async () =>
        {
            if (await GrainFactory.GetGrain<IEngagement>(Key).View() is not { SetUp: var setUp }) throw new AccessRefusedException(caller.Id, "the letters of an engagement that is not open");
            if (caller.Is(Role.House | Role.Owner) || caller.Is(Role.Analyst) && (setUp.Analysts.IsDefaultOrEmpty || setUp.Analysts.Contains(caller.Id))) return setUp;
            var team = (await GrainFactory.GetGrain<IAgency>(IAgency.Key).StaffList()).FirstOrDefault(s => s.Id == caller.Id)?.Team;
            return caller.Is(Role.Supervisor) && team == setUp.Team ? setUp : throw new AccessRefusedException(caller.Id, "the letters of another team's engagement");
        });
    }

    private Task<Answer> Decide(string commandId, LetterBookCommand command) => DecideAsync(commandId, (s, at) => LetterBook.Decide(s, command, at));
}
