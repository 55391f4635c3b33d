using Microsoft.AspNetCore.Mvc;
using WinLossAgency.Desk.Demo;
using WinLossAgency.Ui.SignIn;
using NodaTime;
using Orleans;
using WinLossAgency.Domain.Calls;
using WinLossAgency.Domain.Engagements;
using WinLossAgency.Grains.Access;
using WinLossAgency.Grains.Calls;
using WinLossAgency.Grains.Engagements;

namespace WinLossAgency.Desk.Engagements;

/// <summary>What staff do with clients, their people and our own.</summary>
internal static class ClientDoors
{
    public static void MapClients(this WebApplication app)
    {
        app.MapPost(Links.Clients, OpenAsync);
        var client = app.MapGroup(Links.Clients + "/{client}");
        client.MapPost("/engagements", DraftAsync);
        client.MapPost("/people", InviteAsync);
        client.MapPost("/people/removal", RemoveAsync);
        client.MapPost("/billing", BillAsync);
        var contract = app.MapGroup(Links.Contracts + "/{client}");
        contract.MapPost("/end", EndAsync);
        contract.MapPost("/end/removal", KeepAsync);
        app.MapPost(Links.Staff, StaffAsync);
    }

    private static async Task<IResult> EndAsync(string client, [FromForm] IFormCollection fields, IGrainFactory grains)
    {
        var form = new FormReader(fields);
        if (form.Date("on") == default) return EngagementDoors.Refused("Say which day is the last of the contract.", Links.Contract(client));
        return EngagementDoors.Answered(await grains.GetGrain<IClient>(client).EndContract(form.Command, form.Date("on")), Links.Contract(client));
    }

    private static async Task<IResult> KeepAsync(string client, [FromForm] IFormCollection fields, IGrainFactory grains) =>
        EngagementDoors.Answered(await grains.GetGrain<IClient>(client).KeepContract(new FormReader(fields).Command), Links.Contract(client));

    private static async Task<IResult> OpenAsync([FromForm] IFormCollection fields, IGrainFactory grains)
    {
        var form = new FormReader(fields);
        var agency = grains.GetGrain<IAgency>(IAgency.Key);
        var name = form.Text("name");
        var taken = await agency.Clients();
        if (taken.Any(c => string.Equals(c.Name, name, StringComparison.OrdinalIgnoreCase))) return EngagementDoors.Refused($"A client called {name} is open already.", Links.Clients);
        if (ShelfKey.From(name, taken.Select(c => c.Client)) is not { } key) return EngagementDoors.Refused("A client needs a name with letters or digits in it.", Links.Clients);
        var opened = await agency.OpenClient(form.Command, key, name);
        if (!opened.Ok) return EngagementDoors.Refused(opened.Refusal!, Links.Clients);
        return EngagementDoors.Answered(await grains.GetGrain<IClient>(key).Open(form.Command, name, Billing(form)), Links.Client(key));
    }

    private static async Task<IResult> DraftAsync(string client, [FromForm] IFormCollection fields, IGrainFactory grains)
    {
        var form = new FormReader(fields);
        var agency = grains.GetGrain<IAgency>(IAgency.Key);
        if ((await agency.Clients()).FirstOrDefault(c => c.Client == client) is not { } line) return TypedResults.NotFound();
        if (ShelfKey.From(form.Text("title"), line.Engagements.Select(e => e[(client.Length + 1)..])) is not { } name)
            return EngagementDoors.Refused("An engagement needs a title with letters or digits in it.", Links.Client(client));
        var kind = form.Choice("kind", EngagementKind.WinLoss);
        var drafted = await grains.GetGrain<IEngagement>($"{client}/{name}").Draft(form.Command, new SetUp { Title = form.Text("title"), Kind = kind, Guide = GuideOf(kind) });
        if (!drafted.Ok) return EngagementDoors.Refused(drafted.Refusal!, Links.Client(client));
        return EngagementDoors.Answered(await agency.OpenEngagement(form.Command, $"{client}/{name}"), Links.SetUp($"{client}/{name}"));
    }

    private static async Task<IResult> InviteAsync(string client, [FromForm] IFormCollection fields, IGrainFactory grains, DeskOptions options, HouseSignInOptions signIn)
    {
        var form = new FormReader(fields);
        var grain = grains.GetGrain<IClient>(client);
        if (form.Date("until") == default) return EngagementDoors.Refused("Say until when this person may sign in.", Links.Client(client));
        var person = new ClientPerson(form.Text("mail"), form.Text("name"), form.Text("rights") == "admin", await IssuerAsync(form, grain, VouchesForClients(options, signIn)), null, null, form.Date("until"));
        return EngagementDoors.Answered(await grain.Invite(form.Command, person), Links.Client(client));
    }

    /// <summary>Nobody signs in without an issuer. Later people are expected from the first one's; the first from the usual one.</summary>
    private static async Task<string?> IssuerAsync(FormReader form, IClient client, string usual) =>
        form.Text("issuer") is { Length: > 0 } said ? said : (await client.People()).Any(p => !string.IsNullOrEmpty(p.Issuer)) ? null : usual;

    /// <summary>Without any provider this is Development, where the demo's door vouches.</summary>
    private static string VouchesForClients(DeskOptions options, HouseSignInOptions signIn) =>
        options.ClientAuthority.Length > 0 ? options.ClientAuthority : signIn.Provider?.Authority ?? DemoPeople.Issuer;

    private static async Task<IResult> RemoveAsync(string client, [FromForm] IFormCollection fields, IGrainFactory grains)
    {
        var form = new FormReader(fields);
        return EngagementDoors.Answered(await grains.GetGrain<IClient>(client).Remove(form.Command, form.Text("mail")), Links.Client(client));
    }

    private static async Task<IResult> BillAsync(string client, [FromForm] IFormCollection fields, IGrainFactory grains)
    {
        var form = new FormReader(fields);
        return EngagementDoors.Answered(await grains.GetGrain<IClient>(client).SetBilling(form.Command, Billing(form)), Links.Client(client));
    }

    private static async Task<IResult> StaffAsync([FromForm] IFormCollection fields, IGrainFactory grains)
    {
        var form = new FormReader(fields);
        var agency = grains.GetGrain<IAgency>(IAgency.Key);
        var staff = await agency.StaffList();
        var known = staff.FirstOrDefault(s => s.Id == form.Text("id"));
        if ((known?.Id ?? ShelfKey.From(form.Text("name").Split(' ')[0], staff.Select(s => s.Id))) is not { } id) return EngagementDoors.Refused("Write the person's name.", Links.Staff);
        var roles = form.All("role").Aggregate(Role.None, (all, role) => Enum.TryParse<Role>(role, out var one) ? all | one : all) & Role.Staff;
        // Whoever works as nothing any more is shut out; their name stays for what they did.
        if (roles == Role.None && known is null) return EngagementDoors.Refused("Say what this person works as.", Links.Staff);
        var joined = await agency.Join(form.Command, new Staff(id, form.Text("name"), form.Text("mail"), roles, form.Text("team"), form.Text("zone"), known?.Subject, Tongues.Write(form.All("language"))));
        if (!joined.Ok || !roles.HasFlag(Role.Interviewer)) return EngagementDoors.Answered(joined, Links.Staff);
        return StaffHours.Read(form, form.Text("zone"), await StaffHours.OfAsync(grains, id)) is { } hours ? EngagementDoors.Answered(await grains.GetGrain<IInterviewer>(id).SetHours(form.Command, hours), Links.Staff)
            : EngagementDoors.Refused("Working hours end after they begin, such as 09:00 until 18:00.", Links.Staff);
    }

    private static ClientBilling Billing(FormReader form) =>
        new(form.Text("legal"), form.Lines("address"), form.Text("tax"), form.Text("mail"), form.Text("currency").ToUpperInvariant(), form.Text("purchaseOrder"));

    private static string GuideOf(EngagementKind kind) => kind switch
    {
        EngagementKind.CustomerExit => "exit/1",
        EngagementKind.EmployeeExit => "employee-exit/1",
        EngagementKind.CheckIn => "check-in/1",
        _ => "win-loss/2",
    };
}
