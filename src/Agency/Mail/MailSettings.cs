using System.Globalization;
using Microsoft.Extensions.Configuration;
using WinLossAgency.Domain.Mail;

namespace WinLossAgency.Agency.Mail;

/// <summary>
/// How mail goes out and comes in, as <c>Desk__SETTING</c>. Without a key nothing leaves the house: mails lie in the local mailbox.
/// Keys and secrets are never logged; the messages here name a setting and never show its value.
/// </summary>
public sealed record MailSettings
{
    public const string Section = "Desk";
    public const string ServiceDefault = "https://api.sendgrid.com/";

    /// <summary>No delivery service: mails rest with the person and in the local mailbox.</summary>
    public static readonly MailSettings Local = new();

    /// <summary>The address mails come from, whose domain is proven to the service.</summary>
    public string MailFrom { get; init; } = "interviews@agency.invalid";

    /// <summary>The domain whose mail the service hands to us; every letter gets an address of its own in it.</summary>
    public string MailInbound { get; init; } = "";

    /// <summary>Where video appointments meet: an address with {room}, which becomes a word that is different for each case.</summary>
    public string VideoRooms { get; init; } = "";

    /// <summary>Whether the service puts a picture into letters that tells when one is opened.</summary>
    public bool MailTellsOpened { get; init; } = true;

    public string SendGridKey { get; init; } = "";

    /// <summary>The public key with which the service signs its events, in base64.</summary>
    public string SendGridEventKey { get; init; } = "";

    /// <summary>A word in the path at which replies come in, known to the service alone.</summary>
    public string SendGridInboundSecret { get; init; } = "";

    /// <summary>The suppression group of these letters, from which the service lets a reader take themselves; 0 for none.</summary>
    public int SendGridGroup { get; init; }

    public string SendGridAddress { get; init; } = ServiceDefault;

    public bool UsesService => SendGridKey.Length > 0;

    public static MailSettings Read(IConfiguration settings) => settings.GetSection(Section).Get<MailSettings>() ?? Local;

    public static IEnumerable<string> Problems(IConfiguration settings)
    {
        string Said(string name) => settings[$"{Section}:{name}"] ?? "";
        if (Said(nameof(SendGridGroup)) is { Length: > 0 } group && !(int.TryParse(group, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= 0))
            yield return $"{Section}__{nameof(SendGridGroup)} is '{group}', which is no number of a suppression group.";
        if (Said(nameof(MailTellsOpened)) is { Length: > 0 } tells && !bool.TryParse(tells, out _)) yield return $"{Section}__{nameof(MailTellsOpened)} is '{tells}', which is neither true nor false.";
        if (Said(nameof(SendGridAddress)) is { Length: > 0 } service && !IsAddress(service)) yield return $"{Section}__{nameof(SendGridAddress)} is '{service}', which is no address; write it as {ServiceDefault}.";
        if (Said(nameof(VideoRooms)) is { Length: > 0 } rooms && !(rooms.Contains("{room}", StringComparison.Ordinal) && IsAddress(rooms.Replace("{room}", "room", StringComparison.Ordinal))))
            yield return $"{Section}__{nameof(VideoRooms)} is '{rooms}'; write it as https://meet.example/{{room}}.";
        if (Said(nameof(MailFrom)) is { Length: > 0 } from && !Mailbox.Takes(from)) yield return $"{Section}__{nameof(MailFrom)} is '{from}', which is no address.";
        if (Said(nameof(MailInbound)) is { Length: > 0 } inbound && Uri.CheckHostName(inbound) != UriHostNameType.Dns) yield return $"{Section}__{nameof(MailInbound)} is '{inbound}', which is no domain; write it as replies.agency.example.";
        if (Said(nameof(SendGridInboundSecret)) is { Length: > 0 and < SecretLengthMin }) yield return $"{Section}__{nameof(SendGridInboundSecret)} has fewer than {SecretLengthMin} characters, so it could be guessed.";
        if (Said(nameof(SendGridEventKey)) is { Length: > 0 } key && !EventSignature.IsKey(key)) yield return $"{Section}__{nameof(SendGridEventKey)} is no public key of ECDSA P-256 in base64.";
        if (Said(nameof(SendGridKey)).Length > 0 && Said(nameof(MailFrom)).Length == 0) yield return $"{Section}__{nameof(MailFrom)} is not set: with {Section}__{nameof(SendGridKey)} letters go out, and the service takes them from an address of yours only.";
    }

    /// <summary>Characters of the word in the path for replies; fewer could be tried out.</summary>
    private const int SecretLengthMin = 24;

    private static bool IsAddress(string text) => Uri.TryCreate(text, UriKind.Absolute, out var uri) && (uri.Scheme == Uri.UriSchemeHttps || uri is { Scheme: "http", IsLoopback: true });
}
