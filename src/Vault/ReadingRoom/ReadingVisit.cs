using System.Collections.Immutable;
using Orleans;
using WinLossAgency.Grains.Access;
using WinLossAgency.Grains.Engagements;
using WinLossAgency.Grains.Interviews;
using WinLossAgency.Vault.AccessLog;
using WinLossAgency.Vault.Asides;
using WinLossAgency.Vault.Candid;
using WinLossAgency.Vault.Intake;

namespace WinLossAgency.Vault.ReadingRoom;

/// <summary>
/// One request in the reading room. It shows words only under an opening that stands in the access log; pages get all they
/// show from here, since a component's parameters would have to be public.
/// </summary>
internal sealed class ReadingVisit(IGrainFactory grains, IntakeFiles files)
{
    private Opening? opening;

    public string Interview { get; private set; } = "";

    public string Root => $"/interviews/{Interview}/transcript";

    public string ClientName { get; private set; } = "";

    public string Title { get; private set; } = "";

    /// <summary>Which of the engagement's interviews this is, in the order in which they were held.</summary>
    public int Number { get; private set; }

    public int Of { get; private set; }

    public Marking Marking { get; private set; } = Marking.Fresh;

    public bool IsOwn { get; private set; }

    public bool RecordingRefused { get; private set; }

    public bool IsOpen => opening is not null;

    public ReadingFile? Reading { get; private set; }

    public MarkingFacts? Facts { get; private set; }

    public ImmutableArray<(int Number, UploadFile File)> Uploads { get; private set; } = [];

    public IIntake Intake => grains.GetGrain<IIntake>(Interview);

    public bool IsAnalyst => Caller.Required.Is(Role.Analyst);

    public bool IsMe(string by) => Caller.Required.Id == by;

    /// <summary>What may be known without an opening; throws where this person has no entrance.</summary>
    public async Task ArriveAsync(string interview)
    {
        Interview = interview;
        var view = await Intake.View();
        (Marking, IsOwn) = (view.Marking, view.IsOwn);
        await Caller.AsHouse(async () =>
        {
            var engagement = grains.GetGrain<IEngagement>(interview[..interview.LastIndexOf('/')]);
            RecordingRefused = (await grains.GetGrain<IInterview>(interview).View()).State.Consent is { Recording: false };
            ClientName = await grains.GetGrain<IClient>(interview[..interview.IndexOf('/')]).Name();
            Title = (await engagement.View())?.SetUp.Title ?? "";
            var held = (await engagement.Cards()).Where(card => card.EndedAt is not null).OrderBy(card => card.EndedAt).ThenBy(card => card.Interview, StringComparer.Ordinal)
                .Select(card => card.Interview).ToList();
            (Number, Of) = (held.IndexOf(interview) + 1, held.Count);
            return true;
        });
    }

    /// <summary>Opens under a standing or new line of the log; false where a reason must be said first.</summary>
    public async Task<bool> OpenAsync(AccessReason? why = null)
    {
        if ((await Intake.Enter(why)).Opening is not { } line) return false;
        opening = Opening.ByPerson(line.Who, line.What, line.Why.ToString(), line.Number);
        Uploads = await files.UploadsAsync(Interview);
        if (Marking.Upload == 0) return true;
        Reading = await files.ReadingAsync(Interview, Marking.Upload);
        Facts = await files.FactsAsync(Interview, Marking.Upload);
        return true;
    }

    public string Say(CandidText? words) => words?.Reveal(opening ?? throw new InvalidOperationException("Words are asked for before the opening is logged.")) ?? "";
}
