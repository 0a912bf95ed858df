namespace SmsPlatform.Domain.Channels;

/// <summary>Identifies an integration. Version 7, so ids sort by creation time.</summary>
public readonly record struct IntegrationId(Guid Value) : IStronglyTypedId<IntegrationId>
{
    public static IntegrationId New(DateTimeOffset now) => new(Guid.CreateVersion7(now));

    public static IntegrationId From(Guid value) => new(value);

    public override string ToString() => Value.ToString();
}
