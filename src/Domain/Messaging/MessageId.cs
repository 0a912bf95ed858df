namespace SmsPlatform.Domain.Messaging;

/// <summary>Identifies a message. Version 7, so ids sort by creation time.</summary>
public readonly record struct MessageId(Guid Value) : IStronglyTypedId<MessageId>
{
    public static MessageId New(DateTimeOffset now) => new(Guid.CreateVersion7(now));

    public static MessageId From(Guid value) => new(value);

    public override string ToString() => Value.ToString();
}
