using System.ClientModel;
using System.Text.Json;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Polly;
using Polly.CircuitBreaker;
using Polly.Retry;
using Polly.Timeout;
using SmsPlatform.Application.Ai;
using SmsPlatform.Domain;

namespace SmsPlatform.Infrastructure.Ai;

/// <summary>
/// Calls of the model's server: each with a time limit, tried again when it may help, a few at a time, and not at all for a while after
/// the server has failed several times in a row.
/// </summary>
internal sealed partial class ModelCalls : IDisposable
{
    private const int Retries = 2;
    private const int FailuresToBreak = 5;
    private static readonly TimeSpan Break = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan LongestRetryAfter = TimeSpan.FromSeconds(10);

    private static readonly JsonElement Schema = JsonDocument.Parse("""
        {
          "type": "object", "additionalProperties": false, "required": ["answer", "passages"],
          "properties": { "answer": { "type": "string" }, "passages": { "type": "array", "items": { "type": "integer" } } }
        }
        """).RootElement;

    // Of a call's context: whom it is for, and whether the breaker has it find out if the server is back.
    private static readonly ResiliencePropertyKey<CancellationToken> Caller = new("caller");
    private static readonly ResiliencePropertyKey<bool> IsProbe = new("probe");

    private readonly IChatClient _client;
    private readonly ILogger<ModelCalls> _logger;
    private readonly SemaphoreSlim _places;

    // As long as a call: whoever waits longer does so behind calls that hang.
    private readonly TimeSpan _longestWait;
    private readonly ResiliencePipeline<ChatResponse> _pipeline;
    private volatile bool _knowsNoSchema;

    public ModelCalls(IChatClient client, IOptions<AiOptions> options, TimeProvider clock, ILogger<ModelCalls> logger)
    {
        _client = client;
        _logger = logger;
        _places = new SemaphoreSlim(options.Value.MaxConcurrency);
        _longestWait = options.Value.Timeout;
        var transient = new PredicateBuilder<ChatResponse>().Handle<Exception>(IsTransient);
        _pipeline = new ResiliencePipelineBuilder<ChatResponse> { TimeProvider = clock }
            .AddTimeout(options.Value.Timeout)
            .AddRetry(new RetryStrategyOptions<ChatResponse>
            {
                ShouldHandle = transient,
                MaxRetryAttempts = Retries,
                BackoffType = DelayBackoffType.Exponential,
                Delay = TimeSpan.FromMilliseconds(500),
                UseJitter = true,
                DelayGenerator = attempt => ValueTask.FromResult(RetryAfter(attempt.Outcome.Exception)),
            })
            .AddCircuitBreaker(new CircuitBreakerStrategyOptions<ChatResponse>
            {
                ShouldHandle = attempt => ValueTask.FromResult(IsFailure(attempt.Outcome.Exception, attempt.Context)),
                FailureRatio = 0.9,
                MinimumThroughput = FailuresToBreak,
                SamplingDuration = TimeSpan.FromSeconds(60),
                BreakDurationGenerator = failed => ValueTask.FromResult(IsGivenUp(failed.Context) ? TimeSpan.Zero : Break),
                OnHalfOpened = probing =>
                {
                    probing.Context.Properties.Set(IsProbe, true);
                    return ValueTask.CompletedTask;
                },
            })
            .Build();
    }

    public async Task<Result<ChatResponse>> AskAsync(ModelCall call, CancellationToken cancellationToken)
    {
        var messages = call.Prompt.Select(Translate).ToList();
        if (!await _places.WaitAsync(_longestWait, cancellationToken))
        {
            LogUnavailable("NoPlace", null);
            return AiErrors.Unavailable;
        }

        var context = ResilienceContextPool.Shared.Get(cancellationToken);
        context.Properties.Set(Caller, cancellationToken);
        try
        {
            return await _pipeline.ExecuteAsync(async tried => await CallAsync(call, messages, tried.CancellationToken), context);
        }
        catch (Exception exception) when (
            !cancellationToken.IsCancellationRequested && (IsTransient(exception) || exception is BrokenCircuitException or OperationCanceledException))
        {
            LogUnavailable(exception.GetType().Name, (exception as ClientResultException)?.Status);
            return AiErrors.Unavailable;
        }
        catch (ClientResultException exception)
        {
            LogRejected(exception.Status);
            return AiErrors.Rejected;
        }
        finally
        {
            ResilienceContextPool.Shared.Return(context);
            _places.Release();
        }
    }

    public void Dispose() => _places.Dispose();

    private async Task<ChatResponse> CallAsync(ModelCall call, List<ChatMessage> messages, CancellationToken cancellationToken)
    {
        var options = new ChatOptions
        {
            ModelId = call.Model,
            Temperature = (float)call.Temperature,
            MaxOutputTokens = call.MaxTokens,
            ResponseFormat = _knowsNoSchema ? null : ChatResponseFormat.ForJsonSchema(Schema, "answer"),
        };
        try
        {
            return await SendAsync(call, messages, options, cancellationToken);
        }
        catch (ClientResultException exception) when (exception.Status is 400 or 422 && options.ResponseFormat is not null)
        {
            // Many servers do not know the form of answers that can be asked for; they are told of it in words anyway.
            options.ResponseFormat = null;
            var response = await SendAsync(call, messages, options, cancellationToken);
            _knowsNoSchema = true;
            return response;
        }
    }

    private async Task<ChatResponse> SendAsync(ModelCall call, List<ChatMessage> messages, ChatOptions options, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        try
        {
            return await _client.GetResponseAsync(messages, options, cancellationToken);
        }
        catch (Exception exception) when (MayBeBilled(exception))
        {
            call.MayBeBilled = true;
            throw;
        }
    }

    private static ChatMessage Translate(PromptPart part)
    {
        var role = part.Role switch
        {
            PromptRole.System => ChatRole.System,
            PromptRole.Assistant => ChatRole.Assistant,
            _ => ChatRole.User,
        };
        return new ChatMessage(
            role, [new TextContent(part.Text), .. part.Pictures.Select(picture => new DataContent(picture.Bytes, picture.ContentType))]);
    }

    private static bool IsTransient(Exception exception) => exception
        is HttpRequestException
        or IOException
        or TimeoutRejectedException
        or ClientResultException { Status: 0 or 408 or 409 or 429 or >= 500 };

    // All but a request that reached no server or was refused by it: where a server fails by itself, or its answer is not waited for,
    // the model may have read the prompt. Of those cancelled, only a connection that took too long has a time limit inside.
    private static bool MayBeBilled(Exception exception) => exception switch
    {
        ClientResultException { Status: > 0 and < 500 } => false,
        HttpRequestException
        {
            HttpRequestError: HttpRequestError.NameResolutionError or HttpRequestError.ConnectionError
                or HttpRequestError.SecureConnectionError or HttpRequestError.ProxyTunnelError
        } => false,
        OperationCanceledException { InnerException: TimeoutException } => false,
        { InnerException: { } inner } => MayBeBilled(inner),
        _ => true,
    };

    /// <summary>What the breaker makes of a call. One that its own caller gave up says nothing of the server.</summary>
    private static bool IsFailure(Exception? exception, ResilienceContext context)
    {
        if (exception is null || !IsGivenUp(context))
        {
            return exception is not null && (IsTransient(exception) || exception is OperationCanceledException);
        }

        // The breaker knows only failures and successes, and as a success this would close it, or hide failures when it is closed. So a
        // probe fails, for no time at all, and the next call is one again; and of any other call the breaker is told nothing.
        if (!context.Properties.GetValue(IsProbe, false))
        {
            throw new OperationCanceledException(exception.Message, exception, context.Properties.GetValue(Caller, default));
        }

        return true;
    }

    private static bool IsGivenUp(ResilienceContext context) => context.Properties.GetValue(Caller, default).IsCancellationRequested;

    private static TimeSpan? RetryAfter(Exception? exception) =>
        (exception as ClientResultException)?.GetRawResponse()?.Headers.TryGetValue("Retry-After", out var text) == true
        && int.TryParse(text, out var seconds) && seconds >= 0 && TimeSpan.FromSeconds(seconds) <= LongestRetryAfter
            ? TimeSpan.FromSeconds(seconds)
            : null;

    [LoggerMessage(Level = LogLevel.Warning, Message = "The language model did not answer: {Failure}, status {Status}")]
    private partial void LogUnavailable(string failure, int? status);

    [LoggerMessage(Level = LogLevel.Error, Message = "The language model's server refuses requests with status {Status}; see Ai__Endpoint, Ai__ApiKey and the chatbot's model")]
    private partial void LogRejected(int status);
}

/// <summary>One prompt for the model, and what became of it.</summary>
internal sealed record ModelCall(IReadOnlyList<PromptPart> Prompt, string Model, double Temperature, int MaxTokens)
{
    /// <summary>It went out and nothing came back that tells what it cost.</summary>
    public bool MayBeBilled { get; set; }
}
