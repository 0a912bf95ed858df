using System.Net.Http.Headers;
using System.Text;
using SmsPlatform.Application.Channels;

namespace SmsPlatform.Infrastructure.Channels.Twilio;

/// <summary>The user and password of one call.</summary>
internal sealed record TwilioCredentials(string User, string Password)
{
    /// <summary>An API key with its own secret, where there is one; else the account's token. Null when there is neither.</summary>
    public static TwilioCredentials? ForMessages(ChannelConnection connection) => ApiKey(connection) ?? Account(connection);

    /// <summary>The account's token first, because a standard API key may not read accounts.</summary>
    public static TwilioCredentials? ForAccount(ChannelConnection connection) => Account(connection) ?? ApiKey(connection);

    public AuthenticationHeaderValue ToHeader() =>
        new("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{User}:{Password}")));

    /// <summary>Keeps the password out of logs and exceptions.</summary>
    public override string ToString() => $"credentials of {User}";

    private static TwilioCredentials? ApiKey(ChannelConnection connection) =>
        Pair(connection, connection.Settings.GetValueOrDefault("apiKeySid") ?? connection.Secrets.GetValueOrDefault("apiKeySid"), connection.Secrets.GetValueOrDefault("apiKeySecret"));

    private static TwilioCredentials? Account(ChannelConnection connection) =>
        Pair(connection, connection.AccountId, connection.Secrets.GetValueOrDefault("authToken"));

    private static TwilioCredentials? Pair(ChannelConnection connection, string? user, string? password) =>
        connection.AccountId.Length == 0 || string.IsNullOrEmpty(user) || string.IsNullOrEmpty(password)
            ? null
            : new TwilioCredentials(user, password);
}
