using SmsPlatform.Domain;

namespace SmsPlatform.Application.Messaging.Media;

public static class MediaErrors
{
    public static readonly Error NotFound = Error.NotFound("medium.not_found", "There is no such attachment.");

    public static readonly Error LinkInvalid =
        new("medium.link_invalid", "The link is not valid any more. Ask for a new one.", ErrorKind.Forbidden);

    public static readonly Error NotStoredYet =
        new("medium.not_stored_yet", "The attachment is still being fetched.", ErrorKind.Unavailable) { RetryAfter = TimeSpan.FromSeconds(5) };

    public static readonly Error NoSource = Error.Refused("medium.no_source", "The channel it came by is gone, or its address is none.");

    public static readonly Error Unsafe =
        Error.Refused("medium.unsafe_address", "The address does not lead to a public https host.");

    public static readonly Error TooManyRedirects = Error.Refused("medium.too_many_redirects", "The provider sends from one address to the next.");

    public static readonly Error Gone = Error.Refused("medium.gone", "The provider has deleted the attachment.");

    public static readonly Error Empty = Error.Refused("medium.empty", "The provider answered without a single byte.");

    public static readonly Error Unreachable =
        new("medium.unreachable", "The provider did not answer, or broke off.", ErrorKind.Unavailable);

    public static Error TooLarge(long limit) =>
        Error.Refused("medium.too_large", $"The attachment is larger than {limit / (1024 * 1024)} MiB.");

    /// <summary>Any other answer: not prepared yet (404), a credential just being changed (401), trouble of the provider's own.</summary>
    public static Error Answered(int status) =>
        new("medium.not_delivered", $"The provider answered with {status}.", ErrorKind.Unavailable);
}
