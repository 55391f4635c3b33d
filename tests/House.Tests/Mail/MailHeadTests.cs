using WinLossAgency.Vault.Replies;

namespace WinLossAgency.House.Tests.Mail;

/// <summary>What a mail says of who sent it, and how far that is believed.</summary>
public sealed class MailHeadTests
{
    [Theory]
    [InlineData("Auto-Submitted: auto-replied (vacation)\nSubject: away", "a@b.example", true)]
    [InlineData("Subject: Re\nauto-submitted:\n auto-generated; x=y", "a@b.example", true)]
    [InlineData("Auto-Submitted: No", "a@b.example", false)]
    [InlineData("Subject: Auto-Submitted: auto-replied", "a@b.example", false)]
    [InlineData("Subject: Undelivered", "", true)]
    [InlineData("Return-Path: <>", "a@b.example", false)]
    public async Task A_machines_mail_is_known_by_what_it_says_of_itself(string headers, string returns, bool byMachine)
    {
        var form = ReplyTests.Form("x@y", "I am away.", headers: headers, returns: returns);
        Assert.Equal(byMachine, (await InboundMail.ReadAsync(form.Type, new MemoryStream(form.Body), TestContext.Current.CancellationToken))!.ByMachine);
    }

    [Theory]
    [InlineData("Vera <vera@vale.example>", "pass", "vera@vale.example", nameof(MailCheck.Passed))]
    [InlineData("Vera <vera@vale.example>", "pass", "x@evil.example", nameof(MailCheck.Failed))]
    [InlineData("Vera <vera@vale.example>", "softfail", "vera@vale.example", nameof(MailCheck.Failed))]
    [InlineData("Vera <vera@vale.example>", "", "vera@vale.example", nameof(MailCheck.NotTold))]
    [InlineData("no address", "pass", "vera@vale.example", nameof(MailCheck.NotTold))]
    public void The_services_finding_counts_for_the_domain_that_is_shown(string from, string spf, string returns, string check) =>
        Assert.Equal(check, MailHead.Read("", from, $$"""{"from":"{{returns}}"}""").Checked(spf, "").ToString());

    [Fact]
    public void A_signature_counts_for_its_own_domain_only()
    {
        var head = MailHead.Read("From: Vera <vera@vale.example>\n\nMessage-ID: body", "", "");
        Assert.Equal(("", "vera@vale.example"), (head.Id, head.From));
        Assert.Equal(MailCheck.Passed, head.Checked("fail", "{@mail.example : pass, @vale.example : pass}"));
        Assert.Equal(MailCheck.Failed, head.Checked("", "{@evil.example : pass, @vale.example : fail}"));
    }
}
