using System.Collections.Concurrent;
using System.Net.WebSockets;
using System.Security.Claims;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using SmsPlatform.GraphQL.AspNetCore;
using SmsPlatform.GraphQL.Execution;

namespace SmsPlatform.GraphQLTests.AspNetCore;

public sealed class SocketTests
{
    [Fact]
    public async Task Subscribe_WhenQuery_SendsNextAndComplete()
    {
        await using var host = await TransportHost.StartAsync();
        using var client = await SocketClient.InitializeAsync(host);

        await client.SubscribeAsync("1", "{ ok }");

        Assert.Equal("""{"type":"next","id":"1","payload":{"data":{"ok":true}}}""", await client.ReceiveAsync());
        Assert.Equal("""{"type":"complete","id":"1"}""", await client.ReceiveAsync());
    }

    [Fact]
    public async Task Subscribe_WhenInvalid_SendsErrors()
    {
        await using var host = await TransportHost.StartAsync();
        using var client = await SocketClient.InitializeAsync(host);

        await client.SubscribeAsync("a\\\"b", "invalid");

        Assert.Equal("""{"type":"error","id":"a\"b","payload":[{"message":"invalid"}]}""", await client.ReceiveAsync());
    }

    [Fact]
    public async Task Subscribe_WhenResolverThrows_TellsNoSecret()
    {
        await using var host = await TransportHost.StartAsync();
        using var client = await SocketClient.InitializeAsync(host);

        await client.SubscribeAsync("1", "fail");

        Assert.Equal(
            """{"type":"error","id":"1","payload":[{"message":"Unexpected Execution Error","extensions":{"code":"HC0008"}}]}""",
            await client.ReceiveAsync());
    }

    [Fact]
    public async Task Subscribe_WhenSubscription_SendsEachEventUntilTheSourceEnds()
    {
        await using var host = await TransportHost.StartAsync();
        using var client = await SocketClient.InitializeAsync(host);
        await client.SubscribeAsync("1", "subscription");

        host.Executor.Events.Writer.TryWrite("""{"data":1}""");
        host.Executor.Events.Writer.TryWrite("""{"data":2}""");
        host.Executor.Events.Writer.Complete();

        Assert.Equal("""{"type":"next","id":"1","payload":{"data":1}}""", await client.ReceiveAsync());
        Assert.Equal("""{"type":"next","id":"1","payload":{"data":2}}""", await client.ReceiveAsync());
        Assert.Equal("""{"type":"complete","id":"1"}""", await client.ReceiveAsync());
    }

    [Fact]
    public async Task Complete_WhenClientSendsIt_EndsTheSubscriptionAndFreesTheId()
    {
        await using var host = await TransportHost.StartAsync();
        using var client = await SocketClient.InitializeAsync(host);
        await client.SubscribeAsync("1", "subscription");
        await Within.UntilAsync(() => host.Executor.OpenStreams == 1);

        await client.SendAsync("""{"type":"complete","id":"1"}""");
        await Within.UntilAsync(() => host.Executor.OpenStreams == 0);
        await client.SubscribeAsync("1", "{ ok }");

        Assert.Equal("""{"type":"next","id":"1","payload":{"data":{"ok":true}}}""", await client.ReceiveAsync());
    }

    [Fact]
    public async Task Close_WhenClientLeaves_EndsItsSubscriptions()
    {
        await using var host = await TransportHost.StartAsync();
        var client = await SocketClient.InitializeAsync(host);
        await client.SubscribeAsync("1", "subscription");
        await Within.UntilAsync(() => host.Executor.OpenStreams == 1);

        client.Socket.Abort();

        await Within.UntilAsync(() => host.Executor.OpenStreams == 0 && host.Streams.Count == 0);
    }

    [Fact]
    public async Task Close_WhenClientCloses_IsAnswered()
    {
        await using var host = await TransportHost.StartAsync();
        using var client = await SocketClient.InitializeAsync(host);

        await client.Socket.CloseAsync(WebSocketCloseStatus.NormalClosure, "bye", Within.TestTime());

        Assert.Equal(WebSocketState.Closed, client.Socket.State);
        await Within.UntilAsync(() => host.Streams.Count == 0);
    }

    [Theory]
    [InlineData("""{"type":"ping"}""", """{"type":"pong"}""")]
    [InlineData("""{"type":"ping","payload":{"a":[1]}}""", """{"type":"pong","payload":{"a":[1]}}""")]
    public async Task Ping_WhenSent_IsAnsweredEvenBeforeInit(string ping, string pong)
    {
        await using var host = await TransportHost.StartAsync();
        using var client = await SocketClient.ConnectAsync(host);

        await client.SendAsync(ping);

        Assert.Equal(pong, await client.ReceiveAsync());
    }

    [Theory]
    [InlineData("")]
    [InlineData("x")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("""{"type":1}""")]
    [InlineData("""{"type":"unknown"}""")]
    [InlineData("""{"type":"next","id":"1","payload":{}}""")]
    [InlineData("""{"type":"ping"} {}""")]
    [InlineData("""{"type":"ping","type":"pong"}""")]
    [InlineData("""{"type":"ping","payload":[]}""")]
    [InlineData("""{"type":"connection_init","payload":"x"}""")]
    [InlineData("""{"type":"complete"}""")]
    [InlineData("""{"type":"complete","id":""}""")]
    [InlineData("""{"type":"complete","id":1}""")]
    [InlineData("""{"type":"complete","id":"\ud800"}""")]
    public async Task Send_WhenNotOfTheProtocol_ClosesWith4400(string message)
    {
        await using var host = await TransportHost.StartAsync();
        using var client = await SocketClient.ConnectAsync(host);

        await client.SendAsync(message);

        Assert.Equal("4400 Invalid message received", await client.ReceiveAsync());
    }

    [Theory]
    [InlineData("""{"type":"subscribe","id":"1"}""")]
    [InlineData("""{"type":"subscribe","payload":{"query":"{ok}"}}""")]
    [InlineData("""{"type":"subscribe","id":"1","payload":{}}""")]
    [InlineData("""{"type":"subscribe","id":"1","payload":{"query":1}}""")]
    [InlineData("""{"type":"subscribe","id":"1","payload":{"query":"{ok}","variables":[]}}""")]
    [InlineData("""{"type":"subscribe","id":"1","payload":"{ok}"}""")]
    public async Task Subscribe_WhenMalformed_ClosesWith4400(string message)
    {
        await using var host = await TransportHost.StartAsync();
        using var client = await SocketClient.InitializeAsync(host);

        await client.SendAsync(message);

        Assert.Equal("4400 Invalid message received", await client.ReceiveAsync());
    }

    [Fact]
    public async Task Send_WhenBinary_ClosesWith4400()
    {
        await using var host = await TransportHost.StartAsync();
        using var client = await SocketClient.ConnectAsync(host);

        await client.SendAsync([1, 2, 3], WebSocketMessageType.Binary);

        Assert.Equal("4400 Invalid message received", await client.ReceiveAsync());
    }

    [Fact]
    public async Task Send_WhenTooBig_ClosesWith1009()
    {
        await using var host = await TransportHost.StartAsync(options => options.Sockets.MaxMessageSize = 10_000);
        using var client = await SocketClient.ConnectAsync(host);

        await client.SendAsync(new string('x', 10_001));

        Assert.Equal("1009 Message too big", await client.ReceiveAsync());
    }

    [Fact]
    public async Task Send_WhenMessageComesInPieces_IsReadWhole()
    {
        await using var host = await TransportHost.StartAsync();
        using var client = await SocketClient.InitializeAsync(host);
        var message = Encoding.UTF8.GetBytes("""{"type":"ping","payload":{"é🏃":"ü"}}""");

        for (var i = 0; i < message.Length; i++)
        {
            await client.Socket.SendAsync(message.AsMemory(i, 1), WebSocketMessageType.Text, i == message.Length - 1, CancellationToken.None);
        }

        Assert.Equal("""{"type":"pong","payload":{"é🏃":"ü"}}""", await client.ReceiveAsync());
    }

    [Fact]
    public async Task Send_WhenPiecesNeverEnd_ClosesWith1009()
    {
        await using var host = await TransportHost.StartAsync(options => options.Sockets.MaxMessageSize = 10_000);
        using var client = await SocketClient.InitializeAsync(host);

        for (var i = 0; i < 11; i++)
        {
            await client.Socket.SendAsync(new byte[1_000], WebSocketMessageType.Text, endOfMessage: false, CancellationToken.None);
        }

        Assert.Equal("1009 Message too big", await client.ReceiveAsync());
    }

    [Fact]
    public async Task Connect_WhenInitNeverEnds_ClosesWith4408()
    {
        await using var host = await TransportHost.StartAsync(
            options => options.Sockets.ConnectionInitializationTimeout = TimeSpan.FromMilliseconds(100));
        using var client = await SocketClient.ConnectAsync(host);

        await client.Socket.SendAsync("{"u8.ToArray(), WebSocketMessageType.Text, endOfMessage: false, CancellationToken.None);

        Assert.Equal("4408 Connection initialisation timeout", await client.ReceiveAsync());
    }

    [Fact]
    public async Task Close_WhenClientDoesNotAnswer_IsNotWaitedForLong()
    {
        await using var host = await TransportHost.StartAsync();
        using var client = await SocketClient.InitializeAsync(host);

        await client.SendAsync("rubbish");

        await Within.UntilAsync(() => host.Streams.Count == 0);
    }

    [Fact]
    public async Task Subscribe_WhenNotInitialised_ClosesWith4401()
    {
        await using var host = await TransportHost.StartAsync();
        using var client = await SocketClient.ConnectAsync(host);

        await client.SubscribeAsync("1", "{ ok }");

        Assert.Equal("4401 Unauthorized", await client.ReceiveAsync());
    }

    [Fact]
    public async Task Connect_WhenNoInitComes_ClosesWith4408()
    {
        await using var host = await TransportHost.StartAsync(
            options => options.Sockets.ConnectionInitializationTimeout = TimeSpan.FromMilliseconds(50));
        using var client = await SocketClient.ConnectAsync(host);

        Assert.Equal("4408 Connection initialisation timeout", await client.ReceiveAsync());
    }

    [Fact]
    public async Task Init_WhenSentTwice_ClosesWith4429()
    {
        await using var host = await TransportHost.StartAsync();
        using var client = await SocketClient.InitializeAsync(host);

        await client.SendAsync("""{"type":"connection_init"}""");

        Assert.Equal("4429 Too many initialisation requests", await client.ReceiveAsync());
    }

    [Fact]
    public async Task Subscribe_WhenIdIsInUse_ClosesWith4409()
    {
        await using var host = await TransportHost.StartAsync();
        using var client = await SocketClient.InitializeAsync(host);
        await client.SubscribeAsync("1", "subscription");

        await client.SubscribeAsync("1", "{ ok }");

        Assert.Equal("4409 Subscriber for 1 already exists", await client.ReceiveAsync());
    }

    [Fact]
    public async Task Connect_WhenSubprotocolIsOther_ClosesWith4406()
    {
        await using var host = await TransportHost.StartAsync();
        var socket = new ClientWebSocket();
        await socket.ConnectAsync(new UriBuilder(host.Address) { Scheme = "ws", Path = "/graphql" }.Uri, Within.TestTime());
        using var client = new SocketClient(socket);

        Assert.Equal("4406 Subprotocol not acceptable", await client.ReceiveAsync());
    }

    [Fact]
    public async Task Subscribe_WhenTooManyRun_RefusesThatOne()
    {
        await using var host = await TransportHost.StartAsync(options => options.Sockets.MaxOperationsPerConnection = 1);
        using var client = await SocketClient.InitializeAsync(host);
        await client.SubscribeAsync("1", "subscription");

        await client.SubscribeAsync("2", "{ ok }");

        Assert.Contains("TOO_MANY_OPERATIONS", await client.ReceiveAsync(), StringComparison.Ordinal);
        host.Executor.Events.Writer.TryWrite("{}");
        Assert.Equal("""{"type":"next","id":"1","payload":{}}""", await client.ReceiveAsync());
    }

    [Fact]
    public async Task Connect_WhenUserHasTooMany_ClosesWith1013()
    {
        await using var host = await TransportHost.StartAsync(options => options.Sockets.MaxConnectionsPerUser = 1);
        using var first = await SocketClient.InitializeAsync(host, "ann");
        using var other = await SocketClient.InitializeAsync(host, "bob");
        using var second = await SocketClient.ConnectAsync(host, "ann");

        Assert.Equal("1013 Too many connections", await second.ReceiveAsync());
    }

    [Fact]
    public async Task Init_WhenUserWhoSignsInThereHasTooMany_ClosesWith1013()
    {
        await using var host = await TransportHost.StartAsync(
            options => options.Sockets.MaxConnectionsPerUser = 1, backend => backend with { SocketInterceptor = new TokenInterceptor() });
        using var first = await SocketClient.ConnectAsync(host);
        using var second = await SocketClient.ConnectAsync(host);

        await first.SendAsync("""{"type":"connection_init","payload":{"token":"ann"}}""");
        Assert.StartsWith("""{"type":"connection_ack""", await first.ReceiveAsync(), StringComparison.Ordinal);
        await second.SendAsync("""{"type":"connection_init","payload":{"token":"ann"}}""");

        Assert.Equal("1013 Too many connections", await second.ReceiveAsync());
    }

    [Fact]
    public async Task Connect_WhenServerHasTooMany_ClosesWith1013()
    {
        await using var host = await TransportHost.StartAsync(options => options.Sockets.MaxConnections = 1);
        using var first = await SocketClient.InitializeAsync(host, "ann");
        using var second = await SocketClient.ConnectAsync(host, "bob");

        Assert.Equal("1013 Too many connections", await second.ReceiveAsync());
    }

    [Theory]
    [InlineData("http://evil.example", false)]
    [InlineData("null", false)]
    [InlineData("http://console.example", true)]
    public async Task Connect_WhenOriginIs_AllowsOrRefuses(string origin, bool allowed)
    {
        await using var host = await TransportHost.StartAsync(options => options.Sockets.AllowedOrigins.Add("http://console.example"));

        var connecting = host.ConnectAsync(origin: origin);

        if (allowed)
        {
            (await connecting).Dispose();
        }
        else
        {
            await Assert.ThrowsAsync<WebSocketException>(() => connecting);
        }
    }

    [Fact]
    public async Task Connect_WhenOriginIsThisHost_IsAllowed()
    {
        await using var host = await TransportHost.StartAsync();

        using var socket = await host.ConnectAsync(origin: host.Address.GetLeftPart(UriPartial.Authority));

        Assert.Equal(WebSocketState.Open, socket.State);
    }

    [Fact]
    public async Task Init_WhenInterceptorSignsIn_OperationsRunAsThatUser()
    {
        await using var host = await TransportHost.StartAsync(backend: backend => backend with { SocketInterceptor = new TokenInterceptor() });
        using var client = await SocketClient.ConnectAsync(host);

        await client.SendAsync("""{"type":"connection_init","payload":{"token":"ann"}}""");
        Assert.Equal("""{"type":"connection_ack","payload":{"hello":"ann"}}""", await client.ReceiveAsync());
        await client.SubscribeAsync("7", "{ ok }");

        var request = await host.Executor.NextRequestAsync();
        Assert.Equal("ann", request.User?.Claims.Single().Value);
        Assert.Equal("7", request.ContextData!["operation"]);
        Assert.Equal("""{"type":"next","id":"7","payload":{"data":"changed"}}""", await client.ReceiveAsync());
    }

    [Theory]
    [InlineData("""{"type":"connection_init"}""")]
    [InlineData("""{"type":"connection_init","payload":{"token":1}}""")]
    [InlineData("""{"type":"connection_init","payload":{"token":"mallory"}}""")]
    public async Task Init_WhenInterceptorRejects_ClosesWith4401(string init)
    {
        await using var host = await TransportHost.StartAsync(backend: backend => backend with { SocketInterceptor = new TokenInterceptor() });
        using var client = await SocketClient.ConnectAsync(host);

        await client.SendAsync(init);

        Assert.Equal("4401 Unknown token", await client.ReceiveAsync());
    }

    [Fact]
    public async Task KeepAlive_WhenClientIsSilent_PingsAndThenCloses()
    {
        await using var host = await TransportHost.StartAsync(options =>
        {
            options.Sockets.KeepAliveInterval = TimeSpan.FromMilliseconds(20);
            options.Sockets.KeepAliveTimeout = TimeSpan.FromMilliseconds(200);
        });
        using var client = await SocketClient.InitializeAsync(host);

        Assert.Equal("""{"type":"ping"}""", await client.ReceiveAsync(pings: true));
        Assert.Equal("4408 No sign of life", await client.ReceiveAsync());
    }

    [Fact]
    public async Task End_WhenUserIsSignedOut_ClosesTheirConnectionsOnly()
    {
        await using var host = await TransportHost.StartAsync();
        using var ann = await SocketClient.InitializeAsync(host, "ann");
        using var bob = await SocketClient.InitializeAsync(host, "bob");

        var ended = host.Streams.End(user => user.HasClaim(ClaimTypes.NameIdentifier, "ann"));

        Assert.Equal(1, ended);
        Assert.Equal("4403 The sign-in has expired or was revoked", await ann.ReceiveAsync());
        await bob.SubscribeAsync("1", "{ ok }");
        Assert.Contains("next", await bob.ReceiveAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Authorize_WhenItIsTakenBack_ClosesWith4403()
    {
        var authorizer = new SwitchAuthorizer();
        await using var host = await TransportHost.StartAsync(
            options => options.Sockets.KeepAliveInterval = TimeSpan.FromMilliseconds(20), authorizer: authorizer);
        using var client = await SocketClient.InitializeAsync(host, "ann");
        Assert.Equal("""{"type":"ping"}""", await client.ReceiveAsync(pings: true));

        authorizer.Allowed = false;

        Assert.Equal("4403 The sign-in has expired or was revoked", await client.ReceiveAsync());
    }

    [Fact]
    public async Task Authorize_WhenItFails_ClosesGivesThePlaceBackAndTellsWhy()
    {
        var authorizer = new SwitchAuthorizer();
        var interceptor = new ClosingInterceptor();
        using var log = new FailureLog();
        await using var host = await TransportHost.StartAsync(
            options =>
            {
                options.Sockets.KeepAliveInterval = TimeSpan.FromMilliseconds(20);
                options.Sockets.MaxConnectionsPerUser = 1;
            },
            backend => backend with { SocketInterceptor = interceptor },
            authorizer,
            log);
        using var client = await SocketClient.InitializeAsync(host, "ann");

        authorizer.Failure = new InvalidOperationException("The database is away.");

        Assert.Equal("4403 The sign-in has expired or was revoked", await client.ReceiveAsync());
        await client.Socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, Within.TestTime());
        await Within.UntilAsync(() => host.Streams.Count == 0 && interceptor.Closed == 1);
        Assert.Same(authorizer.Failure, Assert.Single(log.Failures));
        authorizer.Failure = null;
        using var again = await SocketClient.InitializeAsync(host, "ann");
    }

    [Fact]
    public async Task Authorize_WhenItFailsAfterTheClientLeft_GivesThePlaceBack()
    {
        var authorizer = new HeldAuthorizer();
        await using var host = await TransportHost.StartAsync(
            options => options.Sockets.KeepAliveInterval = TimeSpan.FromMilliseconds(20), authorizer: authorizer);
        using var client = await SocketClient.InitializeAsync(host, "ann");
        await authorizer.Asked.Task.WaitAsync(Within.Limit);

        client.Socket.Abort();
        await authorizer.Ended.Task.WaitAsync(Within.Limit);
        authorizer.Answer.SetException(new InvalidOperationException("The connection was cut."));

        await Within.UntilAsync(() => host.Streams.Count == 0);
    }

    [Fact]
    public async Task Send_WhenClientDoesNotRead_CutsIt()
    {
        await using var host = await TransportHost.StartAsync(options =>
        {
            options.Sockets.MaxQueuedMessages = 50;
            options.Sockets.SendTimeout = TimeSpan.FromMilliseconds(200);
        });
        using var client = await SocketClient.InitializeAsync(host);
        await client.SubscribeAsync("1", "subscription");
        var large = "{\"data\":\"" + new string('x', 256 * 1024) + "\"}";

        for (var i = 0; i < 200; i++)
        {
            host.Executor.Events.Writer.TryWrite(large);
        }

        await Within.UntilAsync(() => host.Executor.OpenStreams == 0 && host.Streams.Count == 0);
    }

    [Fact]
    public async Task Stop_WhenServerStops_ClosesWith1001()
    {
        await using var host = await TransportHost.StartAsync();
        using var client = await SocketClient.InitializeAsync(host);

        var stopping = host.StopAsync();

        Assert.Equal("1001 The server is stopping", await client.ReceiveAsync());
        await client.Socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, Within.TestTime());
        await stopping.WaitAsync(Within.TestTime());
    }

    private sealed class SwitchAuthorizer : IStreamAuthorizer
    {
        public bool Allowed { get; set; } = true;

        public Exception? Failure { get; set; }

        public ValueTask<bool> IsAuthorizedAsync(HttpContext context, ClaimsPrincipal user, CancellationToken cancellationToken) =>
            Failure is { } failure ? throw failure : new(Allowed);
    }

    /// <summary>Answers when it is told to, and not because the stream has ended.</summary>
    private sealed class HeldAuthorizer : IStreamAuthorizer
    {
        public TaskCompletionSource Asked { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public TaskCompletionSource Ended { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public TaskCompletionSource<bool> Answer { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public async ValueTask<bool> IsAuthorizedAsync(HttpContext context, ClaimsPrincipal user, CancellationToken cancellationToken)
        {
            Asked.TrySetResult();
            using var ending = cancellationToken.Register(() => Ended.TrySetResult());
            return await Answer.Task;
        }
    }

    private sealed class ClosingInterceptor : DefaultSocketSessionInterceptor
    {
        private int _closed;

        public int Closed => Volatile.Read(ref _closed);

        public override ValueTask OnCloseAsync(ISocketSession session, CancellationToken cancellationToken = default)
        {
            Interlocked.Increment(ref _closed);
            return ValueTask.CompletedTask;
        }
    }

    /// <summary>Keeps what is logged as an error.</summary>
    private sealed class FailureLog : ILoggerProvider, ILogger
    {
        public ConcurrentQueue<Exception?> Failures { get; } = new();

        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Error;

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (IsEnabled(logLevel))
            {
                Failures.Enqueue(exception);
            }
        }

        public void Dispose()
        {
        }
    }

    private sealed class TokenInterceptor : DefaultSocketSessionInterceptor
    {
        public override ValueTask<ConnectionStatus> OnConnectAsync(
            ISocketSession session, IOperationMessagePayload connectionInitMessage, CancellationToken cancellationToken = default)
        {
            if (connectionInitMessage.As<Credentials>()?.Token != "ann")
            {
                return new(ConnectionStatus.Reject("Unknown token"));
            }

            session.Connection.HttpContext.User = new(new ClaimsIdentity([new Claim(ClaimTypes.NameIdentifier, "ann")], "test"));
            return new(ConnectionStatus.Accept(new Dictionary<string, object?> { ["hello"] = "ann" }));
        }

        public override ValueTask OnRequestAsync(
            ISocketSession session, string operationSessionId, OperationRequestBuilder requestBuilder, CancellationToken cancellationToken = default)
        {
            requestBuilder.SetGlobalState("operation", operationSessionId);
            return ValueTask.CompletedTask;
        }

        public override ValueTask<OperationResult> OnResultAsync(
            ISocketSession session, string operationSessionId, OperationResult result, CancellationToken cancellationToken = default) =>
            new(ScriptedExecutor.Result("""{"data":"changed"}"""));
    }

    private sealed record Credentials(string Token);
}
