using Orleans;
using WinLossAgency.Grains;
using WinLossAgency.Vault.Intake;
using WinLossAgency.Vault.Stores;

namespace WinLossAgency.Vault.Wall;

/// <summary>Destroys what was said in one interview: the key first, from which moment nothing opens, then what it sealed, then the places that pointed at it.</summary>
internal sealed class Forgetting(VaultFiles files, IntakeFiles intake)
{
    public async Task<Answer> OfAsync(IGrainFactory grains, string commandId, string interview)
    {
        await files.DestroyAsync(interview);
        await intake.SweepAsync(interview);
        return await grains.GetGrain<IIntake>(interview).Forget(commandId);
    }
}
