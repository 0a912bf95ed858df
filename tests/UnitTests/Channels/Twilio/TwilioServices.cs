using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using SmsPlatform.Application.Channels;
using SmsPlatform.Infrastructure.Channels.Twilio;

namespace SmsPlatform.UnitTests.Channels.Twilio;

/// <summary>The channel as the host registers it.</summary>
internal sealed class TwilioServices(ServiceProvider provider, LogLines log) : IAsyncDisposable
{
    public IChannel Channel => provider.GetRequiredService<IChannel>();

    public ITwilioAccount Account => provider.GetRequiredService<ITwilioAccount>();

    public LogLines Log => log;

    public static TwilioServices Build(string apiBaseUrl)
    {
        var log = new LogLines();
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(new Dictionary<string, string?> { ["Twilio:ApiBaseUrl"] = apiBaseUrl })
            .Build();
        var provider = new ServiceCollection()
            .AddLogging(logging => logging.SetMinimumLevel(LogLevel.Trace).AddProvider(log))
            .AddTwilioChannel(configuration)
            .BuildServiceProvider();
        return new TwilioServices(provider, log);
    }

    public ValueTask DisposeAsync() => provider.DisposeAsync();
}

/// <summary>Everything that was logged, by anyone, at any level.</summary>
internal sealed class LogLines : ILoggerProvider, ILogger
{
    private readonly List<string> _lines = [];

    public string Text
    {
        get
        {
            lock (_lines)
            {
                return string.Join('\n', _lines);
            }
        }
    }

    public ILogger CreateLogger(string categoryName) => this;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(
        LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        lock (_lines)
        {
            _lines.Add($"{formatter(state, exception)} {exception}");
        }
    }

    public void Dispose()
    {
    }
}
