namespace SmsPlatform.Domain.Messaging;

/// <summary>What the address of an SMS tells about its sender.</summary>
public static class SenderAddress
{
    /// <summary>
    /// Whether a reply can reach the sender. Only a full number takes replies: short codes (three to eight digits)
    /// belong to other programs, and an alphanumeric id such as <c>ACME</c> is only a name.
    /// </summary>
    public static bool CanBeAnswered(string? from) => PhoneNumber.IsE164(from);
}
