namespace SmsPlatform.Infrastructure.Messaging.Media;

/// <summary>Settings under <c>Media</c>.</summary>
public sealed class MediaOptions
{
    public const string Section = "Media";

    /// <summary>Larger attachments are not stored.</summary>
    public long MaxBytes { get; set; } = 16 * 1024 * 1024;

    /// <summary>For the whole of one fetch, redirects and all.</summary>
    public TimeSpan FetchTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>How long a link to a stored attachment is good for.</summary>
    public TimeSpan LinkLifetime { get; set; } = TimeSpan.FromHours(1);

    /// <summary>A bucket to store them in; without one they go to the data directory.</summary>
    public MediaBucketOptions S3 { get; set; } = new();
}

/// <summary>Any S3-compatible storage.</summary>
public sealed class MediaBucketOptions
{
    /// <summary>Empty: none.</summary>
    public string Bucket { get; set; } = "";

    /// <summary>Such as <c>https://minio.example.com</c>; empty: Amazon's, by <see cref="Region"/>.</summary>
    public string ServiceUrl { get; set; } = "";

    public string Region { get; set; } = "us-east-1";

    /// <summary>Empty: whatever the machine's own identity or environment gives.</summary>
    public string AccessKey { get; set; } = "";

    public string SecretKey { get; set; } = "";
}
