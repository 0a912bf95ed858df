using MediatR;
using SmsPlatform.Application.Channels;
using SmsPlatform.Domain;
using SmsPlatform.Domain.Channels;
using SmsPlatform.Domain.Chatbots;
using Integration = SmsPlatform.Application.Channels.Views.Integration;

namespace SmsPlatform.WebApi.GraphQL.Channels;

[MutationType]
public static partial class ChannelsMutations
{
    /// <summary>Connects a chatbot to a channel, or changes the connection. For owners.</summary>
    /// <param name="fields">As <c>channels</c> names them. What is left out stays as it is; an empty text removes an optional one.</param>
    /// <param name="enabled">Left out: as it is; a new one is off.</param>
    public static async Task<FieldResult<Integration, ValidationError, NotFoundError, NotAllowedError, RefusedError, ConflictError>> SaveIntegrationAsync(
        [ID("Chatbot")] Guid chatbotId,
        Channel channel,
        IReadOnlyList<IntegrationFieldInput> fields,
        bool? enabled,
        IMediator mediator,
        CancellationToken cancellationToken)
    {
        if (fields.GroupBy(field => field.Name).FirstOrDefault(group => group.Count() > 1) is { } repeated)
        {
            return ((Result<Integration>)ChannelsErrors.FieldRepeated(repeated.Key)).ToFieldResult();
        }

        var command = new SaveIntegration(new ChatbotId(chatbotId), channel, fields.ToDictionary(field => field.Name, field => field.Value), enabled);
        return (await mediator.Send(command, cancellationToken)).ToFieldResult();
    }

    /// <summary>Asks the provider whether the connection works. What it finds becomes the integration's status. For owners.</summary>
    [UseMutationConvention(PayloadFieldName = "test")]
    public static async Task<FieldResult<IntegrationTest, ValidationError, NotFoundError, NotAllowedError, RefusedError, ConflictError>> TestIntegrationAsync(
        [ID<Integration>] Guid id, IMediator mediator, CancellationToken cancellationToken) =>
        (await mediator.Send(new FindChatbotOf(new IntegrationId(id)), cancellationToken)
            .ThenAsync(chatbot => mediator.Send(new TestIntegration(chatbot, new IntegrationId(id)), cancellationToken))
            .SelectAsync(test => IntegrationTest.Of(test, id))).ToFieldResult();

    /// <summary>Sets the webhook addresses at the provider to this installation's own. For owners.</summary>
    [UseMutationConvention(PayloadFieldName = "test")]
    public static async Task<FieldResult<IntegrationTest, ValidationError, NotFoundError, NotAllowedError, RefusedError, ConflictError>> PointIntegrationWebhooksAsync(
        [ID<Integration>] Guid id, IMediator mediator, CancellationToken cancellationToken) =>
        (await mediator.Send(new FindChatbotOf(new IntegrationId(id)), cancellationToken)
            .ThenAsync(chatbot => mediator.Send(new PointWebhooks(chatbot, new IntegrationId(id)), cancellationToken))
            .SelectAsync(test => IntegrationTest.Of(test, id))).ToFieldResult();

    /// <summary>Switches an integration on or off. Off, nothing is sent and what waits is held; webhooks are still stored. For owners.</summary>
    /// <param name="enabled">Left out: the opposite of what it is.</param>
    public static async Task<FieldResult<Integration, ValidationError, NotFoundError, NotAllowedError, RefusedError, ConflictError>> ToggleIntegrationAsync(
        [ID<Integration>] Guid id, bool? enabled, IMediator mediator, CancellationToken cancellationToken) =>
        (await mediator.Send(new FindChatbotOf(new IntegrationId(id)), cancellationToken)
            .ThenAsync(chatbot => mediator.Send(new ToggleIntegration(chatbot, new IntegrationId(id), enabled), cancellationToken))).ToFieldResult();

    /// <summary>Deletes an integration: its credentials are gone, and what waits to be sent fails. Conversations stay. For owners.</summary>
    [ID<Integration>]
    [UseMutationConvention(PayloadFieldName = "deletedId")]
    public static async Task<FieldResult<Guid?, ValidationError, NotFoundError, NotAllowedError, RefusedError, ConflictError>> DeleteIntegrationAsync(
        [ID<Integration>] Guid id, IMediator mediator, CancellationToken cancellationToken) =>
        (await mediator.Send(new FindChatbotOf(new IntegrationId(id)), cancellationToken)
            .ThenAsync(chatbot => mediator.Send(new DeleteIntegration(chatbot, new IntegrationId(id)), cancellationToken))
            .SelectAsync(_ => (Guid?)id)).ToFieldResult();

    /// <summary>Seals every credential with the current encryption key, while everything runs. For admins.</summary>
    public static async Task<FieldResult<SecretRotation, ValidationError, NotFoundError, NotAllowedError, RefusedError, ConflictError>> RotateSecretsAsync(
        IMediator mediator, CancellationToken cancellationToken) =>
        (await mediator.Send(new RotateSecrets(), cancellationToken)).ToFieldResult();
}

/// <summary>One field of a connection.</summary>
public sealed record IntegrationFieldInput(string Name, string Value)
{
    /// <summary>Keeps secrets out of logs and exceptions.</summary>
    public override string ToString() => Name;
}

/// <summary>What a test of a connection found.</summary>
/// <param name="Verdict">What it means for the integration.</param>
/// <param name="Code">Stable, such as <c>twilio.credentials_refused</c>.</param>
/// <param name="Message">One sentence that tells a person what to do.</param>
/// <param name="Checks">What was looked at, in order.</param>
public sealed record IntegrationTest(TestVerdict Verdict, string Code, string Message, IReadOnlyList<ConnectionCheck> Checks, Guid IntegrationId)
{
    internal static IntegrationTest Of(ConnectionTest test, Guid integrationId) =>
        new(test.Verdict, test.Code, test.Message, test.Checks, integrationId);
}

/// <summary>What a test of a connection found.</summary>
[ObjectType<IntegrationTest>]
public static partial class IntegrationTestNode
{
    /// <summary>What was tested, as it is now.</summary>
    [BindMember(nameof(IntegrationTest.IntegrationId))]
    public static Task<Integration?> GetIntegrationAsync(
        [Parent] IntegrationTest test, IntegrationByIdLoader loader, CancellationToken cancellationToken) =>
        loader.LoadAsync(test.IntegrationId, cancellationToken);
}
