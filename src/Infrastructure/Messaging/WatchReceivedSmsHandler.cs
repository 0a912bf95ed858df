using System.Runtime.CompilerServices;
using Npgsql;
using SmsPlatform.Application;
using SmsPlatform.Application.Accounts;
using SmsPlatform.Application.Messaging;
using SmsPlatform.Domain;
using SmsPlatform.Domain.Messaging;
using SmsPlatform.Infrastructure.Database;
using SmsPlatform.Infrastructure.Lists;
using Message = SmsPlatform.Application.Messaging.Views.Message;

namespace SmsPlatform.Infrastructure.Messaging;

internal sealed class WatchReceivedSmsHandler(ReceivedSmsFeed feed, NpgsqlDataSource database, ListReader lists, ICaller caller)
    : IQueryHandler<WatchReceivedSms, IAsyncEnumerable<Message>>
{
    private const int Page = 200;

    public async Task<Result<IAsyncEnumerable<Message>>> Handle(WatchReceivedSms query, CancellationToken cancellationToken)
    {
        // Kept apart from the caller, who may be gone from this scope when the stream runs.
        var workspaceId = caller.WorkspaceId!.Value.Value;
        long? after = null;
        if (query.After is { } last)
        {
            after = await SeqOfAsync(last, workspaceId, cancellationToken);
            if (after is null)
            {
                return MessagingErrors.NotFound(new MessageId(last));
            }
        }

        return Result<IAsyncEnumerable<Message>>.Success(StreamAsync(query, workspaceId, after, CancellationToken.None));
    }

    private async IAsyncEnumerable<Message> StreamAsync(
        WatchReceivedSms query, Guid workspaceId, long? after, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        // Watching begins before the replay ends where it begins, so between the two nothing is missed and nothing comes twice.
        var watcher = await feed.WatchAsync(cancellationToken);
        try
        {
            for (var position = after ?? watcher.StartsAfter; position < watcher.StartsAfter;)
            {
                var missed = await ReplayAsync(workspaceId, position, watcher.StartsAfter, cancellationToken);
                foreach (var message in await LoadAsync(missed.Where(sms => Fits(sms, query, workspaceId)), cancellationToken))
                {
                    yield return message;
                }

                position = missed.Count == Page ? missed[^1].Seq : watcher.StartsAfter;
            }

            while (await watcher.Items.Reader.WaitToReadAsync(cancellationToken))
            {
                var batch = new List<ReceivedSms>();
                while (batch.Count < Page && watcher.Items.Reader.TryRead(out var sms))
                {
                    if (Fits(sms, query, workspaceId))
                    {
                        batch.Add(sms);
                    }
                }

                foreach (var message in await LoadAsync(batch, cancellationToken))
                {
                    yield return message;
                }
            }
        }
        finally
        {
            feed.Leave(watcher);
        }
    }

    private static bool Fits(ReceivedSms sms, WatchReceivedSms query, Guid workspaceId) =>
        sms.WorkspaceId == workspaceId
        && (query.ChatbotId is not { } chatbot || sms.ChatbotId == chatbot)
        && (query.PhoneNumber is not { Length: > 0 } number || sms.From == number || sms.To == number);

    private async Task<IReadOnlyList<Message>> LoadAsync(IEnumerable<ReceivedSms> items, CancellationToken cancellationToken)
    {
        var ids = items.Select(sms => sms.Id).ToList();
        if (ids.Count == 0)
        {
            return [];
        }

        var rows = await lists.ReadByKeyAsync(MessagingTables.Messages, "m.id", ids, message => message.Id, cancellationToken);
        return [.. ids.Where(rows.ContainsKey).Select(id => rows[id])];
    }

    private async Task<IReadOnlyList<ReceivedSms>> ReplayAsync(Guid workspaceId, long after, long upTo, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand("""
            SELECT m.seq, m.id, m.workspace_id, c.chatbot_id, m."from", m."to"
            FROM messaging.messages AS m
            JOIN messaging.conversations AS c ON c.id = m.conversation_id
            WHERE m.workspace_id = $1 AND m.seq > $2 AND m.seq <= $3 AND m.direction = 'inbound' AND m.channel = 'sms'
            ORDER BY m.seq
            LIMIT $4
            """);
        command.Add(workspaceId).Add(after).Add(upTo).Add(Page);
        return await command.ReadAllAsync(ReceivedSms.Read, cancellationToken);
    }

    private async Task<long?> SeqOfAsync(Guid id, Guid workspaceId, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand("SELECT seq FROM messaging.messages WHERE id = $1 AND workspace_id = $2");
        command.Add(id).Add(workspaceId);
        return await command.ExecuteScalarAsync(cancellationToken) as long?;
    }
}
