using System.Text;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;
using Orleans;
using WinLossAgency.Agency;
using WinLossAgency.Agency.Mail;
using WinLossAgency.Agency.People;
using WinLossAgency.Domain.Interviews;
using WinLossAgency.Grains.Access;
using WinLossAgency.Grains.Calls;
using WinLossAgency.Grains.Engagements;
using WinLossAgency.Grains.People;
using WinLossAgency.Grains.Stores;
using WinLossAgency.House.Tests.Billing;
using WinLossAgency.House.Tests.Spine;
using WinLossAgency.House.Tests.Vault;
using WinLossAgency.Storage;
using WinLossAgency.Vault;
using WinLossAgency.Vault.Candid;
using WinLossAgency.Vault.Replies;
using WinLossAgency.Vault.Wall;

namespace WinLossAgency.House.Tests.Mail;

/// <summary>What buyers write to us.</summary>
public sealed partial class ReplyTests
{
    private static readonly Opening Looking = Opening.ByStep("look at what a test wrote");
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_reply_finds_its_case_pauses_what_we_begin_and_its_words_lie_sealed()
    {
        const string words = "Tuesday would suit me, but the marmalade harbour told me otherwise";
        var (one, stores) = await OpenAsync();
        await using var agency = one.Agency;
        var to = await LetterAsync(one);
        Assert.True(await TakeAsync(agency, Form(to, $"{words}\n\nOn Tue, 24 Nov 2026 at 10:00, Harrow Lane wrote:\n> Dear Vera", files: 2)));
        var state = await one.StateAsync();
        Assert.True(state is { Wrote: true, ReturnedAt: not null });
        Assert.Equal("Answer them", NextSteps.Of(state with { Booking = null }).Words);
        var reply = Assert.Single((await Files(agency).ReadAsync(one.Key)).Replies);
        Assert.Equal((words, false, 2), (reply.Words.Reveal(Looking), reply.AsksToStop, reply.Refused.Length));
        Assert.Equal(("offer-1.pdf", 3L), (reply.Refused[0].Name.Reveal(Looking), reply.Refused[0].Bytes));
        SmallAgency.AsHouse();
        Assert.Contains(await agency.Services.GetRequiredService<CandidWords>().OfAsync(agency.Grains, "northwind/q4"), aside => aside.Words.Contains("marmalade", StringComparison.Ordinal));

        // The same mail once more, as a service sends it again: one reply, one fact.
        Assert.True(await TakeAsync(agency, Form(to, $"{words}\n\nOn Tue, 24 Nov 2026 at 10:00, Harrow Lane wrote:\n> Dear Vera", files: 2)));
        Assert.Equal(state.Version, (await one.StateAsync()).Version);
        Assert.Single((await Files(agency).ReadAsync(one.Key)).Replies);
        // No file of any store holds a word of it in the clear, the open side's least of all.
        Assert.Empty((await agency.Given.SearchAsync([Encoding.UTF8.GetBytes("marmalade"), Encoding.UTF8.GetBytes("offer-1.pdf")])).Found);
        foreach (var store in stores) await store.DisposeAsync();
    }

    [Fact]
    public async Task A_forged_address_writes_nothing()
    {
        var (one, stores) = await OpenAsync();
        await using var agency = one.Agency;
        var to = await LetterAsync(one);
        var before = (await one.StateAsync()).Version;
        foreach (var forged in new[] { "r" + new string('0', 40) + "@replies.invalid", to.Replace('@', 'x'), "interviews@replies.invalid", "", "@", to[1..] })
            Assert.False(await TakeAsync(agency, Form(forged, "hello")));
        Assert.Equal(before, (await one.StateAsync()).Version);
        Assert.Empty((await Files(agency).ReadAsync(one.Key)).Replies);
        foreach (var store in stores) await store.DisposeAsync();
    }

    [Fact]
    public async Task A_wish_to_be_left_alone_is_shown_and_never_carried_out_by_itself()
    {
        var (one, stores) = await OpenAsync();
        await using var agency = one.Agency;
        var to = await LetterAsync(one);
        Assert.True(await TakeAsync(agency, Form(to, "STOP.")));
        Assert.True(Assert.Single((await Files(agency).ReadAsync(one.Key)).Replies).AsksToStop);
        var state = await one.StateAsync();
        Assert.Null(state.Never);
        SmallAgency.AsHouse();
        Assert.False((await agency.Grains.GetGrain<IPerson>(state.Person!).Standing()).Suppressed);
        foreach (var store in stores) await store.DisposeAsync();
    }

    [Fact]
    public async Task What_somebody_wrote_before_the_case_passed_on_bars_nobody_who_came_after()
    {
        var (one, stores) = await OpenAsync();
        await using var agency = one.Agency;
        var to = await LetterAsync(one);
        Assert.True(await TakeAsync(agency, Form(to, "Ask Rosa instead.")));
        Assert.True(Assert.Single((await Files(agency).ReadAsync(one.Key)).Replies).IsOf(await one.StateAsync()));
        await one.DoAsync(new InterviewCommand.CallOff("maya"));
        await one.PassOnAsync();
        Assert.True(await TakeAsync(agency, Form(to, "STOP.")));
        var passed = await one.StateAsync();
        Assert.All((await Files(agency).ReadAsync(one.Key)).Replies, reply => Assert.False(reply.IsOf(passed)));

        SmallAgency.As("maya", Role.Interviewer);
        var visit = new RepliesVisit(agency.Grains, Files(agency), agency.Services.GetRequiredService<WinLossAgency.Vault.Intake.Entrances>());
        await visit.LoadAsync(one.Key);
        await visit.LeaveInPeaceAsync("peace");
        var state = await one.StateAsync();
        Assert.Null(state.Never);
        SmallAgency.AsHouse();
        Assert.False((await agency.Grains.GetGrain<IPerson>(state.Person!).Standing()).Suppressed);
        foreach (var store in stores) await store.DisposeAsync();
    }

    [Fact]
    public async Task Whoever_is_erased_after_their_case_passed_on_leaves_nothing_that_they_wrote()
    {
        var (one, stores) = await OpenAsync();
        await using var agency = one.Agency;
        var to = await LetterAsync(one);
        Assert.True(await TakeAsync(agency, Form(to, "Ask Rosa instead.")));
        await one.DoAsync(new InterviewCommand.CallOff("maya"));
        var first = agency.Grains.GetGrain<IPerson>((await one.StateAsync()).Person!);
        await one.PassOnAsync();
        await Files(agency).AppendAsync(one.Key, new Reply("rosa", agency.Time.Now, CandidText.Of(""), CandidText.Of("Gladly"), [], false) { Whose = (await one.StateAsync()).LinksFrom });
        SmallAgency.AsHouse();
        await agency.UntilAsync(async () => !(await first.Standing()).Interviews.IsEmpty);
        Assert.Null((await first.Erase("wish")).Refusal);
        await agency.UntilAsync(async () => (await Files(agency).ReadAsync(one.Key)).Replies.Length == 1);
        Assert.Equal("Gladly", (await Files(agency).ReadAsync(one.Key)).Replies[0].Words.Reveal(Looking));
        // Neither while their letters are still known nor afterwards does another reach the colleague.
        Assert.False(await TakeAsync(agency, Form(to, "At once.")));
        SmallAgency.AsHouse();
        await agency.UntilAsync(async () => await agency.Services.GetRequiredService<Erasure>().ToldAsync(first.GetPrimaryKeyString()) is not null);
        Assert.False(await TakeAsync(agency, Form(to, "Once more.")));
        Assert.Single((await Files(agency).ReadAsync(one.Key)).Replies);
        foreach (var store in stores) await store.DisposeAsync();
    }

    [Fact]
    public async Task Whoever_alone_had_the_case_is_its_writer_also_when_their_dossier_is_gone()
    {
        var (one, stores) = await OpenAsync();
        await using var agency = one.Agency;
        var to = await LetterAsync(one);
        var vera = (await one.StateAsync()).Person!;
        await agency.Given.People.DestroyAsync(PeopleSubjects.Of(vera));
        Assert.True(await TakeAsync(agency, Form(to, "Here I am.")));
        var reply = Assert.Single((await Files(agency).ReadAsync(one.Key)).Replies);
        Assert.Equal((vera, true), (reply.Writer, reply.IsOf(await one.StateAsync())));
        foreach (var store in stores) await store.DisposeAsync();
    }

    [Fact]
    public async Task Of_two_who_had_the_case_before_only_the_erased_ones_words_go()
    {
        var (one, stores) = await OpenAsync();
        await using var agency = one.Agency;
        var vera = agency.Grains.GetGrain<IPerson>((await one.StateAsync()).Person!);
        Assert.True(await TakeAsync(agency, Form(await LetterAsync(one), "Ask Rosa instead.")));
        await PassOnAsync(one, "Rosa Ribeiro", "rosa@vale.example");
        await one.BookAsync();
        await one.PassUndoAsync();
        await agency.UntilAsync(async () => (await one.MailsAsync("rosa@vale.example")).Count == 1);
        Assert.True(await TakeAsync(agency, Form((await one.MailsAsync("rosa@vale.example"))[0].ReplyTo, "Ask Tiago instead.")));
        await PassOnAsync(one, "Tiago Teles", "tiago@vale.example");
        // Rosa answers once more to the letter that she still has.
        Assert.True(await TakeAsync(agency, Form((await one.MailsAsync("rosa@vale.example"))[0].ReplyTo, "He is back on Monday.")));
        SmallAgency.AsHouse();
        await agency.UntilAsync(async () => !(await vera.Standing()).Interviews.IsEmpty);
        Assert.Null((await vera.Erase("wish")).Refusal);
        await agency.UntilAsync(async () => (await Files(agency).ReadAsync(one.Key)).Replies.Length < 3);
        Assert.Equal(["Ask Tiago instead.", "He is back on Monday."], (await Files(agency).ReadAsync(one.Key)).Replies.Select(reply => reply.Words.Reveal(Looking)));
        foreach (var store in stores) await store.DisposeAsync();
    }

    private static async Task PassOnAsync(BookedCase one, string name, string mail)
    {
        await one.DoAsync(new InterviewCommand.CallOff("maya"));
        SmallAgency.As("maya", Role.Interviewer);
        Assert.Null((await one.Agency.Grains.GetGrain<ICallQueue>("main").Open(one.Key)).Refusal);
        SmallAgency.As("maya", Role.Interviewer);
        Assert.Null((await one.Interview.Refer($"refer/{mail}", new Domain.People.DossierFile { Name = name, Emails = [mail] })).Refusal);
    }

    [Fact]
    public async Task The_reply_of_somebody_who_was_erased_is_nobodys()
    {
        var (one, stores) = await OpenAsync();
        await using var agency = one.Agency;
        var to = await LetterAsync(one);
        await one.DoAsync(new InterviewCommand.Erase("house"));
        Assert.False(await TakeAsync(agency, Form(to, "I forgot to say")));
        foreach (var store in stores) await store.DisposeAsync();
    }

    [Theory]
    [InlineData("unsubscribe", true)]
    [InlineData("Please do not contact me!", true)]
    [InlineData("Abmelden", true)]
    [InlineData("Please stop by on Tuesday", false)]
    [InlineData("We had to stop using it", false)]
    [InlineData("", false)]
    public void Only_words_that_leave_no_doubt_read_like_a_wish_to_be_left_alone(string words, bool asks) => Assert.Equal(asks, ReplyWords.AsksToStop(words));

    [Fact]
    public async Task The_services_own_samples_are_read()
    {
        var plain = await SampleAsync("contracts/sendgrid/inbound-default.multipart.txt");
        Assert.Equal(("inbound@inbound.example.com", "Testing non-raw", "Hello SendGrid!", 0), (plain!.To[0], plain.Subject, plain.Words, plain.Files.Length));
        var raw = await SampleAsync("contracts/sendgrid/inbound-raw-with-attachment.multipart.txt");
        Assert.Equal(("Hello SendGrid!", "SendGrid.jpg"), (raw!.Words, Assert.Single(raw.Files).Name));
        Assert.True(raw.Files[0].Bytes > 10_000);
    }

    [Fact]
    public async Task What_is_no_form_of_a_mail_is_refused()
    {
        Assert.Null(await InboundMail.ReadAsync("application/json", new MemoryStream("{}"u8.ToArray()), Stop));
        Assert.Null(await InboundMail.ReadAsync("multipart/form-data", new MemoryStream([1, 2]), Stop));
        Assert.Null(await InboundMail.ReadAsync("multipart/form-data; boundary=x", new MemoryStream("no parts"u8.ToArray()), Stop));
        var many = string.Concat(Enumerable.Range(0, 300).Select(n => $"--x\r\nContent-Disposition: form-data; name=\"f{n}\"\r\n\r\n1\r\n")) + "--x--\r\n";
        Assert.Null(await InboundMail.ReadAsync("multipart/form-data; boundary=x", new MemoryStream(Encoding.ASCII.GetBytes(many)), Stop));
    }

    [Theory]
    [InlineData("<")]
    [InlineData("<style>")]
    [InlineData("<script")]
    [InlineData("<br")]
    public async Task A_page_made_to_take_long_is_read_like_any_other(string again)
    {
        var page = "Please do not contact me" + string.Concat(Enumerable.Repeat(again, 900_000 / again.Length));
        foreach (var field in new[] { "html", "email" })
        {
            using var form = new MultipartFormDataContent("xYzZY");
            form.Add(new StringContent(field == "html" ? page : $"Content-Type: text/html\n\n{page}"), field);
            using var body = new MemoryStream();
            await form.CopyToAsync(body, Stop);
            var mail = await InboundMail.ReadAsync(form.Headers.ContentType!.ToString(), new MemoryStream(body.ToArray()), Stop);
            Assert.StartsWith("Please do not contact me", mail!.Words, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_pages_words_are_read_without_what_is_not_shown() =>
        Assert.Equal("Tuesday\nsuits & so on", ReplyWords.OfHtml("<HEAD><title>x</title></HEAD><style type=a>p{}</style ><script>1<2</script><p class=a>Tuesday</p>suits &amp; so on").Trim());

    private static async Task<InboundMail?> SampleAsync(string path)
    {
        var text = (await File.ReadAllTextAsync(Vectors.Path(path), Stop)).ReplaceLineEndings("\r\n");
        return await InboundMail.ReadAsync("multipart/form-data; boundary=xYzZY", new MemoryStream(Encoding.UTF8.GetBytes(text)), Stop);
    }

    private static async Task<(BookedCase One, OpenStore[] Stores)> OpenAsync()
    {
        OpenStore[] stores = [];
        var one = await BookedCase.OpenAsync(more: (services, folder) => stores = VaultAgency.AddVault(services, folder), rooms: typeof(VaultDoor).Assembly);
        return (one, stores);
    }

    private static async Task<string> LetterAsync(BookedCase one)
    {
        return Assert.Single(await one.BookAndMailAsync(1)).ReplyTo;
    }

    private static ReplyFiles Files(SmallAgency agency) => agency.Services.GetRequiredService<ReplyFiles>();

    private static async Task<bool> TakeAsync(SmallAgency agency, (string Type, byte[] Body) form)
    {
        var mail = await InboundMail.ReadAsync(form.Type, new MemoryStream(form.Body), Stop);
        Assert.NotNull(mail);
        return await agency.Services.GetRequiredService<ReplyDesk>().TakeAsync(mail);
    }

    internal static (string Type, byte[] Body) Form(string to, string text, int files = 0, string from = "", string headers = "", string returns = "vera.lund@vale.example", string spf = "")
    {
        using var form = new MultipartFormDataContent("xYzZY");
        form.Add(new StringContent($$"""{"to":["{{to}}"],"from":"{{returns}}"}"""), "envelope");
        if (from.Length > 0) form.Add(new StringContent(from), "from");
        if (headers.Length > 0) form.Add(new StringContent(headers), "headers");
        if (spf.Length > 0) form.Add(new StringContent(spf), "SPF");
        form.Add(new StringContent("Re: Your interview"), "subject");
        form.Add(new StringContent(text), "text");
        for (var n = 1; n <= files; n++) form.Add(new ByteArrayContent([1, 2, 3]), $"attachment{n}", $"offer-{n}.pdf");
        using var body = new MemoryStream();
        form.CopyTo(body, null, CancellationToken.None);
        return (form.Headers.ContentType!.ToString(), body.ToArray());
    }
}
