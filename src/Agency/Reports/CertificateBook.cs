using System.Collections.Immutable;
using System.Globalization;
using WinLossAgency.Agency.Analysis;
using WinLossAgency.Domain;
using WinLossAgency.Domain.Analysis;
using WinLossAgency.Domain.Interviews;
using WinLossAgency.Domain.Reports;
using WinLossAgency.Grains.Analysis;
using WinLossAgency.Storage;

namespace WinLossAgency.Agency.Reports;

/// <summary>The certificates of an engagement's releases, and what of them has been taken back since.</summary>
internal sealed class CertificateBook(AgencyStores stores)
{
    private const string Prefix = "certificate/";
    private const string Proofs = "proof|";
    private const string Counts = "The counts";

    public async Task<ImmutableArray<Certificate>> AllAsync(string engagement)
    {
        var found = ImmutableArray.CreateBuilder<Certificate>();
        var files = new List<string>();
        await foreach (var file in stores.Transcripts.ListAsync(SubjectOf(engagement), Prefix)) files.Add(file);
        foreach (var file in files.Order(StringComparer.Ordinal))
            if (await stores.Transcripts.ReadAsync<Certificate>(SubjectOf(engagement), file) is { } certificate) found.Add(certificate);
        return found.ToImmutable();
    }

    public Task<Certificate?> FindAsync(string engagement, int number) => stores.Transcripts.ReadAsync<Certificate>(SubjectOf(engagement), FileOf(number));

    public Task KeepAsync(string engagement, Certificate certificate) => stores.Transcripts.WriteAsync(SubjectOf(engagement), FileOf(certificate.Number), certificate);

    public async Task ChangeAsync(string engagement, int number, Func<Certificate, Certificate> change)
    {
        if (await FindAsync(engagement, number) is { } known) await KeepAsync(engagement, change(known));
    }

    /// <summary>A print may be made after the programme's end, when only the proof is left.</summary>
    public async Task AddAsync(string engagement, int number, CertifiedFile file)
    {
        ImmutableArray<CertifiedFile> With(ImmutableArray<CertifiedFile> files) => [.. files.Where(f => f.Name != file.Name), file];
        await ChangeAsync(engagement, number, c => c with { Files = With(c.Files) });
        if (await ProofAsync(engagement, number) is { } proof) await KeepAsync(engagement, proof with { Files = With(proof.Files) });
    }

    /// <summary>The end of a programme destroys its certificates. Done again after it broke off it finds none, and what was kept stays.</summary>
    public async Task ProveAsync(string engagement)
    {
        foreach (var certificate in await AllAsync(engagement))
        {
            // A file whose print came in between finds the proof from here on; one that came before it is read here.
            await KeepAsync(engagement, Proof.Of(certificate));
            if (await FindAsync(engagement, certificate.Number) is { } now) await KeepAsync(engagement, Proof.Of(now));
        }
    }

    /// <summary>What is left of a certificate once its programme has ended; null before.</summary>
    public async Task<Proof?> ProofAsync(string engagement, int number) => await stores.Facts.ReadAsync(ProofOf(engagement, number)) is { } stored ? HouseJson.Read<Proof>(stored.Bytes.Span) : null;

    /// <summary>With what lies on a client's shelf go the proofs of it.</summary>
    public static async Task ForgetProofsAsync(AgencyStores stores, string client, CancellationToken stop)
    {
        var all = new List<string>();
        await foreach (var key in stores.Facts.ListAsync($"{Proofs}{client}/", stop)) all.Add(key);
        foreach (var key in all) await stores.Facts.DeleteAsync(key, null, stop);
    }

    private async Task KeepAsync(string engagement, Proof proof)
    {
        var stored = await stores.Facts.ReadAsync(ProofOf(engagement, proof.Number));
        await stores.Facts.WriteAsync(ProofOf(engagement, proof.Number), HouseJson.Bytes(proof), stored?.ETag);
    }

    private static string ProofOf(string engagement, int number) => string.Create(CultureInfo.InvariantCulture, $"{Proofs}{engagement}/{number:0000}");

    /// <summary>
    /// What stands in releases that are out and may not stand there any more. Words sealed since, and what a buyer would not
    /// leave for the next report, are to be replaced at once. What became of points from asides the wall says.
    /// </summary>
    public static ImmutableArray<Recall> Recalled(IEnumerable<Certificate> certificates, IReadOnlyDictionary<string, InterviewState> states, IReadOnlyDictionary<string, OpenCoding> open,
        ImmutableArray<TakenBackPoint> points)
    {
        var recalls = ImmutableArray.CreateBuilder<Recall>();
        foreach (var certificate in certificates.Where(c => c.ReplacedBy is null))
        {
            var gone = certificate.Quotes.Select(q => Of(certificate.Number, q, states.GetValueOrDefault(q.Interview), open.GetValueOrDefault(q.Interview))).OfType<Recall>().ToList();
            gone.AddRange(from used in certificate.Points join back in points on used.Key equals back.Key select new Recall(certificate.Number, used.Where, back.AtOnce));
            // Whoever takes back everything is no longer counted either; where they were quoted too, that says it already.
            foreach (var interview in certificate.Interviews.Where(i => certificate.Quotes.All(q => q.Interview != i)))
                if (states.GetValueOrDefault(interview)?.Withdrawal is { } withdrawal && withdrawal.At > certificate.At) gone.Add(new Recall(certificate.Number, Counts, withdrawal.AtOnce));
            if (certificate.Codes.Any(c => open.GetValueOrDefault(c.Interview) is { State.Withdrawal: null } coding && Anchors.Find(coding.Transcript, c.At, c.Hash) is null))
                gone.Add(new Recall(certificate.Number, Counts, AtOnce: true));
            recalls.AddRange(gone.Distinct());
        }
        return recalls.ToImmutable();
    }

    private static Recall? Of(int number, UsedQuote used, InterviewState? state, OpenCoding? open)
    {
        if (state?.Withdrawal is { } all) return new Recall(number, used.Where, all.AtOnce);
        var stands = open is null ? null : Anchors.Find(open.Transcript, used.At, used.Hash);
        string[] asked = stands is null ? [used.Quote] : [used.Quote, .. open!.Asked.Sharing(open.Transcript, stands)];
        // What was softened and stands in the report more openly than that is taken back too.
        PassageAnswer[] back = [.. asked.Distinct().Select(p => state?.Passages.GetValueOrDefault(p)).OfType<PassageAnswer>()
            .Where(a => a.Choice != PassageChoice.Keep && (a.Choice == PassageChoice.TakeOut || a.Level > used.Level))];
        if (back.Length > 0) return new Recall(number, used.Where, back.Any(a => a.AtOnce));
        return open is not null && stands is null ? new Recall(number, used.Where, AtOnce: true) : null;
    }

    private static string FileOf(int number) => Prefix + number.ToString("0000", CultureInfo.InvariantCulture);

    private static Subject SubjectOf(string engagement) => new(engagement, "report");
}
