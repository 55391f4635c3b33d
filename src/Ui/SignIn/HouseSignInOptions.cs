using Microsoft.AspNetCore.DataProtection.Repositories;

namespace WinLossAgency.Ui.SignIn;

/// <summary>What a program says about its sign-in. Desk and Portal share the code and nothing that is said here.</summary>
public sealed class HouseSignInOptions
{
    /// <summary>The program as its users call it; stands on the pages and keeps the cookie keys of programs apart.</summary>
    public required string Program { get; init; }

    /// <summary>Cookies of one host are shared by all its ports, so each program has a name of its own.</summary>
    public required string CookieName { get; init; }

    /// <summary>The person who can help, as a refusal names them: "Ines Duarte, ines@harrowlane.example".</summary>
    public required string WhomToAsk { get; init; }

    /// <summary>Where the program keeps its cookie keys: in its own store, never in another's.</summary>
    public required Func<IServiceProvider, IXmlRepository> Keys { get; init; }

    /// <summary>The OpenID provider. Only in Development, where demo people can stand in, may it be missing.</summary>
    public OpenIdProvider? Provider { get; init; }

    /// <summary>Who may enter at all: anyone with one of these roles; empty where the program itself looks everybody up.</summary>
    public IReadOnlyList<string> RolesAllowed { get; init; } = [];

    /// <summary>The paths that are open to everyone, besides sign-in and static assets. Nothing else can be opened.</summary>
    public IReadOnlyList<string> OpenPaths { get; init; } = ["/b", "/hooks", "/health"];

    /// <summary>The open paths whose senders prove themselves by a signature of their own, so that no form's token is asked of them.</summary>
    public IReadOnlyList<string> SignedPaths { get; init; } = ["/hooks"];

    /// <summary>The layout around the sign-in pages; a plain document where the program names none.</summary>
    public Type Layout { get; init; } = typeof(PlainDocument);

    /// <summary>Style sheets of the plain document.</summary>
    public IReadOnlyList<string> StyleSheets { get; init; } = [];

    /// <summary>A role that was taken away holds at most this long.</summary>
    public TimeSpan SessionMax { get; init; } = TimeSpan.FromHours(10);

    /// <summary>Sign-in lives on the real clock, whatever clock the demo agency runs on.</summary>
    public TimeProvider RealClock { get; init; } = TimeProvider.System;
}

/// <summary>
/// An OpenID provider. The authority is the issuer exactly as the provider writes it; for Entra ID that is
/// https://login.microsoftonline.com/{tenant id}/v2.0, which ties every token to the one tenant.
/// </summary>
public sealed record OpenIdProvider(string Authority, string ClientId)
{
    public string? ClientSecret { get; init; }

    /// <summary>The one tenant whose mails count although its tokens do not say that they are verified; none where it is null.</summary>
    public string? OwnTenant { get; init; }

    /// <summary>A signed statement in place of a secret, where the program proves itself by its managed identity.</summary>
    public Func<CancellationToken, ValueTask<string>>? ClientAssertion { get; init; }
}
