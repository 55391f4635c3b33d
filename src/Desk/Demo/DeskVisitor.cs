using System.Net;
using System.Text.RegularExpressions;
using WinLossAgency.Desk.Access;

namespace WinLossAgency.Desk.Demo;

/// <summary>
/// One of the demo's people at their own browser, without the browser: signs in by the first screen's button and sends the
/// forms of the pages. Candid words go to the candid side's own doors this way and no other.
/// </summary>
internal sealed partial class DeskVisitor : IDisposable
{
    private const string TokenField = "__RequestVerificationToken";
    private readonly HttpClient http;
    private readonly string home;
    private string token = "";

    private DeskVisitor(HttpClient http, string home) => (this.http, this.home) = (http, home);

    public static async Task<DeskVisitor> SignInAsync(Uri desk, string openingKey, string person, string home)
    {
        var http = new HttpClient(new SocketsHttpHandler { CookieContainer = new CookieContainer(), AllowAutoRedirect = true }) { BaseAddress = desk };
        http.DefaultRequestHeaders.Add(Opening.Header, openingKey);
        var visitor = new DeskVisitor(http, home);
        await visitor.TokenFromAsync("/sign-in");
        await visitor.SendAsync("/sign-in/demo", ("person", person), ("returnUrl", home));
        await visitor.TokenFromAsync(home);
        return visitor;
    }

    /// <summary>Sends a form; an answer of refusal ends the demo with the page's words about it.</summary>
    public Task<string> SendAsync(string path, params (string Name, string Value)[] fields) =>
        SendAsync(path, new FormUrlEncodedContent([.. fields.Select(f => KeyValuePair.Create(f.Name, f.Value)), KeyValuePair.Create(TokenField, token)]));

    public async Task<string> UploadAsync(string path, string fileName, byte[] bytes)
    {
        // A streamed form checks its token before it reads a byte of the file, so the token stands first.
        using var form = new MultipartFormDataContent { { new StringContent(token), TokenField }, { new ByteArrayContent(bytes), "file", fileName } };
        return await SendAsync(path, form);
    }

    public async Task<string> ReadAsync(string path)
    {
        using var answer = await http.GetAsync(path);
        return await TakenAsync(path, answer);
    }

    /// <summary>Looks for who is on the line, as an interviewer types it.</summary>
    public Task<string> FindCallerAsync(string words) => SendAsync("/calls/callers", ("words", words));

    public void Dispose() => http.Dispose();

    private async Task<string> SendAsync(string path, HttpContent content)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = content };
        request.Headers.Add("RequestVerificationToken", token);
        using var answer = await http.SendAsync(request);
        return await TakenAsync(path, answer);
    }

    private async Task TokenFromAsync(string path)
    {
        var page = await ReadAsync(path);
        var found = Token().Match(page);
        if (!found.Success) throw new InvalidOperationException($"{path} holds no form to send as {home}.");
        token = WebUtility.HtmlDecode(found.Groups["token"].Value);
    }

    private static async Task<string> TakenAsync(string path, HttpResponseMessage answer)
    {
        var body = await answer.Content.ReadAsStringAsync();
        return answer.IsSuccessStatusCode ? body
            : throw new InvalidOperationException($"{path} answered {(int)answer.StatusCode}: {Tags().Replace(body, " ")[..Math.Min(400, Tags().Replace(body, " ").Length)]}");
    }

    [GeneratedRegex("name=\"__RequestVerificationToken\"[^>]*value=\"(?<token>[^\"]+)\"")]
    private static partial Regex Token();

    [GeneratedRegex(@"<[^>]+>|\s+")]
    private static partial Regex Tags();
}
