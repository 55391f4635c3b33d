using WinLossAgency.Grains.Access;

namespace WinLossAgency.Desk.Access;

/// <summary>A read that the house makes on somebody's behalf, of facts without a word; the caller's own name is given back.</summary>
internal static class OnBehalf
{
    public static async Task<T> AsHouseAsync<T>(this Caller caller, Func<Task<T>> read)
    {
        Caller.House.Enter();
        try { return await read(); }
        finally { caller.Enter(); }
    }
}
