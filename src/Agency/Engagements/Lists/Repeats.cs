using System.Collections.Immutable;
using WinLossAgency.Domain.People;
using WinLossAgency.Grains.Engagements;

namespace WinLossAgency.Agency.Engagements.Lists;

/// <summary>
/// Tells a row that says again what another row of the list says. Two people who share a company's number are two people:
/// the number is then marked as the switchboard's, and no longer tells who somebody is.
/// </summary>
internal sealed class Repeats
{
    /// <summary>Letters by which two spellings of one name may differ.</summary>
    private const int SlipsMax = 2;
    private const int SlipsFromLength = 6;

    private readonly List<ListedDeal> good = [];
    private readonly List<RepeatedRow> repeated = [];
    private readonly Dictionary<string, int> byOpportunity = [], byMail = [], byPhone = [];
    private readonly Dictionary<string, List<int>> byAccount = [];

    public ImmutableArray<ListedDeal> Good => [.. good];

    public ImmutableArray<RepeatedRow> Repeated => [.. repeated];

    /// <summary>False where the row repeats an earlier one; it is then kept as a repeat with the line it repeats.</summary>
    public bool Add(ListedDeal deal)
    {
        if (deal.Opportunity.Length > 0 && byOpportunity.TryGetValue(deal.Opportunity, out var same)) return SameDeal(deal, same);
        if (SamePerson(deal) is { } at) return Repeat(deal, at, $"The same buyer as on line {good[at].Line}; one interview speaks for both.");
        foreach (var phone in deal.Dossier.Phones)
            if (byPhone.TryGetValue(phone.E164, out var other))
            {
                good[other] = Switchboard(good[other], phone.E164);
                deal = Switchboard(deal, phone.E164);
            }
        Index(deal, good.Count);
        good.Add(deal);
        return true;
    }

    private bool SameDeal(ListedDeal deal, int at)
    {
        var first = good[at];
        if (deal.Dossier.Name.Length == 0 || Alike(first, deal)) return Repeat(deal, at, $"The same deal as on line {first.Line}.");
        good[at] = first with { Dossier = first.Dossier with { Colleagues = [.. first.Dossier.Colleagues.Append(deal.Dossier.Name).Distinct()] } };
        return Repeat(deal, at, $"The same deal as on line {first.Line}; the person named here is kept as a colleague who may be asked instead.");
    }

    private bool Repeat(ListedDeal deal, int at, string why)
    {
        repeated.Add(new RepeatedRow(deal.Line, good[at].Line, why));
        return false;
    }

    private int? SamePerson(ListedDeal deal)
    {
        foreach (var mail in deal.Dossier.Emails)
            if (byMail.TryGetValue(mail, out var at)) return at;
        foreach (var phone in deal.Dossier.Phones)
            if (byPhone.TryGetValue(phone.E164, out var at) && Names(good[at].Dossier, deal.Dossier)) return at;
        if (byAccount.TryGetValue(Plain.Key(deal.Deal.Account), out var there))
            foreach (var at in there)
                if (deal.Dossier.Name.Length > 0 && Names(good[at].Dossier, deal.Dossier)) return at;
        return null;
    }

    private void Index(ListedDeal deal, int at)
    {
        if (deal.Opportunity.Length > 0) byOpportunity[deal.Opportunity] = at;
        foreach (var mail in deal.Dossier.Emails) byMail.TryAdd(mail, at);
        foreach (var phone in deal.Dossier.Phones) byPhone.TryAdd(phone.E164, at);
        var account = Plain.Key(deal.Deal.Account);
        if (account.Length == 0) return;
        if (!byAccount.TryGetValue(account, out var there)) byAccount[account] = there = [];
        there.Add(at);
    }

    private static bool Alike(ListedDeal one, ListedDeal other) => Names(one.Dossier, other.Dossier)
        || one.Dossier.Emails.Intersect(other.Dossier.Emails).Any() || one.Dossier.Phones.Any(p => other.Dossier.Phones.Any(o => o.E164 == p.E164));

    private static bool Names(DossierFile one, DossierFile other)
    {
        var (a, b) = (Plain.Key(one.Name), Plain.Key(other.Name));
        if (a == b) return true;
        return a.Length >= SlipsFromLength && b.Length >= SlipsFromLength && a[0] == b[0] && Slips(a, b) <= SlipsMax && Math.Abs(a.Length - b.Length) <= SlipsMax;
    }

    private static ListedDeal Switchboard(ListedDeal deal, string number) => deal with
    {
        Dossier = deal.Dossier with { Phones = [.. deal.Dossier.Phones.Select(p => p.E164 == number ? p with { Label = PhoneNumber.Switchboard } : p)] },
    };

    private static int Slips(string a, string b)
    {
        var row = Enumerable.Range(0, b.Length + 1).ToArray();
        for (var i = 1; i <= a.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= b.Length; j++)
                (diagonal, row[j]) = (row[j], Math.Min(Math.Min(row[j] + 1, row[j - 1] + 1), diagonal + (a[i - 1] == b[j - 1] ? 0 : 1)));
        }
        return row[b.Length];
    }
}
