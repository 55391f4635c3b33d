using NodaTime;
using Orleans;
using Orleans.Runtime;
using WinLossAgency.Domain.People;
using WinLossAgency.Grains;
using WinLossAgency.Grains.Journals;
using WinLossAgency.Grains.People;

namespace WinLossAgency.Agency.People;

/// <summary>What rests of a company. No journal: who was touched is forgotten after a week, and what a company asked stands in the history of the case.</summary>
internal sealed class CompanyRecord
{
    public CompanyState State { get; set; } = CompanyState.None;
}

[GrainType("company")]
internal sealed class CompanyGrain([PersistentState("company", "agency")] IPersistentState<CompanyRecord> record, JournalTools tools) : Grain, ICompany
{
    private CompanyState State => record.State.State;

    private Instant Now => tools.Clock.GetCurrentInstant();

    public async Task<Answer> Permit(string commandId, TouchKind kind, string person)
    {
        if (State.Touches.Any(t => t.Command == commandId)) return Answer.Done;
        if (Company.WhyNot(State, kind, person, Now) is { } held) return Answer.No(held.Why);
        await KeepAsync(record, Company.Touch(State, person, commandId, Now, kind));
        return Answer.Done;
    }

    public Task<Held?> WhyNot(TouchKind kind, string person) => Task.FromResult(Company.WhyNot(State, kind, person, Now));

    public Task ReturnTouch(string commandId, string person, Instant rang) => KeepAsync(record, Company.Return(State, person, commandId, rang, Now));

    public Task Bar(string? interview) => KeepAsync(record, Company.Bar(State, interview, Now));

    public Task Keep(string interview) => KeepAsync(record, Company.Keep(State, interview));

    public Task Lift(string interview, Instant until) => KeepAsync(record, Company.Lift(State, interview, until));

    /// <summary>A write that failed leaves memory as it was: asked again it is written again, where else it would be lost with the process.</summary>
    internal static async Task KeepAsync(IPersistentState<CompanyRecord> record, CompanyState state)
    {
        var before = record.State.State;
        if (state == before) return;
        record.State.State = state;
        try
        {
            await record.WriteStateAsync();
        }
        catch
        {
            record.State.State = before;
            throw;
        }
    }
}
