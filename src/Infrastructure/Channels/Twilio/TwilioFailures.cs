namespace SmsPlatform.Infrastructure.Channels.Twilio;

/// <summary>Our own codes for attempts that Twilio gave no code for. Stored with the attempt, so they are stable.</summary>
internal static class TwilioFailures
{
    public const string CredentialsMissing = "credentials_missing";
    public const string ConnectionFailed = "connection_failed";
    public const string TimedOut = "timed_out";
    public const string Cancelled = "cancelled";

    /// <summary>The lease under which it was to be sent had ended, so it was not.</summary>
    public const string TooLate = "too_late";

    /// <summary>Twilio took the request, but its answer names no message.</summary>
    public const string AnswerUnreadable = "answer_unreadable";

    public static string Http(int status) => $"http_{status}";
}
