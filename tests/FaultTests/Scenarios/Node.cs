using System.Net;
using SmsPlatform.FaultTests.Harness;

namespace SmsPlatform.FaultTests.Scenarios;

/// <summary>A platform process with what stands between it and the others.</summary>
internal sealed class Node : IAsyncDisposable
{
    private readonly Dictionary<string, string> _settings;

    public Node(string directory, int number, DatabaseServer database, SandboxProcess provider, IEnumerable<KeyValuePair<string, string>> settings)
    {
        Database = new TcpProxy(database.EndPoint);
        Provider = new TcpProxy(new IPEndPoint(IPAddress.Loopback, provider.Address.Port));
        Points = new PointControl(Path.Combine(directory, $"points-{number}"));
        _settings = new Dictionary<string, string>(settings.Concat(Points.Settings))
        {
            ["Twilio__ApiBaseUrl"] = $"http://127.0.0.1:{Provider.Port}",
        };
        Process = new PlatformProcess(_settings);
        Number = number;
    }

    public int Number { get; }

    public TcpProxy Database { get; }

    public TcpProxy Provider { get; }

    public PointControl Points { get; }

    public PlatformProcess Process { get; }

    /// <summary>What its database is, from its next start on.</summary>
    public string ConnectionString
    {
        set => _settings["ConnectionStrings__Database"] = value;
    }

    public async ValueTask DisposeAsync()
    {
        if (Process.IsRunning)
        {
            Signals.Thaw(Process.Id);
        }

        await Process.DisposeAsync();
        await Points.DisposeAsync();
        await Database.DisposeAsync();
        await Provider.DisposeAsync();
    }
}
