namespace SmsPlatform.Domain.Channels;

/// <summary>One encrypted credential of an integration.</summary>
/// <param name="Field">The credential's field name, such as <c>authToken</c>.</param>
/// <param name="KeyId">The key that sealed it.</param>
/// <param name="Ciphertext">Nonce, ciphertext and tag in base64.</param>
/// <param name="Last4">What may be shown of it: its last four characters, or nothing when it is short.</param>
/// <param name="UpdatedAt">When it was set.</param>
public sealed record SealedSecret(string Field, string KeyId, string Ciphertext, string Last4, DateTimeOffset UpdatedAt);
