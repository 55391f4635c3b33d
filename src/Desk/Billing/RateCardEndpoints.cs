using Microsoft.AspNetCore.Http.HttpResults;
using Orleans;
using WinLossAgency.Desk.Access;
using WinLossAgency.Domain.Billing;
using WinLossAgency.Grains.Access;
using WinLossAgency.Grains.Billing;
using WinLossAgency.Grains.Engagements;

namespace WinLossAgency.Desk.Billing;

/// <summary>An engagement and whether it has a price.</summary>
public sealed record RateCardLine(string Engagement, string Client, string Title, AccountTerms? Terms);

/// <summary>The doors of rate cards and of the agency's own facts.</summary>
internal static class RateCardEndpoints
{
    public static void MapRateCards(this WebApplication app)
    {
        app.MapGet(BillingLinks.RateCards, ListAsync);
        var one = app.MapGroup("/billing/rate-cards/{client}/{engagement}");
        one.MapGet("", async (IGrainFactory grains, string client, string engagement) =>
        {
            var terms = await grains.GetGrain<IAccount>($"{client}/{engagement}").Terms();
            return await PageAsync(grains, client, engagement, RateCardForm.Of(terms, (await grains.GetGrain<IClient>(client).Billing()).Currency), null);
        });
        one.MapPost("", SaveAsync);
        app.MapGet(BillingLinks.Agency, async (IGrainFactory grains, StaffVisit visit) => Facts(await BillingEndpoints.Book(grains).Fiscal() ?? Empty, visit, null));
        app.MapPost(BillingLinks.Agency, SaveFactsAsync);
    }

    private static readonly FiscalFacts Empty = new(new Party("", "", "", ""), new BankDetails("", "", "", ""));

    private static async Task<IResult> ListAsync(IGrainFactory grains)
    {
        var lines = new List<RateCardLine>();
        foreach (var client in await grains.GetGrain<IAgency>(IAgency.Key).Clients())
            foreach (var engagement in client.Engagements)
                lines.Add(new(engagement, client.Name, (await grains.GetGrain<IEngagement>(engagement).View())?.SetUp.Title ?? "", await grains.GetGrain<IAccount>(engagement).Terms()));
        return new RazorComponentResult<RateCardsPage>(new { Lines = lines });
    }

    private static async Task<IResult> SaveAsync(IGrainFactory grains, HttpContext http, string client, string engagement)
    {
        var form = RateCardForm.Of(await http.Request.ReadFormAsync(http.RequestAborted));
        var (terms, refusal) = form.Read();
        if (terms is not null) refusal = (await grains.GetGrain<IAccount>($"{client}/{engagement}").SetTerms(form["command"], terms)).Refusal;
        return refusal is null ? TypedResults.LocalRedirect(BillingLinks.RateCards) : await PageAsync(grains, client, engagement, form, refusal);
    }

    private static async Task<IResult> PageAsync(IGrainFactory grains, string client, string engagement, RateCardForm form, string? refusal) => new RazorComponentResult<RateCardPage>(new
    {
        Engagement = $"{client}/{engagement}", Client = await grains.GetGrain<IClient>(client).Name(), Title = (await grains.GetGrain<IEngagement>($"{client}/{engagement}").View())?.SetUp.Title ?? "",
        Form = form, Refusal = refusal, Command = BillingEndpoints.NewCommand(),
    })
    { StatusCode = refusal is null ? StatusCodes.Status200OK : StatusCodes.Status422UnprocessableEntity };

    private static async Task<IResult> SaveFactsAsync(IGrainFactory grains, HttpContext http, StaffVisit visit)
    {
        var form = await http.Request.ReadFormAsync(http.RequestAborted);
        string Of(string name) => form[name].ToString().Trim().ReplaceLineEndings("\n");
        var facts = new FiscalFacts(new Party(Of("name"), Of("address"), Of("country"), Of("taxId")), new BankDetails(Of("holder"), Of("iban"), Of("bic"), Of("bank")));
        var answer = await BillingEndpoints.Book(grains).SetFiscal(Of("command"), facts);
        return answer.Ok ? TypedResults.LocalRedirect(BillingLinks.Root) : Facts(facts, visit, answer.Refusal);
    }

    private static RazorComponentResult<FiscalPage> Facts(FiscalFacts facts, StaffVisit visit, string? refusal) =>
        new(new { Facts = facts, MaySet = visit.Is(Role.Owner), Refusal = refusal, Command = BillingEndpoints.NewCommand() })
        {
            StatusCode = refusal is null ? StatusCodes.Status200OK : StatusCodes.Status422UnprocessableEntity,
        };
}
