namespace WinLossAgency.House.Tests.Spine;

/// <summary>Lists of deals as a client sends them, for tests that need a buyer or two and care for nothing else.</summary>
internal static class DealLists
{
    public const string One = """
        Opportunity Name,Account Name,Contact: Full Name,Contact: Email,Contact: Phone,Contact: Title,Amount,Close Date,Stage,Loss Reason,Primary Competitor,Region
        Route for three sites,Vale do Lima,Ana Ferreira,ana@vale.example,+351 912 555 018,Head of Operations,100000,2026-11-07,Closed Lost,Price,Haulwise,North
        """;

    public const string Two = One + "\n" + """
        Yard for two sites,Casa Azul,Rui Marques,rui@azul.example,+351 912 555 019,Head of Operations,90000,2026-11-07,Closed Lost,Price,Haulwise,North
        """;
}
