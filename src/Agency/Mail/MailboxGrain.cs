using System.Collections.Immutable;
using Orleans;
using WinLossAgency.Grains.Mail;

namespace WinLossAgency.Agency.Mail;

[GrainType("mailbox")]
internal sealed class MailboxGrain(AgencyStores stores) : Grain, IMailbox
{
    public async Task<ImmutableArray<MailLine>> Lately() =>
        [.. (await LocalMailbox.ReadAsync(stores.People)).Select(m => new MailLine(m.At, m.To, m.Subject, m.Body) { Id = m.Id, Calendar = m.Calendar ?? "", ReplyTo = m.ReplyTo ?? "" })];
}
