using Orleans;
using WinLossAgency.Grains.Interviews;
using WinLossAgency.Grains.Mail;

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
        return new AnsweredLetter(scope.Interview, scope.Letter) { Whose = await MailRoom.KeptAsync(stores, state.Person, scope.Letter) is null ? AnsweredLetter.OfSomebodyBefore : state.LinksFrom };
    }
}
