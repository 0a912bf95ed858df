using System.Diagnostics;

namespace SmsPlatform.Infrastructure.Database.PrivateCluster;

/// <summary>The operating-system account the server's programs run as: <c>postgres</c> when we are root, else our own.</summary>
/// <remarks>PostgreSQL refuses to run as root.</remarks>
internal sealed class ServerAccount
{
    private static readonly TimeSpan DefaultTimeout = TimeSpan.FromSeconds(30);

    private ServerAccount(string? switchTo) => SwitchTo = switchTo;

    /// <summary>The account to change to, or null to stay who we are.</summary>
    public string? SwitchTo { get; }

    /// <summary>Our own account, whoever we are.</summary>
    public static ServerAccount Current { get; } = new(null);

    public static ServerAccount ForServer()
    {
        if (!Environment.IsPrivilegedProcess)
        {
            return Current;
        }

        const string Postgres = "postgres";
        if (!File.ReadLines("/etc/passwd").Any(line => line.StartsWith(Postgres + ":", StringComparison.Ordinal)))
        {
            throw new PrivateClusterException(
                "PostgreSQL does not run as root, and there is no postgres account to run it as. "
                + "Install the server (Debian: apt-get install postgresql), or start the platform as another user.");
        }

        return new ServerAccount(Postgres);
    }

    public Outcome Run(string program, IEnumerable<string> arguments) =>
        RunAsync(program, arguments, DefaultTimeout, CancellationToken.None).GetAwaiter().GetResult();

    public async Task<Outcome> RunAsync(
        string program,
        IEnumerable<string> arguments,
        TimeSpan timeout,
        CancellationToken cancellationToken,
        string workingDirectory = "/")
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            // Our own may be one that the server's account cannot enter, which fails the start.
            WorkingDirectory = workingDirectory,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        if (SwitchTo is not null)
        {
            start.UserName = SwitchTo;
        }

        // A clean environment: PGDATA, PGPORT and the like would lead the programs elsewhere, and secrets are none of their business.
        start.Environment.Clear();
        start.Environment["PATH"] = "/usr/local/bin:/usr/bin:/bin";
        start.Environment["LC_ALL"] = "C.UTF-8";
        start.Environment["TZ"] = "UTC";

        using var process = Process.Start(start)!;
        process.StandardInput.Close();
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(timeout);
        try
        {
            var output = process.StandardOutput.ReadToEndAsync(limit.Token);
            var errors = process.StandardError.ReadToEndAsync(limit.Token);
            await process.WaitForExitAsync(limit.Token);
            return new Outcome(process.ExitCode, await output, await errors);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            process.Kill();
            return new Outcome(-1, "", $"{program} did not end within {timeout.TotalSeconds:0} s.");
        }
        catch (OperationCanceledException)
        {
            process.Kill();
            throw;
        }
    }

    internal sealed record Outcome(int ExitCode, string Output, string Errors)
    {
        public bool Succeeded => ExitCode == 0;

        public string Text => $"{Output}{Errors}".Trim();
    }
}
