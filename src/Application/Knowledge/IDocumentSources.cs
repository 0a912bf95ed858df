using SmsPlatform.Domain;
using SmsPlatform.Domain.Knowledge;

namespace SmsPlatform.Application.Knowledge;

/// <summary>Reads what documents are made of: what was uploaded, or what is at a web address now.</summary>
public interface IDocumentSources
{
    /// <returns>Its structure; or why it cannot be read, which is worth another try when the failure is <see cref="ErrorKind.Unavailable"/>.</returns>
    Task<Result<DocumentContent>> ReadAsync(DocumentLease lease, CancellationToken cancellationToken);
}

/// <param name="Hash">Of the bytes.</param>
/// <param name="Size">In bytes.</param>
/// <param name="Title">What it calls itself, if it does.</param>
public sealed record DocumentContent(IEnumerable<Block> Blocks, byte[] Hash, long Size, string? Title);
