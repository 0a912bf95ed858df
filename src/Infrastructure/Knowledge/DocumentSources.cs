using System.Security.Cryptography;
using Npgsql;
using SmsPlatform.Application.Knowledge;
using SmsPlatform.Domain;
using SmsPlatform.Domain.Knowledge;
using SmsPlatform.Infrastructure.Database;
using SmsPlatform.Infrastructure.Knowledge.Reading;

namespace SmsPlatform.Infrastructure.Knowledge;

/// <inheritdoc cref="IDocumentSources"/>
internal sealed class DocumentSources(NpgsqlDataSource database, WebPages pages) : IDocumentSources
{
    public async Task<Result<DocumentContent>> ReadAsync(DocumentLease lease, CancellationToken cancellationToken)
    {
        if (lease.Kind != DocumentKind.Web)
        {
            return await ReadAsync(lease.Kind, await LoadAsync(lease, cancellationToken), cancellationToken);
        }

        var page = await pages.FetchAsync(new Uri(lease.Url!), cancellationToken);
        return page.IsFailure ? page.Error : await ReadAsync(page.Value.Kind, page.Value.Content, cancellationToken);
    }

    private static async Task<Result<DocumentContent>> ReadAsync(DocumentKind kind, byte[] content, CancellationToken cancellationToken)
    {
        var read = await DocumentReader.ReadAsync(kind, content, cancellationToken);
        return read.IsFailure ? read.Error : new DocumentContent(read.Value.Blocks, SHA256.HashData(content), content.Length, read.Value.Title);
    }

    private async Task<byte[]> LoadAsync(DocumentLease lease, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand("SELECT content FROM knowledge.sources WHERE document_id = $1 AND workspace_id = $2");
        command.Add(lease.Id.Value).Add(lease.WorkspaceId.Value);
        return (byte[]?)await command.ExecuteScalarAsync(cancellationToken) ?? [];
    }
}
