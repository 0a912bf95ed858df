using System.Text;
using System.Text.Json;
using SmsPlatform.GraphQL.Execution;
using SmsPlatform.GraphQL.Language;
using SmsPlatform.GraphQL.TypeSystem;

namespace SmsPlatform.GraphQLTests.TypeSystem;

public sealed class ScalarTests
{
    [Theory]
    [InlineData("Int", "1", "1")]
    [InlineData("Int", "-2147483648", "-2147483648")]
    [InlineData("Int", "2147483648", null)]
    [InlineData("Int", "1.0", null)]
    [InlineData("Int", "\"1\"", null)]
    [InlineData("Long", "9223372036854775807", "9223372036854775807")]
    [InlineData("Long", "9223372036854775808", null)]
    [InlineData("Short", "32768", null)]
    [InlineData("Byte", "255", "255")]
    [InlineData("Byte", "-1", null)]
    [InlineData("Float", "1", "1")]
    [InlineData("Float", "1.5e3", "1500")]
    [InlineData("Float", "1e999", null)]
    [InlineData("Decimal", "1.10", "1.10")]
    [InlineData("String", "\"a\\n\\\"b\"", "\"a\\n\\\"b\"")]
    [InlineData("String", "1", null)]
    [InlineData("String", "RED", null)]
    [InlineData("Boolean", "true", "true")]
    [InlineData("Boolean", "1", null)]
    [InlineData("ID", "7", "\"7\"")]
    [InlineData("ID", "\"x\"", "\"x\"")]
    [InlineData("ID", "1.5", null)]
    [InlineData("DateTime", "\"2026-03-01T12:00:00Z\"", "\"2026-03-01T12:00:00Z\"")]
    [InlineData("DateTime", "\"2026-03-01T12:00:00.5+01:00\"", "\"2026-03-01T12:00:00.5+01:00\"")]
    [InlineData("DateTime", "\"2026-03-01T12:00:00\"", null)]
    [InlineData("DateTime", "\"2026-03-01T24:00:00Z\"", null)]
    [InlineData("DateTime", "\"2026-02-30T12:00:00Z\"", null)]
    [InlineData("DateTime", "\"2026-03-01T12:00:00Z\\n\"", null)]
    [InlineData("Date", "\"2026-03-01\"", "\"2026-03-01\"")]
    [InlineData("Date", "\"2026-3-1\"", null)]
    [InlineData("LocalTime", "\"14:30:05\"", "\"14:30:05\"")]
    [InlineData("LocalTime", "\"25:00:00\"", null)]
    [InlineData("UUID", "\"5F2B7A0E-0000-0000-0000-000000000001\"", "\"5f2b7a0e-0000-0000-0000-000000000001\"")]
    [InlineData("UUID", "\"5f2b7a0e\"", null)]
    [InlineData("URL", "\"https://example.com/a?b=c\"", "\"https://example.com/a?b=c\"")]
    [InlineData("TimeSpan", "\"PT1H30M\"", "\"PT1H30M\"")]
    [InlineData("TimeSpan", "\"soon\"", null)]
    [InlineData("ByteArray", "\"AQID\"", "\"AQID\"")]
    [InlineData("ByteArray", "\"A\"", null)]
    [InlineData("Any", "{a: [1, \"x\", true, null, RED]}", "{\"a\":[1,\"x\",true,null,\"RED\"]}")]
    [InlineData("JSON", "{a: 1.5}", "{\"a\":1.5}")]
    public void Scalar_OfALiteral_IsReadAndWritten(string name, string literal, string? expected)
    {
        var scalar = Scalars.Create(name)!;

        var isRead = scalar.TryCoerceLiteral(Utf8GraphQLParser.ParseValue(Encoding.UTF8.GetBytes(literal)), out var value);

        Assert.Equal(expected, isRead ? Write(scalar, value!) : null);
    }

    [Theory]
    [InlineData("Int", "3", "3")]
    [InlineData("Int", "3.0", "3")]
    [InlineData("Int", "3.5", null)]
    [InlineData("Int", "1e99", null)]
    [InlineData("Int", "\"3\"", null)]
    [InlineData("Long", "1e2", "100")]
    [InlineData("Float", "3", "3")]
    [InlineData("Float", "\"3\"", null)]
    [InlineData("String", "\"\\ud800\"", null)]
    [InlineData("String", "3", null)]
    [InlineData("ID", "3", "\"3\"")]
    [InlineData("ID", "3.5", null)]
    [InlineData("Boolean", "false", "false")]
    [InlineData("UUID", "3", null)]
    [InlineData("Any", "{\"a\":{\"b\":[]},\"a\":2}", "{\"a\":2}")]
    public void Scalar_OfJson_IsReadAndWritten(string name, string json, string? expected)
    {
        var scalar = Scalars.Create(name)!;
        var reader = new Utf8JsonReader(Encoding.UTF8.GetBytes(json));
        reader.Read();

        var isRead = scalar.TryCoerceJson(ref reader, out var value);

        Assert.Equal(expected, isRead ? Write(scalar, value!) : null);
    }

    public static TheoryData<string, object, string?> Results => new()
    {
        { "Int", (short)3, "3" },
        { "Int", 3L, "3" },
        { "Int", long.MaxValue, null },
        { "Int", 3.5, null },
        { "Int", true, "1" },
        { "Int", "4", "4" },
        { "Float", 0.1f, "0.1" },
        { "Float", double.NaN, null },
        { "Float", double.PositiveInfinity, null },
        { "String", 3, "\"3\"" },
        { "String", true, "\"true\"" },
        { "String", "é\u0001", "\"é\\u0001\"" },
        { "ID", 3, "\"3\"" },
        { "ID", new Guid("5f2b7a0e-0000-0000-0000-000000000001"), "\"5f2b7a0e-0000-0000-0000-000000000001\"" },
        { "Boolean", 0, "false" },
        { "Boolean", "x", null },
        { "DateTime", new DateTime(2026, 3, 1, 0, 0, 0, DateTimeKind.Unspecified), "\"2026-03-01T00:00:00Z\"" },
        { "LocalTime", TimeSpan.FromHours(30), null },
        { "UUID", 3, null },
    };

    [Theory]
    [MemberData(nameof(Results))]
    public void Scalar_OfAResult_IsCoercedWhereNothingIsLost(string name, object value, string? expected) =>
        Assert.Equal(expected, Write(Scalars.Create(name)!, value));

    private static string? Write(ScalarType scalar, object value)
    {
        var writer = ResultWriter.Rent();
        try
        {
            return scalar.TryWrite(writer, value) ? writer.ToString() : null;
        }
        finally
        {
            ResultWriter.Return(writer);
        }
    }
}
