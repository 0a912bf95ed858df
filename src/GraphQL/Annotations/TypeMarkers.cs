namespace SmsPlatform.GraphQL;

/// <summary>Stands for a GraphQL type where a .NET type has to be named, as in <c>[GraphQLType&lt;IdType&gt;]</c>.</summary>
public interface ITypeMarker;

/// <summary>The non-null form of a type.</summary>
/// <typeparam name="T">A marker, or a runtime type.</typeparam>
public sealed class NonNullType<T> : ITypeMarker;

/// <summary>The list of a type.</summary>
/// <typeparam name="T">A marker, or a runtime type.</typeparam>
public sealed class ListType<T> : ITypeMarker;

/// <summary><c>ID</c>.</summary>
public sealed class IdType : ITypeMarker;

/// <summary><c>String</c>.</summary>
public sealed class StringType : ITypeMarker;

/// <summary><c>Int</c>.</summary>
public sealed class IntType : ITypeMarker;

/// <summary><c>Float</c>.</summary>
public sealed class FloatType : ITypeMarker;

/// <summary><c>Boolean</c>.</summary>
public sealed class BooleanType : ITypeMarker;

/// <summary><c>Long</c>.</summary>
public sealed class LongType : ITypeMarker;

/// <summary><c>Short</c>.</summary>
public sealed class ShortType : ITypeMarker;

/// <summary><c>Byte</c>.</summary>
public sealed class ByteType : ITypeMarker;

/// <summary><c>Decimal</c>.</summary>
public sealed class DecimalType : ITypeMarker;

/// <summary><c>DateTime</c>.</summary>
public sealed class DateTimeType : ITypeMarker;

/// <summary><c>Date</c>.</summary>
public sealed class DateType : ITypeMarker;

/// <summary><c>LocalTime</c>.</summary>
public sealed class LocalTimeType : ITypeMarker;

/// <summary><c>UUID</c>.</summary>
public sealed class UuidType : ITypeMarker;

/// <summary><c>URL</c>.</summary>
public sealed class UrlType : ITypeMarker;

/// <summary><c>TimeSpan</c>.</summary>
public sealed class TimeSpanType : ITypeMarker;

/// <summary><c>ByteArray</c>.</summary>
public sealed class ByteArrayType : ITypeMarker;

/// <summary><c>Any</c>.</summary>
public sealed class AnyType : ITypeMarker;

/// <summary><c>JSON</c>.</summary>
public sealed class JsonType : ITypeMarker;
