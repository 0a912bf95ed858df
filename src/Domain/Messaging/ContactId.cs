namespace SmsPlatform.Domain.Messaging;

/// <summary>Identifies a contact. Version 7, so ids sort by creation time.</summary>
public readonly record struct ContactId(Guid Value) : IStronglyTypedId<ContactId>
{
    public static ContactId New(DateTimeOffset now) => new(Guid.CreateVersion7(now));

    public static ContactId From(Guid value) => new(value);

    public override string ToString() => Value.ToString();
}
