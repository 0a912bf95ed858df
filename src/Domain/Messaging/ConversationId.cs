namespace SmsPlatform.Domain.Messaging;

/// <summary>Identifies a conversation. Version 7, so ids sort by creation time.</summary>
public readonly record struct ConversationId(Guid Value) : IStronglyTypedId<ConversationId>
{
    public static ConversationId New(DateTimeOffset now) => new(Guid.CreateVersion7(now));

    public static ConversationId From(Guid value) => new(value);

    public override string ToString() => Value.ToString();
}
