using Orleans;
using WinLossAgency.Grains.Interviews;
using WinLossAgency.Grains.Mail;

namespace WinLossAgency.Agency.Mail;

[GrainType("letters")]
internal sealed class LettersGrain(LetterTokens tokens) : Grain, ILetters
{
    public async Task<AnsweredLetter?> Find(string token)
    {
        if (await tokens.FindAsync(token) is not { } scope) return null;
        var state = (await GrainFactory.GetGrain<IInterview>(scope.Interview).View()).State;
        return state.IsErased || string.IsNullOrEmpty(state.Person) ? null : new AnsweredLetter(scope.Interview, scope.Letter);
    }
}
