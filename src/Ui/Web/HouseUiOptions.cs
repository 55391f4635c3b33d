namespace WinLossAgency.Ui.Web;

/// <summary>What a program tells the shared look about itself.</summary>
public sealed class HouseUiOptions
{
    /// <summary>Begins the names of this program's cookies: programs on one host share a cookie jar.</summary>
    public string Program { get; set; } = "house";

    /// <summary>A component above every page, such as the demo clock; null leaves it out.</summary>
    public Type? Band { get; set; }
}
