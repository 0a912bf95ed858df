namespace SmsPlatform.Sandbox.Network;

internal enum Keyword
{
    None,
    Stop,
    Start,
    Help,
}

/// <summary>The words a provider answers itself: one word, alone, in any case.</summary>
internal static class Keywords
{
    public const string StopText =
        "You have successfully been unsubscribed. You will not receive any more messages from this number. Reply START to resubscribe.";

    public const string StartText =
        "You have successfully been re-subscribed to messages from this number. Reply HELP for help. Reply STOP to unsubscribe. Msg&Data Rates May Apply.";

    public const string HelpText = "Reply STOP to unsubscribe. Msg&Data Rates May Apply.";

    public static Keyword Of(string body) => body.Trim().ToUpperInvariant() switch
    {
        "STOP" or "STOPALL" or "UNSUBSCRIBE" or "CANCEL" or "END" or "QUIT" or "REVOKE" or "OPTOUT" => Keyword.Stop,
        "START" or "YES" or "UNSTOP" => Keyword.Start,
        "HELP" or "INFO" => Keyword.Help,
        _ => Keyword.None,
    };
}
