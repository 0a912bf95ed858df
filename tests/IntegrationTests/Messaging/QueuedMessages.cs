namespace SmsPlatform.IntegrationTests.Messaging;

internal static class QueuedMessages
{
    /// <summary>A message as the answer step leaves it, due only later so that no worker is quicker.</summary>
    public static Task QueueForLaterAsync(this PlatformHost host, Guid conversation) => host.ExecuteAsync(
        """
        INSERT INTO messaging.messages
            (id, workspace_id, conversation_id, integration_id, channel, direction, status, status_rank, "from", "to", body,
             segments, account_id, processed, is_automatic, attempts, next_attempt_at, created_at)
        SELECT gen_random_uuid(), c.workspace_id, c.id, c.integration_id, c.channel, 'outbound', 'queued', 0, a.our_address, c.contact_address,
               'too late', 1, '', false, true, 0, now() + interval '1 hour', now()
        FROM messaging.conversations AS c JOIN messaging.conversation_activity AS a ON a.conversation_id = c.id WHERE c.id = $1
        """,
        conversation);
}
