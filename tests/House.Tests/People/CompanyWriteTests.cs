using NodaTime;
using Orleans.Runtime;
using WinLossAgency.Agency.People;
using WinLossAgency.Domain.People;
using WinLossAgency.Storage;

namespace WinLossAgency.House.Tests.People;

public sealed class CompanyWriteTests
{
    /// <summary>What a process that dies afterwards would leave: only what was written.</summary>
    private sealed class FailingOnce : IPersistentState<CompanyRecord>
    {
        private bool failed;

        public CompanyState Kept { get; private set; } = CompanyState.None;
        public CompanyRecord State { get; set; } = new();
        public string? Etag => null;
        public bool RecordExists => true;

        public Task WriteStateAsync()
        {
            if (!failed)
            {
                failed = true;
                throw new StoreUnavailableException("agency", "it was made to fail", null);
            }
            Kept = State.State;
            return Task.CompletedTask;
        }

        public Task ReadStateAsync() => Task.CompletedTask;

        public Task ClearStateAsync() => Task.CompletedTask;
    }

    [Fact]
    public async Task What_a_failed_write_did_not_keep_memory_does_not_know_either()
    {
        var record = new FailingOnce();
        var touched = Company.Touch(CompanyState.None, "ana", "dial", Instant.FromUtc(2026, 11, 24, 9, 30));
        await Assert.ThrowsAsync<StoreUnavailableException>(() => CompanyGrain.KeepAsync(record, touched));
        Assert.Empty(record.State.State.Touches);
        await CompanyGrain.KeepAsync(record, touched);
        Assert.Equal(["ana"], record.Kept.Touches.Select(t => t.Person));
    }
}
