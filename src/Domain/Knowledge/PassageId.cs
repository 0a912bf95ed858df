namespace SmsPlatform.Domain.Knowledge;

/// <summary>Identifies a passage of a document. Version 7, so ids sort by creation time.</summary>
public readonly record struct PassageId(Guid Value) : IStronglyTypedId<PassageId>
{
    public static PassageId New(DateTimeOffset now) => new(Guid.CreateVersion7(now));

    public static PassageId From(Guid value) => new(value);

    public override string ToString() => Value.ToString();
}
