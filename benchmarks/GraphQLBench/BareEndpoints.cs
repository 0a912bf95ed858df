using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace SmsPlatform.GraphQLBench;

/// <summary>
/// What the engine is measured against: minimal-API endpoints that return the same JSON, from objects that are there already, by source-generated
/// serialization. They do not look at the request, except for the mutation's input.
/// </summary>
internal static class BareEndpoints
{
    public static void AddBare(this IServiceCollection services) =>
        services.ConfigureHttpJsonOptions(options => options.SerializerOptions.TypeInfoResolverChain.Insert(0, BareJson.Default));

    public static void MapBare(this IEndpointRouteBuilder app, JsonElement introspection)
    {
        var typeName = new Envelope<TypeNameData>(new TypeNameData("Query"));
        var flat = new Envelope<FlatData>(new FlatData([.. Store.Messages.Select(Flat)]));
        var nested = new Envelope<NestedData>(new NestedData([.. Store.Messages.Select(Nested)]));
        var schema = BareJson.Default.IntrospectionEnvelope;
        var whole = introspection.Deserialize(schema)!;

        app.MapPost("/bare/W1", () => typeName);
        app.MapPost("/bare/W2", () => flat);
        app.MapPost("/bare/W3", () => nested);
        app.MapPost("/bare/W5", () => whole);
        app.MapPost("/bare/W6", (BareRequest request) =>
        {
            var input = request.Variables.Input;
            return new Envelope<AddData>(new AddData(new FlatMessage(
                "message-new", input.From, input.To, input.Body, input.Direction, input.Status, input.CreatedAt.UtcDateTime, input.Segments)));
        });
    }

    private static FlatMessage Flat(Message message) => new(
        message.Id, message.From, message.To, message.Body, message.Direction, message.Status, message.CreatedAt.UtcDateTime, message.Segments);

    private static NestedMessage Nested(Message message)
    {
        var conversation = Store.ConversationsById[message.ConversationId];
        var contact = Store.ContactsById[conversation.ContactId];
        return new NestedMessage(
            message.Id,
            message.From,
            message.To,
            message.Body,
            message.Direction,
            message.Status,
            message.CreatedAt.UtcDateTime,
            message.Segments,
            new NestedConversation(conversation.Id, conversation.Status, new NestedContact(contact.Id, contact.Address, contact.DisplayName)));
    }
}

internal sealed record Envelope<T>(T Data);

internal sealed record TypeNameData([property: JsonPropertyName("__typename")] string TypeName);

internal sealed record FlatData(FlatMessage[] Messages);

internal sealed record NestedData(NestedMessage[] Messages);

internal sealed record AddData(FlatMessage AddMessage);

internal sealed record FlatMessage(
    string Id, string From, string To, string Body, Direction Direction, MessageStatus Status, DateTime CreatedAt, int Segments);

internal sealed record NestedMessage(
    string Id,
    string From,
    string To,
    string Body,
    Direction Direction,
    MessageStatus Status,
    DateTime CreatedAt,
    int Segments,
    NestedConversation Conversation);

internal sealed record NestedConversation(string Id, ConversationStatus Status, NestedContact Contact);

internal sealed record NestedContact(string Id, string Address, string DisplayName);

internal sealed record BareRequest(string Query, BareVariables Variables);

internal sealed record BareVariables(MessageInput Input);

// Introspection, typed: what serializing a schema object graph costs.
internal sealed record IntrospectionEnvelope(IntrospectionData Data);

internal sealed record IntrospectionData([property: JsonPropertyName("__schema")] IntrospectionSchema Schema);

internal sealed record IntrospectionSchema(
    NameRef QueryType, NameRef? MutationType, NameRef? SubscriptionType, IntrospectionType[] Types, IntrospectionDirective[] Directives);

internal sealed record NameRef(string Name);

internal sealed record IntrospectionType(
    string Kind,
    string Name,
    string? Description,
    IntrospectionField[]? Fields,
    IntrospectionInput[]? InputFields,
    IntrospectionTypeRef[]? Interfaces,
    IntrospectionEnumValue[]? EnumValues,
    IntrospectionTypeRef[]? PossibleTypes);

internal sealed record IntrospectionField(
    string Name, string? Description, IntrospectionInput[] Args, IntrospectionTypeRef Type, bool IsDeprecated, string? DeprecationReason);

internal sealed record IntrospectionInput(string Name, string? Description, IntrospectionTypeRef Type, string? DefaultValue);

internal sealed record IntrospectionEnumValue(string Name, string? Description, bool IsDeprecated, string? DeprecationReason);

internal sealed record IntrospectionDirective(string Name, string? Description, string[] Locations, IntrospectionInput[] Args);

internal sealed record IntrospectionTypeRef(string Kind, string? Name)
{
    // The query stops asking where its nesting ends; absent, not null.
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public IntrospectionTypeRef? OfType { get; init; }
}

internal sealed class UpperCaseEnum<T>() : JsonStringEnumConverter<T>(JsonNamingPolicy.SnakeCaseUpper)
    where T : struct, Enum;

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(Envelope<TypeNameData>))]
[JsonSerializable(typeof(Envelope<FlatData>))]
[JsonSerializable(typeof(Envelope<NestedData>))]
[JsonSerializable(typeof(Envelope<AddData>))]
[JsonSerializable(typeof(BareRequest))]
[JsonSerializable(typeof(IntrospectionEnvelope))]
internal sealed partial class BareJson : JsonSerializerContext;
