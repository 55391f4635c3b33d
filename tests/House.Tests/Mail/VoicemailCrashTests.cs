using WinLossAgency.Domain.Interviews;
using WinLossAgency.Domain.People;
using WinLossAgency.Grains.Interviews;
using WinLossAgency.Grains.People;
using WinLossAgency.House.Tests.Spine;

namespace WinLossAgency.House.Tests.Mail;

/// <summary>A voicemail and the mail that follows it are one message of the day, whatever dies between the two.</summary>
public sealed class VoicemailCrashTests
{
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
        BreakingGrains? store = null;
        // Nothing of a person can be written, as when the house dies before it comes to that.
        var one = await BookedCase.OpenAsync(folder: folder, more: (services, _) => store = BreakingGrains.Put(services, (_, grain) => grain.ToString().StartsWith("person", StringComparison.Ordinal)));
        await using var agency = one.Agency;
        SmallAgency.AsHouse();
        Assert.True((await one.Interview.Dial("dial", "n1")).Ok);
        store!.Breaks = true;
        Assert.True((await one.Interview.Do("voicemail", new InterviewCommand.RecordAttempt("maya", "n1", AttemptOutcome.VoicemailLeft))).Ok);
        Assert.Equal(AttemptOutcome.VoicemailLeft, Assert.Single((await one.StateAsync()).Attempts).Outcome);
        return one.Key;
    }
}
