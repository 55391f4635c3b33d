using System.Net;
using System.Text.RegularExpressions;

namespace WinLossAgency.Bench.Programs;

/// <summary>One of the demo's people at their browser, without the browser.</summary>
internal sealed partial class Visitor : IDisposable
{
    private const string TokenField = "__RequestVerificationToken";
    private readonly HttpClient http;

    private Visitor(Uri program) => http = new HttpClient(new SocketsHttpHandler { CookieContainer = new CookieContainer(), MaxConnectionsPerServer = 64 }) { BaseAddress = program };

    public static async Task<Visitor> SignInAsync(Uri program, string person)
    {
        var visitor = new Visitor(program);
        await visitor.SendAsync("/sign-in", "/sign-in/demo", ("person", person), ("returnUrl", "/"));
        return visitor;
    }

    public async Task<string> ReadAsync(string path)
    {
        using var answer = await http.GetAsync(path);
        return await BodyAsync(path, answer);
    }

    /// <summary>Sends a form that stands on a page.</summary>
    public async Task<string> SendAsync(string page, string path, params (string Name, string Value)[] fields)
    {
        var token = Token().Match(await ReadAsync(page)) is { Success: true } found ? WebUtility.HtmlDecode(found.Groups["token"].Value) : throw new InvalidOperationException($"{page} holds no form.");
        using var form = new FormUrlEncodedContent([.. fields.Select(f => KeyValuePair.Create(f.Name, f.Value)), KeyValuePair.Create(TokenField, token)]);
        using var answer = await http.PostAsync(path, form);
        return await BodyAsync(path, answer);
    }

    public void Dispose() => http.Dispose();

    private static async Task<string> BodyAsync(string path, HttpResponseMessage answer) => answer.IsSuccessStatusCode
        ? await answer.Content.ReadAsStringAsync() : throw new InvalidOperationException($"{path} answered {(int)answer.StatusCode}.");

    [GeneratedRegex("name=\"__RequestVerificationToken\"[^>]*value=\"(?<token>[^\"]+)\"")]
    private static partial Regex Token();
}
