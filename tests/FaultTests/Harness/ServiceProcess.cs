using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;

namespace SmsPlatform.FaultTests.Harness;

/// <summary>Where what a process writes goes to.</summary>
internal enum OutputTo
{
    Us,
    FullDisk,
    NobodyWhoReads,
}

/// <summary>A built service as a process of its own. Ended and started again, it keeps its port and its settings.</summary>
internal class ServiceProcess(string assembly, string readyPath, IReadOnlyDictionary<string, string> settings) : IAsyncDisposable
{
    private const int KeptLines = 200;
    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(90);
    private static readonly TimeSpan StopLimit = TimeSpan.FromSeconds(45);

    private readonly ConcurrentQueue<string> _output = new();
    private Process? _process;

    public Uri Address { get; } = new(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{Ports.Free()}/"));

    public OutputTo OutputTo { get; set; }

    public int Id => _process!.Id;

    public bool IsRunning => _process is { HasExited: false };

    /// <summary>The last lines of what all its runs wrote.</summary>
    public string Output => string.Join('\n', _output);

    /// <summary>Starts it and waits until it is ready.</summary>
    public async Task StartAsync()
    {
        Launch();
        await UntilReadyAsync();
    }

    /// <summary>Starts it without waiting.</summary>
    public void Launch()
    {
        var dotnet = Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet";
        var start = new ProcessStartInfo(
            OutputTo == OutputTo.FullDisk ? "/bin/sh" : dotnet,
            OutputTo == OutputTo.FullDisk ? ["-c", $"exec '{dotnet}' '{assembly}' >/dev/full 2>&1"] : [assembly])
        {
            WorkingDirectory = Path.GetDirectoryName(assembly),
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["ASPNETCORE_URLS"] = Address.GetLeftPart(UriPartial.Authority);
        start.Environment["ASPNETCORE_ENVIRONMENT"] = "Production";
        foreach (var (name, value) in settings)
        {
            start.Environment[name] = value;
        }

        _process?.Dispose();
        _process = new Process { StartInfo = start };
        _process.OutputDataReceived += (_, line) => Keep(line.Data);
        _process.ErrorDataReceived += (_, line) => Keep(line.Data);
        _process.Start();
        if (OutputTo == OutputTo.Us)
        {
            _process.BeginOutputReadLine();
            _process.BeginErrorReadLine();
        }
    }

    public async Task UntilReadyAsync()
    {
        using var http = new HttpClient { BaseAddress = Address, Timeout = TimeSpan.FromSeconds(5) };
        using var limit = new CancellationTokenSource(StartLimit);
        while (IsRunning && !limit.IsCancellationRequested)
        {
            try
            {
                using var answer = await http.GetAsync(readyPath, limit.Token);
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

        throw new InvalidOperationException($"{Path.GetFileName(assembly)} did not become ready. It wrote:\n{Output}");
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
        Signals.Terminate(Id);
        using var limit = new CancellationTokenSource(StopLimit);
        try
        {
            await _process!.WaitForExitAsync(limit.Token);
        }
        catch (OperationCanceledException)
        {
            throw new TimeoutException($"{Path.GetFileName(assembly)} did not stop within {StopLimit.TotalSeconds} s. It wrote:\n{Output}");
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
}
