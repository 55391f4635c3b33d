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

    /// <summary>Whether the buyer of today wrote it; a case may have passed to a colleague of whoever did.</summary>
    public bool IsOf(InterviewState state) => Whose == state.LinksFrom;
}

/// <summary>A name can say much, so it is sealed like a word.</summary>
internal sealed record RefusedFile(CandidText Name, long Bytes);

internal sealed record RepliesFile(ImmutableArray<Reply> Replies)
{
    /// <summary>Replies of one buyer; somebody who writes more is answered by telephone.</summary>
    public const int RepliesMax = 200;
    public const int WordsMax = 20_000;

    public static readonly RepliesFile Empty = new([]);
}

/// <summary>Reads and writes what buyers wrote. Who may is settled by whoever calls.</summary>
internal sealed class ReplyFiles(VaultFiles files)
{
    private const string Replies = "replies";

    public async Task<RepliesFile> ReadAsync(string interview) => await files.ReadAsync<RepliesFile>(interview, Replies) ?? RepliesFile.Empty;

    public Task KeepAsync(string interview, Func<Reply, bool> kept) => files.ChangeAsync<RepliesFile>(interview, Replies, known => new RepliesFile([.. (known ?? RepliesFile.Empty).Replies.Where(kept)]));

    public Task AppendAsync(string interview, Reply reply) => files.ChangeAsync<RepliesFile>(interview, Replies, known =>
    {
        var file = known ?? RepliesFile.Empty;
        return file.Replies.Any(r => r.Mark == reply.Mark) || file.Replies.Length >= RepliesFile.RepliesMax ? file : new RepliesFile(file.Replies.Add(reply));
    });
}
