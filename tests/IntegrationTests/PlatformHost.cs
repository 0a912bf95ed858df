extern alias web;

using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Npgsql;
using SmsPlatform.Infrastructure.Database;
using SmsPlatform.IntegrationTests.Database;
using SmsPlatform.Sandbox;

namespace SmsPlatform.IntegrationTests;

/// <summary>
/// The whole platform in this process: the real Program on a port of its own, a database of its own, a sandbox as its provider,
/// and a clock that can be put forward.
/// </summary>
public class PlatformHost : IAsyncLifetime
{
    private const string AdminEmail = "admin@example.com";
    private const string AdminPassword = "correct horse battery staple";

    private TestDatabase? _database;
    private Factory? _factory;
    private Factory? _second;

    internal const string Number = SandboxDefaults.PhoneNumber;

    internal SandboxServer Sandbox { get; private set; } = null!;

    internal AdjustableClock Clock { get; } = new();

    internal NpgsqlDataSource Database { get; private set; } = null!;

    /// <summary>Where the platform listens.</summary>
    internal Uri Address { get; private set; } = null!;

    /// <summary>Sees nothing but the public surface, without signing in.</summary>
    internal HttpClient Anonymous { get; private set; } = null!;

    /// <summary>The first admin, Owner of the first workspace.</summary>
    internal HttpClient Admin { get; private set; } = null!;

    internal IServiceProvider Services => _factory!.Services;

    /// <summary>How long bursts are waited for; short, so that tests are.</summary>
    internal static TimeSpan QuietWindow => TimeSpan.FromMilliseconds(50);

    public async Task InitializeAsync()
    {
        var cluster = await TestCluster.SharedAsync();
        _database = await cluster.CloneAsync("platform", MigrateAsync);
        Database = NpgsqlDataSource.Create(_database.ConnectionString);
        Sandbox = await SandboxServer.StartAsync(SandboxSettings());
        _factory = new Factory(this, _database.ConnectionString);
        _factory.UseKestrel(0);
        _factory.StartServer();
        Address = _factory.ClientOptions.BaseAddress;
        Anonymous = new HttpClient { BaseAddress = Address };

        Admin = await SignInAsync(AdminEmail, AdminPassword);

        // The port is known only now; the settings that hold it are read again.
        var settings = (IConfigurationRoot)Services.GetRequiredService<IConfiguration>();
        settings["PublicBaseUrl"] = Address.ToString();
        settings.Reload();
        Sandbox.SetSmsUrl(new Uri(Address, "/api/twilio/webhook/sms").ToString());
        await ExecuteAsync("UPDATE chatbots.chatbots SET quiet_window = $1", QuietWindow);
        ForgetIntegrations();
    }

    public async Task DisposeAsync()
    {
        Anonymous.Dispose();
        Admin.Dispose();
        await (_second?.DisposeAsync() ?? ValueTask.CompletedTask);
        await _factory!.DisposeAsync();
        await Sandbox.DisposeAsync();
        await Database.DisposeAsync();
        await _database!.DisposeAsync();
    }

    /// <summary>Starts a second node on the same database.</summary>
    /// <returns>Where it listens.</returns>
    internal Uri StartSecondNode()
    {
        _second = new Factory(this, _database!.ConnectionString);
        _second.UseKestrel(0);
        _second.StartServer();
        return _second.ClientOptions.BaseAddress;
    }

    /// <summary>Makes the platform read its integrations anew, after a test changed them behind its back.</summary>
    internal void ForgetIntegrations() => Services.GetRequiredService<SmsPlatform.Application.Channels.IIntegrationDirectory>().Invalidate();

    internal async Task<HttpClient> SignInAsync(string email, string password)
    {
        using var response = await Anonymous.PostAsJsonAsync("/api/auth/login", new { email, password });
        response.EnsureSuccessStatusCode();
        using var tokens = JsonDocument.Parse(await response.Content.ReadAsStringAsync());
        var client = new HttpClient { BaseAddress = Address };
        client.DefaultRequestHeaders.Authorization =
            new AuthenticationHeaderValue("Bearer", tokens.RootElement.GetProperty("accessToken").GetString());
        return client;
    }

    internal async Task<T> ScalarAsync<T>(string sql, params object[] parameters)
    {
        await using var command = Command(sql, parameters);
        return (T)(await command.ExecuteScalarAsync())!;
    }

    internal async Task ExecuteAsync(string sql, params object[] parameters)
    {
        await using var command = Command(sql, parameters);
        await command.ExecuteNonQueryAsync();
    }

    /// <summary>Waits until a query answers true; asks a few times a second, for at most <paramref name="limit"/> (20 s).</summary>
    internal async Task WaitForAsync(string what, string sql, object[] parameters, TimeSpan? limit = null)
    {
        using var patience = new CancellationTokenSource(limit ?? TimeSpan.FromSeconds(20));
        while (!await ScalarAsync<bool>(sql, parameters))
        {
            try
            {
                await Task.Delay(20, patience.Token);
            }
            catch (OperationCanceledException)
            {
                throw new TimeoutException($"Waited in vain: {what}.");
            }
        }
    }

    /// <summary>What a kind of host's sandbox is like.</summary>
    internal virtual SandboxOptions SandboxSettings() => new();

    /// <summary>What a kind of host has besides. Called while it is built.</summary>
    internal virtual void Customize(IWebHostBuilder builder)
    {
    }

    private static async Task MigrateAsync(string connectionString)
    {
        await using var context = new PlatformDbContext(
            new DbContextOptionsBuilder<PlatformDbContext>().UseNpgsql(connectionString).Options);
        await context.Database.MigrateAsync();
    }

    private NpgsqlCommand Command(string sql, object[] parameters)
    {
        var command = Database.CreateCommand(sql);
        foreach (var parameter in parameters)
        {
            command.Parameters.Add(new NpgsqlParameter { Value = parameter });
        }

        return command;
    }

    private sealed class Factory(PlatformHost host, string connectionString) : WebApplicationFactory<web::Program>
    {
        protected override void ConfigureWebHost(IWebHostBuilder builder)
        {
            builder.UseEnvironment("Testing");
            builder.UseSetting("ConnectionStrings:Database", connectionString);
            builder.UseSetting("Data:Directory", Path.Combine(Path.GetTempPath(), $"smsp-data-{Environment.ProcessId}"));
            builder.UseSetting("Twilio:ApiBaseUrl", host.Sandbox.BaseAddress.ToString());
            builder.UseSetting("Twilio:Rates:LongCode", "1000");
            builder.UseSetting("Twilio:Rates:Account", "1000");
            builder.UseSetting("TWILIO_ACCOUNT_SID", SandboxDefaults.AccountSid);
            builder.UseSetting("TWILIO_AUTH_TOKEN", SandboxDefaults.AuthToken);
            builder.UseSetting("TWILIO_PHONE_NUMBER", SandboxDefaults.PhoneNumber);
            builder.UseSetting("Admin:Email", AdminEmail);
            builder.UseSetting("Admin:Password", AdminPassword);
            builder.ConfigureServices(services => services
                .Replace(ServiceDescriptor.Singleton<TimeProvider>(host.Clock))
                .Configure<PasswordHasherOptions>(options => options.IterationCount = 1_000));
            builder.ConfigureLogging(logging => logging.ClearProviders().AddConsole().SetMinimumLevel(LogLevel.Error));
            host.Customize(builder);
        }
    }
}
