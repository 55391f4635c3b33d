using System.Text;
using WinLossAgency.Agency.Analysis;
using WinLossAgency.Disclosure.Masking;
using WinLossAgency.Domain.Analysis;
using Xunit;

namespace WinLossAgency.House.Tests.Analysis;

public sealed class MaskedTranscriptTests
{
    private static readonly Dossier Dossier = new() { People = [new KnownPerson("Ida Kestrel", Relation.Respondent)], Emails = ["ida@kestrel.example"] };

    [Fact]
    public void No_choice_clears_what_the_dossier_holds()
    {
        var choices = new MaskFile([new MaskDecision("Ida Kestrel", MaskChoice.NotAName, ""), new MaskDecision("ida@kestrel.example", MaskChoice.NotAName, "")]);
        var masked = MaskedTranscript.Of(Said("Ask Ida Kestrel, at ida@kestrel.example."), Dossier, choices);
        Assert.Equal(["Ida Kestrel", "ida@kestrel.example"], masked.Waiting().Select(c => c.Words));
    }

    [Fact]
    public void A_choice_clears_what_the_machine_only_guessed()
    {
        var choices = new MaskFile([new MaskDecision("Tobias Quennell", MaskChoice.NotAName, "")]);
        Assert.Empty(MaskedTranscript.Of(Said("Then Tobias Quennell said no."), Dossier, choices).ChipsIn(1));
    }

    private static OnRecordTranscript Said(string words) =>
        OnRecordTranscript.Read(Encoding.UTF8.GetBytes($$"""{"turns":[{"n":1,"who":"buyer","at":0,"words":"{{words}}"}]}"""));
}
