namespace SmsPlatform.Domain.Automation;

/// <summary>Identifies a reply template. Version 7, so ids sort by creation time.</summary>
public readonly record struct ReplyTemplateId(Guid Value) : IStronglyTypedId<ReplyTemplateId>
{
    public static ReplyTemplateId New(DateTimeOffset now) => new(Guid.CreateVersion7(now));

    public static ReplyTemplateId From(Guid value) => new(value);

    public override string ToString() => Value.ToString();
}
