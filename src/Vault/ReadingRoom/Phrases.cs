using System.Globalization;
using WinLossAgency.Vault.AccessLog;
using WinLossAgency.Vault.Speakers;
using WinLossAgency.Vault.Transcripts;

namespace WinLossAgency.Vault.ReadingRoom;

/// <summary>How the reading room says things to people.</summary>
internal static class Phrases
{
    /// <summary>The reasons a person may give, in the order of how often they are wanted.</summary>
    public static readonly AccessReason[] Choices = [AccessReason.Marking, AccessReason.CheckQuote, AccessReason.SeeWhyHeld, AccessReason.BuyersRequest, AccessReason.Audit];

    public static string Of(AccessReason why) => why switch
    {
        AccessReason.OwnInterview => "Their own interview",
        AccessReason.Marking => "To mark the transcript",
        AccessReason.CheckQuote => "To check a quote against what was said",
        AccessReason.SeeWhyHeld => "To see why a sentence is held back",
        AccessReason.BuyersRequest => "To answer a request of the buyer",
        AccessReason.Audit => "For an auditor",
        AccessReason.LeakCheck => "A report was compared",
        AccessReason.TimeOver => "Destroyed, its time was over",
        AccessReason.Erasure => "Erased at the buyer's wish",
        AccessReason.Clearing => "A held sentence was cleared",
        AccessReason.Theme => "Points from what was said in confidence",
        _ => throw new InvalidOperationException($"No words for {why}."),
    };

    public static string Of(VoiceRole? role) => role switch
    {
        VoiceRole.Interviewer => "Interviewer",
        VoiceRole.Buyer => "Buyer",
        VoiceRole.Other => "Someone else",
        _ => "Not settled",
    };

    public static string Of(TranscriptFormat? format) => format switch
    {
        TranscriptFormat.WebVtt => "WebVTT file",
        TranscriptFormat.Srt => "SRT file",
        TranscriptFormat.Sbv => "SBV file",
        TranscriptFormat.Otter => "text with names and times",
        TranscriptFormat.Rev => "text with names and times",
        TranscriptFormat.LiveNotes => "notes of the call",
        TranscriptFormat.Plain => "plain text",
        TranscriptFormat.Docx => "Word file",
        _ => "file",
    };

    public static string Clock(TimeSpan? at) => at is { } time
        ? string.Create(CultureInfo.InvariantCulture, $"{(time < TimeSpan.Zero ? "−" : "")}{(int)Math.Abs(time.TotalMinutes):00}:{Math.Abs(time.Seconds):00}") : "";

    public static string Count(int number, string one, string many) => string.Create(CultureInfo.InvariantCulture, $"{number:N0} {(number == 1 ? one : many)}");
}
