namespace SmsPlatform.Domain.Messaging;

/// <summary>The alphabet an SMS is sent in.</summary>
public enum SmsEncoding
{
    Gsm7,
    Ucs2,
}

public static class SmsEncodingExtensions
{
    /// <summary>The name people know it by, which is also what is stored and returned.</summary>
    public static string Name(this SmsEncoding encoding) => encoding switch
    {
        SmsEncoding.Gsm7 => "GSM-7",
        SmsEncoding.Ucs2 => "UCS-2",
        _ => throw new ArgumentOutOfRangeException(nameof(encoding), encoding, "Unknown encoding."),
    };
}
