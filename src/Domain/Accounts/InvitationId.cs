namespace SmsPlatform.Domain.Accounts;

/// <summary>Identifies an invitation. Version 7, so ids sort by creation time.</summary>
public readonly record struct InvitationId(Guid Value) : IStronglyTypedId<InvitationId>
{
    public static InvitationId New(DateTimeOffset now) => new(Guid.CreateVersion7(now));

    public static InvitationId From(Guid value) => new(value);

    public override string ToString() => Value.ToString();
}
