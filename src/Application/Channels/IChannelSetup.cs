using SmsPlatform.Domain;
using SmsPlatform.Domain.Channels;
using SmsPlatform.Domain.Chatbots;

namespace SmsPlatform.Application.Channels;

/// <summary>What a channel needs to be set up; the companion of its <see cref="IChannel"/>.</summary>
/// <remarks>A channel is its folder: both adapters and an <c>IChannelModule</c> that registers them. Nothing else names it.</remarks>
public interface IChannelSetup
{
    Channel Kind { get; }

    /// <summary>What people call it.</summary>
    string Name { get; }

    /// <summary>What a person fills in, in this order.</summary>
    IReadOnlyList<CredentialField> Fields { get; }

    MessageLimits Limits { get; }

    /// <summary>What is wrong with the values together; each alone was checked against its field. Null when nothing is.</summary>
    Error? Check(ChannelConnection connection);

    /// <summary>Asks the provider whether the connection works. Takes at most ten seconds, and throws for nothing that a provider can do.</summary>
    Task<ConnectionTest> TestAsync(ChannelConnection connection, ChannelAddresses? addresses, CancellationToken cancellationToken);

    /// <summary>Tells the provider where to post, where it can be told; else how a person does it.</summary>
    Task<ConnectionTest> PointWebhooksAsync(ChannelConnection connection, ChannelAddresses addresses, CancellationToken cancellationToken);

    /// <summary>Where the provider shall post for a chatbot.</summary>
    /// <param name="origin">This installation's public address, without a slash at its end.</param>
    ChannelAddresses AddressesFor(ChatbotId chatbotId, string origin);

    /// <summary>What a person does, step by step, with this installation's own addresses.</summary>
    IReadOnlyList<SetupStep> Instructions(ChannelAddresses addresses);
}

/// <summary>One value a person fills in.</summary>
/// <param name="Name">camelCase, stable.</param>
/// <param name="Help">Where it is found.</param>
/// <param name="Kind">What it is to the platform.</param>
/// <param name="IsRequired">Nothing works without it.</param>
/// <param name="Pattern">A regular expression it must match.</param>
/// <param name="Example">What one looks like.</param>
public sealed record CredentialField(
    string Name, string Label, string Help, CredentialKind Kind, bool IsRequired, string? Pattern = null, string? Example = null)
{
    public bool IsSecret => Kind == CredentialKind.Secret;
}

public enum CredentialKind
{
    /// <summary>The provider's name for the account.</summary>
    Account,

    /// <summary>Our address on the channel.</summary>
    Address,

    /// <summary>A pool of addresses.</summary>
    Service,

    /// <summary>Anything else that is no secret.</summary>
    Setting,

    /// <summary>Stored encrypted, never shown again.</summary>
    Secret,
}

/// <summary>What one message may hold.</summary>
/// <param name="MessagesPerSecond">What the provider takes from one sender.</param>
/// <param name="MaxMediaBytes">Of each.</param>
public sealed record MessageLimits(int TextLength, TextUnit TextUnit, double MessagesPerSecond, int MaxMedia, long MaxMediaBytes);

public enum TextUnit
{
    Utf16Units,
    Utf8Bytes,
}

/// <summary>Where a provider shall post for a chatbot.</summary>
/// <param name="Webhook">Messages.</param>
/// <param name="Fallback">Tried when the webhook fails; null where the channel has none.</param>
/// <param name="Status">Reports on messages of ours; null where they come to the webhook.</param>
public sealed record ChannelAddresses(string Webhook, string? Fallback, string? Status);

public sealed record SetupStep(string Title, string Text);

/// <summary>What a test of a connection found.</summary>
/// <param name="Verdict">What it means for the integration.</param>
/// <param name="Code">Stable, such as <c>twilio.credentials_refused</c>.</param>
/// <param name="Message">One sentence that tells a person what to do.</param>
/// <param name="Checks">What was looked at, in order.</param>
public sealed record ConnectionTest(TestVerdict Verdict, string Code, string Message, IReadOnlyList<ConnectionCheck> Checks);

/// <param name="Name">Stable, such as <c>account</c>.</param>
/// <param name="Ok">Null when it could not be found out.</param>
public sealed record ConnectionCheck(string Name, bool? Ok, string Message);

public enum TestVerdict
{
    /// <summary>It works.</summary>
    Works,

    /// <summary>It does not, and will not until somebody mends it.</summary>
    Broken,

    /// <summary>The provider could not be asked; the integration stays as it was.</summary>
    Unknown,
}
