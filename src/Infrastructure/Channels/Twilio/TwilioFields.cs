using SmsPlatform.Application.Channels;

namespace SmsPlatform.Infrastructure.Channels.Twilio;

/// <summary>What a person fills in to connect a Twilio number.</summary>
internal static class TwilioFields
{
    public const string AuthToken = "authToken";
    public const string ApiKeySid = "apiKeySid";
    public const string ApiKeySecret = "apiKeySecret";
    public const string SegmentsPerSecond = "segmentsPerSecond";

    public static readonly IReadOnlyList<CredentialField> All =
    [
        new("accountSid", "Account SID", "Twilio Console → Account Info. It begins with AC.", CredentialKind.Account, true,
            @"^AC[0-9a-fA-F]{32}\z", "AC0123456789abcdef0123456789abcdef"),
        new(AuthToken, "Auth token",
            "Twilio Console → Account Info, the primary one. Needed even when an API key sends: webhooks are signed with it.",
            CredentialKind.Secret, true, @"^\S{5,200}\z"),
        new("phoneNumber", "Phone number", "Phone Numbers → Manage → Active numbers, with country code. Leave it empty when a Messaging Service sends.",
            CredentialKind.Address, false, @"^\+[1-9][0-9]{6,14}\z", "+15017122661"),
        new("messagingServiceSid", "Messaging Service SID", "Messaging → Services. It begins with MG. Optional: a pool of numbers.",
            CredentialKind.Service, false, @"^MG[0-9a-fA-F]{32}\z", "MG0123456789abcdef0123456789abcdef"),
        new(ApiKeySid, "API key SID", "Account → API keys & tokens. It begins with SK. Optional: sends instead of the auth token.",
            CredentialKind.Setting, false, @"^SK[0-9a-fA-F]{32}\z", "SK0123456789abcdef0123456789abcdef"),
        new(ApiKeySecret, "API key secret", "Shown once by Twilio when the API key is made.", CredentialKind.Secret, false, @"^\S{5,200}\z"),
        new(SegmentsPerSecond, "Segments per second",
            "What Twilio grants this sender, when it is more than usual: a short code has 10 to 100, a Messaging Service the sum of its numbers. Empty: 1, toll-free 3.",
            CredentialKind.Setting, false, @"^(0\.[1-9]|[1-9][0-9]{0,3}(\.[0-9])?)\z", "10"),
    ];
}
