namespace SmsPlatform.Domain.Automation;

/// <summary>Identifies a keyword rule. Version 7, so ids sort by creation time.</summary>
public readonly record struct KeywordRuleId(Guid Value) : IStronglyTypedId<KeywordRuleId>
{
    public static KeywordRuleId New(DateTimeOffset now) => new(Guid.CreateVersion7(now));

    public static KeywordRuleId From(Guid value) => new(value);

    public override string ToString() => Value.ToString();
}
