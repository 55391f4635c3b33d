using System.Collections.Immutable;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;
using Orleans;
using WinLossAgency.Agency;
using WinLossAgency.Domain.Interviews;
using WinLossAgency.Grains.Access;
using WinLossAgency.Grains.Calls;
using WinLossAgency.Grains.Engagements;
using WinLossAgency.Grains.Interviews;
using WinLossAgency.House.Tests.Spine;
using WinLossAgency.Storage;
using WinLossAgency.Vault;
using WinLossAgency.Vault.AccessLog;
using WinLossAgency.Vault.Candid;
using WinLossAgency.Vault.Intake;
using WinLossAgency.Vault.Speakers;
using Xunit;

namespace WinLossAgency.House.Tests.Vault;

/// <summary>A real agency with a real vault beside it, and an interview that has been held and wrapped up.</summary>
internal sealed class VaultAgency : IAsyncDisposable
{
    public const string Engagement = "northwind/q4";

    /// <summary>One deal for each buyer that a test needs.</summary>
    public static string List(int deals) => "Opportunity Name,Account Name,Contact: Full Name,Contact: Email,Contact: Phone,Contact: Title,Amount,Close Date,Stage,Loss Reason,Primary Competitor,Region\n"
        + string.Concat(Enumerable.Range(1, deals).Select(n => $"Route {n},Account {n},Ana{n} Ferreira{n},ana{n}@vale{n}.example,+351 912 555 0{n:00},Head of Operations,{100000 - n},2026-11-07,Closed Lost,Price,Haulwise,North\n"));

    private VaultAgency(SmallAgency agency, OpenStore[] stores) => (Agency, this.stores) = (agency, stores);

    private readonly OpenStore[] stores;

    public SmallAgency Agency { get; }

    public IGrainFactory Grains => Agency.Grains;

    public IntakeFiles Files => Agency.Services.GetRequiredService<IntakeFiles>();

    public static async Task<VaultAgency> OpenAsync(string? folder = null, Func<IDocumentStore, IDocumentStore>? through = null)
    {
        OpenStore[] opened = [];
        var agency = await SmallAgency.OpenAsync(folder, (services, at) => opened = AddVault(services, at, through), typeof(VaultDoor).Assembly);
        return new(agency, opened);
    }

    public static OpenStore[] AddVault(IServiceCollection services, string folder, Func<IDocumentStore, IDocumentStore>? through = null)
    {
        var (vault, keys) = (Stores.Embedded(folder, "vault"), Stores.Embedded(Path.Combine(folder, "keys"), "vault"));
        services.AddVault(new VaultStores
        {
            Documents = through?.Invoke(vault.Documents) ?? vault.Documents, Blobs = vault.Blobs, Clock = Given<IClock>(services), Transcripts = Given<AgencyStores>(services).Transcripts,
            Keys = new SubjectKeys(keys.Documents, FileMasterKey.OpenOrCreate(Path.Combine(folder, "keys", "vault-master.key"))),
        });
        return [vault, keys];
    }

    /// <summary>Maya has held and wrapped up this many interviews.</summary>
    public async Task<string[]> InterviewedAsync(int count = 1, bool recording = true)
    {
        await Agency.InTheFieldAsync(List(count));
        // A caller entered inside an awaited method ends with it.
        SmallAgency.AsHouse();
        var engagement = Grains.GetGrain<IEngagement>(Engagement);
        await engagement.Choose("choose", [.. (await engagement.Deals(0)).Select(deal => deal.Deal)]);
        await Until(async () => (await engagement.Cards()).Length == count);
        var held = (await engagement.Cards()).Select(card => card.Interview).Order(StringComparer.Ordinal).ToArray();
        foreach (var interview in held)
        {
            await Do(interview, "book", new InterviewCommand.Book("maya", "maya", Agency.Time.Now + Duration.FromMinutes(30), 30, MeetingWay.Phone));
            Agency.Time.Pass(Duration.FromMinutes(30));
            await Do(interview, "consent", new InterviewCommand.TakeConsent("maya", Attribution.Unattributed, recording, "en/1", "2026-1"));
            Agency.Time.Pass(Duration.FromMinutes(25));
            await Do(interview, "done", new InterviewCommand.Complete("maya", 8));
            await Do(interview, "wrap", new InterviewCommand.WrapUp("maya", !recording, false, CallFelt.Fine));
        }
        return held;
    }

    public IIntake Intake(string interview) => Grains.GetGrain<IIntake>(interview);

    public IAccessLog Log => Grains.GetGrain<IAccessLog>(Engagement);

    /// <summary>The file is sealed and delivered as the caller.</summary>
    public async Task<WinLossAgency.Grains.Answer> DeliverAsync(string interview, string text, string name = "call.txt")
    {
        var number = await Files.KeepAsync(interview, new MemoryStream(Encoding.UTF8.GetBytes(text)), TestContext.Current.CancellationToken);
        await Files.WriteAsync(interview, number, new UploadFile(CandidText.Of(name), "maya", Agency.Time.Now, null, [], 0, null));
        return await Intake(interview).Deliver($"upload/{number}", number);
    }

    /// <summary>Maya brings a transcript of two voices, confirms who they are and answers every suggestion with this.</summary>
    public async Task MarkedAsync(string interview, string text, bool sealSuggested = true)
    {
        SmallAgency.As("maya", Role.Interviewer);
        Accepted(await DeliverAsync(interview, text));
        Accepted(await Intake(interview).ConfirmSpeakers("speakers", [VoiceRole.Interviewer, VoiceRole.Buyer]));
        var facts = await Files.FactsAsync(interview, (await Intake(interview).View()).Marking.Upload);
        foreach (var suggestion in facts.Suggestions)
            Accepted(await Intake(interview).AnswerSuggestion($"suggestion/{suggestion.Number}", suggestion.Number, sealSuggested));
    }

    public async Task ClosedAsync(string interview)
    {
        SmallAgency.As("maya", Role.Interviewer);
        Accepted(await Intake(interview).Close("close"));
        await Until(async () =>
        {
            SmallAgency.AsHouse();
            return (await Grains.GetGrain<IInterview>(interview).View()).State.Status == CaseStatus.Coding;
        });
    }

    public static void Accepted(WinLossAgency.Grains.Answer answer) => Assert.True(answer.Ok, answer.Refusal);

    public static Task Until(Func<Task<bool>> holds) => Patience.UntilAsync(holds);

    public async ValueTask DisposeAsync()
    {
        await Agency.DisposeAsync();
        foreach (var store in stores) await store.DisposeAsync();
    }

    private async Task Do(string interview, string command, InterviewCommand what)
    {
        SmallAgency.AsHouse();
        Accepted(await Grains.GetGrain<IInterview>(interview).Do(command, what));
    }

    private static T Given<T>(IServiceCollection services) => (T)services.Single(one => one.ServiceType == typeof(T)).ImplementationInstance!;
}
