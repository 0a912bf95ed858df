namespace SmsPlatform.Domain.Accounts;

/// <summary>Identifies an API key. Version 7, so ids sort by creation time.</summary>
public readonly record struct ApiKeyId(Guid Value) : IStronglyTypedId<ApiKeyId>
{
    public static ApiKeyId New(DateTimeOffset now) => new(Guid.CreateVersion7(now));

    public static ApiKeyId From(Guid value) => new(value);

    public override string ToString() => Value.ToString();
}
