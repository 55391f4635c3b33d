using NodaTime;
using WinLossAgency.Vault.Candid;
using WinLossAgency.Vault.Replies;

namespace WinLossAgency.House.Tests.Mail;

public sealed partial class ReplyTests
{
    [Fact]
    public async Task Of_whoever_writes_without_end_every_word_is_kept()
    {
        var (one, stores) = await OpenAsync();
        await using var agency = one.Agency;
        Reply Of(int n) => new($"mark-{n}", agency.Time.Now + Duration.FromHours(n), CandidText.Of(""), CandidText.Of($"and {n}"), [], false);
        var many = RepliesFile.RepliesMax + 3;
        for (var n = 1; n <= many; n++) await Files(agency).AppendAsync(one.Key, Of(n));
        await Files(agency).AppendAsync(one.Key, Of(1));
        await Files(agency).AppendAsync(one.Key, Of(many));
        var kept = (await Files(agency).ReadAsync(one.Key)).Replies;
        Assert.Equal(Enumerable.Range(1, many).Select(n => $"and {n}"), kept.Select(reply => reply.Words.Reveal(Looking)));
        await Files(agency).KeepAsync(one.Key, reply => reply.Mark.EndsWith('7'));
        Assert.Equal(20, (await Files(agency).ReadAsync(one.Key)).Replies.Length);
        foreach (var store in stores) await store.DisposeAsync();
    }

    [Fact]
    public async Task Of_a_flood_in_one_day_the_rest_is_only_counted_and_the_buyers_own_is_kept()
    {
        var (one, stores) = await OpenAsync();
        await using var agency = one.Agency;
        var to = await LetterAsync(one);
        for (var n = 0; n < RepliesFile.DayMailsMax + 3; n++) Assert.True(await TakeAsync(agency, Form(to, $"flood {n}", from: "x@y.example")));
        Assert.True(await TakeAsync(agency, Form(to, "I take it back.", from: "Vera <Vera.Lund@vale.example>", spf: "pass")));
        var file = await Files(agency).ReadAsync(one.Key);
        Assert.Equal((RepliesFile.DayMailsMax + 1, 3, RepliesFile.DayMailsMax + 4), (file.Replies.Length, file.NotKept, file.Came));
        Assert.Equal(["I take it back."], file.Replies.Where(reply => reply.LooksTheirs).Select(reply => reply.Words.Reveal(Looking)));
        agency.Time.Pass(Duration.FromDays(1));
        for (var n = 0; n < RepliesFile.DayWordsMax / RepliesFile.WordsMax + 2; n++) Assert.True(await TakeAsync(agency, Form(to, n + new string('x', RepliesFile.WordsMax))));
        Assert.Equal(RepliesFile.DayMailsMax + 1 + RepliesFile.DayWordsMax / RepliesFile.WordsMax, (await Files(agency).ReadAsync(one.Key)).Replies.Length);
        foreach (var store in stores) await store.DisposeAsync();
    }
}
