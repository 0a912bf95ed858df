using System.Diagnostics;
using System.Globalization;

namespace SmsPlatform.Benchmarks;

/// <summary>A measured server as a process of its own.</summary>
internal sealed class ServerProcess : IAsyncDisposable
{
    public const string AdminEmail = "admin@example.com";
    public const string AdminPassword = "correct horse battery staple";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly Process _process;

    private ServerProcess(Process process, Uri address)
    {
        _process = process;
        Address = address;
    }

    public Uri Address { get; }

    /// <summary>The bare endpoints: this program again.</summary>
    public static async Task<ServerProcess> StartBareAsync(string connectionString)
    {
        var process = Start([typeof(ServerProcess).Assembly.Location, "bare", connectionString], []);
        var line = await process.StandardOutput.ReadLineAsync().WaitAsync(Patience);
        return new ServerProcess(process, new Uri(line ?? throw new InvalidOperationException("The bare server did not start.")));
    }

    /// <summary>The platform, as it is shipped.</summary>
    /// <param name="connectionString">Its database.</param>
    /// <param name="directory">Its data directory.</param>
    /// <param name="settings">What it is set to besides, by environment names.</param>
    /// <param name="address">Where it listens and is reported to; null: at any free port, and nobody reports.</param>
    public static Task<ServerProcess> StartPlatformAsync(
        string connectionString, string directory, IReadOnlyDictionary<string, string> settings, string? address = null) =>
        StartAsync("src/WebApi", "SmsPlatform.WebApi.dll", new(settings)
        {
            ["ASPNETCORE_URLS"] = address ?? "http://127.0.0.1:0",
            ["PublicBaseUrl"] = address ?? "",
            ["ConnectionStrings__Database"] = connectionString,
            ["Data__Directory"] = directory,
            ["Admin__Email"] = AdminEmail,
            ["Admin__Password"] = AdminPassword,
        });

    /// <summary>The sandbox in the provider's place, which takes no time of its own for a message's way.</summary>
    public static Task<ServerProcess> StartSandboxAsync() => StartAsync("tools/Sandbox", "SmsPlatform.Sandbox.dll", new()
    {
        ["ASPNETCORE_URLS"] = "http://127.0.0.1:0",
        ["Sandbox__StepDelay"] = "00:00:00",
    });

    /// <summary>How much CPU time it has used.</summary>
    public TimeSpan CpuTime()
    {
        _process.Refresh();
        return _process.TotalProcessorTime;
    }

    public async ValueTask DisposeAsync()
    {
        _process.StandardInput.Close();
        using var ask = Process.Start("/bin/kill", ["-TERM", _process.Id.ToString(CultureInfo.InvariantCulture)]);
        await ask.WaitForExitAsync();
        using var limit = new CancellationTokenSource(Patience);
        try
        {
            await _process.WaitForExitAsync(limit.Token);
        }
        catch (OperationCanceledException)
        {
            _process.Kill();
        }

        _process.Dispose();
    }

    private static async Task<ServerProcess> StartAsync(string project, string assembly, Dictionary<string, string> settings)
    {
        var path = Path.GetFullPath(Path.Combine(
            AppContext.BaseDirectory, "../../../../..", project, "bin", new DirectoryInfo(AppContext.BaseDirectory).Parent!.Name, "net10.0", assembly));
        var process = Start([path], settings, Path.GetDirectoryName(path));
        return new ServerProcess(process, await ReadAddressAsync(process).WaitAsync(Patience));
    }

    private static Process Start(string[] arguments, Dictionary<string, string> settings, string? workingDirectory = null)
    {
        var start = new ProcessStartInfo(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet", arguments)
        {
            WorkingDirectory = workingDirectory ?? "",
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        foreach (var (name, value) in settings)
        {
            start.Environment[name] = value;
        }

        return Process.Start(start)!;
    }

    // The host says where it listens; the rest of what it says is read, so that it need not wait to say it, and forgotten.
    private static async Task<Uri> ReadAddressAsync(Process process)
    {
        const string said = "Now listening on: ";
        while (await process.StandardOutput.ReadLineAsync() is { } line)
        {
            if (line.IndexOf(said, StringComparison.Ordinal) is >= 0 and var at)
            {
                _ = process.StandardOutput.ReadToEndAsync();
                return new Uri(line[(at + said.Length)..]);
            }
        }

        throw new InvalidOperationException("The server did not start.");
    }
}
