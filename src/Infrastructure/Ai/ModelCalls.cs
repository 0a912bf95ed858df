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
                ShouldHandle = new PredicateBuilder<ChatResponse>().Handle<Exception>(exception => IsTransient(exception) || exception is OperationCanceledException),
                FailureRatio = 0.9,
                MinimumThroughput = FailuresToBreak,
                SamplingDuration = TimeSpan.FromSeconds(60),
                BreakDuration = Break,
            })
            .Build();
    }

    public async Task<Result<ChatResponse>> AskAsync(
        IReadOnlyList<PromptPart> prompt, string model, double temperature, int maxTokens, CancellationToken cancellationToken)
    {
        var messages = prompt.Select(Translate).ToList();
        if (!await _places.WaitAsync(_longestWait, cancellationToken))
        {
            LogUnavailable("NoPlace", null);
            return AiErrors.Unavailable;
        }

        try
        {
            return await _pipeline.ExecuteAsync(
                async token => await CallAsync(messages, model, temperature, maxTokens, token), cancellationToken);
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
            _places.Release();
        }
    }

    public void Dispose() => _places.Dispose();

    private async Task<ChatResponse> CallAsync(
        List<ChatMessage> messages, string model, double temperature, int maxTokens, CancellationToken cancellationToken)
    {
        var options = new ChatOptions
        {
            ModelId = model,
            Temperature = (float)temperature,
            MaxOutputTokens = maxTokens,
            ResponseFormat = _knowsNoSchema ? null : ChatResponseFormat.ForJsonSchema(Schema, "answer"),
        };
        try
        {
            return await _client.GetResponseAsync(messages, options, cancellationToken);
        }
        catch (ClientResultException exception) when (exception.Status is 400 or 422 && options.ResponseFormat is not null)
        {
            // Many servers do not know the form of answers that can be asked for; they are told of it in words anyway.
            options.ResponseFormat = null;
            var response = await _client.GetResponseAsync(messages, options, cancellationToken);
            _knowsNoSchema = true;
            return response;
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
