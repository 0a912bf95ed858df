using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace SmsPlatform.IntegrationTests.Faults;

/// <summary>The built platform as a process of its own. Killed and started again, it keeps its port and its settings.</summary>
internal sealed class PlatformProcess(IReadOnlyDictionary<string, string> settings) : IAsyncDisposable
{
    private const int KeptLines = 200;
    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan StopLimit = TimeSpan.FromSeconds(45);
    private static readonly string Directory = FindBuild();

    private readonly ConcurrentQueue<string> _output = new();
    private Process? _process;

    public Uri Address { get; } = new(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{FreePort()}/"));

    public Uri SmsUrl => new(Address, "/api/twilio/webhook/sms");

    public int Id => _process!.Id;

    public bool IsRunning => _process is { HasExited: false };

    /// <summary>The last lines of what all its runs wrote.</summary>
    public string Output => string.Join('\n', _output);

    /// <summary>Starts it and waits until it is ready.</summary>
    public async Task StartAsync()
    {
        var start = new ProcessStartInfo(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet")
        {
            ArgumentList = { Path.Combine(Directory, "SmsPlatform.WebApi.dll") },
            WorkingDirectory = Directory,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["ASPNETCORE_URLS"] = Address.GetLeftPart(UriPartial.Authority);
        start.Environment["ASPNETCORE_ENVIRONMENT"] = "Production";
        start.Environment["PublicBaseUrl"] = Address.ToString();
        foreach (var (name, value) in settings)
        {
            start.Environment[name] = value;
        }

        _process?.Dispose();
        _process = new Process { StartInfo = start };
        _process.OutputDataReceived += (_, line) => Keep(line.Data);
        _process.ErrorDataReceived += (_, line) => Keep(line.Data);
        _process.Start();
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
        await UntilReadyAsync();
    }

    /// <summary>Ends it with SIGKILL: nothing in it gets to say a last word.</summary>
    public async Task KillAsync()
    {
        _process!.Kill();
        await _process.WaitForExitAsync();
    }

    /// <summary>Asks it to end, with SIGTERM.</summary>
    /// <returns>Its exit code and how long it took.</returns>
    public async Task<(int ExitCode, TimeSpan Took)> StopAsync()
    {
        var clock = Stopwatch.StartNew();
        using var kill = Process.Start("/bin/kill", ["-TERM", Id.ToString(CultureInfo.InvariantCulture)]);
        await kill.WaitForExitAsync();
        using var limit = new CancellationTokenSource(StopLimit);
        try
        {
            await _process!.WaitForExitAsync(limit.Token);
        }
        catch (OperationCanceledException)
        {
            throw new TimeoutException($"The platform did not stop within {StopLimit.TotalSeconds} s. It wrote:\n{Output}");
        }

        return (_process.ExitCode, clock.Elapsed);
    }

    public async ValueTask DisposeAsync()
    {
        if (_process is null)
        {
            return;
        }

        if (IsRunning)
        {
            await KillAsync();
        }

        _process.Dispose();
        _process = null;
    }

    private async Task UntilReadyAsync()
    {
        using var http = new HttpClient { BaseAddress = Address, Timeout = TimeSpan.FromSeconds(5) };
        using var limit = new CancellationTokenSource(StartLimit);
        while (IsRunning && !limit.IsCancellationRequested)
        {
            try
            {
                using var answer = await http.GetAsync("/health/ready", limit.Token);
                if (answer.IsSuccessStatusCode)
                {
                    return;
                }
            }
            catch (Exception exception) when (exception is HttpRequestException or OperationCanceledException)
            {
                // Not listening yet.
            }

            await Task.Delay(50);
        }

        throw new InvalidOperationException($"The platform did not become ready. It wrote:\n{Output}");
    }

    private void Keep(string? line)
    {
        if (line is null)
        {
            return;
        }

        _output.Enqueue(line);
        while (_output.Count > KeptLines)
        {
            _output.TryDequeue(out _);
        }
    }

    // Below the range from which the kernel hands out ports, so that nobody is given this one while the platform is down.
    private static int FreePort()
    {
        while (true)
        {
            var port = Random.Shared.Next(20_000, 30_000);
            using var probe = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
            try
            {
                probe.Bind(new IPEndPoint(IPAddress.Loopback, port));
                return port;
            }
            catch (SocketException)
            {
                // Taken.
            }
        }
    }

    // The build beside this one: of the same configuration, with its own settings file and dependencies.
    private static string FindBuild()
    {
        var here = new DirectoryInfo(AppContext.BaseDirectory);
        var configuration = here.Parent!.Name;
        var root = here;
        while (!File.Exists(Path.Combine(root.FullName, "SmsPlatform.sln")))
        {
            root = root.Parent ?? throw new InvalidOperationException($"{here} is not inside the solution.");
        }

        return Path.Combine(root.FullName, "src", "WebApi", "bin", configuration, here.Name);
    }
}
