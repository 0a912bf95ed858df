using MediatR;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.Options;
using SmsPlatform.Application.Accounts;
using SmsPlatform.Domain;
using SmsPlatform.Infrastructure;
using SmsPlatform.Infrastructure.Security;

namespace SmsPlatform.WebApi.Accounts;

/// <summary>Sees to the first workspace and the first admin as the host starts; without settings for the admin it prints a set-up link.</summary>
internal sealed partial class FirstAdminStartup(
    IServiceScopeFactory scopes,
    IOptions<FirstAdminOptions> options,
    IConfiguration configuration,
    IServer server,
    IHostApplicationLifetime lifetime,
    IServiceProvider services,
    ILogger<FirstAdminStartup> logger) : IHostedService
{
    private const string DefaultAddress = "http://localhost:5080";

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        // Read here, so that a wrong encryption key stops the start, and not the first credential.
        var keyId = services.GetRequiredService<EncryptionKeys>().CurrentId;
        LogKey(keyId);
        await SendAsync(new EnsureFirstWorkspace(), cancellationToken);
        if (options.Value is { Email.Length: > 0, Password.Length: > 0 } admin)
        {
            await EnsureAdminAsync(admin.Email, admin.Password, cancellationToken);
            return;
        }

        if (options.Value is { Email.Length: > 0 } or { Password.Length: > 0 })
        {
            throw new InvalidSettingException("Admin__Email and Admin__Password must be set together.");
        }

        var link = await SendAsync(new MakeSetupLink(), cancellationToken);
        if (link.IsSuccess)
        {
            // Only then are the server's addresses known, and the link works as soon as it is seen.
            lifetime.ApplicationStarted.Register(() => Print(link.Value));
        }
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private async Task EnsureAdminAsync(string email, string password, CancellationToken cancellationToken)
    {
        var ensured = await SendAsync(new EnsureAdmin(email.Trim(), password), cancellationToken);
        if (ensured.IsFailure)
        {
            throw new InvalidSettingException($"Admin__Email and Admin__Password do not make an admin: {ensured.Error.Message}");
        }
    }

    private void Print(string token)
    {
        options.Value.Output.WriteLine();
        options.Value.Output.WriteLine("No admin exists yet. Open this link once, within a day, to make one:");
        options.Value.Output.WriteLine($"    {Address().TrimEnd('/')}/setup?token={token}");
        options.Value.Output.WriteLine();
        options.Value.Output.Flush();
    }

    private string Address()
    {
        if (configuration["PublicBaseUrl"] is { Length: > 0 } publicAddress)
        {
            return publicAddress;
        }

        var listening = server.Features.Get<IServerAddressesFeature>()?.Addresses.FirstOrDefault() ?? DefaultAddress;
        var address = BindingAddress.Parse(listening);
        var isAnywhere = address.Host is "*" or "+" or "[::]" or "0.0.0.0";
        return isAnywhere ? $"{address.Scheme}://localhost:{address.Port}" : listening;
    }

    private async Task<Result<T>> SendAsync<T>(IRequest<Result<T>> request, CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<IMediator>().Send(request, cancellationToken);
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Credentials are sealed with the encryption key {KeyId}.")]
    private partial void LogKey(string keyId);
}
