namespace SmsPlatform.WebApi.GraphQL;

/// <summary>
/// The documents of the platform's own frontends, which the build puts beside the program under the SHA-256 of their text. They are
/// asked for by it: as the request's <c>id</c>, or as Apollo's clients do in <c>extensions.persistedQuery</c>.
/// </summary>
internal static class PersistedOperations
{
    public static string Folder { get; } = Path.Combine(AppContext.BaseDirectory, "operations");

    /// <param name="only">Whether nothing else is executed, but for admins.</param>
    public static IRequestExecutorBuilder AddPlatformOperations(this IRequestExecutorBuilder builder, bool only)
    {
        builder.Services.AddSingleton<IOperationDocumentStorage>(_ => new FileSystemOperationDocumentStorage(Folder, readOnly: true));
        return builder
            .UsePersistedOperationPipeline()
            .ModifyRequestOptions(options => options.OnlyAllowPersistedDocuments = only);
    }
}
