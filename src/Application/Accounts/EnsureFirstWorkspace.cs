using SmsPlatform.Domain.Accounts;

namespace SmsPlatform.Application.Accounts;

/// <summary>Answers the oldest workspace, and makes it where there is none. Any number of nodes may ask at once.</summary>
public sealed record EnsureFirstWorkspace : ICommand<WorkspaceId>, ISystemRequest;
