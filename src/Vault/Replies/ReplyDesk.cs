using System.Collections.Immutable;
using Microsoft.Extensions.Logging;
using Orleans;
using WinLossAgency.Domain.Interviews;
using WinLossAgency.Grains.Access;
using WinLossAgency.Grains.Interviews;
using WinLossAgency.Grains.Mail;
using WinLossAgency.Storage;
using WinLossAgency.Vault.Candid;

namespace WinLossAgency.Vault.Replies;

/// <summary>
/// Takes a buyer's mail: the address it came to says which case, the words are sealed under their key, and the case hears
/// that they wrote and nothing of what. Words first, so that whoever is told can read them.
/// </summary>
internal sealed class ReplyDesk(IGrainFactory grains, ReplyFiles files, VaultStores stores, ILogger<ReplyDesk> logger)
{
    /// <summary>False where nothing was taken: no address of it is ours.</summary>
    public async Task<bool> TakeAsync(InboundMail mail)
    {
        // Whoever brings the mail is nobody that a grain knows; it is taken in the house's name, and only until this method ends.
        Caller.House.Enter();
        foreach (var address in mail.To)
        {
            if (await grains.GetGrain<ILetters>(ILetters.Key).Find(address.Split('@')[0]) is not { } letter) continue;
            bool? held = mail.From.Length == 0 ? null : await grains.GetGrain<ILetters>(ILetters.Key).IsFrom(address.Split('@')[0], mail.From);
            var reply = new Reply(mail.Mark, stores.Clock.GetCurrentInstant(), CandidText.Of(mail.Subject), CandidText.Of(mail.Words),
                [.. mail.Files.Select(file => new RefusedFile(CandidText.Of(file.Name), file.Bytes))], ReplyWords.AsksToStop(mail.Words)) 
                { Whose = letter.Whose, Writer = letter.Writer, Letter = letter.Letter, ByMachine = mail.ByMachine, FromHeld = held, Check = mail.Check };
            try
            {
                if (!await files.AppendAsync(letter.Interview, reply)) ReplyLog.NotKept(logger, letter.Interview);
            }
            catch (KeyDestroyedException)
            {
                // They were erased while this mail was on its way.
                return false;
            }
            await grains.GetGrain<IInterview>(letter.Interview).Do($"reply/{mail.Mark}", new InterviewCommand.NoteReply { Letter = letter.Letter, ByMachine = mail.ByMachine });
            if (mail.Files.Length > 0) ReplyLog.FilesRefused(logger, letter.Interview, mail.Files.Length, mail.Files.Sum(file => file.Bytes));
            return true;
        }
        ReplyLog.NobodysMail(logger);
        return false;
    }
}

internal static partial class ReplyLog
{
    [LoggerMessage(Level = LogLevel.Information, Message = "A mail came to no address of ours; nothing of it was kept")]
    public static partial void NobodysMail(ILogger logger);

    [LoggerMessage(Level = LogLevel.Warning, Message = "More mails came to {Interview} in a day than are kept; this one is only counted")]
    public static partial void NotKept(ILogger logger, string interview);

    [LoggerMessage(Level = LogLevel.Information, Message = "A reply to {Interview} had {Files} files of {Bytes} bytes; none was kept")]
    public static partial void FilesRefused(ILogger logger, string interview, int files, long bytes);
}
