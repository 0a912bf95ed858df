using SmsPlatform.Domain;

namespace SmsPlatform.WebApi;

/// <summary>Reads ids as they come in from outside.</summary>
internal static class Ids
{
    public static Result<TId> Parse<TId>(string text, string field = "id")
        where TId : struct, IStronglyTypedId<TId> =>
        Guid.TryParseExact(text, "D", out var value)
            ? TId.From(value)
            : Error.Validation("id.invalid", "The id is not a UUID.", field);
}
