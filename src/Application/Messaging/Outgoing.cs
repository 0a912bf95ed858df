using FluentValidation;
using SmsPlatform.Domain.Messaging;

namespace SmsPlatform.Application.Messaging;

/// <summary>What a person or a program wants sent.</summary>
public interface IOutgoing
{
    string? Body { get; }

    /// <summary>At most ten, absolute; with the first part.</summary>
    IReadOnlyList<string>? MediaUrls { get; }

    /// <summary>The same key with the same content queues once, however often it is sent.</summary>
    string? IdempotencyKey { get; }
}

internal static class OutgoingLimits
{
    /// <summary>How long what people and programs send may wait for its integration to work.</summary>
    public static readonly TimeSpan TimeToLive = TimeSpan.FromHours(24);
}

/// <summary>The rules that all outgoing texts share.</summary>
internal abstract class OutgoingValidator<T> : AbstractValidator<T>
    where T : IOutgoing
{
    private const int MaxMedia = 10;
    private const int MaxLength = 10 * TextSplitter.SmsMaxLength;
    private const int MaxKeyLength = 255;

    protected OutgoingValidator()
    {
        RuleFor(message => message.Body)
            .Must((message, body) => !string.IsNullOrWhiteSpace(body) || message.MediaUrls is { Count: > 0 })
            .WithErrorCode(MessagingErrors.EmptyMessage.Code)
            .WithMessage(MessagingErrors.EmptyMessage.Message);
        RuleFor(message => message.Body)
            .MaximumLength(MaxLength)
            .WithErrorCode(MessagingErrors.MessageTooLong.Code)
            .WithMessage(MessagingErrors.MessageTooLong.Message);
        RuleFor(message => message.Body)
            .Must(body => body is null || !body.Contains('\0', StringComparison.Ordinal))
            .WithErrorCode(MessagingErrors.InvalidText.Code)
            .WithMessage(MessagingErrors.InvalidText.Message);
        RuleFor(message => message.MediaUrls)
            .Must(media => media is null || media.Count <= MaxMedia)
            .WithErrorCode(MessagingErrors.TooManyMedia.Code)
            .WithMessage(MessagingErrors.TooManyMedia.Message);
        RuleFor(message => message.MediaUrls)
            .Must(media => media is null || media.All(IsWebAddress))
            .WithErrorCode(MessagingErrors.InvalidMediaUrl.Code)
            .WithMessage(MessagingErrors.InvalidMediaUrl.Message);
        RuleFor(message => message.IdempotencyKey)
            .Must(key => key is null || (key.Length is > 0 and <= MaxKeyLength && key.All(letter => char.IsAscii(letter) && !char.IsControl(letter))))
            .WithErrorCode("idempotency_key.invalid")
            .WithMessage("An idempotency key has 1 to 255 printable ASCII characters.");
    }

    private static bool IsWebAddress(string? url) =>
        Uri.TryCreate(url, UriKind.Absolute, out var address) && address.Scheme is "https" or "http";
}
