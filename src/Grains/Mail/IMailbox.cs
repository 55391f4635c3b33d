using System.Collections.Immutable;
using NodaTime;
using Orleans;
using Orleans.Concurrency;
using WinLossAgency.Grains.Access;

namespace WinLossAgency.Grains.Mail;

/// <summary>One mail of an agency without a mail service, as its local mailbox shows it.</summary>
[Immutable, GenerateSerializer, Alias("mail-line")]
public sealed record MailLine(Instant At, string To, string Subject, string Body)
{
    [Id(0)] public string Id { get; init; } = "";

    /// <summary>The calendar file in it, and the address that an answer goes to; empty where there is none.</summary>
    [Id(1)] public string Calendar { get; init; } = "";
    [Id(2)] public string ReplyTo { get; init; } = "";
}

/// <summary>The local mailbox. Key "mailbox". Development only: the page that reads it exists nowhere else.</summary>
[Alias("mailbox")]
public interface IMailbox : IGrainWithStringKey
{
    public const string Key = "mailbox";

    /// <summary>The mails handed over lately, newest first.</summary>
    [Alias("lately"), Needs(Role.House)]
    Task<ImmutableArray<MailLine>> Lately();
}
