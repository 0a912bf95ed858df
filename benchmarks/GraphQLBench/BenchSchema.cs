using System.Linq.Expressions;
using SmsPlatform.GraphQL.DataLoader;
using SmsPlatform.GraphQL.Execution;
using SmsPlatform.GraphQL.TypeSystem;

namespace SmsPlatform.GraphQLBench;

/// <summary>The schema of the workloads, bound by hand the way the annotation model binds classes: compiled accessors and resolvers.</summary>
internal static class BenchSchema
{
    private const string Sdl = """
        type Query {
          messages(first: Int = 50): [Message!]!
          messagesAtOnce(first: Int = 50): [MessageAtOnce!]!
        }
        type Mutation { addMessage(input: MessageInput!): Message! }
        type Message {
          id: ID! from: String! to: String! body: String! direction: Direction! status: MessageStatus!
          createdAt: DateTime! segments: Int! conversation: Conversation
        }
        type MessageAtOnce {
          id: ID! from: String! to: String! body: String! direction: Direction! status: MessageStatus!
          createdAt: DateTime! segments: Int! conversation: ConversationAtOnce
        }
        type Conversation { id: ID! status: ConversationStatus! contact: Contact }
        type ConversationAtOnce { id: ID! status: ConversationStatus! contact: Contact }
        type Contact { id: ID! address: String! displayName: String }
        input MessageInput {
          from: String! to: String! body: String! direction: Direction! status: MessageStatus! createdAt: DateTime! segments: Int!
          conversationId: ID! isTest: Boolean! tags: [String!]!
        }
        scalar DateTime
        enum Direction { INBOUND OUTBOUND }
        enum MessageStatus { QUEUED SENT DELIVERED }
        enum ConversationStatus { OPEN CLOSED }
        """;

    public static RequestExecutor Create()
    {
        var schema = Schema.FromSdl(Sdl);
        SetRuntime<Direction>(schema);
        SetRuntime<MessageStatus>(schema);
        SetRuntime<ConversationStatus>(schema);
        ((InputObjectType)Find(schema, "MessageInput")).Factory = values => new MessageInput(
            (string)values[0]!,
            (string)values[1]!,
            (string)values[2]!,
            (Direction)values[3]!,
            (MessageStatus)values[4]!,
            (DateTimeOffset)values[5]!,
            (int)values[6]!,
            (string)values[7]!,
            (bool)values[8]!,
            Array.ConvertAll((object?[])values[9]!, item => (string)item!));
        schema.Bind(Bind);
        return new RequestExecutor(new RequestExecutorSetup { Schema = schema, Cost = new CostOptions { MaxFieldCost = 100_000, MaxTypeCost = 100_000 } });
    }

    private static FieldBinding? Bind(ObjectType type, OutputField field) => $"{type.Name}.{field.Name}" switch
    {
        "Query.messages" or "Query.messagesAtOnce" => new ResolverBinding(FieldResolver.Create(context => Take(context.Argument<int>(0)))),
        "Mutation.addMessage" => new ResolverBinding(FieldResolver.Create(context => Add(context.Argument<MessageInput>(0)))),
        "Message.conversation" => new ResolverBinding(FieldResolver.Create(context =>
            context.DataLoader<ConversationById>().LoadAsync(context.Parent<Message>().ConversationId, context.RequestAborted))),
        "MessageAtOnce.conversation" => new ResolverBinding(FieldResolver.Create(context =>
            context.DataLoader<ConversationAtOnce>().LoadAsync(context.Parent<Message>().ConversationId, context.RequestAborted))),
        "Conversation.contact" => new ResolverBinding(FieldResolver.Create(context =>
            context.DataLoader<ContactById>().LoadAsync(context.Parent<Conversation>().ContactId, context.RequestAborted))),
        "ConversationAtOnce.contact" => new ResolverBinding(FieldResolver.Create(context =>
            context.DataLoader<ContactAtOnce>().LoadAsync(context.Parent<Conversation>().ContactId, context.RequestAborted))),
        _ => type.Name switch
        {
            "Message" or "MessageAtOnce" => Property<Message>(field.Name),
            "Conversation" or "ConversationAtOnce" => Property<Conversation>(field.Name),
            "Contact" => Property<Contact>(field.Name),
            _ => null,
        },
    };

    private static ArraySegment<Message> Take(int first) => new(Store.Messages, 0, Math.Min(first, Store.Messages.Length));

    private static Message Add(MessageInput input) => new(
        "message-new", input.From, input.To, input.Body, input.Direction, input.Status, input.CreatedAt, input.Segments, input.ConversationId);

    private static PureBinding Property<T>(string name)
    {
        var parent = Expression.Parameter(typeof(T), "parent");
        var accessor = Expression.Lambda(Expression.Property(parent, char.ToUpperInvariant(name[0]) + name[1..]), parent);
        var getter = typeof(T).GetProperty(char.ToUpperInvariant(name[0]) + name[1..])!;
        return new PureBinding(value => getter.GetValue(value)) { Accessor = accessor };
    }

    private static void SetRuntime<T>(Schema schema)
        where T : struct, Enum
    {
        var type = (EnumType)Find(schema, typeof(T).Name);
        type.RuntimeType = typeof(T);
        type.Values = new NamedList<EnumValue>(type.Values.Select(value => new EnumValue(value.Name, Enum.Parse<T>(value.Name, ignoreCase: true))));
    }

    private static NamedType Find(Schema schema, string name) => schema.Types.First(type => type.Name == name);
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
