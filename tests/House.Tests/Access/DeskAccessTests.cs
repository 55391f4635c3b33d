using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Orleans;
using WinLossAgency.Grains.Access;
using WinLossAgency.Grains.Interviews;
using WinLossAgency.House.Tests.Portal;
using WinLossAgency.Ui.SignIn;

namespace WinLossAgency.House.Tests.Access;

/// <summary>Every door of the staff program, asked by everybody.</summary>
public sealed class DeskAccessTests(AccessHouse house) : IClassFixture<AccessHouse>
{
    private static readonly HousePerson Unknown = new("https://elsewhere.example", "t9", "stranger", "stranger@elsewhere.example", "Stranger", []);
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private static HousePerson? Person(string column) => column switch
    {
        AccessTable.Nobody => null,
        AccessTable.Stranger => Unknown,
        _ => AccessHouse.Staff(column),
    };

    [Fact]
    public void Every_door_of_the_desk_has_a_row_and_every_row_a_door()
    {
        var doors = Walk.Doors(house.Desk.Web).Select(door => AccessTable.KeyOf(door.Name)).ToHashSet();
        Assert.True(doors.SetEquals(AccessTable.Desk.Keys), Differences(doors, AccessTable.Desk.Keys));
    }

    [Fact]
    public async Task Each_door_of_the_desk_opens_to_those_whom_the_table_names_and_to_nobody_else()
    {
        var wrong = new List<string>();
        var shared = new Dictionary<At, string>();
        foreach (var door in Walk.Doors(house.Desk.Web))
        {
            if (!AccessTable.Desk.TryGetValue(AccessTable.KeyOf(door.Name), out var row)) continue;
            string interview;
            // Reading changes nothing, so readers share a case; every command has one of its own.
            if (door.Method is "GET" or "HEAD") interview = shared.TryGetValue(row.At, out var known) ? known : shared[row.At] = await house.CaseAsync(row.At);
            else interview = await house.CaseAsync(row.At);
            var name = await NameAsync(interview);
            foreach (var (column, gets) in row.Gets.OrderBy(cell => cell.Value == Gets.Served))
            {
                var answer = await AskAsync(door, Person(column), interview);
                if (Answered.As(answer.Status, answer.Location) != gets) wrong.Add($"{door.Name} as {column}: the table says {gets}, it answered {answer.Status} {answer.Location}");
                if (gets is not Gets.Served && Answered.Leak(answer.Body, name) is { } leaked) wrong.Add($"{door.Name} as {column}: the refusal says \"{leaked}\"");
                // The local mailbox stands open in Development, where nobody in it is real; Production has no such door.
                if (door.Pattern != "/mailbox" && Answered.NeverFor(column, row.At) is { } never && never.FirstOrDefault(word => answer.Body.Contains(word, StringComparison.Ordinal)) is { } said)
                    wrong.Add($"{door.Name} as {column}: the answer says \"{said}\"");
            }
        }
        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
    }

    [Fact]
    public async Task Whoever_keeps_privacy_is_led_from_the_count_to_the_words_and_asked_why()
    {
        var interview = await house.CaseAsync(At.Coding);
        using var karin = house.As(AccessHouse.Staff("karin"), atPortal: false);
        Caller.House.Enter();
        Assert.True((await house.Desk.Web.Services.GetRequiredService<IGrainFactory>().GetGrain<IInterview>(interview).Do("wrote", new Domain.Interviews.InterviewCommand.NoteReply())).Ok);
        var link = $"/interviews/{interview}/answers";
        var page = "";
        await Spine.Patience.UntilAsync(async () => (page = await karin.GetStringAsync("/privacy", Stop)).Contains(link, StringComparison.Ordinal));
        Assert.Contains("wrote to us after their case was over", page, StringComparison.Ordinal);
        Assert.Contains("Northwind Freight Systems", page, StringComparison.Ordinal);
        Assert.Contains("Why do you open it?", await karin.GetStringAsync(link, Stop), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_form_without_its_token_is_refused_at_every_door()
    {
        foreach (var door in Walk.Doors(house.Desk.Web).Where(door => door.Method == "POST" && !door.Pattern.StartsWith("/hooks", StringComparison.Ordinal)))
        {
            var ofBuyers = door.Pattern.StartsWith("/b/", StringComparison.Ordinal);
            using var http = ofBuyers ? new HttpClient { BaseAddress = house.BuyersAt } : house.As(AccessHouse.Staff("maya"), atPortal: false);
            using var answer = await http.PostAsync(door.Filled(Example(house.ForeignCase)), Walk.Form(door, null, _ => null), Stop);
            // A section that is closed to the person is closed before its forms are looked at, or after: both refuse.
            Assert.True(answer.StatusCode is HttpStatusCode.BadRequest or HttpStatusCode.Forbidden, $"{door.Name} answered {answer.StatusCode} to a form without a token.");
        }
    }

    [Fact]
    public async Task A_session_that_ended_or_that_another_program_made_opens_nothing()
    {
        using var ended = house.As(AccessHouse.Staff("maya"), atPortal: false, expired: true);
        Assert.Equal(Gets.AskedToSignIn, Answered.As(await ended.GetAsync("/calls", Stop)));

        using var fresh = house.As(AccessHouse.Staff("maya"), atPortal: true);
        using var made = new HttpRequestMessage(HttpMethod.Get, new Uri(house.DeskAt, "/calls"));
        made.Headers.Add("Cookie", "desk=" + house.Session(AccessHouse.Staff("maya"), atPortal: true));
        using var plain = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false });
        Assert.Equal(Gets.AskedToSignIn, Answered.As(await plain.SendAsync(made, Stop)));

        var whole = house.Session(AccessHouse.Staff("maya"), atPortal: false);
        using var bent = new HttpRequestMessage(HttpMethod.Get, new Uri(house.DeskAt, "/calls"));
        bent.Headers.Add("Cookie", "desk=" + whole[..^8] + "AAAAAAAA");
        Assert.Equal(Gets.AskedToSignIn, Answered.As(await plain.SendAsync(bent, Stop)));
    }

    [Fact]
    public async Task The_buyers_port_answers_buyers_webhooks_and_health_and_nothing_else()
    {
        using var buyer = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false }) { BaseAddress = house.BuyersAt };
        foreach (var door in Walk.Doors(house.Desk.Web))
        {
            var theirs = door.Pattern.StartsWith("/b/", StringComparison.Ordinal) || door.Pattern.StartsWith("/hooks", StringComparison.Ordinal) || door.Pattern == "/health";
            using var answer = await buyer.SendAsync(new HttpRequestMessage(new HttpMethod(door.Method == "ANY" ? "GET" : door.Method), door.Filled(Example(house.ForeignCase))), Stop);
            if (!theirs) Assert.True(answer.StatusCode == HttpStatusCode.NotFound, $"The buyers' port answered {answer.StatusCode} to {door.Name}.");
        }
        Assert.Equal("well", await buyer.GetStringAsync("/health", Stop));
        using var staff = house.As(AccessHouse.Staff("maya"), atPortal: false);
        foreach (var path in new[] { "/b", "/b/x", "/hooks", "/hooks/stripe" }) Assert.Equal(HttpStatusCode.NotFound, (await staff.GetAsync(path, Stop)).StatusCode);
    }

    private async Task<(HttpStatusCode Status, string? Location, string Body)> AskAsync(Door door, HousePerson? person, string interview)
    {
        using var http = house.As(person, atPortal: false);
        var address = door.Filled(Example(interview));
        string? token = null;
        var reads = door.Method is "GET" or "HEAD" or "ANY";
        if (!reads) token = PortalHost.TokenIn(await http.GetStringAsync("/sign-in", Stop));
        // Whoever may read with a reason has said it, so that what follows is about the command itself.
        if (!reads && door.Pattern.Contains("/transcript/", StringComparison.Ordinal))
            (await http.PostAsync($"/interviews/{interview}/transcript/opening", new FormUrlEncodedContent([new("why", "Marking"), new("__RequestVerificationToken", token ?? "")]), Stop)).Dispose();
        using var answer = reads ? await http.SendAsync(new HttpRequestMessage(new HttpMethod(door.Method == "ANY" ? "GET" : door.Method), address), HttpCompletionOption.ResponseHeadersRead, Stop)
            : await http.SendAsync(new HttpRequestMessage(new HttpMethod(door.Method), address) { Content = Walk.Form(door, token, field => field == "interview" ? interview : null) }, Stop);
        return (answer.StatusCode, answer.Headers.Location?.ToString(), WebUtility.HtmlDecode(await BodyAsync(answer)));
    }

    /// <summary>Of a stream that never ends, what it says first.</summary>
    private static async Task<string> BodyAsync(HttpResponseMessage answer)
    {
        if (answer.Content.Headers.ContentType?.MediaType != "text/event-stream") return await answer.Content.ReadAsStringAsync(Stop);
        using var lines = new StreamReader(await answer.Content.ReadAsStreamAsync(Stop));
        var said = new System.Text.StringBuilder();
        while (await lines.ReadLineAsync(Stop) is { Length: > 0 } line) said.AppendLine(line);
        return said.ToString();
    }

    private Func<string, string, string?> Example(string interview)
    {
        var parts = interview.Split('/');
        return (_, part) => part.ToLowerInvariant() switch { "client" => parts[0], "engagement" => parts[1], "interview" => parts[2], "list" => house.List, _ => Examples.Of(part) };
    }

    private async Task<string> NameAsync(string interview)
    {
        Caller.House.Enter();
        return (await house.Desk.Web.Services.GetRequiredService<IGrainFactory>().GetGrain<IInterview>(interview).ForMasking()).Dossier.Name.Split(' ')[1];
    }

    internal static string Differences(IEnumerable<string> doors, IEnumerable<string> rows) =>
        string.Join('\n', doors.Except(rows).Order(StringComparer.Ordinal).Select(d => $"{d} has no row in AccessTable").Concat(rows.Except(doors).Order(StringComparer.Ordinal).Select(r => $"{r} has a row and no door")));
}
