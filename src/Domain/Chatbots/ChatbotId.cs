namespace SmsPlatform.Domain.Chatbots;

/// <summary>Identifies a chatbot. Version 7, so ids sort by creation time.</summary>
public readonly record struct ChatbotId(Guid Value) : IStronglyTypedId<ChatbotId>
{
    public static ChatbotId New(DateTimeOffset now) => new(Guid.CreateVersion7(now));

    public static ChatbotId From(Guid value) => new(value);

    public override string ToString() => Value.ToString();
}
