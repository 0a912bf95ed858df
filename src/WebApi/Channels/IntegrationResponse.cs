using System.Text.Json;
using SmsPlatform.Application.Channels;
using SmsPlatform.Application.Channels.Views;
using Channel = SmsPlatform.Domain.Channels.Channel;

namespace SmsPlatform.WebApi.Channels;

/// <summary>How channels are written in REST: <c>sms</c>, <c>whatsapp</c>, <c>webChat</c>.</summary>
internal static class ChannelNames
{
    public static string Of(Channel channel) =>
        channel == Channel.WhatsApp ? "whatsapp" : JsonNamingPolicy.CamelCase.ConvertName(channel.ToString());

    public static Channel? Parse(string? name)
    {
        foreach (var channel in Enum.GetValues<Channel>())
        {
            if (string.Equals(Of(channel), name, StringComparison.OrdinalIgnoreCase))
            {
                return channel;
            }
        }

        // The name of its provider, as people know it.
        return string.Equals(name, "twilio", StringComparison.OrdinalIgnoreCase) ? Channel.Sms : null;
    }
}

/// <summary>A connection to save.</summary>
/// <param name="Channel">Such as <c>sms</c>.</param>
/// <param name="Fields">By name; what is left out stays as it is, an empty text removes an optional one.</param>
/// <param name="Enabled">Left out: as it is; a new one is off.</param>
internal sealed record SaveIntegrationRequest(string? Channel, IReadOnlyDictionary<string, string?>? Fields, bool? Enabled);

/// <param name="Enabled">Left out: the opposite of what it is.</param>
internal sealed record ToggleRequest(bool? Enabled);

/// <summary>An integration. Secrets are never in it.</summary>
/// <param name="Status"><c>pending</c>, <c>connected</c> or <c>error</c>.</param>
/// <param name="Settings">What is no secret, by field name.</param>
/// <param name="Credentials">What may be known of each secret, by field name.</param>
/// <param name="Spiking">Far more of its webhooks are rejected than usual: see its rejections.</param>
internal sealed record IntegrationResponse(
    Guid Id,
    Guid ChatbotId,
    string Channel,
    string Status,
    bool Enabled,
    bool IsDefault,
    IReadOnlyDictionary<string, string> Settings,
    IReadOnlyDictionary<string, CredentialState> Credentials,
    string? WebhookUrl,
    string? LastError,
    DateTimeOffset? LastUsedAt,
    TrafficCounters Counters,
    bool Spiking,
    DateTimeOffset CreatedAt,
    DateTimeOffset UpdatedAt)
{
    public static IntegrationResponse Of(Integration row) => new(
        row.Id,
        row.ChatbotId,
        ChannelNames.Of(row.Channel),
        row.Status.ToString().ToLowerInvariant(),
        row.IsEnabled,
        row.IsDefault,
        row.Settings.ToDictionary(setting => setting.Name, setting => setting.Value),
        row.Credentials.ToDictionary(
            credential => credential.Name,
            credential => new CredentialState(credential.Set, credential.Last4, credential.UpdatedAt, credential.PreviousAcceptedUntil)),
        row.WebhookUrl,
        row.LastError,
        row.LastUsedAt,
        row.Counters,
        row.IsSpiking,
        row.CreatedAt,
        row.UpdatedAt);
}

/// <param name="Last4">Empty when the value is too short to show a part of it.</param>
/// <param name="PreviousAcceptedUntil">Until when the value before it is accepted as well.</param>
internal sealed record CredentialState(bool Set, string? Last4, DateTimeOffset? UpdatedAt, DateTimeOffset? PreviousAcceptedUntil);

/// <summary>A chatbot's integrations, and the channels it could be connected to.</summary>
internal sealed record IntegrationListResponse(IReadOnlyList<IntegrationResponse> Integrations, IReadOnlyList<ChannelResponse> Channels)
{
    public static IntegrationListResponse Of(IntegrationList list) =>
        new([.. list.Integrations.Select(IntegrationResponse.Of)], [.. list.Channels.Select(ChannelResponse.Of)]);
}

internal sealed record ChannelResponse(string Channel, string Name, IReadOnlyList<FieldResponse> Fields, LimitsResponse Limits)
{
    public static ChannelResponse Of(ChannelDescription row) => new(
        ChannelNames.Of(row.Channel),
        row.Name,
        [.. row.Fields.Select(FieldResponse.Of)],
        new LimitsResponse(
            row.Limits.TextLength,
            row.Limits.TextUnit == TextUnit.Utf8Bytes ? "utf8Bytes" : "utf16Units",
            row.Limits.MessagesPerSecond,
            row.Limits.MaxMedia,
            row.Limits.MaxMediaBytes));
}

internal sealed record FieldResponse(string Name, string Label, string Help, bool Secret, bool Required, string? Example)
{
    public static FieldResponse Of(CredentialField field) =>
        new(field.Name, field.Label, field.Help, field.IsSecret, field.IsRequired, field.Example);
}

internal sealed record LimitsResponse(int TextLength, string TextUnit, double MessagesPerSecond, int MaxMedia, long MaxMediaBytes);

/// <summary>What a test found.</summary>
/// <param name="Result"><c>works</c>, <c>broken</c>, or <c>unknown</c> when the provider could not be asked.</param>
/// <param name="Message">What to do, in one sentence.</param>
internal sealed record ConnectionTestResponse(bool Ok, string Result, string Code, string Message, IReadOnlyList<ConnectionCheck> Checks)
{
    public static ConnectionTestResponse Of(ConnectionTest test) => new(
        test.Verdict == TestVerdict.Works, test.Verdict.ToString().ToLowerInvariant(), test.Code, test.Message, test.Checks);
}

/// <summary>One thing that happened with an integration.</summary>
/// <param name="Event">Such as <c>testFailed</c>.</param>
/// <param name="UserId">Who did it; null for the platform itself.</param>
internal sealed record IntegrationLogResponse(
    Guid Id, Guid IntegrationId, string Channel, string Event, string? Code, string? Message, Guid? UserId, DateTimeOffset CreatedAt)
{
    public static IntegrationLogResponse Of(IntegrationLog row) => new(
        row.Id,
        row.IntegrationId,
        ChannelNames.Of(row.Channel),
        JsonNamingPolicy.CamelCase.ConvertName(row.Event.ToString()),
        row.Code,
        row.Message,
        row.UserId,
        row.CreatedAt);
}

/// <summary>Rejected webhooks: some of each integration, newest first.</summary>
/// <param name="LastDay">How many in 24 hours, by reason; all of them.</param>
internal sealed record RejectionListResponse(
    IReadOnlyList<RejectionResponse> Items, string? Next, IReadOnlyDictionary<string, long> LastDay, bool Spiking)
{
    public static RejectionListResponse Of(RejectionList list) =>
        new([.. list.Page.Items.Select(item => RejectionResponse.Of(item.Value))], list.Page.Next(), list.LastDay, list.IsSpiking);
}

/// <param name="TriedUrls">The addresses the signature was checked against.</param>
/// <param name="TriedVariants">In how many forms, with and without port and so on.</param>
/// <param name="Difference">Such as <c>scheme</c>, <c>host</c>, <c>port</c>, <c>prefix</c>, <c>path</c>, <c>key</c>, <c>account</c>; <c>unknown</c> when nothing known matches.</param>
/// <param name="MatchedUrl">The address that was signed, where it was found.</param>
/// <param name="MatchedKey">The key that signed, where it was found: <c>current</c>, <c>previous</c>, <c>expired</c>, <c>otherIntegration</c>.</param>
/// <param name="Setting">The one setting to change.</param>
internal sealed record RejectionResponse(
    Guid Id,
    Guid? ChatbotId,
    Guid? IntegrationId,
    string Channel,
    string Reason,
    string? AccountId,
    string? Address,
    IReadOnlyList<string> TriedUrls,
    int TriedVariants,
    IReadOnlyList<string> TriedKeys,
    string Difference,
    string? MatchedUrl,
    string? MatchedKey,
    string? Setting,
    string Advice,
    DateTimeOffset CreatedAt)
{
    public static RejectionResponse Of(WebhookRejection row) => new(
        row.Id,
        row.ChatbotId,
        row.IntegrationId,
        ChannelNames.Of(row.Channel),
        row.Reason,
        row.AccountId,
        row.Address,
        row.TriedUrls,
        row.TriedVariants,
        row.TriedKeys,
        row.Diagnosis.Difference,
        row.Diagnosis.MatchedUrl,
        row.Diagnosis.MatchedKey is { } key ? JsonNamingPolicy.CamelCase.ConvertName(key.ToString()) : null,
        row.Diagnosis.Setting,
        row.Diagnosis.Advice,
        row.CreatedAt);
}
