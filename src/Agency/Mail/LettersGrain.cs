using Orleans;
using WinLossAgency.Grains.Interviews;
using WinLossAgency.Grains.Mail;
using WinLossAgency.Grains.People;

namespace WinLossAgency.Agency.Mail;

[GrainType("letters")]
internal sealed class LettersGrain(LetterTokens tokens, AgencyStores stores) : Grain, ILetters
{
    public async Task<AnsweredLetter?> Find(string token)
    {
        if (await tokens.FindAsync(token) is not { } scope) return null;
        var state = (await GrainFactory.GetGrain<IInterview>(scope.Interview).View()).State;
        if (state.IsErased || string.IsNullOrEmpty(state.Person)) return null;
        // A letter rests with whom it was to.
        var writer = await WhoseAsync(state.EarlierPeople.Insert(0, state.Person), scope.Letter);
        // What somebody erased still writes is not for whoever came after them; once their letters are destroyed nothing tells which were theirs.
        if (writer != state.Person && await AnyErasedAsync(writer is null ? state.EarlierPeople : [writer])) return null;
        // A dossier whose time is over took its letters with it; a case that was only ever one person's is theirs.
        writer ??= state.LinksFrom == 0 ? state.Person : null;
        return new AnsweredLetter(scope.Interview, scope.Letter) { Whose = writer == state.Person ? state.LinksFrom : AnsweredLetter.OfSomebodyBefore, Writer = writer };
    }

    public async Task<bool> IsFrom(string token, string address)
    {
        if (await Find(token) is not { Writer: { } writer } letter) return false;
        if (await MailRoom.KeptAsync(stores, writer, letter.Letter) is { } kept && kept.To.Equals(address, StringComparison.OrdinalIgnoreCase)) return true;
        return (await GrainFactory.GetGrain<IPerson>(writer).Dossier())?.Emails.Contains(address, StringComparer.OrdinalIgnoreCase) == true;
    }

    private async Task<bool> AnyErasedAsync(IEnumerable<string> people)
    {
        foreach (var person in people)
            if ((await GrainFactory.GetGrain<IPerson>(person).Standing()).Erased) return true;
        return false;
    }

    private async Task<string?> WhoseAsync(IEnumerable<string> people, string letter)
    {
        foreach (var person in people)
            if (await MailRoom.KeptAsync(stores, person, letter) is not null) return person;
        return null;
    }
}
