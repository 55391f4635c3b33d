using FsCheck;
using FsCheck.Fluent;
using WinLossAgency.Agency.Engagements.Lists;
using WinLossAgency.Domain.Engagements;

namespace WinLossAgency.House.Tests.Engagements;

public sealed class ListPropertyTests
{
    private static readonly Gen<string> Cell = Gen.Elements("", "o1", "o2", "Acme", "Ana Reis", "ana@acme.example", "b@acme.example", "+351915550101", "0915", "Director",
        "1.000,00", "2026-10-01", "09/10/2026", "23/10/2026", "soon", "Closed Won", "Closed Lost", "open", "Portugal", "Nowhere", "\"q\"\"q\"", "\"a,b\"", "\"two\nlines\"", "  ");

    [Fact]
    public void No_row_is_lost_whatever_it_holds() => Prop.ForAll(Gen.Choose(0, 12).SelectMany(columns => Cell.ArrayOf(columns)).ArrayOf().ToArbitrary(), rows =>
    {
        var read = Lists.Read(Lists.Head + "\n" + string.Join('\n', rows.Select(r => string.Join(',', r))));
        return read.Refusal is not null || read.Rows == read.Good.Length + read.Bad.Length + read.Repeated.Length
            && read.Good.Select(d => d.Line).Concat(read.Bad.Select(b => b.Why.Line)).Concat(read.Repeated.Select(r => r.Line)).Distinct().Count() == read.Rows;
    }).Check(Config.QuickThrowOnFailure.WithMaxTest(300));

    [Fact]
    public void No_bytes_break_the_reader() => Prop.ForAll(ArbMap.Default.ArbFor<byte[]>(), bytes =>
    {
        var read = DealListReader.Read(bytes, DealMapping.None, EngagementKind.WinLoss);
        return read.Refusal is not null || read.Rows == read.Good.Length + read.Bad.Length + read.Repeated.Length;
    }).Check(Config.QuickThrowOnFailure.WithMaxTest(500));

    [Fact]
    public void A_list_sent_doubled_gives_the_same_deals_once() => Prop.ForAll(Gen.Choose(1, 20).ToArbitrary(), n =>
    {
        string[] rows = [.. Enumerable.Range(0, n).Select(i => $"o{i},Acme {i},Person Number{i},p{i}@acme.example,,,1,2026-10-01,Closed Won,Portugal")];
        var (once, twice) = (Lists.Rows(rows), Lists.Rows([.. rows, .. rows]));
        return once.Good.Select(d => d.Opportunity).SequenceEqual(twice.Good.Select(d => d.Opportunity)) && twice.Repeated.Length == n;
    }).Check(Config.QuickThrowOnFailure);
}
