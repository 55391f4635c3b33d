using System.Text;
using System.Text.Json;
using WinLossAgency.Agency.Engagements.Lists;
using WinLossAgency.Domain.Engagements;

namespace WinLossAgency.House.Tests.Engagements;

/// <summary>Lists as tests read them: from text, or from the example that the product ships.</summary>
internal static class Lists
{
    public const string Head = "Opportunity ID,Account Name,Contact: Full Name,Contact: Email,Contact: Phone,Contact: Title,Amount,Close Date,Stage,Billing Country";

    public static ReadList Read(string text, DealMapping? mapping = null, EngagementKind kind = EngagementKind.WinLoss) =>
        DealListReader.Read(Encoding.UTF8.GetBytes(text), mapping ?? DealMapping.None, kind);

    public static ReadList Rows(params string[] rows) => Read(Head + "\n" + string.Join('\n', rows));

    public static ReadList Dated(params string[] dates) =>
        Rows([.. dates.Select((d, i) => $"o{i},Acme {i},Person Number{i},p{i}@acme.example,,,1,{d},Closed Won,Portugal")]);

    public static byte[] Example(string file) => File.ReadAllBytes(Path.Combine(Root(), "infra", "example", file));

    public static JsonElement Expected() =>
        JsonDocument.Parse(Example("engagement.json")).RootElement.GetProperty("dealList").GetProperty("expected");

    private static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder!.FullName, "WinLossAgency.sln"))) folder = folder.Parent;
        return folder.FullName;
    }
}
