namespace SmsPlatform.Domain.Accounts;

/// <summary>The tenant: every chatbot and all data belong to exactly one.</summary>
public sealed class Workspace
{
    public const int MaxNameLength = 100;

    private Workspace(WorkspaceId id, string name, DateTimeOffset createdAt)
    {
        Id = id;
        Name = name;
        CreatedAt = createdAt;
    }

    public WorkspaceId Id { get; }

    public string Name { get; private set; }

    public DateTimeOffset CreatedAt { get; }

    public static Workspace Create(string name, DateTimeOffset now) => new(WorkspaceId.New(now), name, now);

    public void Rename(string name) => Name = name;
}
