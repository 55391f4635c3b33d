namespace WinLossAgency.Vault.Transcripts;

/// <summary>What one upload may hold. A four-hour interview stays below a tenth of each.</summary>
internal static class Limits
{
    /// <summary>The most that is read as a transcript.</summary>
    public const int UploadBytesMax = 32 * 1024 * 1024;

    /// <summary>The most that is taken at all: what is too large to be read is kept as it came, like anything else that cannot be read.</summary>
    public const int KeptBytesMax = 256 * 1024 * 1024;
    public const int LineCharsMax = 64 * 1024;
    public const int CueCharsMax = 256 * 1024;
    public const int CuesMax = 50_000;
    public const int SpeakersMax = 64;
    public const int SpeakerCharsMax = 80;
    public const int ProblemsMax = 1_000;
    public const int SampleBytesMax = 64 * 1024;
    public const int DocxEntriesMax = 1_000;
    public const long DocxXmlBytesMax = 64L * 1024 * 1024;
    public const int DocxRatioMax = 200;
    public const int DocxLinesMax = 200_000;
    public static readonly TimeSpan TimeMax = TimeSpan.FromHours(1000);
}
