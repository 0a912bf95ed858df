using Npgsql;
using SmsPlatform.Infrastructure.Database;

namespace SmsPlatform.Infrastructure.Messaging.Feed;

internal static class FeedRanges
{
    /// <summary>As the first four parameters: after, up to, limit, workspace.</summary>
    public static NpgsqlCommand Add(this NpgsqlCommand command, FeedRange range) =>
        command.Add(range.After).Add(range.UpTo).Add(range.Limit).AddNullable(range.WorkspaceId);
}
