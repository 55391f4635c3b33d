using Microsoft.Extensions.DependencyInjection;
using Orleans;
using Orleans.Runtime;
using Orleans.Storage;
using WinLossAgency.Domain.Interviews;
using WinLossAgency.Domain.People;
using WinLossAgency.Grains;
using WinLossAgency.Grains.Interviews;
using WinLossAgency.Grains.People;
using WinLossAgency.House.Tests.Spine;
using WinLossAgency.Storage;

namespace WinLossAgency.House.Tests.Mail;

/// <summary>A voicemail and the mail that follows it are one message of the day, whatever dies between the two.</summary>
public sealed class VoicemailCrashTests
{
    /// <summary>Nothing of a person can be written, as when the house dies before it comes to that.</summary>
    private sealed class Breaking(IGrainStorage inner) : IGrainStorage
    {
        public bool Breaks { get; set; }

        public Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) =>
            Breaks && grainId.ToString().StartsWith("person", StringComparison.Ordinal) ? throw new StoreUnavailableException("agency", "the test broke it.") : inner.WriteStateAsync(stateName, grainId, grainState);

        public Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) => inner.ReadStateAsync(stateName, grainId, grainState);

        public Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) => inner.ClearStateAsync(stateName, grainId, grainState);
    }

    [Fact]
    public async Task A_death_between_a_voicemail_and_its_note_does_not_count_its_mail()
    {
        var folder = Directory.CreateTempSubdirectory("voicemail-").FullName;
        var key = await LeftAsync(folder);
        await using var agency = await SmallAgency.OpenAsync(folder);
        var one = new BookedCase(agency, key);
        await one.PassUndoAsync();
        await one.UntilMailsAsync(1);
        var person = agency.Grains.GetGrain<IPerson>((await one.StateAsync()).Person!);
        SmallAgency.AsHouse();
        Assert.Equal([(TouchKind.Dial, true), (TouchKind.Voicemail, false), (TouchKind.Mail, false)], (await person.Standing()).Touches.Select(t => (t.Kind, t.Counted)));
    }

    private static async Task<string> LeftAsync(string folder)
    {
        Breaking? store = null;
        var one = await BookedCase.OpenAsync(folder: folder, more: (services, _) =>
        {
            store = new Breaking((IGrainStorage)services.Last(s => s.ServiceType == typeof(IGrainStorage) && Equals(s.ServiceKey, GrainsDoor.AgencyStore)).KeyedImplementationInstance!);
            services.AddKeyedSingleton<IGrainStorage>(GrainsDoor.AgencyStore, store);
        });
        await using var agency = one.Agency;
        SmallAgency.AsHouse();
        Assert.True((await one.Interview.Dial("dial", "n1")).Ok);
        store!.Breaks = true;
        try
        {
            await one.Interview.Do("voicemail", new InterviewCommand.RecordAttempt("maya", "n1", AttemptOutcome.VoicemailLeft));
        }
        catch (StoreUnavailableException)
        {
            // Whoever asked hears nothing, and asks no second time.
        }
        Assert.Equal(AttemptOutcome.VoicemailLeft, Assert.Single((await one.StateAsync()).Attempts).Outcome);
        return one.Key;
    }
}
