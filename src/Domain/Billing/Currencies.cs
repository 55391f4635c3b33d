using System.Collections.Frozen;

namespace WinLossAgency.Domain.Billing;

/// <summary>The decimals of each active currency. Source: ISO 4217 table A.1 (fund, metal and test codes left out).</summary>
public static class Currencies
{
    private const string Zero = "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX VND VUV XAF XOF XPF";
    private const string Three = "BHD IQD JOD KWD LYD OMR TND";
    private const string Two =
        "AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BMD BND BOB BRL BSD BTN BWP BYN BZD CAD CDF CHF CNY COP CRC CUP CVE CZK " +
        "DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GTQ GYD HKD HNL HTG HUF IDR ILS INR IRR JMD KES KGS KHR KPW KYD " +
        "KZT LAK LBP LKR LRD LSL MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR NZD PAB PEN PGK PHP PKR " +
        "PLN QAR RON RSD RUB SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TOP TRY TTD TWD TZS UAH USD " +
        "UYU UZS VES WST XCD XCG YER ZAR ZMW ZWG";

    private static readonly FrozenDictionary<string, int> Decimals =
        Of(Zero, 0).Concat(Of(Two, 2)).Concat(Of(Three, 3)).ToFrozenDictionary(one => one.Code, one => one.Decimals);

    public static IEnumerable<string> All => Decimals.Keys.Order(StringComparer.Ordinal);

    public static bool Knows(string code) => Decimals.ContainsKey(code);

    /// <summary>0, 2 or 3. An unknown code is a bug: ask Knows where a person types one.</summary>
    public static int DecimalsOf(string code) =>
        Decimals.TryGetValue(code, out var decimals) ? decimals : throw new ArgumentException($"{code} is not an active ISO 4217 currency in capitals.", nameof(code));

    private static IEnumerable<(string Code, int Decimals)> Of(string codes, int decimals) => codes.Split(' ').Select(code => (code, decimals));
}
