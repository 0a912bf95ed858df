using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.Json;
using SmsPlatform.GraphQL;
using SmsPlatform.GraphQL.Execution;
using SmsPlatform.GraphQL.Language;
using SmsPlatform.GraphQL.TypeSystem;

namespace SmsPlatform.GraphQLTests.Binding;

public sealed record Colour(int Value);

/// <summary>A scalar as an application writes it.</summary>
public sealed class ColourType() : ScalarType<Colour>("Colour", "Red, green and blue.")
{
    public override bool TryRead(ValueNode literal, [MaybeNullWhen(false)] out Colour value) =>
        TryParse((literal as StringValueNode)?.Value, out value);

    public override bool TryRead(ref Utf8JsonReader reader, [MaybeNullWhen(false)] out Colour value) =>
        TryParse(reader.TokenType == JsonTokenType.String ? reader.GetString() : null, out value);

    public override bool TryWrite(ResultWriter output, Colour value)
    {
        output.WriteString($"#{value.Value:x6}");
        return true;
    }

    private static bool TryParse(string? text, [MaybeNullWhen(false)] out Colour value)
    {
        value = text is ['#', .. { Length: 6 } digits] && int.TryParse(digits, NumberStyles.HexNumber, CultureInfo.InvariantCulture, out var number)
            ? new Colour(number)
            : null;
        return value is not null;
    }
}

[QueryType]
public static class ColourQueries
{
    public static Colour Mix(Colour with) => new(with.Value + 1);
}
