using System.Buffers;
using MediatR;
using Microsoft.AspNetCore.Http.Features;
using SmsPlatform.Application.Channels;
using SmsPlatform.Application.Messaging;
using SmsPlatform.Domain;
using SmsPlatform.Domain.Channels;
using SmsPlatform.Domain.Chatbots;
using SmsPlatform.Infrastructure.Channels;

namespace SmsPlatform.WebApi.Webhooks;

/// <summary>Reads a webhook's raw body and hands it, untouched, to the application.</summary>
internal static class WebhookReader
{
    private const int MaxBody = 1024 * 1024;

    private static readonly Error TooLarge = new("webhook.too_large", "A webhook's body may hold at most 1 MiB.", ErrorKind.TooLarge);

    public static async Task<Result<WebhookReceipt>> ReceiveAsync(
        HttpContext context,
        Channel channel,
        IMediator mediator,
        PublicAddressOptions address,
        CancellationToken cancellationToken,
        ChatbotId? chatbotId = null)
    {
        var body = await ReadAsync(context, cancellationToken);
        if (body.IsFailure)
        {
            return body.Error;
        }

        var request = new WebhookRequest(
            context.Request.Method,
            WebhookUrls.Of(context, address.AsConfigured),
            context.Request.ContentType ?? "",
            WebhookUrls.RawQuery(context),
            context.Request.Headers,
            body.Value);
        return await mediator.Send(new ReceiveWebhook(channel, request, chatbotId), cancellationToken);
    }

    private static async Task<Result<ReadOnlyMemory<byte>>> ReadAsync(HttpContext context, CancellationToken cancellationToken)
    {
        if (context.Request.ContentLength > MaxBody)
        {
            return TooLarge;
        }

        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
        {
            limit.MaxRequestBodySize = null;
        }

        var reader = context.Request.BodyReader;
        while (true)
        {
            var read = await reader.ReadAsync(cancellationToken);
            if (read.Buffer.Length > MaxBody)
            {
                return TooLarge;
            }

            if (read.IsCompleted)
            {
                ReadOnlyMemory<byte> body = read.Buffer.ToArray();
                reader.AdvanceTo(read.Buffer.End);
                return body;
            }

            reader.AdvanceTo(read.Buffer.Start, read.Buffer.End);
        }
    }
}
