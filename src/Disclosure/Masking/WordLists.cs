using System.Collections.Frozen;

namespace WinLossAgency.Disclosure.Masking;

/// <summary>Capital-letter words of business talk that name nobody.</summary>
internal static class Acronyms
{
    private static readonly FrozenSet<string> Everyday = WordSet.Of(
        "IT HR PR AI ML UK US EU UN UI UX QA PO SO BI ID IP TV PC CV CC OK AM PM VP MD ERP CRM API SLA RFP RFI RFQ ROI TCO KPI NPS CEO CFO CIO CTO COO CMO CISO SSO SQL PDF CSV GDPR SOC ISO FAQ NDA MSA SOW POC MVP B2B SAAS USA GBP USD EUR URL HTTP AWS GCP VPN LAN WAN IOT OEM R&D M&A P&L EMEA APAC LATAM DACH FY YTD EOD ETA ASAP FYI LOL OMG DM RT TBD DIY CPU GPU RAM USB DVD CD FBI CIA NASA NATO BBC CNN");

    public static bool IsEveryday(string letters) => Everyday.Contains(letters);

    public static bool IsEveryday(ReadOnlySpan<char> letters) => Everyday.GetAlternateLookup<ReadOnlySpan<char>>().Contains(letters);
}

/// <summary>Words that end company names and say nothing of whose they are.</summary>
internal static class CompanyWords
{
    private static readonly FrozenSet<string> Legal = WordSet.Of("ltd limited inc incorporated gmbh ag sa sas sarl plc llc llp lp bv nv oy ab as aps kg ohg se spa srl corp corporation co pty pvt kk");

    private static readonly FrozenSet<string> Kinds = WordSet.Of(
        "company companies group holding holdings bank banking university college hospital advisory consulting consultants consultancy advisors associates partners partnership solutions systems technologies industries enterprises logistics insurance assurance mutual foundation institute labs laboratories pharma pharmaceuticals airlines airways motors foods works union agency ministry court council committee authority association federation orchestra capital ventures investments securities");

    private static readonly FrozenSet<string> Trades = WordSet.Of(
        "credit freight health healthcare polymer software technology services service international global financial finance energy media press trust brothers sons stores retail manufacturing engineering construction transport shipping chemical chemicals steel electric electronics digital data networks telecom");

    /// <summary>A word after which a run of capitals is an organisation.</summary>
    public static bool MakesOrganization(ReadOnlySpan<char> word) => Contains(Legal, word) || Contains(Kinds, word);

    public static bool IsEnding(ReadOnlySpan<char> word) => MakesOrganization(word) || Contains(Trades, word);

    private static bool Contains(FrozenSet<string> set, ReadOnlySpan<char> word) => set.GetAlternateLookup<ReadOnlySpan<char>>().Contains(word);
}

/// <summary>Mail hosts that say nothing of an employer.</summary>
internal static class PublicMail
{
    private static readonly FrozenSet<string> Hosts = WordSet.Of("gmail googlemail outlook hotmail live yahoo icloud proton protonmail gmx aol mail msn web");

    public static bool IsHost(string host) => Hosts.Contains(host);
}

/// <summary>Search engines, encyclopaedias, newspapers and broadcasters: a page that everybody reads says nothing of who spoke of it.</summary>
internal static class PublicPages
{
    private static readonly FrozenSet<string> Names = WordSet.Of(
        "google bing duckduckgo wikipedia wiktionary britannica imdb bbc cnn nytimes washingtonpost usatoday guardian theguardian reuters bloomberg economist wsj ft forbes npr aljazeera lemonde lefigaro spiegel zeit faz nzz elpais corriere repubblica asahi adobe microsoft msn mozilla apple w3 europa iso ietf who un nasa nih cdc irs gov weather nature sciencemag youtube gartner g2 capterra trustradius");

    private static readonly FrozenSet<string> Personal = WordSet.Of("groups sites profiles plus drive docs forms mail accounts my");

    /// <summary>Whether a host such as www.bbc.co.uk is one of them, and the part of it that people have pages of their own in is not meant.</summary>
    public static bool IsHost(ReadOnlySpan<char> host)
    {
        var found = false;
        foreach (var part in host.Split('.'))
        {
            if (Personal.GetAlternateLookup<ReadOnlySpan<char>>().Contains(host[part])) return false;
            found |= Names.GetAlternateLookup<ReadOnlySpan<char>>().Contains(host[part]);
        }
        return found && host.Count('.') <= 3;
    }
}

internal static class WordSet
{
    public static FrozenSet<string> Of(string words) => words.Split(' ').ToFrozenSet(StringComparer.Ordinal);
}
