namespace SmsPlatform.GraphQL.TypeSystem;

/// <summary>Makes the scalars. Each schema gets its own, because a type knows its wrappers and its schema's directives.</summary>
internal static class Scalars
{
    public static bool IsSpecified(string name) =>
        name is ScalarNames.Int or ScalarNames.Float or ScalarNames.String or ScalarNames.Boolean or ScalarNames.ID;

    public static ScalarType? Create(string name) => name switch
    {
        ScalarNames.Int => new IntegerScalar<int>(name) { IsBuiltIn = true },
        ScalarNames.Float => new FloatScalar { IsBuiltIn = true },
        ScalarNames.String => new StringScalar { IsBuiltIn = true },
        ScalarNames.Boolean => new BooleanScalar { IsBuiltIn = true },
        ScalarNames.ID => new IdScalar { IsBuiltIn = true },
        ScalarNames.DateTime => new DateTimeScalar(),
        ScalarNames.Date => new DateScalar(),
        ScalarNames.LocalTime => new LocalTimeScalar(),
        ScalarNames.UUID => new UuidScalar(),
        ScalarNames.URL => new UrlScalar(),
        ScalarNames.Decimal => new DecimalScalar(),
        ScalarNames.TimeSpan => new TimeSpanScalar(),
        ScalarNames.ByteArray => new ByteArrayScalar(),
        ScalarNames.Long => new IntegerScalar<long>(
            name,
            "The `Long` scalar type represents non-fractional signed whole 64-bit numeric values. "
            + "Long can represent values between -(2^63) and 2^63 - 1."),
        ScalarNames.Short => new IntegerScalar<short>(
            name,
            "The `Short` scalar type represents non-fractional signed whole 16-bit numeric values. "
            + "Short can represent values between -(2^15) and 2^15 - 1."),
        ScalarNames.Byte => new IntegerScalar<byte>(
            name,
            "The `Byte` scalar type represents non-fractional whole numeric values. Byte can represent values between 0 and 255."),
        ScalarNames.Any or ScalarNames.JSON => new AnyScalar(name),
        _ => null,
    };

    /// <summary>The scalar of a .NET type, as HotChocolate binds them.</summary>
    public static string? NameOf(Type type) =>
        type == typeof(string) || type == typeof(char) ? ScalarNames.String
        : type == typeof(int) || type == typeof(ushort) ? ScalarNames.Int
        : type == typeof(bool) ? ScalarNames.Boolean
        : type == typeof(double) || type == typeof(float) ? ScalarNames.Float
        : type == typeof(decimal) ? ScalarNames.Decimal
        : type == typeof(long) || type == typeof(uint) ? ScalarNames.Long
        : type == typeof(short) || type == typeof(sbyte) ? ScalarNames.Short
        : type == typeof(byte) ? ScalarNames.Byte
        : type == typeof(Guid) ? ScalarNames.UUID
        : type == typeof(Uri) ? ScalarNames.URL
        : type == typeof(DateTimeOffset) || type == typeof(DateTime) ? ScalarNames.DateTime
        : type == typeof(DateOnly) ? ScalarNames.Date
        : type == typeof(TimeOnly) ? ScalarNames.LocalTime
        : type == typeof(TimeSpan) ? ScalarNames.TimeSpan
        : type == typeof(byte[]) ? ScalarNames.ByteArray
        : type == typeof(System.Text.Json.JsonElement) || type == typeof(System.Text.Json.JsonDocument) ? ScalarNames.JSON
        : type == typeof(object) || typeof(System.Text.Json.Nodes.JsonNode).IsAssignableFrom(type) ? ScalarNames.Any
        : null;
}
