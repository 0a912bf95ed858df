using System.ClientModel;
using System.ClientModel.Primitives;
using System.Runtime.CompilerServices;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Options;
using OpenAI;
using OpenAi = OpenAI.Chat;

namespace SmsPlatform.Infrastructure.Ai;

/// <summary>An OpenAI-compatible server as an <see cref="IChatClient"/>. One try per call: trying again is decided elsewhere.</summary>
/// <remarks>The package that would do this cannot be restored where this is built; it knows what answers need and no more.</remarks>
internal sealed class OpenAiChatClient(IHttpClientFactory clients, IOptions<AiOptions> options) : IChatClient
{
    public const string HttpClientName = "ai";

    // Servers that want no key still get a header.
    private const string NoKey = "none";

    private readonly Lazy<OpenAIClient> _server = new(() => Connect(clients, options.Value));

    public async Task<ChatResponse> GetResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        var model = options?.ModelId ?? throw new ArgumentException("A model must be named.", nameof(options));

        // Made anew for each call: it is little more than the name, and anybody who owns a chatbot makes up names.
        var client = _server.Value.GetChatClient(model);
        OpenAi.ChatCompletion completion = await client.CompleteChatAsync(messages.Select(Translate), Translate(options), cancellationToken);
        return new ChatResponse(new ChatMessage(ChatRole.Assistant, string.Concat(completion.Content.Select(part => part.Text))))
        {
            ModelId = completion.Model,
            FinishReason = completion.FinishReason == OpenAi.ChatFinishReason.Length ? ChatFinishReason.Length
                : completion.FinishReason == OpenAi.ChatFinishReason.ContentFilter ? ChatFinishReason.ContentFilter
                : ChatFinishReason.Stop,
            Usage = completion.Usage is null ? null : new UsageDetails
            {
                InputTokenCount = completion.Usage.InputTokenCount,
                OutputTokenCount = completion.Usage.OutputTokenCount,
            },
        };
    }

    public async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        // An SMS is sent whole, so nothing is gained by its pieces.
        foreach (var update in (await GetResponseAsync(messages, options, cancellationToken)).ToChatResponseUpdates())
        {
            yield return update;
        }
    }

    public object? GetService(Type serviceType, object? serviceKey = null) =>
        serviceKey is null && serviceType.IsInstanceOfType(this) ? this : null;

    public void Dispose()
    {
    }

    private static OpenAi.ChatMessage Translate(ChatMessage message)
    {
        if (message.Role == ChatRole.System)
        {
            return new OpenAi.SystemChatMessage(message.Text);
        }

        if (message.Role == ChatRole.Assistant)
        {
            return new OpenAi.AssistantChatMessage(message.Text);
        }

        var pictures = message.Contents.OfType<DataContent>().ToList();
        return pictures.Count == 0
            ? new OpenAi.UserChatMessage(message.Text)
            : new OpenAi.UserChatMessage(
            [
                OpenAi.ChatMessageContentPart.CreateTextPart(message.Text),
                .. pictures.Select(picture => OpenAi.ChatMessageContentPart.CreateImagePart(
                    BinaryData.FromBytes(picture.Data), picture.MediaType)),
            ]);
    }

    private static OpenAi.ChatCompletionOptions Translate(ChatOptions options) => new()
    {
        Temperature = options.Temperature,
        MaxOutputTokenCount = options.MaxOutputTokens,
        ResponseFormat = options.ResponseFormat is ChatResponseFormatJson { Schema: { } schema } json
            ? OpenAi.ChatResponseFormat.CreateJsonSchemaFormat(
                json.SchemaName ?? "answer", BinaryData.FromString(schema.GetRawText()), json.SchemaDescription, jsonSchemaIsStrict: true)
            : null,
    };

    private static OpenAIClient Connect(IHttpClientFactory clients, AiOptions settings) =>
        new(
            new ApiKeyCredential(settings.ApiKey.Length > 0 ? settings.ApiKey : NoKey),
            new OpenAIClientOptions
            {
                Endpoint = settings.Address,
                RetryPolicy = new ClientRetryPolicy(maxRetries: 0),
                NetworkTimeout = settings.Timeout,
                Transport = new HttpClientPipelineTransport(clients.CreateClient(HttpClientName)),
            });
}
