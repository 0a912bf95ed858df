using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace SmsPlatform.Infrastructure.Database;

/// <summary>Gives the database its own spelling: <c>snake_case</c> for names and for the values of enums.</summary>
internal static class SnakeCase
{
    public static string Of(string name)
    {
        var result = new System.Text.StringBuilder(name.Length + 8);
        for (var i = 0; i < name.Length; i++)
        {
            var startsWord = char.IsUpper(name[i])
                && i > 0
                && name[i - 1] != '_'
                && (!char.IsUpper(name[i - 1]) || (i + 1 < name.Length && char.IsLower(name[i + 1])));
            if (startsWord)
            {
                result.Append('_');
            }

            result.Append(char.ToLowerInvariant(name[i]));
        }

        return result.ToString();
    }

    public static void UseSnakeCase(this ModelBuilder model)
    {
        foreach (var entity in model.Model.GetEntityTypes())
        {
            foreach (var property in entity.GetProperties())
            {
                property.SetColumnName(Of(property.GetColumnName()));
            }

            foreach (var key in entity.GetKeys())
            {
                key.SetName(Of(key.GetName()!));
            }

            foreach (var key in entity.GetForeignKeys())
            {
                key.SetConstraintName(Of(key.GetConstraintName()!));
            }

            foreach (var index in entity.GetIndexes())
            {
                index.SetDatabaseName(Of(index.GetDatabaseName()!));
            }
        }
    }
}

/// <summary>Enums as text that SQL, the view and a person read alike: <c>web_chat</c>.</summary>
internal sealed class EnumText<TEnum>() : ValueConverter<TEnum, string>(
    value => EnumText<TEnum>.Text(value),
    text => EnumText<TEnum>.Value(text))
    where TEnum : struct, Enum
{
    // WhatsApp is one word to everyone but a naming rule.
    private static readonly Dictionary<TEnum, string> Texts = Enum.GetValues<TEnum>()
        .ToDictionary(value => value, value => value.ToString() == "WhatsApp" ? "whatsapp" : SnakeCase.Of(value.ToString()));

    private static readonly Dictionary<string, TEnum> Values = Texts.ToDictionary(pair => pair.Value, pair => pair.Key);

    public static string Text(TEnum value) => Texts[value];

    public static TEnum Value(string text) => Values[text];
}
