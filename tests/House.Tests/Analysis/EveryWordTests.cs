using Microsoft.Extensions.DependencyInjection;
using WinLossAgency.Agency.Analysis;
using WinLossAgency.Domain.Analysis;
using WinLossAgency.Domain.Reports;
using WinLossAgency.Grains.Access;
using WinLossAgency.Grains.Analysis;
using WinLossAgency.Grains.Engagements;
using WinLossAgency.House.Tests.Spine;

namespace WinLossAgency.House.Tests.Analysis;

/// <summary>Every word that somebody typed and that reaches the shelf passes the lights, wherever it was typed.</summary>
public sealed class EveryWordTests
{
    private static readonly string Aside = char.ToUpperInvariant(CodedAgency.Secret[0]) + CodedAgency.Secret[1..];

    [Fact]
    public async Task A_sealed_sentence_leaves_neither_as_a_label_of_a_reason_nor_as_a_title()
    {
        await using var agency = await CodedAgency.OpenAsync();
        var grains = agency.Agency.Grains;
        // As if it had been typed before anybody said so.
        var desk = agency.Agency.Services.GetRequiredService<CodingDesk>();
        var book = await desk.BookAsync(CodedAgency.Engagement);
        await desk.KeepBookAsync(CodedAgency.Engagement, new CodeBook(book.Reasons.SetItem(3, book.Reasons[3] with { Against = Aside })));
        var label = await agency.LightAsync(GateLight.Leak, d => d);
        Assert.Equal("reasons/name/against", Assert.Single(label.Stops).Path);
        await desk.KeepBookAsync(CodedAgency.Engagement, book);
        SmallAgency.AsHouse();
        var engagement = grains.GetGrain<IEngagement>(CodedAgency.Engagement);
        CodedAgency.Accepted(await engagement.ChangeSetUp("title", (await engagement.View())!.SetUp with { Title = Aside }));
        Assert.Contains((await agency.LightAsync(GateLight.Leak, d => d)).Stops, s => s.Path == "programme");
        Assert.Contains((await agency.LightAsync(GateLight.Names, d => d)).Stops.Concat((await agency.LightAsync(GateLight.Leak, d => d)).Stops), s => s.Path == "programme");
    }

    [Fact]
    public async Task A_label_of_a_reason_passes_the_lights_before_anybody_codes_under_it()
    {
        await using var agency = await CodedAgency.OpenAsync();
        SmallAgency.As("priya", Role.Analyst);
        var book = agency.Agency.Grains.GetGrain<ICodeBook>(CodedAgency.Engagement);
        var reasons = await book.View();
        var held = (await book.Set("aside", reasons.SetItem(3, reasons[3] with { Against = Aside }))).Refusal;
        // The verdict and no more: whose words they are near to stands in the reading room.
        Assert.Equal($"“{Aside}” is held: too near to something said in confidence. Say it otherwise, or leave it out.", held);
        Assert.Contains("names a buyer", (await book.Set("name", reasons.SetItem(3, reasons[3] with { For = "Tiago Magalhães in charge" }))).Refusal);
        Assert.Equal(reasons, await book.View());
        CodedAgency.Accepted(await book.Set("fine", reasons.SetItem(3, reasons[3] with { For = "Somebody to ring" })));
        Assert.Equal("Somebody to ring", (await book.View())[3].For);
    }

    [Fact]
    public async Task What_staff_type_for_the_client_page_passes_the_lights_before_it_lies_there()
    {
        await using var agency = await CodedAgency.OpenAsync();
        var grains = agency.Agency.Grains;
        SmallAgency.As("priya", Role.Analyst);
        var words = grains.GetGrain<IShelfWords>(CodedAgency.Engagement);
        var setUp = (await grains.GetGrain<IEngagement>(CodedAgency.Engagement).View())!.SetUp;
        var deal = (await grains.GetGrain<IEngagement>(CodedAgency.Engagement).Deals(0))[^1].Deal;
        Assert.Contains("held", (await words.ChangeSetUp("title", setUp with { Title = Aside })).Refusal);
        Assert.Contains("held", (await words.RecordWords("question", new ClientWords([Aside], []))).Refusal);
        Assert.Contains("held", (await words.LeaveOut("reason", deal, Aside)).Refusal);
        Assert.Contains("names a buyer", (await words.LeaveOut("name", deal, "Tiago Magalhães asked not to be rung.")).Refusal);
        CodedAgency.Accepted(await words.RecordWords("fine", new ClientWords(["Does the demonstration help?"], [])));
        CodedAgency.Accepted(await words.LeaveOut("fine-reason", deal, "Our own people talk to them."));
        SmallAgency.AsHouse();
        // What the client sent goes back to the client and is never compared: a refusal would tell what was said.
        CodedAgency.Accepted(await grains.GetGrain<IEngagement>(CodedAgency.Engagement).RecordWords("sent", new ClientWords([Aside], [])));
    }

    [Fact]
    public async Task Nobody_tries_names_of_buyers_without_end_nor_unrecorded()
    {
        await using var agency = await CodedAgency.OpenAsync();
        var grains = agency.Agency.Grains;
        SmallAgency.AsHouse();
        var engagement = grains.GetGrain<IEngagement>(CodedAgency.Engagement);
        CodedAgency.Accepted(await engagement.ChangeSetUp("few", (await engagement.View())!.SetUp with { ChecksPerHour = 5 }));
        var setUp = (await engagement.View())!.SetUp;
        var before = (await grains.GetGrain<IWall>(CodedAgency.Engagement).Head()).Size;
        // The owner has no business with names, and each refusal would say who was talked to.
        SmallAgency.As("olga", Role.Owner);
        var words = grains.GetGrain<IShelfWords>(CodedAgency.Engagement);
        for (var asked = 0; asked < 5; asked++) Assert.Contains("names a buyer", (await words.ChangeSetUp($"t{asked}", setUp with { Title = $"Tiago Magalhães {asked}" })).Refusal);
        Assert.Contains("as often this hour", (await words.ChangeSetUp("t6", setUp with { Title = "Tiago Magalhães" })).Refusal);
        SmallAgency.AsHouse();
        Assert.Equal(before + 5, (await grains.GetGrain<IWall>(CodedAgency.Engagement).Head()).Size);
    }

    [Fact]
    public async Task Nobody_asks_the_gate_without_end()
    {
        await using var agency = await CodedAgency.OpenAsync();
        SmallAgency.AsHouse();
        var engagement = agency.Agency.Grains.GetGrain<IEngagement>(CodedAgency.Engagement);
        CodedAgency.Accepted(await engagement.ChangeSetUp("few", (await engagement.View())!.SetUp with { ChecksPerHour = 5 }));
        SmallAgency.As("priya", Role.Analyst);
        CodedAgency.Accepted(await agency.Report.SaveDraft("draft", await agency.GoodDraftAsync()));
        SmallAgency.As("priya", Role.Analyst);
        for (var asked = 0; asked < 5; asked++) Assert.Equal(LightState.Clear, (await agency.Report.Check()).Single(l => l.Which == GateLight.Leak).State);
        var shut = (await agency.Report.Check()).Single(l => l.Which == GateLight.Leak);
        Assert.Equal((LightState.Waits, true), (shut.State, shut.Stops.IsEmpty));
        Assert.Contains("leak not checked", (await agency.Report.Propose("too-often")).Refusal);
        // A colleague may still ask, and an hour later so may she.
        SmallAgency.As("tom", Role.Analyst);
        Assert.Equal(LightState.Clear, (await agency.Report.Check()).Single(l => l.Which == GateLight.Leak).State);
        agency.Agency.Time.Pass(NodaTime.Duration.FromHours(1));
        SmallAgency.As("priya", Role.Analyst);
        CodedAgency.Accepted(await agency.Report.Propose("an-hour-later"));
    }
}
