using System.Net;
using WinLossAgency.Domain.Reports;
using WinLossAgency.House.Tests.Portal;
using WinLossAgency.House.Tests.Reports;
using WinLossAgency.Ui.SignIn;

namespace WinLossAgency.House.Tests.Access;

/// <summary>Every door of the client's program, asked by the client's people, another client's, the agency's and nobody.</summary>
public sealed class PortalAccessTests(AccessHouse house) : IClassFixture<AccessHouse>
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private static HousePerson? Person(string column) => column switch
    {
        "owen" => Of(Shelves.Owen), "rita" => Of(Shelves.Rita), "carl" => Of(Shelves.Carl), "maya" => AccessHouse.Staff("maya"), _ => null,
    };

    [Fact]
    public void Every_door_of_the_portal_has_a_row_and_every_row_a_door()
    {
        var doors = Walk.Doors(house.Portal).Select(door => AccessTable.KeyOf(door.Name)).ToHashSet();
        Assert.True(doors.SetEquals(AccessTable.Portal.Keys), DeskAccessTests.Differences(doors, AccessTable.Portal.Keys));
    }

    [Fact]
    public async Task Each_door_of_the_portal_opens_to_those_whom_the_table_names_and_to_nobody_else()
    {
        var wrong = new List<string>();
        var request = await AskedAsync();
        foreach (var door in Walk.Doors(house.Portal))
        {
            if (!AccessTable.Portal.TryGetValue(AccessTable.KeyOf(door.Name), out var row)) continue;
            foreach (var (column, gets) in row.Gets)
            {
                using var http = house.As(Person(column), atPortal: true);
                using var answer = await SendAsync(http, door, request);
                var body = await answer.Content.ReadAsStringAsync(Stop);
                // At the Portal what is somebody else's looks like what does not exist.
                if (Answered.As(answer) != (gets == Gets.Refused ? Gets.Nothing : gets)) wrong.Add($"{door.Name} as {column}: the table says {gets}, it answered {answer.StatusCode} {answer.Headers.Location}");
                if (gets != Gets.Served && body.Contains("Northwind", StringComparison.Ordinal)) wrong.Add($"{door.Name} as {column}: the refusal names the client");
                if (Answered.Leak(body, "Ferreira") is { } leaked) wrong.Add($"{door.Name} as {column}: the answer says \"{leaked}\"");
            }
        }
        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
    }

    [Fact]
    public async Task A_form_without_its_token_is_refused_at_every_door()
    {
        foreach (var door in Walk.Doors(house.Portal).Where(door => door.Method == "POST"))
        {
            using var http = house.As(Person("owen"), atPortal: true);
            using var answer = await http.PostAsync(door.Filled((pattern, part) => Example(pattern, part, "none")), Walk.Form(door, null, _ => null), Stop);
            Assert.True(answer.StatusCode is HttpStatusCode.BadRequest, $"{door.Name} answered {answer.StatusCode} to a form without a token.");
        }
    }

    [Fact]
    public async Task A_desk_session_is_nobody_at_the_portal()
    {
        using var plain = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false });
        using var made = new HttpRequestMessage(HttpMethod.Get, new Uri(house.PortalAt, $"/{SampleRelease.Client}"));
        made.Headers.Add("Cookie", "portal=" + house.Session(Of(Shelves.Owen), atPortal: false));
        Assert.Equal(Gets.AskedToSignIn, Answered.As(await plain.SendAsync(made, Stop)));
        using var ended = house.As(Person("owen"), atPortal: true, expired: true);
        Assert.Equal(Gets.AskedToSignIn, Answered.As(await ended.GetAsync($"/{SampleRelease.Client}", Stop)));
    }

    private async Task<HttpResponseMessage> SendAsync(HttpClient http, Door door, string request)
    {
        var address = door.Filled((pattern, part) => Example(pattern, part, request));
        if (door.Method is "GET" or "HEAD") return await http.SendAsync(new HttpRequestMessage(new HttpMethod(door.Method), address), Stop);
        var token = PortalHost.TokenIn(await http.GetStringAsync("/sign-in", Stop));
        return await http.PostAsync(address, Walk.Form(door, token, _ => null), Stop);
    }

    /// <summary>A question that Owen has asked, by its address.</summary>
    private async Task<string> AskedAsync()
    {
        using var owen = house.As(Person("owen"), atPortal: true);
        var page = await owen.GetStringAsync($"/{SampleRelease.Client}/{SampleRelease.Engagement}/ask", Stop);
        using var answer = await owen.PostAsync($"/{SampleRelease.Client}/{SampleRelease.Engagement}/questions",
            new FormUrlEncodedContent([new("words", "Who decides?"), new("__RequestVerificationToken", PortalHost.TokenIn(page))]), Stop);
        return answer.Headers.Location!.ToString().Split('/')[^1];
    }

    private static string? Example(string pattern, string part, string request) => part.ToLowerInvariant() switch
    {
        "client" => SampleRelease.Client,
        "engagement" => SampleRelease.Engagement,
        "number" => pattern.Contains("/invoices/", StringComparison.Ordinal) ? "nw-0001" : "3",
        "id" => request,
        "path" => "nowhere.bin",
        _ => null,
    };

    private static HousePerson Of(AccessLine line) => new(line.Issuer, line.Tid!, line.Oid!, line.Mail, line.Name, []);
}
