namespace SmsPlatform.Domain;

/// <summary>An id of one kind of thing, so that ids of two kinds cannot be confused.</summary>
public interface IStronglyTypedId<TSelf>
    where TSelf : struct, IStronglyTypedId<TSelf>
{
    Guid Value { get; }

    static abstract TSelf From(Guid value);
}
