using System.Text;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;
using Orleans;
using WinLossAgency.Agency.Reports;
using WinLossAgency.Domain.Analysis;
using WinLossAgency.Domain.Engagements;
using WinLossAgency.Domain.Reports;
using WinLossAgency.Grains.Access;
using WinLossAgency.Grains.Engagements;
using WinLossAgency.House.Tests.Analysis;
using WinLossAgency.House.Tests.Spine;
using Stage = WinLossAgency.Domain.Engagements.Stage;

namespace WinLossAgency.House.Tests.Reports;

/// <summary>That a release was rightly let out can be shown as long as the release lies there, and leads to nobody.</summary>
public sealed class ProofTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_proof_of_a_release_outlives_its_programme_names_nobody_and_goes_with_the_release()
    {
        await using var agency = await CodedAgency.OpenAsync();
        var json = await agency.ReleasedAsync();
        SmallAgency.As("priya", Role.Analyst);
        var before = await agency.Report.View();
        var certificate = before.Certificate!;
        Assert.Null(before.Proof);

        SmallAgency.AsHouse();
        var engagement = agency.Agency.Grains.GetGrain<IEngagement>(CodedAgency.Engagement);
        foreach (var stage in new[] { Stage.Analysis, Stage.Delivered, Stage.Closed }) CodedAgency.Accepted(await engagement.Reach($"{stage}", stage));
        await agency.Agency.UntilAsync(engagement.Settled);
        SmallAgency.As("priya", Role.Analyst);
        var view = await agency.Report.View();
        Assert.Null(view.Certificate);
        var proof = view.Proof!;
        Assert.Equal((1, certificate.At, "priya", "tom", certificate.Log, 2, 12), (proof.Number, proof.At, proof.ProposedBy, proof.ApprovedBy, proof.Log, proof.Quotes, proof.Interviews));
        Assert.Equal(certificate.Lights.Select(l => (l.Which, l.State)), proof.Lights.Select(l => (l.Which, l.State)));
        Assert.Equal(Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(json)), proof.Files.Single(f => f.Name == ShelfPaths.ReleaseJson).Sha256);
        var kept = Encoding.UTF8.GetString((await agency.Agency.Given.Facts.ReadAsync(Assert.Single(await KeptAsync(agency)), Stop))!.Bytes.Span);
        foreach (var word in agency.Interviews.Concat(agency.Interviews.Select(i => i[(i.LastIndexOf('/') + 1)..])).Append("Ana").Append("Ferreira").Append("Finding").Append(certificate.Quotes[0].Hash))
            Assert.DoesNotContain(word, kept, StringComparison.Ordinal);

        // An end that broke off is done again, and a print that was owed comes after it.
        var book = agency.Agency.Services.GetRequiredService<CertificateBook>();
        await book.AddAsync(CodedAgency.Engagement, 1, new CertifiedFile(ShelfPaths.ReadoutPdf, "ab12"));
        await book.ProveAsync(CodedAgency.Engagement);
        Assert.Equal("ab12", (await book.ProofAsync(CodedAgency.Engagement, 1))!.Files.Single(f => f.Name == ShelfPaths.ReadoutPdf).Sha256);

        var client = agency.Agency.Grains.GetGrain<IClient>("northwind");
        SmallAgency.As("helena", Role.Owner);
        CodedAgency.Accepted(await client.EndContract("end", agency.Agency.Time.Now.InUtc().Date));
        agency.Agency.Time.Pass(Duration.FromDays(1));
        SmallAgency.AsHouse();
        await agency.Agency.Grains.GetGrain<IRounds>(IRounds.Key).Go();
        await agency.Agency.UntilAsync(async () => (await client.Contract()).DestroyedAt is not null);
        Assert.Empty(await KeptAsync(agency));
    }

    private static async Task<List<string>> KeptAsync(CodedAgency agency)
    {
        var keys = new List<string>();
        await foreach (var key in agency.Agency.Given.Facts.ListAsync("proof|", Stop)) keys.Add(key);
        return keys;
    }
}
