namespace SmsPlatform.Domain.Channels;

/// <summary>A way in which people write to a chatbot.</summary>
public enum Channel
{
    Sms,
    WhatsApp,
    Slack,
    Telegram,
    Discord,
    Teams,
    Messenger,
    Instagram,
    Rest,
    WebChat,
}
