namespace SmsPlatform.Infrastructure.Messaging;

/// <summary>Where the module's tables live.</summary>
internal static class MessagingModule
{
    public const string Schema = "messaging";
}
