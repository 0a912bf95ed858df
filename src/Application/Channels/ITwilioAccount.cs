namespace SmsPlatform.Application.Channels;

/// <summary>What Twilio says of an account.</summary>
public interface ITwilioAccount
{
    /// <summary>Asks Twilio, for at most five seconds. What goes wrong is part of the answer.</summary>
    Task<TwilioStatus> CheckAsync(ChannelConnection connection, CancellationToken cancellationToken);
}

/// <param name="Configured">An account is set up here.</param>
/// <param name="Reachable">Twilio answered and accepted the credentials.</param>
/// <param name="Balance">Null when it is not known; Twilio keeps none for a sub-account.</param>
/// <param name="Note">Why something is missing, for a person.</param>
public sealed record TwilioStatus(
    bool Configured,
    bool Reachable,
    string? AccountSid,
    string? PhoneNumber,
    decimal? Balance,
    string? Currency,
    string? Note)
{
    public static readonly TwilioStatus NotConfigured =
        new(false, false, null, null, null, null, "No Twilio account is configured.");
}
