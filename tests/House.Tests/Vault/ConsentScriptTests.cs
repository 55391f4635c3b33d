using System.Text.RegularExpressions;
using WinLossAgency.Domain.Interviews;
using WinLossAgency.Vault.Calls;

namespace WinLossAgency.House.Tests.Vault;

public sealed class ConsentScriptTests
{
    [Fact]
    public void Every_language_says_everything_with_the_same_gaps_to_fill()
    {
        foreach (var code in ConsentScript.Languages)
        {
            Assert.Equal(ConsentScript.KeysOf("en").Order(StringComparer.Ordinal), ConsentScript.KeysOf(code).Order(StringComparer.Ordinal));
            foreach (var key in ConsentScript.KeysOf("en"))
                Assert.Equal(Gaps(ConsentScript.Line("en", key)), Gaps(ConsentScript.Line(code, key)));
        }
    }

    [Theory]
    [InlineData("de", "de/1", "Darf ich aufnehmen")]
    [InlineData("pt", "pt/1", "Posso gravar")]
    [InlineData("pt-BR", "pt/1", "Posso gravar")]
    [InlineData("en", "en/1", "May I record")]
    public void The_buyer_hears_their_own_language_and_the_record_says_which(string language, string name, string words)
    {
        var script = ConsentScript.For(language);
        Assert.Equal(name, script.Name);
        Assert.Null(script.Missing);
        Assert.StartsWith(words, script.Record, StringComparison.Ordinal);
    }

    [Fact]
    public void A_language_without_words_is_read_in_English_and_the_desk_is_told()
    {
        Assert.Equal(("en/1", "Swedish"), (ConsentScript.For("sv").Name, ConsentScript.For("sv").Missing));
        Assert.Equal(("en/1", null), (ConsentScript.For("").Name, ConsentScript.For("").Missing));
    }

    [Fact]
    public void A_blind_programme_names_no_client_in_any_language()
    {
        foreach (var code in ConsentScript.Languages)
        {
            var words = ConsentScript.For(code).MayI("Maya", "Harrow Lane", null, 25);
            Assert.DoesNotContain("{", words, StringComparison.Ordinal);
            Assert.Contains(ConsentScript.Line(code, "somebody"), words, StringComparison.Ordinal);
            Assert.All(Enum.GetValues<Attribution>().Where(l => l != Attribution.OffTheRecord), level => Assert.NotEmpty(ConsentScript.For(code).Asked(level)));
        }
    }

    private static string[] Gaps(string words) => [.. Regex.Matches(words, @"\{\w+\}").Select(m => m.Value).Order(StringComparer.Ordinal)];
}
