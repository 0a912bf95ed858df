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
    private const int MaxTries = 5;

    // Providers wait some 15 seconds. A batch that meets a database that hangs takes as long as a connection and a statement may, and
    // whoever comes meanwhile waits for it first; told in time, the provider posts again, and what was stored after all is stored once.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(12);

    // Providers that post again do so for a while.
    private const long Careful = 1_000;

    private readonly GroupCommit<InboxRow, Result<Done>> _commits;
    private readonly KnownConversations _known = new();
    private readonly NpgsqlDataSource _database;
    private readonly WorkSignal _work;
    private readonly ILogger<Inbox> _logger;
    private long _carefulUntil;

    public Inbox(GenericPlans plans, WorkSignal work, ILogger<Inbox> logger)
    {
        _database = plans.Database;
        _work = work;
        _logger = logger;
        _commits = new GroupCommit<InboxRow, Result<Done>>(WriteAsync);
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
            return await committed.WaitAsync(Patience, CancellationToken.None);
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
        catch (PostgresException exception) when (rows.Count > 1 && !DatabaseAway.Is(exception))
        {
            // One message that PostgreSQL refuses must not cost the others; alone, each meets its own fate.
            for (var i = 0; i < rows.Count; i++)
            {
                answers[i] = (await WriteAsync([rows[i]], cancellationToken))[0];
            }
        }
        catch (PostgresException exception) when (!DatabaseAway.Is(exception))
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
        var batch = InboxBatch.Of(rows);
        for (var attempt = 1; ; attempt++)
        {
            var looksFirst = attempt > 1 || Environment.TickCount64 < Volatile.Read(ref _carefulUntil);
            try
            {
                await WriteAsync(batch, looksFirst, cancellationToken);
                return;
            }
            catch (PostgresException exception) when (attempt < MaxTries && IsCollision(exception))
            {
                // Stored before, or by two nodes at once; or its conversation was erased meanwhile. Nothing was written, so the batch
                // goes again and looks at everything first.
                LogCollision(exception.SqlState);
                if (exception.SqlState == PostgresErrorCodes.UniqueViolation)
                {
                    Volatile.Write(ref _carefulUntil, Environment.TickCount64 + Careful);
                }

                foreach (var thread in batch.Threads)
                {
                    _known.Forget(thread.Key);
                }
            }
        }
    }

    private async Task WriteAsync(InboxBatch batch, bool looksFirst, CancellationToken cancellationToken)
    {
        var unknown = new List<InboxThread>();
        foreach (var thread in batch.Threads)
        {
            thread.ConversationId = _known.Find(thread.Key);
            if (thread.ConversationId is null)
            {
                unknown.Add(thread);
            }
        }

        await using var connection = await _database.OpenConnectionAsync(cancellationToken);
        await using var sql = new NpgsqlBatch(connection);
        if (unknown.Count > 0)
        {
            InboxSql.AddStart(sql, unknown);
        }

        if (looksFirst)
        {
            InboxSql.AddFresh(sql, batch.Entries);
        }
        else
        {
            InboxSql.AddTouch(sql, batch.Threads);
            InboxSql.AddMessages(sql, batch.Entries);
        }

        var words = batch.Entries.Where(entry => entry.Row.Message.Consent is not null).Select(entry => entry.Row).ToList();
        if (words.Count > 0)
        {
            InboxSql.AddConsent(sql, words);
        }

        await using (var reader = await sql.ExecuteReaderAsync(cancellationToken))
        {
            foreach (var thread in unknown)
            {
                await reader.ReadAsync(cancellationToken);
                thread.ConversationId = await reader.IsDBNullAsync(0, cancellationToken) ? null : reader.GetGuid(0);
            }

            // To the end, where what went wrong is heard of.
            while (await reader.NextResultAsync(cancellationToken))
            {
            }
        }

        foreach (var thread in unknown)
        {
            if (thread.ConversationId is { } started)
            {
                _known.Add(thread.Key, started);
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
