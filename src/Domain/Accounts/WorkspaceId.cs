namespace SmsPlatform.Domain.Accounts;

/// <summary>Identifies a workspace (the tenant). Version 7, so ids sort by creation time.</summary>
public readonly record struct WorkspaceId(Guid Value) : IStronglyTypedId<WorkspaceId>
{
    public static WorkspaceId New(DateTimeOffset now) => new(Guid.CreateVersion7(now));

    public static WorkspaceId From(Guid value) => new(value);

    public override string ToString() => Value.ToString();
}
