namespace SmsPlatform.GraphQL.TypeSystem;

/// <summary>The names of the scalars the library brings.</summary>
public static class ScalarNames
{
    /// <summary>A 32-bit whole number.</summary>
    public const string Int = nameof(Int);

    /// <summary>A double.</summary>
    public const string Float = nameof(Float);

    /// <summary>Text.</summary>
    public const string String = nameof(String);

    /// <summary>True or false.</summary>
    public const string Boolean = nameof(Boolean);

    /// <summary>An identifier.</summary>
    public const string ID = nameof(ID);

    /// <summary>An instant with its offset.</summary>
    public const string DateTime = nameof(DateTime);

    /// <summary>A day.</summary>
    public const string Date = nameof(Date);

    /// <summary>A time of day.</summary>
    public const string LocalTime = nameof(LocalTime);

    /// <summary>A GUID.</summary>
    public const string UUID = nameof(UUID);

    /// <summary>An address.</summary>
    public const string URL = nameof(URL);

    /// <summary>A 64-bit whole number.</summary>
    public const string Long = nameof(Long);

    /// <summary>A decimal number.</summary>
    public const string Decimal = nameof(Decimal);

    /// <summary>A 16-bit whole number.</summary>
    public const string Short = nameof(Short);

    /// <summary>An 8-bit whole number without sign.</summary>
    public const string Byte = nameof(Byte);

    /// <summary>A duration.</summary>
    public const string TimeSpan = nameof(TimeSpan);

    /// <summary>Bytes, as base64.</summary>
    public const string ByteArray = nameof(ByteArray);

    /// <summary>Any value.</summary>
    public const string Any = nameof(Any);

    /// <summary>Any value, as JSON.</summary>
    public const string JSON = nameof(JSON);
}
