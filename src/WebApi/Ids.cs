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

    /// <summary>Null where nothing, or an empty text, is said.</summary>
    public static Result<TId?> ParseOptional<TId>(string? text, string field)
        where TId : struct, IStronglyTypedId<TId>
    {
        if (string.IsNullOrEmpty(text))
        {
            return (TId?)null;
        }

        var parsed = Parse<TId>(text, field);
        return parsed.IsSuccess ? (TId?)parsed.Value : parsed.Error;
    }
}
