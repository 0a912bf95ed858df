using System.Linq.Expressions;
using System.Reflection;
using System.Runtime.CompilerServices;
using Microsoft.Extensions.DependencyInjection;
using SmsPlatform.GraphQL.Execution;
using SmsPlatform.GraphQL.Subscriptions;
using SmsPlatform.GraphQL.TypeSystem;

namespace SmsPlatform.GraphQL.Binding;

/// <summary>Makes the fields of the subscription type: a stream, and a resolver that is run for each event.</summary>
internal sealed class SubscriptionFields(TypeRegistry registry)
{
    private const BindingFlags Any = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Static | BindingFlags.Instance;

    public OutputField Create(FieldDraft draft, MethodInfo method)
    {
        var attribute = method.GetCustomAttribute<SubscribeAttribute>()
            ?? throw new SchemaException([new GraphQLError($"The subscription {draft.Name} needs [Subscribe].", "SCHEMA_NO_SUBSCRIBE")]);
        var context = Expression.Parameter(typeof(ResolverContext), "context");
        var body = registry.Fields.Call(draft, method, context);
        var compiler = new ResolverCompiler(draft);
        var type = registry.Resolve(method, draft.Shape, isInput: false);
        var id = method.GetCustomAttributes(true).OfType<IDAttribute>().FirstOrDefault();
        if (new OutputConverters(registry).For(draft.Shape.Type, type, id, draft.DeclaringType) is { } convert)
        {
            compiler.Then(convert);
        }

        draft.IsPure = false;
        var resolver = compiler.Compile(context, body).Resolver;
        var subscribe = attribute.With is { } source ? Opened(draft, method, source) : Topic(draft, method, attribute);
        return registry.Fields.Finish(draft, new SubscriptionBinding(subscribe, resolver) { Authorization = draft.Requirements });
    }

    private SubscribeResolver Opened(FieldDraft draft, MethodInfo method, string source)
    {
        var opener = method.DeclaringType!.GetMethod(source, Any)
            ?? throw new SchemaException([new GraphQLError($"{method.DeclaringType} has no method {source}.", "SCHEMA_NO_SOURCE_STREAM")]);
        var context = Expression.Parameter(typeof(ResolverContext), "context");
        var run = ResolverCompiler.Untyped(context, registry.Fields.Call(draft, opener, context));
        return async resolver => Streams.Of(await run(resolver).ConfigureAwait(false), method.Name);
    }

    private static SubscribeResolver Topic(FieldDraft draft, MethodInfo method, SubscribeAttribute attribute)
    {
        var message = method.GetParameters().FirstOrDefault(parameter => parameter.IsDefined(typeof(EventMessageAttribute)))?.ParameterType
            ?? attribute.MessageType
            ?? throw new SchemaException([new GraphQLError($"The subscription {draft.Name} needs an [EventMessage].", "SCHEMA_NO_EVENT_MESSAGE")]);
        var topic = new TopicName(method.GetCustomAttribute<TopicAttribute>()?.Name ?? method.Name, draft.Arguments);
        return (SubscribeResolver)typeof(SubscriptionFields)
            .GetMethod(nameof(Receive), BindingFlags.NonPublic | BindingFlags.Static)!
            .MakeGenericMethod(message)
            .Invoke(null, [topic])!;
    }

    private static SubscribeResolver Receive<T>(TopicName topic) => async context =>
        Streams.Of(
            await context.Services.GetRequiredService<ITopicEventReceiver>()
                .SubscribeAsync<T>(topic.Format(context), context.RequestAborted).ConfigureAwait(false),
            topic.Pattern);
}

/// <summary>The name of a topic, with arguments to be filled in.</summary>
internal sealed class TopicName(string pattern, IReadOnlyList<InputField> arguments)
{
    public string Pattern => pattern;

    public string Format(ResolverContext context)
    {
        var name = pattern;
        for (var i = 0; i < arguments.Count; i++)
        {
            var place = $"{{{arguments[i].Name}}}";
            if (name.Contains(place, StringComparison.Ordinal))
            {
                name = name.Replace(
                    place,
                    Convert.ToString(context.Argument<object?>(i), System.Globalization.CultureInfo.InvariantCulture),
                    StringComparison.Ordinal);
            }
        }

        return name;
    }
}

/// <summary>Makes source streams of any kind look alike.</summary>
internal static class Streams
{
    public static IAsyncEnumerable<object?> Of(object? source, string name) => source switch
    {
        ISourceStream stream => new SourceEvents(stream),
        IAsyncEnumerable<object?> stream => stream,
        { } other when OfValues(other) is { } stream => stream,
        _ => throw new InvalidOperationException($"{name} opened no stream."),
    };

    // Variance does not reach value types; once per subscription, not per event.
    private static IAsyncEnumerable<object?>? OfValues(object source)
    {
        var item = source.GetType().GetInterfaces()
            .FirstOrDefault(type => type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IAsyncEnumerable<>))
            ?.GetGenericArguments()[0];
        return item is null
            ? null
            : (IAsyncEnumerable<object?>)typeof(Streams).GetMethod(nameof(Box), BindingFlags.NonPublic | BindingFlags.Static)!
                .MakeGenericMethod(item)
                .Invoke(null, [source, CancellationToken.None])!;
    }

    private static async IAsyncEnumerable<object?> Box<T>(
        IAsyncEnumerable<T> source, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var item in source.WithCancellation(cancellationToken).ConfigureAwait(false))
        {
            yield return item;
        }
    }
}
