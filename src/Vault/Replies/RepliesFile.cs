using System.Collections.Immutable;
using NodaTime;
using WinLossAgency.Domain.Interviews;
using WinLossAgency.Vault.Candid;
using WinLossAgency.Vault.Stores;

namespace WinLossAgency.Vault.Replies;

/// <summary>What a buyer wrote to us. All of it counts as candid.</summary>
/// <param name="Mark">Of the message, so that one that is delivered twice is taken once.</param>
/// <param name="At">When it came.</param>
/// <param name="Subject">As they wrote it.</param>
/// <param name="Words">As they wrote them, without what they quoted.</param>
/// <param name="Refused">What was attached and not taken.</param>
/// <param name="AsksToStop">The machine's guess that they do not want to be contacted. A person decides.</param>
internal sealed record Reply(string Mark, Instant At, CandidText Subject, CandidText Words, ImmutableArray<RefusedFile> Refused, bool AsksToStop)
{
    /// <summary>As the letter said that it answers.</summary>
    public int Whose { get; init; }

    /// <summary>The key of whoever wrote it, so that it goes with them; null where that is not known.</summary>
    public string? Writer { get; init; }

    /// <summary>The letter that it answers; null in what came before this was kept.</summary>
    public string? Letter { get; init; }

    /// <summary>A machine sent it, so it is no answer of theirs.</summary>
    public bool ByMachine { get; init; }

    /// <summary>Whether it says that it is from an address which we hold of its writer; null where it says none.</summary>
    public bool? FromHeld { get; init; }

    /// <summary>Whether the service found that its sender may write under that address.</summary>
    public MailCheck Check { get; init; }

    /// <summary>As far as a machine can tell, for whoever has a letter that was handed on can write whatever they like.</summary>
    public bool LooksTheirs => FromHeld == true && Check != MailCheck.Failed;

    /// <summary>Whether the buyer of today wrote it; a case may have passed to a colleague of whoever did.</summary>
    public bool IsOf(InterviewState state) => Whose == state.LinksFrom;

    /// <summary>It answers a letter that somebody else has, as a person said, and nothing shows that its buyer wrote it all the same.</summary>
    public bool IsStrangers(InterviewState state) => Letter is { } letter && state.Shut.Contains(letter) && !LooksTheirs;
}

/// <summary>A name can say much, so it is sealed like a word.</summary>
internal sealed record RefusedFile(CandidText Name, long Bytes);

internal sealed record RepliesFile(ImmutableArray<Reply> Replies)
{
    /// <summary>Replies of one document. Somebody who writes more fills another, and nothing of theirs is lost.</summary>
    public const int RepliesMax = 200;
    public const int WordsMax = 20_000;

    /// <summary>Mails and characters that are kept of one case in a day; more are only counted. Mails that look theirs have as much again, so that nobody else fills it.</summary>
    public const int DayMailsMax = 50;
    public const int DayWordsMax = 250_000;
    public static readonly Duration Day = Duration.FromDays(1);

    /// <summary>Mails that came on a day when there were too many, and of which nothing is kept.</summary>
    public int NotKept { get; init; }

    /// <summary>How many there were, so that one which comes meanwhile is noticed.</summary>
    public int Came => Replies.Length + NotKept;

    public static readonly RepliesFile Empty = new([]);
}

/// <summary>Reads and writes what buyers wrote. Who may is settled by whoever calls.</summary>
internal sealed class ReplyFiles(VaultFiles files)
{
    private const string Replies = "replies";

    /// <summary>All of them, as they came.</summary>
    public async Task<RepliesFile> ReadAsync(string interview)
    {
        var all = ImmutableArray.CreateBuilder<Reply>();
        for (var n = 1; await files.ReadAsync<RepliesFile>(interview, Of(n)) is { } file; n++) all.AddRange(file.Replies);
        return new RepliesFile([.. all.OrderBy(reply => reply.At)]) { NotKept = (await files.ReadAsync<RepliesFile>(interview, Of(0)))?.NotKept ?? 0 };
    }

    public async Task KeepAsync(string interview, Func<Reply, bool> kept)
    {
        for (var n = 1; await files.ReadAsync<RepliesFile>(interview, Of(n)) is not null; n++)
            await files.ChangeAsync<RepliesFile>(interview, Of(n), known => new RepliesFile([.. known!.Replies.Where(kept)]));
    }

    /// <summary>One that is here already is not written again. False where too many came that day, so that it is only counted.</summary>
    public async Task<bool> AppendAsync(string interview, Reply reply)
    {
        var known = (await ReadAsync(interview)).Replies;
        if (known.Any(one => one.Mark == reply.Mark)) return true;
        Reply[] today = [.. known.Where(one => one.At > reply.At - RepliesFile.Day && one.LooksTheirs == reply.LooksTheirs), reply];
        if (today.Length > RepliesFile.DayMailsMax || today.Sum(one => one.Words.Length + one.Subject.Length) > RepliesFile.DayWordsMax)
        {
            await files.ChangeAsync<RepliesFile>(interview, Of(0), before => (before ?? RepliesFile.Empty) with { NotKept = (before?.NotKept ?? 0) + 1 });
            return false;
        }
        var isFull = true;
        for (var n = 1; isFull; n++)
        {
            if (await files.ReadAsync<RepliesFile>(interview, Of(n)) is { Replies.Length: >= RepliesFile.RepliesMax }) continue;
            await files.ChangeAsync<RepliesFile>(interview, Of(n), known =>
            {
                var (file, isHere) = (known ?? RepliesFile.Empty, known?.Replies.Any(r => r.Mark == reply.Mark) ?? false);
                isFull = !isHere && file.Replies.Length >= RepliesFile.RepliesMax;
                return isHere || isFull ? file : new RepliesFile(file.Replies.Add(reply));
            });
        }
        return true;
    }

    public static bool IsOne(string id) => id == Replies || id.StartsWith(Replies + "-", StringComparison.Ordinal);

    private static string Of(int number) => number == 1 ? Replies : $"{Replies}-{number}";
}
