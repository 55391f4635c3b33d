using System.Collections.Immutable;
using System.Text.RegularExpressions;
using WinLossAgency.Domain.Interviews;
using WinLossAgency.Grains.Access;
using WinLossAgency.Grains.Interviews;
using WinLossAgency.Grains.Mail;
using WinLossAgency.Vault.Themes;

namespace WinLossAgency.Evaluate.Noninterference;

/// <summary>One buyer with their mails: takes the newest link and code out of them and says what they wish behind it.</summary>
internal sealed partial class BuyerAtPage(World world, string interview, string address)
{
    private string token = "";
    private string? session;
    private int wish;

    private IBuyersDoor Door => world.Grains.GetGrain<IBuyersDoor>(BuyersLink.KeyOf(token));

    /// <summary>Takes the link that holds now out of the mails; none may have come yet.</summary>
    public async Task<bool> FindLinkAsync()
    {
        foreach (var link in (await MailsAsync()).Select(m => Link().Match(m.Body)).Where(m => m.Success).Select(m => m.Groups[1].Value))
        {
            token = link;
            Caller.Buyer.Enter();
            if ((await Door.Page(null)).Knock != Knock.Closed) return true;
        }
        return false;
    }

    /// <summary>Opens the link with the code that is sent to the same address.</summary>
    public async Task OpenAsync(bool wrongFirst)
    {
        Caller.Buyer.Enter();
        if ((await Door.SendCode()).Trouble is { } trouble) throw new InvalidOperationException($"No code is sent: {trouble}.");
        var code = (await MailsAsync()).Select(m => Code().Match(m.Subject)).First(m => m.Success).Groups[1].Value;
        Caller.Buyer.Enter();
        if (wrongFirst && (await Door.TryCode(code == "000000" ? "111111" : "000000")).Session is not null) throw new InvalidOperationException("A wrong code opened a buyer's page.");
        session = (await Door.TryCode(code)).Session ?? throw new InvalidOperationException("The right code did not open a buyer's page.");
    }

    public async Task<OwnPage> PageAsync()
    {
        Caller.Buyer.Enter();
        return await Door.Page(session);
    }

    /// <summary>Says the same to every passage that is shown.</summary>
    public async Task SayAsync(PassageChoice choice, bool atOnce)
    {
        ImmutableArray<PassageWish> wishes = [.. (await PageAsync()).Passages.Select(p => new PassageWish(p.Id, choice, Attribution.Named, atOnce))];
        Caller.Buyer.Enter();
        (await Door.Wish($"wish-{wish++}", session, wishes)).OrThrow();
    }

    public async Task WithdrawAsync(bool atOnce)
    {
        Caller.Buyer.Enter();
        (await Door.Withdraw("withdraw", session, atOnce)).OrThrow();
    }

    /// <summary>The candid part of the page: every point that they are asked about may be told.</summary>
    public async Task ReleasePointsAsync()
    {
        var visit = new PointsVisit(world.Grains, world.ThemeWords);
        if (!await visit.OpenAsync(token, session, saved: false) || visit.Points.IsEmpty) throw new InvalidOperationException("A buyer who was asked about a point is shown none.");
        foreach (var (number, _, _) in visit.Points) (await Caller.AsHouse(() => visit.Themes.Say($"{interview}/point-{number}", number, interview, yes: true))).OrThrow();
    }

    private async Task<MailLine[]> MailsAsync()
    {
        Caller.House.Enter();
        return [.. (await world.Grains.GetGrain<IMailbox>(IMailbox.Key).Lately()).Where(m => m.To == address)];
    }

    [GeneratedRegex("/b/([0-9a-f]{64})")]
    private static partial Regex Link();

    [GeneratedRegex(@"^Your code is (\d{6})$")]
    private static partial Regex Code();
}
