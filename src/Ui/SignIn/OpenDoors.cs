using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.StaticAssets;
using Microsoft.Extensions.Hosting;

namespace WinLossAgency.Ui.SignIn;

/// <summary>
/// The rule for everything that says nothing about who may see it: signed in with a role of this program, or on the
/// short list of open paths. It also covers requests that no endpoint answers, so a stranger cannot tell what exists.
/// </summary>
internal sealed class OpenDoors(HouseSignInOptions options) : AuthorizationHandler<OpenDoors>, IAuthorizationRequirement
{
    private readonly PathString[] _open = [SignInPaths.Root, .. options.OpenPaths.Select(path => new PathString(path))];

    protected override Task HandleRequirementAsync(AuthorizationHandlerContext context, OpenDoors requirement)
    {
        if (Enters(context) || (context.Resource is HttpContext http && (IsListed(http.Request.Path) || IsAsset(http.GetEndpoint()))))
            context.Succeed(requirement);
        return Task.CompletedTask;
    }

    private bool Enters(AuthorizationHandlerContext context) =>
        HousePerson.Of(context.User) is { } person
        && (options.RolesAllowed.Count == 0 || options.RolesAllowed.Any(person.Is));

    public bool IsListed(PathString path) => _open.Any(open => path.StartsWithSegments(open));

    public static bool IsAsset(Endpoint? endpoint) => endpoint?.Metadata.GetMetadata<StaticAssetDescriptor>() is not null;
}

/// <summary>AllowAnonymous set by mistake would open a page past the list, so the program does not start with one.</summary>
internal sealed class NoOtherOpenDoor(EndpointDataSource endpoints, OpenDoors doors) : IHostedLifecycleService
{
    public Task StartedAsync(CancellationToken cancellationToken)
    {
        var strays = endpoints.Endpoints
            .Where(endpoint => endpoint.Metadata.GetMetadata<IAllowAnonymous>() is not null && !OpenDoors.IsAsset(endpoint) && !IsListed(endpoint))
            .Select(endpoint => endpoint.DisplayName)
            .ToArray();
        return strays.Length == 0
            ? Task.CompletedTask
            : throw new InvalidOperationException($"{strays.Length} endpoint(s) allow anyone outside the open paths: {string.Join(", ", strays)}. Remove AllowAnonymous, or move them under an open path.");
    }

    private bool IsListed(Endpoint endpoint) =>
        endpoint is RouteEndpoint { RoutePattern.RawText: { } pattern } && doors.IsListed("/" + pattern.TrimStart('/'));

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
