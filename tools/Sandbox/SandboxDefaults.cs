namespace SmsPlatform.Sandbox;

/// <summary>The account that works out of the box. Fixed and published, so nothing real may ever use it.</summary>
public static class SandboxDefaults
{
    public const string AccountSid = "AC00000000000000000000000000005081";

    public const string AuthToken = "5a5db0c55a5db0c55a5db0c55a5db0c5";

    public const string ApiKeySid = "SK00000000000000000000000000005081";

    public const string ApiKeySecret = "5a5db0c5a91c5a5db0c5a91c5a5db0c5";

    /// <summary>Twilio's own magic "valid sender" of its test credentials, so it is nobody's number.</summary>
    public const string PhoneNumber = "+15005550006";

    /// <summary>The platform's webhook when both run on this machine with their default addresses.</summary>
    public const string SmsUrl = "http://localhost:5080/api/twilio/webhook/sms";

    public const string Address = "http://localhost:5081";

    internal static AccountOptions Account(string? smsUrl) => new()
    {
        ApiKeys = { [ApiKeySid] = ApiKeySecret },
        Numbers = { new NumberOptions { SmsUrl = smsUrl } },
    };
}
