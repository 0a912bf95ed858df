namespace SmsPlatform.Domain.Messaging;

public enum MessageDirection
{
    Inbound,
    Outbound,
}
