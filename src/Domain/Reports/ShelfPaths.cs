using System.Globalization;

namespace WinLossAgency.Domain.Reports;

/// <summary>
/// Every path that lies on the shelf or in the inbox. All of them are created once and never changed; where something
/// changes, a higher number lies beside the lower and the highest holds. A part of a path is checked here, so that no
/// text from outside can lead out of its client's folder.
/// </summary>
public static class ShelfPaths
{
    public const int SegmentLengthMax = 80;
    public const string ReleaseJson = "release.json";
    public const string ReadoutHtml = "readout.html";
    public const string ReadoutPdf = "readout.pdf";
    public const string Manifest = "manifest.json";
    /// <summary>Lies in the place of a release that another took: which one.</summary>
    public const string Replaced = "replaced.json";

    /// <summary>Small letters, digits, dot, hyphen and underscore; no dot at either end.</summary>
    public static bool IsSegment(string? text) =>
        text is { Length: > 0 and <= SegmentLengthMax } && text[0] != '.' && text[^1] != '.'
        && text.All(letter => char.IsAsciiLetterLower(letter) || char.IsAsciiDigit(letter) || letter is '.' or '-' or '_');

    public static string Client(string client) => $"{Checked(client)}/";

    public static string AccessFolder(string client) => $"{Checked(client)}/access/";

    public static string Access(string client, int n) => AccessFolder(client) + Six(n);

    public static string Releases(string client, string engagement) => $"{Checked(client)}/{Checked(engagement)}/releases/";

    public static string Release(string client, string engagement, int number) => $"{Releases(client, engagement)}{Positive(number):0000}/";

    public static string File(string client, string engagement, int number, string name) => Release(client, engagement, number) + Checked(name);

    /// <summary>Fingerprints of a form that came after the manifest, such as a PDF that was owed.</summary>
    public static string LateManifest(string client, string engagement, int number, string name) => $"{Release(client, engagement, number)}manifest.{Checked(name)}.json";

    public static string ProgressFolder(string client, string engagement) => $"{Checked(client)}/{Checked(engagement)}/progress/";

    public static string Progress(string client, string engagement, int n) => ProgressFolder(client, engagement) + Six(n);

    public static string DealsFolder(string client, string engagement) => $"{Checked(client)}/{Checked(engagement)}/deals/";

    public static string Deals(string client, string engagement, int n) => DealsFolder(client, engagement) + Six(n);

    public static string Receipts(string client) => $"{Checked(client)}/receipts/";

    public static string Receipt(string client, string item) => $"{Receipts(client)}{Checked(item)}.json";

    public static string Invoices(string client) => $"{Checked(client)}/invoices/";

    /// <summary>Everything of one invoice lies under it.</summary>
    public static string InvoiceFolder(string client, string number) => $"{Invoices(client)}{Checked(number)}/";

    public static string Invoice(string client, string number) => $"{Invoices(client)}{Checked(number)}/invoice.json";

    public static string InvoicePdf(string client, string number) => $"{Invoices(client)}{Checked(number)}/invoice.pdf";

    public static string InvoiceStates(string client, string number) => $"{Invoices(client)}{Checked(number)}/state/";

    public static string InvoiceState(string client, string number, int n) => InvoiceStates(client, number) + Six(n);

    public static string InboxItem(string client, string item) => $"{Checked(client)}/{Checked(item)}.json";

    public static string InboxPayload(string client, string item) => $"{Checked(client)}/{Checked(item)}.payload";

    /// <summary>The number in a path's last file or folder name, or null when it holds none.</summary>
    public static int? NumberOf(string path)
    {
        var name = path.TrimEnd('/');
        name = name[(name.LastIndexOf('/') + 1)..];
        if (name.IndexOf('.') is var dot and >= 0) name = name[..dot];
        return int.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
    }

    private static string Six(int n) => $"{Positive(n):000000}.json";

    private static int Positive(int n) => n > 0 ? n : throw new ArgumentOutOfRangeException(nameof(n), n, "Numbers on the shelf begin at 1.");

    private static string Checked(string segment) =>
        IsSegment(segment) ? segment : throw new ArgumentException($"A part of a shelf path is 1 to {SegmentLengthMax} small letters, digits, dots, hyphens or underscores.", nameof(segment));
}
