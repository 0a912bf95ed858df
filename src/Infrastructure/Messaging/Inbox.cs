using System.Text.Json;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;
using SmsPlatform.Application.Channels;
using SmsPlatform.Application.Messaging;
using SmsPlatform.Domain;
using SmsPlatform.Domain.Channels;
using SmsPlatform.Domain.Messaging;
using SmsPlatform.Infrastructure.Database;

namespace SmsPlatform.Infrastructure.Messaging;

/// <summary>Stores what people write, many webhooks to one transaction.</summary>
internal sealed partial class Inbox : IInbox, IHostedService, IDisposable
{
    // Two, so that one batch is built up and sent while the other waits for the disk.
    private const int Lanes = 2;
    private const int MaxTries = 5;

    private readonly GroupCommit<InboxRow, Result<Done>> _commits;
    private readonly NpgsqlDataSource _database;
    private readonly WorkSignal _work;
    private readonly ILogger<Inbox> _logger;

    public Inbox(NpgsqlDataSource database, WorkSignal work, ILogger<Inbox> logger)
    {
        _database = database;
        _work = work;
        _logger = logger;
        _commits = new GroupCommit<InboxRow, Result<Done>>(WriteAsync, Lanes);
    }

    public async Task<Result<Done>> StoreAsync(
        ConnectedIntegration integration, InboundMessage message, DateTimeOffset receivedAt, CancellationToken cancellationToken)
    {
        if (!_commits.TryAdd(InboxRow.From(integration, message, receivedAt), out var committed))
        {
            LogOverloaded();
            return StoreErrors.Unavailable;
        }

        try
        {
            return await committed;
        }
        catch (Exception exception) when (exception is NpgsqlException or OperationCanceledException or TimeoutException)
        {
            LogUnavailable(exception);
            return StoreErrors.Unavailable;
        }
    }

    public Task StartAsync(CancellationToken cancellationToken) => _commits.StartAsync(cancellationToken);

    public Task StopAsync(CancellationToken cancellationToken) => _commits.StopAsync(cancellationToken);

    public void Dispose() => _commits.Dispose();

    private async Task<IReadOnlyList<Result<Done>>> WriteAsync(IReadOnlyList<InboxRow> rows, CancellationToken cancellationToken)
    {
        var answers = new Result<Done>[rows.Count];
        try
        {
            await WriteOnceAsync(rows, cancellationToken);
        }
        catch (PostgresException exception) when (rows.Count > 1 && !exception.IsTransient)
        {
            // One message that PostgreSQL refuses must not cost the others; alone, each meets its own fate.
            for (var i = 0; i < rows.Count; i++)
            {
                answers[i] = (await WriteAsync([rows[i]], cancellationToken))[0];
            }
        }
        catch (PostgresException exception) when (!exception.IsTransient)
        {
            LogRefused(exception, rows[0].Integration.Id.Value);
            answers[0] = StoreErrors.Unavailable;
        }

        _work.MessagesWereStored();

        // The answer worker is not told: nothing is due before its quiet window is over, and then it looks by itself.
        return answers;
    }

    private async Task WriteOnceAsync(IReadOnlyList<InboxRow> rows, CancellationToken cancellationToken)
    {
        var distinct = rows.DistinctBy(row => (row.Integration.Id, row.Message.ExternalId)).ToList();
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                await using var command = InboxSql.Command(_database, distinct);
                await command.ExecuteNonQueryAsync(cancellationToken);
                return;
            }
            catch (PostgresException exception) when (attempt < MaxTries && IsCollision(exception))
            {
                // Two nodes stored the same message, or touched the same conversations in different orders, or one was erased
                // meanwhile; nothing was written, so the batch just goes again.
                LogCollision(exception.SqlState);
            }
        }
    }

    private static bool IsCollision(PostgresException exception) => exception.SqlState
        is PostgresErrorCodes.DeadlockDetected
        or PostgresErrorCodes.SerializationFailure
        or PostgresErrorCodes.UniqueViolation
        or PostgresErrorCodes.NotNullViolation
        or PostgresErrorCodes.ForeignKeyViolation;

    [LoggerMessage(Level = LogLevel.Error, Message = "Messages could not be stored; their providers are asked to post again.")]
    private partial void LogUnavailable(Exception exception);

    [LoggerMessage(Level = LogLevel.Error, Message = "PostgreSQL refuses a message of integration {IntegrationId}.")]
    private partial void LogRefused(Exception exception, Guid integrationId);

    [LoggerMessage(Level = LogLevel.Error, Message = "More webhooks wait to be stored than the inbox holds; providers are asked to post again.")]
    private partial void LogOverloaded();

    [LoggerMessage(Level = LogLevel.Information, Message = "A batch of messages collided with another one ({SqlState}) and is stored again.")]
    private partial void LogCollision(string sqlState);
}

/// <summary>One inbound message as its row will be.</summary>
internal sealed record InboxRow(
    ConnectedIntegration Integration,
    InboundMessage Message,
    DateTimeOffset ReceivedAt,
    Guid MessageId,
    Guid ConversationId,
    Guid ContactId,
    int Segments,
    string? Encoding,
    string Media,
    string? ProviderData)
{
    public static InboxRow From(ConnectedIntegration integration, InboundMessage message, DateTimeOffset receivedAt)
    {
        var size = integration.Channel == Channel.Sms ? SmsSegments.Count(message.Body) : default;
        return new InboxRow(
            integration,
            message,
            receivedAt,
            Guid.CreateVersion7(receivedAt),
            Guid.CreateVersion7(receivedAt),
            Guid.CreateVersion7(receivedAt),
            message.Segments > 0 ? message.Segments : size.Segments,
            integration.Channel == Channel.Sms ? size.Encoding.Name() : null,
            message.Media.Count == 0 ? "[]" : JsonSerializer.Serialize(message.Media, JsonSerializerOptions.Web),
            message.ProviderData.Count == 0 ? null : JsonSerializer.Serialize(message.ProviderData));
    }
}
