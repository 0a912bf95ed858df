namespace SmsPlatform.Domain.Messaging;

/// <summary>Identifies an entry of the consent ledger. Version 7, so ids sort by creation time.</summary>
public readonly record struct ConsentEntryId(Guid Value) : IStronglyTypedId<ConsentEntryId>
{
    public static ConsentEntryId New(DateTimeOffset now) => new(Guid.CreateVersion7(now));

    public static ConsentEntryId From(Guid value) => new(value);

    public override string ToString() => Value.ToString();
}
