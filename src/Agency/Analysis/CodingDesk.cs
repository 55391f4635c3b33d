using System.Collections.Immutable;
using System.Text;
using System.Text.Json.Nodes;
using Orleans;
using WinLossAgency.Domain.Analysis;
using WinLossAgency.Domain.Interviews;
using WinLossAgency.Grains.Interviews;
using WinLossAgency.Grains.Stores;
using WinLossAgency.Storage;

namespace WinLossAgency.Agency.Analysis;

/// <summary>Everything about one interview that coding and the release gate read, opened for one turn of work and kept nowhere.</summary>
internal sealed record OpenCoding(string Interview, InterviewState State, OnRecordTranscript Transcript, MaskedTranscript Masked, MaskFile Masks, CodingFile File, MaskingDossier Known, AskedFile Asked);

/// <summary>Opens and keeps the documents of coding: they rest in the transcripts store, sealed under the respondent.</summary>
internal sealed class CodingDesk(AgencyStores stores)
{
    public const string OnRecordFile = "on-record";
    public const string MasksFile = "masks";
    public const string File = "coding";
    public const string AskedPassages = "asked";
    private const string BookFile = "code-book";

    /// <summary>Null while the words on record have not been handed out. Runs as the house.</summary>
    public async Task<OpenCoding?> OpenAsync(IGrainFactory grains, string interview)
    {
        var subject = Of(interview);
        var case_ = grains.GetGrain<IInterview>(interview);
        var state = (await case_.View()).State;
        if (state.OnRecord is null || await stores.Transcripts.ReadAsync<JsonObject>(subject, OnRecordFile) is not { } laid) return null;
        var transcript = OnRecordTranscript.Read(Encoding.UTF8.GetBytes(laid.ToJsonString()));
        var masks = await stores.Transcripts.ReadAsync<MaskFile>(subject, MasksFile) ?? MaskFile.Empty;
        var known = await case_.ForMasking();
        var file = await stores.Transcripts.ReadAsync<CodingFile>(subject, File) ?? CodingFile.Empty with { Facts = Guess(known) };
        var asked = await stores.Transcripts.ReadAsync<AskedFile>(subject, AskedPassages) ?? AskedFile.Empty;
        return new OpenCoding(interview, state, transcript, MaskedTranscript.Of(transcript, MaskedTranscript.DossierOf(known), masks), masks, Anchors.Settle(transcript, file), known, asked);
    }

    public Task KeepAsync(string interview, MaskFile masks) => stores.Transcripts.WriteAsync(Of(interview), MasksFile, masks);

    public Task KeepAsync(string interview, CodingFile coding) => stores.Transcripts.WriteAsync(Of(interview), File, coding);

    public async Task<CodeBook> BookAsync(string engagement) => await stores.Transcripts.ReadAsync<CodeBook>(Engagement(engagement), BookFile) ?? CodeBook.Empty;

    public Task KeepBookAsync(string engagement, CodeBook book) => stores.Transcripts.WriteAsync(Engagement(engagement), BookFile, book);

    public static Subject Of(string interview) => CaseSubject.Of(interview);

    private static Subject Engagement(string engagement) => new(engagement, "report");

    /// <summary>Until the analyst says who was really spoken to, the list's facts stand in.</summary>
    private static RespondentFacts Guess(MaskingDossier known) => new(known.Dossier.Role, known.Deal.Region, known.Deal.Segment, known.Deal.Size);
}

/// <summary>The words for who said a quote, as they would be printed.</summary>
internal static class Attributed
{
    public const string Nobody = "A buyer";

    public static string By(QuoteAddress quote) => quote.Level <= Attribution.RoleOnly && quote.Role.Trim().Length > 0 ? quote.Role.Trim() : Nobody;
}
