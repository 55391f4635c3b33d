using System.Net;
using System.Text.RegularExpressions;
using Xunit;

namespace WinLossAgency.House.Tests.SignIn;

/// <summary>Someone at a browser: keeps cookies, follows redirects one by one and remembers where it was sent.</summary>
internal sealed partial class Browser : IDisposable
{
    private const int HopsMax = 12;
    private readonly HttpClient _http;

    public Browser() => _http = new HttpClient(new SocketsHttpHandler { CookieContainer = Cookies, AllowAutoRedirect = false });

    public CookieContainer Cookies { get; } = new();

    public List<Uri> Visited { get; } = [];

    public List<string> CookiesSet { get; } = [];

    public Task<Seen> OpenAsync(Uri address) => FollowAsync(new HttpRequestMessage(HttpMethod.Get, address), HopsMax);

    /// <summary>One answer, without going where it points.</summary>
    public Task<Seen> AskAsync(HttpRequestMessage request) => FollowAsync(request, 0);

    public Task<Seen> AskAsync(Uri address) => AskAsync(new HttpRequestMessage(HttpMethod.Get, address));

    public Task<Seen> PostAsync(Uri address, params (string Name, string Value)[] fields) =>
        FollowAsync(new HttpRequestMessage(HttpMethod.Post, address) { Content = Form(fields) }, HopsMax);

    public static FormUrlEncodedContent Form(params (string Name, string Value)[] fields) =>
        new(fields.Select(field => KeyValuePair.Create(field.Name, field.Value)));

    private async Task<Seen> FollowAsync(HttpRequestMessage request, int hops)
    {
        for (; ; hops--)
        {
            Visited.Add(request.RequestUri!);
            using var answer = await _http.SendAsync(request, TestContext.Current.CancellationToken);
            if (answer.Headers.TryGetValues("Set-Cookie", out var set))
                CookiesSet.AddRange(set);
            var goesTo = answer.Headers.Location is { } location ? new Uri(request.RequestUri!, location) : null;
            if (goesTo is null || hops == 0)
                return new Seen(request.RequestUri!, (int)answer.StatusCode, goesTo, await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
            request = new HttpRequestMessage(HttpMethod.Get, goesTo);
        }
    }

    public void Dispose() => _http.Dispose();

    [GeneratedRegex("name=\"__RequestVerificationToken\" value=\"([^\"]+)\"")]
    public static partial Regex FormToken();
}

internal sealed record Seen(Uri At, int Status, Uri? GoesTo, string Body)
{
    public string Words => WebUtility.HtmlDecode(Body);

    public string FormToken => Browser.FormToken().Match(Body).Groups[1].Value;
}
