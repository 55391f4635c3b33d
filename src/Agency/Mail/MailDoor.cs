using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace WinLossAgency.Agency.Mail;

/// <summary>What mail is made of. Without a key of the service everything works, and letters lie in the local mailbox.</summary>
internal static class MailDoor
{
    private static readonly TimeSpan AnswerTimeMax = TimeSpan.FromSeconds(30);

    public static IServiceCollection AddMail(this IServiceCollection services)
    {
        services.AddSingleton(given => given.GetService<IConfiguration>() is { } set ? MailSettings.Read(set) : MailSettings.Local);
        services.AddSingleton<IMailCourier>(given => given.GetRequiredService<MailSettings>() is { UsesService: true } settings
            ? new SendGridCourier(new HttpClient { Timeout = AnswerTimeMax }, settings) : new LocalCourier());
        return services.AddSingleton<LetterTokens>().AddSingleton<MailRoom>().AddSingleton<MailEvents>();
    }
}
