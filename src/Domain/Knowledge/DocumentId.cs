namespace SmsPlatform.Domain.Knowledge;

/// <summary>Identifies a document of a knowledge base. Version 7, so ids sort by creation time.</summary>
public readonly record struct DocumentId(Guid Value) : IStronglyTypedId<DocumentId>
{
    public static DocumentId New(DateTimeOffset now) => new(Guid.CreateVersion7(now));

    public static DocumentId From(Guid value) => new(value);

    public override string ToString() => Value.ToString();
}
