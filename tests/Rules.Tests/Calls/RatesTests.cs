using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using WinLossAgency.Domain.Calls;
using Xunit;

namespace WinLossAgency.Rules.Tests.Calls;

public class RatesTests
{
    [Fact]
    public void The_rates_equal_those_of_two_public_implementations()
    {
        var vectors = Shared.Json("data/aapor/rates.json").GetProperty("vectors");
        foreach (var vector in vectors.EnumerateArray())
        {
            decimal Count(string name) => vector.GetProperty("counts").TryGetProperty(name, out var n) ? n.GetDecimal() : 0;
            var counts = new Counts(Count("I"), Count("P"), Count("R"), Count("NC"), Count("O"), Count("UH"), Count("UO"), Count("NE"));
            // Where the source computed e itself it is words; ours is the same formula.
            decimal? e = vector.GetProperty("e") is { ValueKind: JsonValueKind.Number } number ? number.GetDecimal() : null;
            foreach (var (name, value) in Rates.Of(counts, e).Named())
            {
                if (vector.TryGetProperty("exact", out var exact)) AssertFraction(exact.GetProperty(name).GetString()!, value, name);
                else AssertRounded(vector.GetProperty("expected").GetProperty(name), vector.GetProperty("decimals").GetInt32(), value, name);
            }
        }
    }

    [Fact]
    public void Nothing_over_nothing_is_undefined_and_never_zero() =>
        Assert.All(Rates.Of(new Counts()).Named(), rate => Assert.Null(rate.Value));

    [Fact]
    public void Every_rate_is_a_share_and_the_stricter_response_rate_is_never_the_higher()
    {
        var counts = Gen.ArrayOf(Gen.Choose(0, 400), 8);
        Prop.ForAll(counts.ToArbitrary(), n =>
        {
            var rates = Rates.Of(new Counts(n[0], n[1], n[2], n[3], n[4], n[5], n[6], n[7]));
            var shares = rates.Named().All(rate => rate.Value is null or (>= 0 and <= 1));
            var ordered = !(rates.RR1 > rates.RR3) && !(rates.RR3 > rates.RR5) && !(rates.RR1 > rates.RR2) && !(rates.COOP1 > rates.COOP3);
            return shares && ordered;
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void Equal_weights_change_no_rate()
    {
        Bucket[] cases = [Bucket.I, Bucket.I, Bucket.R, Bucket.UH, Bucket.NE, Bucket.P];
        var plain = Rates.Of(Counts.From(cases.Select(bucket => (bucket, 1m))));
        var weighted = Rates.Of(Counts.From(cases.Select(bucket => (bucket, 2m))));
        Assert.Equal(plain, weighted);
    }

    [Fact]
    public void A_negative_count_and_a_share_above_one_are_bugs()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => Rates.Of(new Counts(I: -1)));
        Assert.Throws<ArgumentOutOfRangeException>(() => Rates.Of(new Counts(I: 1), 1.01m));
    }

    [Fact]
    public void Each_final_code_stands_once_and_counts_in_the_bucket_of_its_first_digits()
    {
        Assert.Equal(FinalCodes.All.Length, FinalCodes.All.Select(code => code.Code).Distinct().Count());
        Assert.All(FinalCodes.All, code => Assert.Equal(BucketOf(code.Code), code.Bucket));
        Assert.Equal("Refusal by a gatekeeper or the company", FinalCodes.Find("2.111")!.Label);
        Assert.Null(FinalCodes.Find("9.9"));
    }

    private static Bucket BucketOf(string code) => code[..3] switch
    {
        "1.1" => Bucket.I,
        "1.2" => Bucket.P,
        "2.1" => Bucket.R,
        "2.2" => Bucket.NC,
        "2.3" => Bucket.O,
        "3.1" => Bucket.UH,
        "3.2" or "3.3" or "3.9" => Bucket.UO,
        _ => Bucket.NE,
    };

    private static void AssertFraction(string fraction, decimal? value, string name)
    {
        var parts = fraction.Split('/').Select(decimal.Parse).ToArray();
        Assert.True(value == parts[0] / parts[1], $"{name}: {value} is not {fraction}");
    }

    private static void AssertRounded(JsonElement expected, int decimals, decimal? value, string name)
    {
        if (expected.ValueKind == JsonValueKind.Null) Assert.True(value is null, $"{name}: {value} should be undefined");
        else Assert.True(value is { } v && decimal.Round(v, decimals, MidpointRounding.AwayFromZero) == expected.GetDecimal(), $"{name}: {value} is not {expected}");
    }
}
