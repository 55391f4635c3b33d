using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using NodaTime;
using Orleans.Storage;
using WinLossAgency.Grains;
using WinLossAgency.Grains.Journals;
using WinLossAgency.Grains.Stores;
using WinLossAgency.Storage;
using WinLossAgency.Vault.AccessLog;
using WinLossAgency.Vault.Calls;
using WinLossAgency.Vault.Held;
using WinLossAgency.Vault.Intake;
using WinLossAgency.Vault.Notes;
using WinLossAgency.Vault.ReadingRoom;
using WinLossAgency.Vault.Replies;
using WinLossAgency.Vault.Stores;
using WinLossAgency.Vault.Themes;
using WinLossAgency.Vault.Wall;
using WinLossAgency.Vault.WallCheck;

namespace WinLossAgency.Vault;

/// <summary>The room's two doors. Everything candid stays behind them.</summary>
public static class VaultDoor
{
    public static IServiceCollection AddVault(this IServiceCollection services, VaultStores stores)
    {
        services.AddKeyedSingleton<IGrainStorage>(GrainsDoor.VaultStore, new DocumentGrainStorage(stores.Documents));
        services.AddSingleton(stores);
        services.AddSingleton(given => new VaultTools(new JournalTools(stores.Clock,
            new TimeProviderClock(given.GetRequiredService<TimeProvider>()), stores.Documents, given.GetRequiredService<ILogger<JournalTools>>())));
        var sealedDocuments = new SealedDocuments(stores.Documents, stores.Keys, "vault");
        var files = new VaultFiles(sealedDocuments);
        var notes = new CallNotes(files);
        services.AddSingleton(files).AddSingleton(notes).AddSingleton(new HeadKey(sealedDocuments));
        services.AddSingleton(new IntakeFiles(files, new SealedBlobs(stores.Blobs, stores.Keys, "intake"), notes));
        services.AddScoped<ReadingVisit>().AddScoped<AccessLogVisit>();
        services.AddSingleton<Entrances>().AddSingleton<IntakeReader>().AddSingleton<CandidWords>().AddSingleton<Forgetting>().AddSingleton<ThemeWords>().AddSingleton<ThemeVoices>();
        services.AddSingleton<WallChecks>().AddScoped<WallCheckVisit>();
        services.AddSingleton<HeldWords>().AddScoped<HeldVisit>();
        services.AddScoped<ThemesVisit>().AddScoped<PointsVisit>();
        services.AddSingleton<ReplyFiles>().AddSingleton<ReplyDesk>().AddScoped<RepliesVisit>().AddScoped<AnswersVisit>();
        services.AddCalls();
        return services;
    }

    /// <summary>Every page and endpoint that receives or shows a candid word.</summary>
    public static IEndpointRouteBuilder MapReadingRoom(this IEndpointRouteBuilder app)
    {
        app.MapCallRoom();
        app.MapPages();
        app.MapForms();
        app.MapWallCheck();
        app.MapThemes();
        app.MapHeld();
        app.MapPoints();
        app.MapReplies();
        app.MapAnswers();
        return app;
    }
}

/// <summary>The journal's tools for this side: closed parts of its journals lie in the vault too.</summary>
internal sealed record VaultTools(JournalTools Journals);
