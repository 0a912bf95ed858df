using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using NSubstitute;
using SmsPlatform.Application.Ai;
using SmsPlatform.Infrastructure.Ai;

namespace SmsPlatform.UnitTests.Ai;

/// <summary>When the model's server is left alone, and whether a prompt that was not answered may be billed.</summary>
public sealed class ModelCallsTests : IDisposable
{
    private static readonly TimeSpan Break = TimeSpan.FromSeconds(16);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly Clock _clock = new();
    private readonly ScriptedModel _model = new();
    private readonly ModelCalls _calls;

    public ModelCallsTests() =>
        _calls = new ModelCalls(_model, Options.Create(new AiOptions { MaxConcurrency = 1 }), _clock, NullLogger<ModelCalls>.Instance);

    public void Dispose()
    {
        _calls.Dispose();
        _model.Dispose();
    }

    [Fact]
    public async Task Ask_AfterManyCallsGivenUpByTheirCallers_IsLetThrough()
    {
        for (var call = 0; call < 10; call++)
        {
            await GiveUpAsync();
        }

        Assert.True((await _calls.AskAsync(Call(), CancellationToken.None)).IsSuccess);
    }

    [Fact]
    public async Task Ask_WhenCallsFailAmongOthersGivenUp_OpensTheBreakerAfterAsManyFailures()
    {
        for (var call = 0; call < 5; call++)
        {
            await GiveUpAsync();
            await FailAsync();
        }

        Assert.Equal(10, _model.Asked);
        Assert.Equal(AiErrors.Unavailable, (await _calls.AskAsync(Call(), CancellationToken.None)).Error);
        Assert.Equal(10, _model.Asked);
    }

    [Fact]
    public async Task Ask_WhenTheProbeIsGivenUp_MakesTheNextCallTheProbe()
    {
        await BreakAsync();
        _clock.Advance(Break);

        await GiveUpAsync();

        Assert.True((await _calls.AskAsync(Call(), CancellationToken.None)).IsSuccess);
    }

    [Fact]
    public async Task Ask_WhenTheProbeIsGivenUp_DoesNotCloseTheBreaker()
    {
        await BreakAsync();
        _clock.Advance(Break);
        await GiveUpAsync();
        await FailAsync();
        var asked = _model.Asked;

        var refused = await _calls.AskAsync(Call(), CancellationToken.None);

        Assert.Equal(AiErrors.Unavailable, refused.Error);
        Assert.Equal(asked, _model.Asked);
    }

    [Fact]
    public async Task MayBeBilled_WhenTheCallerGivesUpASentCall_IsTrue() => Assert.True((await GiveUpAsync()).MayBeBilled);

    [Fact]
    public async Task MayBeBilled_WhenTheCallIsAnswered_IsFalse()
    {
        var call = Call();

        await _calls.AskAsync(call, CancellationToken.None);

        Assert.False(call.MayBeBilled);
    }

    [Fact]
    public async Task MayBeBilled_WhenTheBreakerIsOpen_IsFalse()
    {
        await BreakAsync();
        var call = Call();

        await _calls.AskAsync(call, CancellationToken.None);

        Assert.False(call.MayBeBilled);
    }

    [Fact]
    public async Task MayBeBilled_WhenTheCallerGivesUpWaitingForAPlace_IsFalse()
    {
        using var giveUp = new CancellationTokenSource();
        var reached = _model.Hang();
        var first = _calls.AskAsync(Call(), giveUp.Token);
        await reached.WaitAsync(Patience);
        var call = Call();
        var waiting = _calls.AskAsync(call, giveUp.Token);

        await giveUp.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
        Assert.Equal(1, _model.Asked);
        Assert.False(call.MayBeBilled);
    }

    [Theory]
    [InlineData(HttpStatusCode.BadRequest, false)]
    [InlineData(HttpStatusCode.Unauthorized, false)]
    [InlineData(HttpStatusCode.TooManyRequests, false)]
    [InlineData(HttpStatusCode.GatewayTimeout, true)]
    public async Task MayBeBilled_WhenTheServerAnswersWith_Is(HttpStatusCode status, bool expected) =>
        Assert.Equal(expected, await MayBeBilledAsync(new Answering(() => new HttpResponseMessage(status)
        {
            Headers = { { "Retry-After", "0" } },
        })));

    [Fact]
    public async Task MayBeBilled_WhenTheAnswerBreaksOff_IsTrue() =>
        Assert.True(await MayBeBilledAsync(new Answering(() => throw new HttpRequestException(HttpRequestError.ResponseEnded))));

    [Fact]
    public async Task MayBeBilled_WhenTheConnectionIsRefused_IsFalse()
    {
        // Bound and not listening: nobody else can have the port, and it refuses.
        using var deaf = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        deaf.Bind(new IPEndPoint(IPAddress.Loopback, 0));

        Assert.False(await MayBeBilledAsync(new SocketsHttpHandler(), $"http://{deaf.LocalEndPoint}"));
    }

    [Fact]
    public async Task MayBeBilled_WhenNoConnectionIsMadeInTime_IsFalse() => Assert.False(await MayBeBilledAsync(new SocketsHttpHandler
    {
        ConnectTimeout = TimeSpan.FromMilliseconds(1),
        ConnectCallback = async (_, cancellationToken) =>
        {
            await Task.Delay(Timeout.Infinite, cancellationToken);
            return Stream.Null;
        },
    }));

    private static ModelCall Call() => new([new PromptPart(PromptRole.User, "When is breakfast?")], "test-model", 0.3, 300);

    /// <summary>A call whose caller no longer wants it once it is on its way.</summary>
    private async Task<ModelCall> GiveUpAsync()
    {
        using var giveUp = new CancellationTokenSource();
        var call = Call();
        var reached = _model.Hang();
        var asking = _calls.AskAsync(call, giveUp.Token);
        await reached.WaitAsync(Patience);
        await giveUp.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => asking);
        return call;
    }

    /// <summary>A call that ends as one that hangs does, though its caller still waits for it.</summary>
    private async Task FailAsync()
    {
        _model.Fails = true;
        Assert.Equal(AiErrors.Unavailable, (await _calls.AskAsync(Call(), CancellationToken.None)).Error);
        _model.Fails = false;
    }

    private async Task BreakAsync()
    {
        for (var call = 0; call < 5; call++)
        {
            await FailAsync();
        }
    }

    /// <summary>Of one call by the client that is used in earnest.</summary>
    private static async Task<bool> MayBeBilledAsync(HttpMessageHandler transport, string endpoint = "http://model.example")
    {
        using var http = new HttpClient(transport);
        var clients = Substitute.For<IHttpClientFactory>();
        clients.CreateClient(OpenAiChatClient.HttpClientName).Returns(http);
        var options = Options.Create(new AiOptions { Endpoint = endpoint });
        using var client = new OpenAiChatClient(clients, options);
        using var calls = new ModelCalls(client, options, TimeProvider.System, NullLogger<ModelCalls>.Instance);
        var call = Call();
        Assert.True((await calls.AskAsync(call, CancellationToken.None)).IsFailure);
        return call.MayBeBilled;
    }

    private sealed class Answering(Func<HttpResponseMessage> answer) : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            Task.FromResult(answer());
    }

    private sealed class ScriptedModel : IChatClient
    {
        private TaskCompletionSource? _reached;

        public int Asked { get; private set; }

        public bool Fails { get; set; }

        /// <summary>The next call hangs.</summary>
        /// <returns>Ends when it has come.</returns>
        public Task Hang()
        {
            _reached = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            return _reached.Task;
        }

        public async Task<ChatResponse> GetResponseAsync(
            IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
        {
            Asked++;
            if (Interlocked.Exchange(ref _reached, null) is { } reached)
            {
                reached.SetResult();
                await Task.Delay(Timeout.Infinite, cancellationToken);
            }

            return Fails ? throw new OperationCanceledException() : new ChatResponse(new ChatMessage(ChatRole.Assistant, "{}"));
        }

        public IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
            IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) =>
            throw new NotSupportedException();

        public object? GetService(Type serviceType, object? serviceKey = null) => null;

        public void Dispose()
        {
        }
    }

    /// <summary>Stands still until it is put forward.</summary>
    private sealed class Clock : TimeProvider
    {
        private DateTimeOffset _now = DateTimeOffset.UnixEpoch;

        public override DateTimeOffset GetUtcNow() => _now;

        public void Advance(TimeSpan by) => _now += by;
    }
}
