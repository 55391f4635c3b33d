using System.Collections.Immutable;
using System.Globalization;
using Orleans;
using WinLossAgency.Grains;
using WinLossAgency.Grains.Access;
using WinLossAgency.Grains.Engagements;
using WinLossAgency.Grains.Journals;
using WinLossAgency.Grains.Mail;

namespace WinLossAgency.Agency.Mail;

[GrainType("owners-desk")]
internal sealed class OwnersDeskGrain(OwnersList list) : Grain, IOwnersDesk
{
    public Task<ImmutableArray<UndoneLine>> Undone() => Caller.AsHouse(async () =>
    {
        var clients = (await GrainFactory.GetGrain<IAgency>(IAgency.Key).Clients()).ToDictionary(c => c.Client, c => c.Name);
        var lines = new List<UndoneLine>();
        await foreach (var effect in list.ReadAsync()) lines.Add(await LineAsync(effect, clients));
        return lines.OrderBy(line => line.Since).ThenBy(line => line.Id, StringComparer.Ordinal).ToImmutableArray();
    });

    public Task<Answer> TryAgain(string id) => Caller.AsHouse(async () =>
    {
        await foreach (var effect in list.ReadAsync())
        {
            if (IdOf(effect) != id) continue;
            await list.TryAgainAsync(effect);
            return Answer.Done;
        }
        return Answer.No("That has been done or taken up in the meantime.");
    });

    private async Task<UndoneLine> LineAsync(StuckEffect effect, Dictionary<string, string> clients)
    {
        var parts = effect.Key.Split('/');
        var programme = parts.Length > 1 && clients.ContainsKey(parts[0]) ? (await GrainFactory.GetGrain<IEngagement>($"{parts[0]}/{parts[1]}").View())?.SetUp.Title ?? "" : "";
        return new UndoneLine(IdOf(effect), effect.Since, clients.GetValueOrDefault(parts[0], ""), programme, parts.Length > 2 ? NumberOf(parts[2]) : "", What(effect), effect.Error);
    }

    private static string IdOf(StuckEffect effect) => string.Create(CultureInfo.InvariantCulture, $"{effect.Grain}|{effect.Key}|{effect.Number}");

    /// <summary>A case's key begins with its number in the programme.</summary>
    private static string NumberOf(string key) => key.Split('-') is [_, var number, ..] && int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var n) ? $"case {n.ToString(CultureInfo.InvariantCulture)}" : "";

    private static string What(StuckEffect effect) => (effect.To, effect.Fact) switch
    {
        ("reminder", _) => "A reminder of an appointment",
        ("mail", "interview.booked") => "A letter about a new appointment",
        ("mail", "interview.moved") => "A letter about a moved appointment",
        ("mail", "interview.calledOff") => "A letter about an appointment that was called off",
        ("mail", "interview.attempted") => "A letter after a voicemail",
        ("mail", "interview.approvalAsked") => "A letter that asks for a buyer's approval",
        ("mail", _) => "A letter to a buyer",
        ("evidence", _) => "A line for the bill",
        ("slot", _) => "A time in an interviewer's calendar",
        ("card", _) => "A case's place in the queue",
        _ => $"Something owed to {effect.To}",
    };
}
