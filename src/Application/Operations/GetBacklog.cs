namespace SmsPlatform.Application.Operations;

/// <summary>How far behind the platform is. Fails with <c>store.unavailable</c> when the database does not answer.</summary>
public sealed record GetBacklog : IQuery<Backlog>, ISystemRequest;

/// <param name="OldestUnanswered">How long the oldest due conversation has waited for its answer.</param>
/// <param name="OldestUndelivered">How long the oldest queued message has waited beyond its due time.</param>
public sealed record Backlog(TimeSpan OldestUnanswered, TimeSpan OldestUndelivered);
