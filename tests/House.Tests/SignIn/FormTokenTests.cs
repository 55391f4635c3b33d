using System.Net.Http.Headers;
using Xunit;

namespace WinLossAgency.House.Tests.SignIn;

public sealed class FormTokenTests : IAsyncLifetime
{
    private readonly Browser _browser = new();
    private CrookedProvider _provider = null!;
    private House _house = null!;
    private string _token = "";

    public async ValueTask InitializeAsync()
    {
        _provider = await CrookedProvider.StartAsync();
        _house = await House.StartAsync(new Setting { Authority = _provider.Authority });
        await _browser.OpenAsync(_house.Address);
        _token = (await _browser.AskAsync(new Uri(_house.Address, "/token"))).Body;
    }

    public async ValueTask DisposeAsync()
    {
        _browser.Dispose();
        await _house.DisposeAsync();
        await _provider.DisposeAsync();
    }

    [Theory]
    [InlineData("/things")]
    [InlineData("/plain")]
    [InlineData("/stream")]
    [InlineData("/sign-in/out")]
    public async Task Nothing_is_changed_without_the_form_s_token(string path)
    {
        Assert.Equal(400, (await SendAsync(path, new ByteArrayContent([]))).Status);
        Assert.Equal(200, (await _browser.AskAsync(_house.Address)).Status);
    }

    [Fact]
    public async Task The_token_is_taken_from_the_form_or_from_the_header()
    {
        var inForm = await SendAsync("/things", Browser.Form(("words", "kept"), ("__RequestVerificationToken", _token)));
        var inHeader = await SendAsync("/plain", new ByteArrayContent([]), _token);

        Assert.Equal(("took kept", "done"), (inForm.Body, inHeader.Body));
    }

    [Fact]
    public async Task A_streamed_body_is_never_read_for_a_token()
    {
        var upload = new MultipartFormDataContent { { new StringContent(_token), "__RequestVerificationToken" }, { new StringContent("candid"), "file", "a.vtt" } };
        var form = await SendAsync("/stream", upload);
        var raw = await SendAsync("/stream", new StringContent("candid", MediaTypeHeaderValue.Parse("text/vtt")), _token);

        Assert.Equal(400, form.Status);
        Assert.Equal("candid", raw.Body);
    }

    [Fact]
    public async Task Another_person_s_token_does_not_do()
    {
        _provider.Bend = token => token.Claims["oid"] = "o-2";
        using var other = new Browser();
        await other.OpenAsync(_house.Address);
        var theirs = (await other.AskAsync(new Uri(_house.Address, "/token"))).Body;

        Assert.Equal(400, (await SendAsync("/plain", new ByteArrayContent([]), theirs)).Status);
    }

    [Fact]
    public async Task Hooks_and_endpoints_that_say_so_need_none()
    {
        Assert.Equal("noted", (await SendAsync("/hooks/stripe", new ByteArrayContent([]))).Body);
        Assert.Equal("by bearer", (await SendAsync("/api/things", new ByteArrayContent([]))).Body);
    }

    private Task<Seen> SendAsync(string path, HttpContent content, string? token = null)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, new Uri(_house.Address, path)) { Content = content };
        if (token is not null)
            request.Headers.Add("RequestVerificationToken", token);
        return _browser.AskAsync(request);
    }
}
