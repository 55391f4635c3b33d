using WinLossAgency.Domain.Reports;
using WinLossAgency.Portal.Shelf;
using WinLossAgency.Ui.SignIn;

namespace WinLossAgency.Portal.People;

/// <summary>In Development, the people whom the access lists name are the people one can be.</summary>
internal sealed class PeopleOnTheShelf(ShelfReader shelf) : IDemoPeople
{
    public async ValueTask<IReadOnlyList<DemoPerson>> TodayAsync(CancellationToken stop)
    {
        var people = new List<DemoPerson>();
        foreach (var client in await shelf.ClientsAsync(stop))
        {
            var found = await shelf.ForAsync(client, stop);
            var today = await TodayAsync(found, stop);
            var access = await found.AccessAsync(stop);
            // Whoever was invited and has not signed in yet comes with the mail that was invited, as at a provider.
            foreach (var line in access?.People.Where(line => line is { Tid: not null, Oid: not null } or { Mail: not null }) ?? [])
                people.Add(new($"{client}-{people.Count + 1}", line.Name, line.Rights == Rights.Admin ? "client, admin" : "client", today,
                    new HousePerson(line.Issuer, line.Tid ?? line.Issuer, line.Oid ?? line.Mail!, line.Mail, line.Name, [])));
        }
        return people;
    }

    private static async Task<string> TodayAsync(ClientShelf found, CancellationToken stop)
    {
        foreach (var engagement in found.Engagements)
        {
            if (found.Releases(engagement) is [var latest, ..]) return $"report {latest} is there";
            if (await found.ProgressAsync(engagement, stop) is { } progress) return progress.InterviewsDone ?? "the first report is being made";
        }
        return "nothing yet";
    }
}
