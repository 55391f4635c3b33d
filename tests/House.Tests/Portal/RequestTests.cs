using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using NodaTime;
using WinLossAgency.Domain;
using WinLossAgency.Domain.Reports;
using WinLossAgency.House.Tests.Reports;
using Xunit;

namespace WinLossAgency.House.Tests.Portal;

public sealed class RequestTests(PortalHost portal) : IClassFixture<PortalHost>
{
    private const string Root = $"/{SampleRelease.Client}/{SampleRelease.Engagement}";
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_question_is_laid_once_and_its_receipt_is_shown()
    {
        using var owen = await portal.SignedInAsync(Shelves.Owen);
        var answer = await PostAsync(owen, "ask", "questions", ("words", "Why does the <south> differ?"));
        Assert.Equal(HttpStatusCode.SeeOther, answer.StatusCode);
        var page = answer.Headers.Location!.ToString();
        var id = page[(page.LastIndexOf('/') + 1)..];
        var item = HouseJson.ReadShelf<InboxItem>(await File.ReadAllBytesAsync(Path.Combine(portal.Data, "inbox", SampleRelease.Client, id + ".json"), Stop));
        Assert.Equal((id, InboxKind.Question, SampleRelease.Engagement, "Owen", "Why does the <south> differ?"), (item!.Id, item.Kind, item.Engagement, item.By.Name, item.Question!.Words));
        Assert.Contains("<h1>Sent</h1>", await owen.GetStringAsync(page, Stop));

        await Shelves.Writer(portal.Data).ReceiptAsync(SampleRelease.Client, new(id, InboxKind.Question, Instant.FromUtc(2026, 11, 18, 9, 30), true, "Ines answers you by mail.", []), Stop);
        Assert.Contains("Ines answers you by mail.", await owen.GetStringAsync(page, Stop));
        using var rita = await portal.SignedInAsync(Shelves.Rita);
        Assert.Equal(HttpStatusCode.NotFound, (await rita.GetAsync(page, Stop)).StatusCode);
    }

    [Fact]
    public async Task A_deal_list_arrives_byte_for_byte()
    {
        using var owen = await portal.SignedInAsync(Shelves.Owen);
        var bytes = Encoding.UTF8.GetBytes("account,outcome\n" + string.Concat(Enumerable.Repeat("Alder Foods,won\n", 20_000)));
        var answer = await UploadAsync(owen, bytes, "../../deals ü.csv", await TokenAsync(owen));
        Assert.Equal(HttpStatusCode.SeeOther, answer.StatusCode);
        var id = answer.Headers.Location!.ToString().Split('/')[^1];
        var folder = Path.Combine(portal.Data, "inbox", SampleRelease.Client);
        Assert.Equal(bytes, await File.ReadAllBytesAsync(Path.Combine(folder, id + ".payload"), Stop));
        var sent = HouseJson.ReadShelf<InboxItem>(await File.ReadAllBytesAsync(Path.Combine(folder, id + ".json"), Stop))!.DealList!;
        Assert.Equal((bytes.Length, Convert.ToHexStringLower(SHA256.HashData(bytes)), "deals ü.csv"), (sent.Bytes, sent.Sha256, sent.FileName));
    }

    [Fact]
    public async Task A_file_too_large_empty_or_of_another_kind_leaves_nothing()
    {
        using var owen = await portal.SignedInAsync(Shelves.Owen);
        var before = Inbox().Length;
        var token = await TokenAsync(owen);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await UploadAsync(owen, new byte[20 * 1024 * 1024 + 1], "deals.csv", token)).StatusCode);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await UploadAsync(owen, [], "deals.csv", token)).StatusCode);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await UploadAsync(owen, [1], "deals.exe", token)).StatusCode);
        Assert.Equal(before, Inbox().Length);
    }

    [Fact]
    public async Task Nothing_is_taken_without_the_token_of_our_own_page()
    {
        using var owen = await portal.SignedInAsync(Shelves.Owen);
        var before = Inbox().Length;
        foreach (var noun in new[] { "leave-outs", "expectations", "questions", "colleagues" })
        {
            using var form = new FormUrlEncodedContent([new("words", "x"), new("deal", "d1"), new("reason", "x"), new("belief", "x"), new("name", "x"), new("mail", "x@x.example")]);
            Assert.Equal(HttpStatusCode.BadRequest, (await owen.PostAsync($"{Root}/{noun}", form, Stop)).StatusCode);
        }
        Assert.Equal(HttpStatusCode.BadRequest, (await UploadAsync(owen, [1, 2, 3], "deals.csv", token: null)).StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, (await UploadAsync(owen, [1, 2, 3], "deals.csv", "forged")).StatusCode);
        // Any address, whether something answers there or not.
        Assert.Equal(HttpStatusCode.BadRequest, (await owen.PostAsync(Root, null, Stop)).StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, (await owen.DeleteAsync($"{Root}/deals", Stop)).StatusCode);
        Assert.Equal(before, Inbox().Length);
    }

    [Fact]
    public async Task A_foreign_client_takes_no_request()
    {
        using var carl = await portal.SignedInAsync(Shelves.Carl);
        var page = await carl.GetStringAsync($"/{Shelves.Contoso}/{Shelves.ContosoProject}/ask", Stop);
        using var form = new FormUrlEncodedContent([new("__RequestVerificationToken", PortalHost.TokenIn(page)), new("words", "x")]);
        Assert.Equal(HttpStatusCode.NotFound, (await carl.PostAsync($"{Root}/questions", form, Stop)).StatusCode);
    }

    [Fact]
    public async Task A_deal_is_left_out_once_and_only_with_a_reason()
    {
        using var owen = await portal.SignedInAsync(Shelves.Owen);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await PostAsync(owen, "deals", "leave-outs", ("deal", "d1"), ("reason", "  "))).StatusCode);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await PostAsync(owen, "deals", "leave-outs", ("deal", "d3"), ("reason", "again"))).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await PostAsync(owen, "deals", "leave-outs", ("deal", "d9"), ("reason", "unknown"))).StatusCode);
        Assert.Equal(HttpStatusCode.SeeOther, (await PostAsync(owen, "deals", "leave-outs", ("deal", "d1"), ("reason", "They asked for quiet"))).StatusCode);
        var deals = await owen.GetStringAsync($"{Root}/deals", Stop);
        Assert.Contains("Brightwater &lt;Ltd&gt;", deals);
        Assert.Contains("Left out at your request: Being acquired", deals);
    }

    [Fact]
    public async Task Beliefs_and_a_colleague_are_sent_in_their_shapes()
    {
        using var owen = await portal.SignedInAsync(Shelves.Owen);
        Assert.Equal(HttpStatusCode.SeeOther, (await PostAsync(owen, "expectations", "expectations", ("belief", "Price"), ("belief", " "), ("belief", "Customs"))).StatusCode);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await PostAsync(owen, "expectations", "expectations", ("belief", " "))).StatusCode);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await PostAsync(owen, "colleagues", "colleagues", ("name", "New"), ("mail", "not a mail"), ("rights", "admin"))).StatusCode);
        Assert.Equal(HttpStatusCode.SeeOther, (await PostAsync(owen, "colleagues", "colleagues", ("name", "New"), ("mail", "new@northwind.example"), ("rights", "reader"))).StatusCode);
        var items = Inbox().Where(name => name.EndsWith(".json", StringComparison.Ordinal)).Select(name => HouseJson.ReadShelf<InboxItem>(File.ReadAllBytes(name))!).ToArray();
        Assert.Contains(items, item => item.Expectation?.Beliefs is ["Price", "Customs"]);
        Assert.Contains(items, item => item.Colleague is { Name: "New", Rights: Rights.Reader });
    }

    private string[] Inbox() => Directory.Exists(Path.Combine(portal.Data, "inbox", SampleRelease.Client)) ? Directory.GetFiles(Path.Combine(portal.Data, "inbox", SampleRelease.Client)) : [];

    private static async Task<string> TokenAsync(HttpClient browser) => PortalHost.TokenIn(await browser.GetStringAsync($"{Root}/deals", Stop));

    private static async Task<HttpResponseMessage> PostAsync(HttpClient browser, string page, string noun, params (string Name, string Value)[] fields)
    {
        var token = PortalHost.TokenIn(await browser.GetStringAsync($"{Root}/{page}", Stop));
        using var form = new FormUrlEncodedContent(fields.Append(("__RequestVerificationToken", token)).Select(field => KeyValuePair.Create(field.Item1, field.Item2)));
        return await browser.PostAsync($"{Root}/{noun}", form, Stop);
    }

    private static async Task<HttpResponseMessage> UploadAsync(HttpClient browser, byte[] bytes, string name, string? token)
    {
        using var form = new MultipartFormDataContent();
        if (token is not null) form.Add(new StringContent(token), "__RequestVerificationToken");
        var file = new ByteArrayContent(bytes);
        file.Headers.ContentType = new MediaTypeHeaderValue("text/csv");
        form.Add(file, "file", name);
        return await browser.PostAsync($"{Root}/deal-lists", form, Stop);
    }
}
