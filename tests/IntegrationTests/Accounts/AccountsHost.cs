using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Npgsql;
using SmsPlatform.Application;
using SmsPlatform.Application.Accounts;
using SmsPlatform.Infrastructure.Database;
using SmsPlatform.IntegrationTests.Database;
using SmsPlatform.WebApi;
using SmsPlatform.WebApi.Accounts;

namespace SmsPlatform.IntegrationTests.Accounts;

/// <summary>A node with accounts and nothing else, over real HTTP, on a database that nodes may share.</summary>
internal sealed class AccountsHost : IAsyncDisposable
{
    public const string Email = "ada@example.com";
    public const string Password = "correct horse battery";
    private const int FewIterations = 1_000;

    private readonly WebApplication _app;
    private readonly StringWriter _output;

    private AccountsHost(WebApplication app, StringWriter output, CapturedLog log, AdjustableClock clock)
    {
        _app = app;
        _output = output;
        Log = log;
        Clock = clock;
        Http = new HttpClient(new SocketsHttpHandler { UseCookies = false }) { BaseAddress = new Uri(app.Urls.First()) };
    }

    public AdjustableClock Clock { get; }

    /// <summary>Everything that was logged, down to the last detail.</summary>
    public CapturedLog Log { get; }

    public HttpClient Http { get; }

    public IServiceProvider Services => _app.Services;

    /// <summary>What was printed to the console.</summary>
    public string Output => _output.ToString();

    public NpgsqlDataSource Database => Services.GetRequiredService<NpgsqlDataSource>();

    public static async Task<TestDatabase> DatabaseAsync() => await (await TestCluster.SharedAsync()).CloneAsync("migrated", MigrateAsync);

    public static Task<AccountsHost> StartWithAdminAsync(TestDatabase database, AdjustableClock? clock = null) =>
        StartAsync(database, clock, ("Admin:Email", Email), ("Admin:Password", Password));

    public static async Task<AccountsHost> StartAsync(TestDatabase database, AdjustableClock? clock = null, params (string Name, string Value)[] settings)
    {
        clock ??= new AdjustableClock();
        var output = new StringWriter();
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseKestrel().UseUrls("http://127.0.0.1:0");
        var log = new CapturedLog();
        builder.Logging.ClearProviders().AddProvider(log).AddFilter<CapturedLog>(category: null, LogLevel.Trace);
        builder.Configuration.AddInMemoryCollection([new("Encryption:Key", Convert.ToBase64String(new byte[32]))]);
        builder.Configuration.AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create(setting.Name, (string?)setting.Value)));
        builder.Services.AddSingleton(new DatabaseAddress(database.ConnectionString));
        builder.Services.AddSingleton<TimeProvider>(clock);
        builder.Services.AddDatabase();
        builder.Services.AddApplication();
        builder.Services.AddProblems();
        builder.Services.AddAccounts(builder.Configuration);
        builder.Services.Configure<FirstAdminOptions>(options => options.Output = output);
        builder.Services.Configure<PasswordHasherOptions>(options => options.IterationCount = FewIterations);

        var app = builder.Build();
        app.UseProblems();
        app.UseAccounts();
        app.MapAccounts();
        app.MapGet("/probe", (ICaller caller) => new Probe(
            caller.UserId?.Value, caller.WorkspaceId?.Value, caller.Role?.ToString(), caller.IsAdmin));
        app.MapPost("/probe", () => Results.NoContent());
        app.MapGet("/open", () => "open").AllowAnonymous();
        app.MapGet("/admins", () => "admins").RequireAuthorization(policy => policy.RequireRole(CallerMiddleware.AdminRole));
        app.MapGet("/bug", string () => throw new InvalidOperationException("canary-detail")).AllowAnonymous();
        try
        {
            await app.StartAsync();
        }
        catch
        {
            await app.DisposeAsync();
            throw;
        }

        return new AccountsHost(app, output, log, clock);
    }

    public Task<HttpResponseMessage> LogInAsync(string email = Email, string password = Password, string query = "") =>
        Http.PostAsJsonAsync($"/api/auth/login{query}", new { email, password });

    public Task<HttpResponseMessage> LogInWithCodeAsync(string? code, string email = Email, string password = Password) =>
        Http.PostAsJsonAsync("/api/auth/login", new { email, password, code });

    public async Task<Tokens> TokensAsync() => await ReadTokensAsync(await LogInAsync());

    public static async Task<Tokens> ReadTokensAsync(HttpResponseMessage response)
    {
        Assert.Equal(200, (int)response.StatusCode);
        return (await response.Content.ReadFromJsonAsync<Tokens>())!;
    }

    public Task<HttpResponseMessage> RefreshAsync(string refreshToken) => Http.PostAsJsonAsync("/api/auth/refresh", new { refreshToken });

    public async Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, string? token = null, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(method, path);
        if (token is not null)
        {
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        }

        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        return await Http.SendAsync(request);
    }

    public async Task<HttpResponseMessage> SendJsonAsync(HttpMethod method, string path, string? token, object? body = null, Guid? workspace = null)
    {
        using var request = new HttpRequestMessage(method, path) { Content = body is null ? null : JsonContent.Create(body) };
        request.Headers.Authorization = token is null ? null : new AuthenticationHeaderValue("Bearer", token);
        if (workspace is { } id)
        {
            request.Headers.Add("X-Workspace-Id", id.ToString());
        }

        return await Http.SendAsync(request);
    }

    /// <summary>The body of a success, as JSON.</summary>
    public static async Task<JsonElement> ReadAsync(HttpResponseMessage response)
    {
        var text = await response.Content.ReadAsStringAsync();
        Assert.True(response.IsSuccessStatusCode, $"{(int)response.StatusCode} {text}");
        using var document = JsonDocument.Parse(text);
        return document.RootElement.Clone();
    }

    public static async Task<string?> CodeAsync(HttpResponseMessage response)
    {
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
        using var problem = JsonDocument.Parse(await response.Content.ReadAsStringAsync());
        Assert.Equal((int)response.StatusCode, problem.RootElement.GetProperty("status").GetInt32());
        return problem.RootElement.GetProperty("code").GetString();
    }

    public async Task<T> ScalarAsync<T>(string sql)
    {
        await using var command = Database.CreateCommand(sql);
        return (T)(await command.ExecuteScalarAsync())!;
    }

    public async Task ExecuteAsync(string sql)
    {
        await using var command = Database.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await _app.DisposeAsync();
        await _output.DisposeAsync();
    }

    private static async Task MigrateAsync(string connectionString)
    {
        await using var context = new PlatformDbContext(new DbContextOptionsBuilder<PlatformDbContext>().UseNpgsql(connectionString).Options);
        await context.Database.MigrateAsync();
    }

    internal sealed record Tokens(string TokenType, string AccessToken, int ExpiresIn, string RefreshToken);

    internal sealed record Probe(Guid? UserId, Guid? WorkspaceId, string? Role, bool IsAdmin);
}
