using Microsoft.Extensions.DependencyInjection;
using SmsPlatform.GraphQL;
using SmsPlatform.GraphQL.DataLoader;

namespace SmsPlatform.GraphQLBench;

/// <summary>The schema of the workloads, from annotated classes, with validation, limits and cost analysis as they are by default.</summary>
internal static class BenchSchema
{
    public static void AddBench(this IServiceCollection services) => services
        .AddGraphQLServer()
        .AddTypes(typeof(Queries), typeof(Mutations), typeof(MessageNode), typeof(ConversationNode))
        .AddDataLoader<ConversationById>()
        .AddDataLoader<ContactById>()
        .AddDataLoader<ConversationAtOnce>()
        .AddDataLoader<ContactAtOnce>()
        .AllowIntrospection(true);
}

[QueryType]
internal static class Queries
{
    public static IReadOnlyList<Message> GetMessages(int first = 50) => new ArraySegment<Message>(Store.Messages, 0, Math.Min(first, Store.Messages.Length));
}

[MutationType]
internal static class Mutations
{
    public static Message AddMessage(MessageInput input) => new(
        "message-new", input.From, input.To, input.Body, input.Direction, input.Status, input.CreatedAt, input.Segments, input.ConversationId);
}

[ObjectType<Message>]
internal static class MessageNode
{
    public static Task<Conversation?> GetConversationAsync([Parent] Message message, ConversationById loader, CancellationToken cancellationToken) =>
        loader.LoadAsync(message.ConversationId, cancellationToken);

    public static Task<Conversation?> GetConversationAtOnceAsync(
        [Parent] Message message, ConversationAtOnce loader, CancellationToken cancellationToken) =>
        loader.LoadAsync(message.ConversationId, cancellationToken);
}

[ObjectType<Conversation>]
internal static class ConversationNode
{
    public static Task<Contact?> GetContactAsync([Parent] Conversation conversation, ContactById loader, CancellationToken cancellationToken) =>
        loader.LoadAsync(conversation.ContactId, cancellationToken);

    public static Task<Contact?> GetContactAtOnceAsync(
        [Parent] Conversation conversation, ContactAtOnce loader, CancellationToken cancellationToken) =>
        loader.LoadAsync(conversation.ContactId, cancellationToken);
}

/// <summary>Yields before it answers, as a database would.</summary>
internal sealed class ConversationById(IBatchScheduler batchScheduler, DataLoaderOptions options)
    : BatchDataLoader<string, Conversation>(batchScheduler, options)
{
    protected override async Task<IReadOnlyDictionary<string, Conversation>> LoadBatchAsync(
        IReadOnlyList<string> keys, CancellationToken cancellationToken)
    {
        await Task.Yield();
        return Store.ConversationsById;
    }
}

/// <summary>Yields before it answers, as a database would.</summary>
internal sealed class ContactById(IBatchScheduler batchScheduler, DataLoaderOptions options)
    : BatchDataLoader<string, Contact>(batchScheduler, options)
{
    protected override async Task<IReadOnlyDictionary<string, Contact>> LoadBatchAsync(
        IReadOnlyList<string> keys, CancellationToken cancellationToken)
    {
        await Task.Yield();
        return Store.ContactsById;
    }
}

/// <summary>Answers at once, as a cache would.</summary>
internal sealed class ConversationAtOnce(IBatchScheduler batchScheduler, DataLoaderOptions options)
    : BatchDataLoader<string, Conversation>(batchScheduler, options)
{
    protected override Task<IReadOnlyDictionary<string, Conversation>> LoadBatchAsync(
        IReadOnlyList<string> keys, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyDictionary<string, Conversation>>(Store.ConversationsById);
}

/// <summary>Answers at once, as a cache would.</summary>
internal sealed class ContactAtOnce(IBatchScheduler batchScheduler, DataLoaderOptions options)
    : BatchDataLoader<string, Contact>(batchScheduler, options)
{
    protected override Task<IReadOnlyDictionary<string, Contact>> LoadBatchAsync(
        IReadOnlyList<string> keys, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyDictionary<string, Contact>>(Store.ContactsById);
}
