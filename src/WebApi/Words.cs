using System.Text.Json;
using SmsPlatform.Domain;

namespace SmsPlatform.WebApi;

/// <summary>Enums in REST: their names in camelCase, never their numbers.</summary>
internal static class Words
{
    public static string Of<TEnum>(TEnum value)
        where TEnum : struct, Enum =>
        JsonNamingPolicy.CamelCase.ConvertName(value.ToString());

    /// <summary>Null where nothing is said.</summary>
    public static Result<TEnum?> Parse<TEnum>(string? text, string field, string code)
        where TEnum : struct, Enum
    {
        if (text is null)
        {
            return (TEnum?)null;
        }

        foreach (var value in Enum.GetValues<TEnum>())
        {
            if (Of(value).Equals(text, StringComparison.OrdinalIgnoreCase))
            {
                return (TEnum?)value;
            }
        }

        return Error.Validation(code, $"One of: {string.Join(", ", Enum.GetValues<TEnum>().Select(Of))}.", field);
    }
}
