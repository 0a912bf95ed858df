using SmsPlatform.GraphQL.TypeSystem;

namespace SmsPlatform.GraphQL.Binding;

/// <summary>The scalars that marker classes stand for.</summary>
internal static class Markers
{
    private static readonly Dictionary<Type, string> Names = new()
    {
        [typeof(IdType)] = ScalarNames.ID,
        [typeof(StringType)] = ScalarNames.String,
        [typeof(IntType)] = ScalarNames.Int,
        [typeof(FloatType)] = ScalarNames.Float,
        [typeof(BooleanType)] = ScalarNames.Boolean,
        [typeof(LongType)] = ScalarNames.Long,
        [typeof(ShortType)] = ScalarNames.Short,
        [typeof(ByteType)] = ScalarNames.Byte,
        [typeof(DecimalType)] = ScalarNames.Decimal,
        [typeof(DateTimeType)] = ScalarNames.DateTime,
        [typeof(DateType)] = ScalarNames.Date,
        [typeof(LocalTimeType)] = ScalarNames.LocalTime,
        [typeof(UuidType)] = ScalarNames.UUID,
        [typeof(UrlType)] = ScalarNames.URL,
        [typeof(TimeSpanType)] = ScalarNames.TimeSpan,
        [typeof(ByteArrayType)] = ScalarNames.ByteArray,
        [typeof(AnyType)] = ScalarNames.Any,
        [typeof(JsonType)] = ScalarNames.JSON,
    };

    public static string? ScalarOf(Type type) => Names.GetValueOrDefault(type);
}
