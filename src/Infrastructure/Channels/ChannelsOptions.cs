namespace SmsPlatform.Infrastructure.Channels;

/// <summary>Settings under <c>Channels</c>.</summary>
public sealed class ChannelsOptions
{
    public const string Section = "Channels";

    /// <summary>How long a replaced secret still verifies webhooks.</summary>
    public TimeSpan SecretGrace { get; set; } = TimeSpan.FromHours(24);

    /// <summary>How long a replaced secret is kept, sealed, so that the doctor can tell that a webhook was signed with it.</summary>
    public TimeSpan RetiredSecretRetention { get; set; } = TimeSpan.FromDays(30);

    public TimeSpan LogRetention { get; set; } = TimeSpan.FromDays(90);

    public TimeSpan RejectionRetention { get; set; } = TimeSpan.FromDays(30);
}
