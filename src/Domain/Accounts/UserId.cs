namespace SmsPlatform.Domain.Accounts;

/// <summary>Identifies a user. Version 7, so ids sort by creation time.</summary>
public readonly record struct UserId(Guid Value) : IStronglyTypedId<UserId>
{
    public static UserId New(DateTimeOffset now) => new(Guid.CreateVersion7(now));

    public static UserId From(Guid value) => new(value);

    public override string ToString() => Value.ToString();
}
