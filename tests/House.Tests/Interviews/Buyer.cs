using System.Collections.Immutable;
using System.Text.RegularExpressions;
using WinLossAgency.Domain.Interviews;
using WinLossAgency.Grains.Access;
using WinLossAgency.Grains.Interviews;
using WinLossAgency.Grains.Mail;
using WinLossAgency.House.Tests.Spine;

namespace WinLossAgency.House.Tests.Interviews;

/// <summary>One buyer at their own page, with the mails that they were sent.</summary>
internal sealed partial class Buyer(SmallAgency agency, string interview)
{
    private string? session;

    public string Token { get; private set; } = "";

    private IBuyersDoor Door => agency.Grains.GetGrain<IBuyersDoor>(BuyersLink.KeyOf(Token));

    /// <summary>Takes the link out of the newest mail to them.</summary>
    public async Task<Buyer> ReadMailAsync()
    {
        SmallAgency.AsHouse();
        var address = (await agency.Grains.GetGrain<IInterview>(interview).ForMasking()).Dossier.Emails[0];
        // Letters about their appointment hold a link too, and that one opens another page.
        async Task<Match?> AskedAsync() => (await Mails()).Where(m => m.To == address && m.Subject == "What will be read of our conversation").Select(m => Link().Match(m.Body)).FirstOrDefault(m => m.Success);
        await agency.UntilAsync(async () => await AskedAsync() is not null);
        Token = (await AskedAsync())!.Groups[1].Value;
        return this;
    }

    public async Task<string> NewestCodeAsync()
    {
        SmallAgency.AsHouse();
        return (await Mails()).Select(m => Code().Match(m.Subject)).First(m => m.Success).Groups[1].Value;
    }

    public async Task<Buyer> OpenAsync()
    {
        await ReadMailAsync();
        Caller.Buyer.Enter();
        Assert.Equal(Knock.AsksForCode, (await Door.Page(null)).Knock);
        Assert.Null((await Door.SendCode()).Trouble);
        var code = await NewestCodeAsync();
        session = (await TryAsync(code)).Session;
        Assert.NotNull(session);
        return this;
    }

    public Task<CodeAnswer> SendCodeAsync() => As(() => Door.SendCode());

    public Task<CodeAnswer> TryAsync(string code) => As(() => Door.TryCode(code));

    public Task<OwnPage> PageAsync() => As(() => Door.Page(session));

    public Task<WinLossAgency.Grains.Answer> WishAsync(string passage, PassageChoice choice, bool atOnce = false) =>
        As(() => Door.Wish($"wish-{passage}-{choice}-{atOnce}", session, [new PassageWish(passage, choice, Attribution.Named, atOnce)]));

    public Task<WinLossAgency.Grains.Answer> WithdrawAsync(bool atOnce) => As(() => Door.Withdraw($"withdraw-{atOnce}", session, atOnce));

    private static Task<T> As<T>(Func<Task<T>> call)
    {
        Caller.Buyer.Enter();
        return call();
    }

    private async Task<ImmutableArray<MailLine>> Mails() => await agency.Grains.GetGrain<IMailbox>(IMailbox.Key).Lately();

    [GeneratedRegex("/b/([0-9a-f]{64})")]
    private static partial Regex Link();

    [GeneratedRegex(@"^Your code is (\d{6})$")]
    private static partial Regex Code();
}
