namespace SmsPlatform.Application.Channels;

/// <summary>How fast a provider takes messages from one sender, and from the account that owns it.</summary>
/// <param name="Account">The provider's name for the account.</param>
/// <param name="Sender">The number or pool that sends; within the account.</param>
/// <param name="OfSender">Tokens a second; a message costs one for each of its segments. Zero: no limit.</param>
/// <param name="OfAccount">The same for all its senders together.</param>
public sealed record SendPace(string Account, string Sender, double OfSender, double OfAccount);

/// <summary>Whose rate a provider found exceeded.</summary>
public enum Throttled
{
    No,
    Sender,
    Account,
}
