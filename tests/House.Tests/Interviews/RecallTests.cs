using System.Text;
using Microsoft.Extensions.DependencyInjection;
using WinLossAgency.Agency.Reports;
using WinLossAgency.Disclosure.SmallCells;
using WinLossAgency.Domain;
using WinLossAgency.Domain.Analysis;
using WinLossAgency.Domain.Billing;
using WinLossAgency.Domain.Interviews;
using WinLossAgency.Domain.Reports;
using WinLossAgency.Grains.Access;
using WinLossAgency.Grains.Billing;
using WinLossAgency.Grains.Engagements;
using WinLossAgency.Grains.Interviews;
using WinLossAgency.Grains.Reports;
using WinLossAgency.House.Tests.Analysis;
using WinLossAgency.House.Tests.Billing;
using WinLossAgency.House.Tests.Spine;
using WinLossAgency.Storage;
using WinLossAgency.Vault.AccessLog;
using WinLossAgency.Vault.Asides;
using WinLossAgency.Vault.Intake;

namespace WinLossAgency.House.Tests.Interviews;

/// <summary>What is taken back or sealed after a release: the alarm, the correction, and the old one gone from the shelf.</summary>
public sealed class RecallTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Words_sealed_after_release_are_replaced_by_a_correction_that_says_what_and_not_why()
    {
        await using var agency = await CodedAgency.OpenAsync();
        await agency.ReleasedAsync();
        await SealAsync(agency, agency.Interviews[0], CodedAgency.Dated);

        var next = agency.Agency.Grains.GetGrain<IReport>($"{CodedAgency.Engagement}/r-2");
        SmallAgency.As("priya", Role.Analyst);
        Recall[] due = [new(1, "Finding 1, quote 1", AtOnce: true), new(1, "The counts", AtOnce: true)];
        Assert.Equal(due, (await next.View()).Recalls);
        Assert.Equal(due, (await agency.Report.View()).Recalls);
        // The reason that stood on the sealed words is counted no more, the others behind it still are.
        Assert.DoesNotContain((await agency.Coding(agency.Interviews[0]).View())!.Turns.SelectMany(t => t.Codes), c => c.Reason == "date");
        Assert.Contains((await agency.Coding(agency.Interviews[0]).View())!.Turns.SelectMany(t => t.Codes), c => c.Reason == "plans");

        CodedAgency.Accepted(await next.BeginCorrection("correct", 1));
        var draft = (await next.View()).Draft;
        Assert.Equal(new Correction(1, "One quote was taken out of finding 1."), draft.Correction);
        Assert.Empty(draft.Findings[0].Quotes);
        await ReleaseAsync(agency, next);
        var old = ShelfPaths.Release("northwind", "q4", 1);
        await agency.Agency.UntilAsync(async () => (await NamesAsync(agency, old)).Length == 1);
        Assert.Equal([ShelfPaths.File("northwind", "q4", 1, ShelfPaths.Replaced)], await NamesAsync(agency, old));
        var replaced = HouseJson.ReadShelf<Replacement>(await agency.Agency.Given.Shelf.ReadAllAsync(ShelfPaths.File("northwind", "q4", 1, ShelfPaths.Replaced), cancel: Stop));
        Assert.Equal(new Replacement(1, 2), replaced);
        var corrected = ReleaseJson.Read(await agency.Agency.Given.Shelf.ReadAllAsync(ShelfPaths.File("northwind", "q4", 2, ShelfPaths.ReleaseJson), cancel: Stop))!;
        Assert.Equal("One quote was taken out of finding 1.", corrected.Correction!.WhatChanged);
        await foreach (var path in agency.Agency.Given.Shelf.ListAsync("northwind/", Stop))
            Assert.DoesNotContain(CodedAgency.Dated, Encoding.UTF8.GetString(await agency.Agency.Given.Shelf.ReadAllAsync(path, cancel: Stop) ?? []), StringComparison.Ordinal);
        SmallAgency.As("priya", Role.Analyst);
        await agency.Agency.UntilAsync(async () => (await next.View()).Recalls.IsEmpty);
        // The client has read the old one: later figures are held against it as against any other.
        SmallAgency.AsHouse();
        var engagement = await agency.Agency.Grains.GetGrain<IEngagement>(CodedAgency.Engagement).View();
        var material = await agency.Agency.Services.GetRequiredService<ReportDesk>()
            .OpenAsync(agency.Agency.Grains, CodedAgency.Engagement, engagement!, ReportDraft.Empty, ReportState.None, NodaTime.Instant.FromUtc(2026, 11, 25, 9, 0));
        var (first, second) = (await ToldAsync(agency, 1), await ToldAsync(agency, 2));
        Assert.NotEmpty(first);
        Assert.Equal([.. first, .. second], material.Earlier);
    }

    private static Task<System.Collections.Immutable.ImmutableArray<ToldFigure>> ToldAsync(CodedAgency agency, int number) =>
        agency.Agency.Services.GetRequiredService<ToldBook>().BeforeAsync(CodedAgency.Engagement, [number]);

    [Fact]
    public async Task A_buyer_may_wait_for_the_next_report_or_not()
    {
        await using var agency = await CodedAgency.OpenAsync();
        await agency.ReleasedAsync();
        SmallAgency.As("priya", Role.Analyst);
        CodedAgency.Accepted(await agency.Agency.Grains.GetGrain<IApproval>(agency.Interviews[0]).Ask("ask"));
        var buyer = await new Buyer(agency.Agency, agency.Interviews[0]).OpenAsync();
        var passage = (await buyer.PageAsync()).Passages[0];
        Assert.True(passage.Released);
        CodedAgency.Accepted(await buyer.WishAsync(passage.Id, PassageChoice.TakeOut));
        SmallAgency.As("priya", Role.Analyst);
        Assert.Equal([new Recall(1, "Finding 1, quote 1", AtOnce: false)], (await agency.Report.View()).Recalls);
        CodedAgency.Accepted(await buyer.WishAsync(passage.Id, PassageChoice.TakeOut, atOnce: true));
        SmallAgency.As("priya", Role.Analyst);
        Assert.Equal([new Recall(1, "Finding 1, quote 1", AtOnce: true)], (await agency.Report.View()).Recalls);
    }

    [Fact]
    public async Task What_was_being_written_gives_way_to_the_correction_and_is_not_lost()
    {
        await using var agency = await CodedAgency.OpenAsync();
        await agency.ReleasedAsync();
        SmallAgency.As("priya", Role.Analyst);
        var (next, after) = (agency.Agency.Grains.GetGrain<IReport>($"{CodedAgency.Engagement}/r-2"), agency.Agency.Grains.GetGrain<IReport>($"{CodedAgency.Engagement}/r-3"));
        var begun = (await agency.GoodDraftAsync()) with { Keep = "Half a thought" };
        SmallAgency.As("priya", Role.Analyst);
        CodedAgency.Accepted(await next.SaveDraft("begun", begun));
        CodedAgency.Accepted(await next.BeginCorrection("correct", 1));
        Assert.Equal(1, (await next.Draft()).Correction!.Of);
        Assert.Equal("Half a thought", (await after.Draft()).Keep);
        Assert.False((await next.BeginCorrection("of-none", 7)).Ok);
    }

    [Fact]
    public async Task Each_release_keeps_why_it_was_let_out()
    {
        await using var agency = await CodedAgency.OpenAsync();
        var json = await agency.ReleasedAsync();
        SmallAgency.As("priya", Role.Analyst);
        var certificate = (await agency.Report.View()).Certificate!;
        Assert.Equal((1, "priya", "tom", 6), (certificate.Number, certificate.ProposedBy, certificate.ApprovedBy, certificate.Lights.Length));
        Assert.All(certificate.Lights, l => Assert.Equal(LightState.Clear, l.State));
        Assert.Equal(Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(json)), certificate.Files.Single(f => f.Name == ShelfPaths.ReleaseJson).Sha256);
        Assert.Equal([agency.Interviews[0], agency.Interviews[1]], certificate.Quotes.Select(q => q.Interview));
        SmallAgency.As("karin", Role.PrivacyOfficer);
        var head = await agency.Agency.Grains.GetGrain<IAccessLog>(CodedAgency.Engagement).Head();
        Assert.Equal((head.Size, head.Root), (certificate.Log.Size, certificate.Log.Root));
        SmallAgency.As("helena", Role.Owner);
        Assert.NotNull((await agency.Report.View()).Certificate);
        await foreach (var path in agency.Agency.Given.Shelf.ListAsync("northwind/", Stop))
            Assert.DoesNotContain(certificate.Log.Root, Encoding.UTF8.GetString(await agency.Agency.Given.Shelf.ReadAllAsync(path, cancel: Stop) ?? []), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_correction_waits_for_nobody_about_what_is_out_already()
    {
        await using var agency = await CodedAgency.OpenAsync();
        await agency.ReleasedAsync();
        SmallAgency.As("priya", Role.Analyst);
        CodedAgency.Accepted(await agency.Report.AskApproval("ask"));
        var buyer = await new Buyer(agency.Agency, agency.Interviews[0]).OpenAsync();
        CodedAgency.Accepted(await buyer.WishAsync((await buyer.PageAsync()).Passages[0].Id, PassageChoice.TakeOut, atOnce: true));
        var next = agency.Agency.Grains.GetGrain<IReport>($"{CodedAgency.Engagement}/r-2");
        SmallAgency.As("priya", Role.Analyst);
        CodedAgency.Accepted(await next.BeginCorrection("correct", 1));
        var levels = (await next.Check()).Single(l => l.Which == GateLight.Levels);
        Assert.True(levels.State == LightState.Clear, string.Join("\n", levels.Stops));
        CodedAgency.Accepted(await next.Propose("propose"));
    }

    [Fact]
    public async Task What_was_made_softer_and_then_taken_out_is_recalled()
    {
        await using var agency = await CodedAgency.OpenAsync();
        SmallAgency.As("priya", Role.Analyst);
        CodedAgency.Accepted(await agency.Agency.Grains.GetGrain<IApproval>(agency.Interviews[0]).Ask("ask"));
        var buyer = await new Buyer(agency.Agency, agency.Interviews[0]).OpenAsync();
        var passage = Assert.Single((await buyer.PageAsync()).Passages);
        CodedAgency.Accepted(await buyer.WishAsync(passage.Id, PassageChoice.Softer));
        SmallAgency.As("priya", Role.Analyst);
        CodedAgency.Accepted(await agency.Coding(agency.Interviews[0]).AddQuote("softer", CodedAgency.Dated, passage.Softer!.Value, ""));
        await agency.ReleasedAsync();
        var shown = Assert.Single((await buyer.PageAsync()).Passages);
        Assert.True(shown.Released);
        CodedAgency.Accepted(await buyer.WishAsync(shown.Id, PassageChoice.TakeOut, atOnce: true));
        SmallAgency.As("priya", Role.Analyst);
        Assert.Equal([new Recall(1, "Finding 1, quote 1", AtOnce: true)], (await agency.Report.View()).Recalls);
    }

    [Fact]
    public async Task A_correction_costs_the_client_nothing()
    {
        await using var agency = await CodedAgency.OpenAsync();
        await agency.ReleasedAsync();
        await SealAsync(agency, agency.Interviews[0], CodedAgency.Dated);
        SmallAgency.As("priya", Role.Analyst);
        var next = agency.Agency.Grains.GetGrain<IReport>($"{CodedAgency.Engagement}/r-2");
        CodedAgency.Accepted(await next.BeginCorrection("correct", 1));
        await ReleaseAsync(agency, next);
        SmallAgency.AsHouse();
        var home = agency.Agency.Grains.GetGrain<IEngagement>(CodedAgency.Engagement);
        await agency.Agency.UntilAsync(async () => (await home.View())!.Releases == 2 && await home.Settled());
        // Without a rate card nothing is in a ledger yet; all that the account holds comes into it with the card.
        var account = agency.Agency.Grains.GetGrain<IAccount>(CodedAgency.Engagement);
        var ledger = agency.Agency.Grains.GetGrain<ILedgerMonth>(ILedgerMonth.KeyOf(CodedAgency.Engagement, agency.Agency.Time.Now.InZone(NodaTime.DateTimeZoneProviders.Tzdb["Europe/Lisbon"]).Date.ToYearMonth()));
        CodedAgency.Accepted(await account.SetTerms("terms", new AccountTerms(Samples.Card, "PO-77", "Ines", "Rita Alves", "ap@northwind.example")));
        await agency.Agency.UntilAsync(async () => (await ledger.Facts()).Any(f => f.Kind == EvidenceKind.Readout));
        // One turn at a time: once this is taken, all that the account owed before lies in the ledger.
        CodedAgency.Accepted(await account.Record("marker", Evidence.SetUp(CodedAgency.Engagement, agency.Agency.Time.Now.InUtc().Date.ToYearMonth())));
        Assert.Equal($"{CodedAgency.Engagement}/readout/1", Assert.Single(await ledger.Facts(), f => f.Kind == EvidenceKind.Readout).Id);
    }

    private static async Task SealAsync(CodedAgency agency, string interview, string words)
    {
        SmallAgency.As("tom", Role.Analyst);
        var intake = agency.Agency.Grains.GetGrain<IIntake>(interview);
        await intake.Enter(AccessReason.BuyersRequest);
        var files = agency.Agency.Services.GetRequiredService<IntakeFiles>();
        var facts = await files.FactsAsync(interview, (await intake.View()).Marking.Upload);
        CodedAgency.Accepted(await intake.Seal("late", Assert.Single(ExactWords.Find(facts.Transcript, words)), DeclaredBy.Buyer));
    }

    private static async Task ReleaseAsync(CodedAgency agency, IReport report)
    {
        SmallAgency.As("priya", Role.Analyst);
        CodedAgency.Accepted(await report.Propose("propose-correction"));
        SmallAgency.As("tom", Role.Analyst);
        CodedAgency.Accepted(await report.Approve("approve-correction", (await report.View()).Seen));
        await agency.Agency.UntilAsync(async () => (await report.View()).State.Stage == ReportStage.Released);
    }

    private static async Task<string[]> NamesAsync(CodedAgency agency, string folder)
    {
        var names = new List<string>();
        await foreach (var path in agency.Agency.Given.Shelf.ListAsync(folder, Stop)) names.Add(path);
        return [.. names];
    }
}
