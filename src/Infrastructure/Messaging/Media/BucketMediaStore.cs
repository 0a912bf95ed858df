using System.Net;
using Amazon.Runtime;
using Amazon.S3;
using Amazon.S3.Model;
using SmsPlatform.Application.Messaging.Media;

namespace SmsPlatform.Infrastructure.Messaging.Media;

/// <summary>Attachments as objects of an S3-compatible storage.</summary>
internal sealed class BucketMediaStore(MediaBucketOptions options) : IMediaStore, IDisposable
{
    private readonly AmazonS3Client _client = Connect(options);

    public Task WriteAsync(string key, Stream bytes, string contentType, CancellationToken cancellationToken) =>
        _client.PutObjectAsync(
            new PutObjectRequest
            {
                BucketName = options.Bucket,
                Key = key,
                InputStream = bytes,
                ContentType = contentType,
                AutoCloseStream = false,

                // One body with a length, which every storage takes.
                UseChunkEncoding = false,
            },
            cancellationToken);

    public async Task<Stream?> OpenAsync(string key, CancellationToken cancellationToken)
    {
        try
        {
            var answer = await _client.GetObjectAsync(options.Bucket, key, cancellationToken);
            return answer.ResponseStream;
        }
        catch (AmazonS3Exception exception) when (exception.StatusCode == HttpStatusCode.NotFound)
        {
            return null;
        }
    }

    public Task DeleteAsync(string key, CancellationToken cancellationToken) =>
        _client.DeleteObjectAsync(options.Bucket, key, cancellationToken);

    public void Dispose() => _client.Dispose();

    private static AmazonS3Client Connect(MediaBucketOptions options)
    {
        var config = new AmazonS3Config
        {
            AuthenticationRegion = options.Region,
            Timeout = TimeSpan.FromSeconds(30),
            MaxErrorRetry = 2,

            // Checksums of the newer kinds are unknown to many storages that are not Amazon's.
            RequestChecksumCalculation = RequestChecksumCalculation.WHEN_REQUIRED,
            ResponseChecksumValidation = ResponseChecksumValidation.WHEN_REQUIRED,
        };
        if (options.ServiceUrl.Length > 0)
        {
            config.ServiceURL = options.ServiceUrl;
            config.ForcePathStyle = true;
        }
        else
        {
            config.RegionEndpoint = Amazon.RegionEndpoint.GetBySystemName(options.Region);
        }

        return options.AccessKey.Length > 0
            ? new AmazonS3Client(new BasicAWSCredentials(options.AccessKey, options.SecretKey), config)
            : new AmazonS3Client(config);
    }
}
