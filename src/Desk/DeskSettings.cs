using NodaTime;
using WinLossAgency.Agency.Mail;
using WinLossAgency.Storage;
using WinLossAgency.Ui.SignIn;

namespace WinLossAgency.Desk;

/// <summary>The settings that stand in sections of their own: ports, sign-in, stores. The program starts on all of them or says what is wrong with each.</summary>
internal static class DeskSettings
{
    public const string Program = "Desk";

    /// <summary>Every store but Portal's own. Portal never opens the first four.</summary>
    public static readonly StoreNeed[] Stores =
    [
        new("agency", StoreKeys.Beside), new("people", StoreKeys.Apart), new("transcripts", StoreKeys.Apart), new("vault", StoreKeys.Apart), new("shelf"), new("inbox"),
    ];

    public static IReadOnlyList<string> Problems(IConfiguration settings, bool isDevelopment)
    {
        var problems = new List<string>(SignInSettings.Problems(settings, isDevelopment));
        problems.AddRange(DeskPorts.Problems(settings));
        problems.AddRange(MailSettings.Problems(settings));
        problems.AddRange(OfFirstDay(settings.Get<DeskOptions>() ?? new DeskOptions()));
        if (settings.GetSection(StoreSettings.Section) is var stores && stores.GetChildren().Any())
        {
            problems.AddRange(StoreSettings.Problems(stores, Program, Stores));
            if (settings[nameof(DeskOptions.DemoRun)] is { Length: > 0 }) problems.Add("--demorun searches the files of its data folder; run it without stores in the cloud.");
        }
        return problems;
    }

    /// <summary>An agency is founded whole or not at all: without an owner nobody could ever come in.</summary>
    private static IEnumerable<string> OfFirstDay(DeskOptions options)
    {
        if (options.Found.Length == 0) yield break;
        if (options.Owner.IndexOf('@') <= 0) yield return $"--owner is '{options.Owner}', which is no e-mail: the agency's first owner signs in with it.";
        if (DateTimeZoneProviders.Tzdb.GetZoneOrNull(options.Zone) is null) yield return $"--zone is '{options.Zone}', which is no time zone; write it as Europe/Lisbon.";
    }
}

/// <summary>As <c>Desk__SETTING</c>, where the program stands in a container: bare ports on every address of it.</summary>
internal sealed record DeskPorts
{
    /// <summary>Staff come in here.</summary>
    public int StaffPort { get; init; }

    /// <summary>Buyers' pages and webhooks; it answers nothing else.</summary>
    public int BuyersPort { get; init; }

    /// <summary>The buyers' door as buyers reach it, for the links that they are sent: https://talk.example. Empty where it is the address that is listened on.</summary>
    public string BuyersAddress { get; init; } = "";

    /// <summary>A folder of secrets, a file for each, named by its setting: <c>stripe--secretkey</c>.</summary>
    public string Secrets { get; init; } = "";

    /// <summary>Waits for stores that another process holds instead of refusing: where a deployment starts the new program before it ends the old one.</summary>
    public bool WaitForStores { get; init; }

    public static DeskPorts Read(IConfiguration settings) => settings.GetSection(DeskSettings.Program).Get<DeskPorts>() ?? new DeskPorts();

    public static IEnumerable<string> Problems(IConfiguration settings)
    {
        string[] known = [.. new[] { typeof(DeskPorts), typeof(MailSettings) }.SelectMany(type => type.GetProperties()).Where(property => property.CanWrite).Select(property => property.Name)];
        foreach (var setting in settings.GetSection(DeskSettings.Program).GetChildren())
        {
            if (!known.Contains(setting.Key, StringComparer.OrdinalIgnoreCase)) yield return $"Desk__{setting.Key} is no setting; Desk has {string.Join(", ", known)}.";
            else if (setting.Key.EndsWith("Port", StringComparison.OrdinalIgnoreCase) && !(int.TryParse(setting.Value, out var port) && port is > 0 and < 65_536)) yield return $"Desk__{setting.Key} is '{setting.Value}', which is no port.";
            else if (setting.Key.Equals(nameof(WaitForStores), StringComparison.OrdinalIgnoreCase) && !bool.TryParse(setting.Value, out _)) yield return $"Desk__{setting.Key} is '{setting.Value}', which is neither true nor false.";
        }
        var (staff, buyers) = (settings["Desk:StaffPort"], settings["Desk:BuyersPort"]);
        if (staff is null != buyers is null) yield return $"Desk__{(staff is null ? nameof(StaffPort) : nameof(BuyersPort))} is not set: with one port for staff there is one for buyers, or neither.";
        else if (staff is not null && staff == buyers) yield return $"Desk__{nameof(StaffPort)} and Desk__{nameof(BuyersPort)} are both {staff}; buyers come in by a port of their own.";
        if (staff is not null && settings["Desk:BuyersAddress"] is null) yield return $"Desk__{nameof(BuyersAddress)} is not set: the links that buyers are sent begin with it, such as https://talk.example.";
    }
}
