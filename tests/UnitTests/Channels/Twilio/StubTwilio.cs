using System.Net;
using System.Text;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using SmsPlatform.Infrastructure.Channels.Twilio;

namespace SmsPlatform.UnitTests.Channels.Twilio;

/// <summary>Stands in for Twilio behind the client's handler, and records what was asked and logged.</summary>
internal sealed class StubTwilio : HttpMessageHandler, ILogger<TwilioClient>
{
    private readonly Queue<Func<HttpRequestMessage, CancellationToken, Task<HttpResponseMessage>>> _answers = [];

    public List<string> Requests { get; } = [];

    public List<string> Bodies { get; } = [];

    public List<string?> Authorizations { get; } = [];

    public List<string> Logged { get; } = [];

    public StubTwilio Answers(int status, string json, string? retryAfter = null) => Does(async (request, cancellationToken) =>
    {
        Bodies.Add(request.Content is null ? "" : await request.Content.ReadAsStringAsync(cancellationToken));
        var response = new HttpResponseMessage((HttpStatusCode)status)
        {
            Content = new StringContent(json, Encoding.UTF8, "application/json"),
        };
        if (retryAfter is not null)
        {
            response.Headers.TryAddWithoutValidation("Retry-After", retryAfter);
        }

        return response;
    });

    /// <summary>The connection never comes about, so the request's body is never asked for.</summary>
    public StubTwilio CannotBeReached(Exception exception) => Does((_, _) => throw exception);

    /// <summary>The request is taken, and the connection breaks before the answer.</summary>
    public StubTwilio DropsTheAnswer(Exception exception) => Does(async (request, cancellationToken) =>
    {
        await request.Content!.CopyToAsync(Stream.Null, cancellationToken);
        throw exception;
    });

    /// <summary>Nothing comes back until the caller gives up.</summary>
    public StubTwilio Hangs(bool afterTaking) => Does(async (request, cancellationToken) =>
    {
        if (afterTaking)
        {
            await request.Content!.CopyToAsync(Stream.Null, cancellationToken);
        }

        await Task.Delay(Timeout.Infinite, cancellationToken);
        throw new InvalidOperationException("Unreachable.");
    });

    public StubTwilio Does(Func<HttpRequestMessage, CancellationToken, Task<HttpResponseMessage>> answer)
    {
        _answers.Enqueue(answer);
        return this;
    }

    public TwilioClient Client(TimeProvider? clock = null, Action<TwilioOptions>? configure = null)
    {
        var options = new TwilioOptions();
        configure?.Invoke(options);
        return new TwilioClient(
            new HttpClient(this) { Timeout = Timeout.InfiniteTimeSpan }, Options.Create(options), clock ?? TimeProvider.System, this);
    }

    public TwilioChannel Channel(TimeProvider? clock = null, Action<TwilioOptions>? configure = null) =>
        new(Client(clock, configure), Options.Create(new TwilioOptions()));

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(
        LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
        Logged.Add($"{formatter(state, exception)} {exception}");

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        Func<HttpRequestMessage, CancellationToken, Task<HttpResponseMessage>> answer;
        lock (_answers)
        {
            Requests.Add($"{request.Method} {request.RequestUri!.AbsoluteUri}");
            Authorizations.Add(request.Headers.Authorization?.ToString());
            answer = _answers.Dequeue();
        }

        return answer(request, cancellationToken);
    }
}
