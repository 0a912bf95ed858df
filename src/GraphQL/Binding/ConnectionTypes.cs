using System.Linq.Expressions;
using SmsPlatform.GraphQL.Data;
using SmsPlatform.GraphQL.Execution;
using SmsPlatform.GraphQL.TypeSystem;

namespace SmsPlatform.GraphQL.Binding;

/// <summary>Makes the connection and edge types of paged fields; fields with the same name and nodes share them.</summary>
internal sealed class ConnectionTypes(TypeRegistry registry)
{
    private readonly Dictionary<(string Name, GraphQLType Node), ObjectType> _connections = [];
    private ObjectType? _pageInfo;

    /// <summary>The nodes of a .NET connection type.</summary>
    public static Type NodeOf(Type connection)
    {
        for (var type = connection; type is not null; type = type.BaseType)
        {
            if (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(Connection<>))
            {
                return type.GetGenericArguments()[0];
            }
        }

        throw new NotSupportedException($"{connection} is no Connection<T>.");
    }

    public ObjectType Of(string name, GraphQLType node, PagingOptions paging)
    {
        if (_connections.TryGetValue((name, node), out var known))
        {
            return known;
        }

        var connection = registry.Add(new ObjectType($"{name}Connection", "A connection to a list of items."));
        _connections.Add((name, node), connection);
        connection.RuntimeType = typeof(IConnection);
        var edge = registry.Add(new ObjectType($"{name}Edge", "An edge in a connection."));
        edge.RuntimeType = typeof(IEdge);
        edge.Fields = new NamedList<OutputField>(
        [
            Field("cursor", Text.AsNonNull(), (IEdge item) => item.Cursor, "A cursor for use in pagination."),
            Field("node", node, (IEdge item) => item.Node, "The item at the end of the edge."),
        ]);

        var fields = new List<OutputField>
        {
            Field("pageInfo", PageInfo().AsNonNull(), (IConnection item) => item.Info, "Information to aid in pagination."),
            Field("edges", edge.AsNonNull().AsList(), (IConnection item) => item.Edges, "A list of edges."),
        };
        if (paging.IncludeNodesField)
        {
            fields.Add(Field("nodes", node.AsList(), (IConnection item) => item.Nodes, "A flattened list of the nodes."));
        }

        if (paging.IncludeTotalCount)
        {
            fields.Add(Field(
                "totalCount",
                registry.Parts.Scalar(ScalarNames.Int).AsNonNull(),
                (IConnection item) => item.TotalCount < 0 ? (int?)null : item.TotalCount,
                "Identifies the total count of items in the connection."));
        }

        connection.Fields = new NamedList<OutputField>(fields);
        return connection;
    }

    private NamedType Text => registry.Parts.Scalar(ScalarNames.String);

    private ObjectType PageInfo()
    {
        if (_pageInfo is not null)
        {
            return _pageInfo;
        }

        var flag = registry.Parts.Scalar(ScalarNames.Boolean).AsNonNull();
        _pageInfo = registry.Add(new ObjectType("PageInfo", "Information about pagination in a connection."));
        _pageInfo.RuntimeType = typeof(ConnectionPageInfo);
        _pageInfo.Fields = new NamedList<OutputField>(
        [
            Field(
                "hasNextPage", flag, (ConnectionPageInfo info) => info.HasNextPage,
                "Indicates whether more edges exist following the set defined by the clients arguments."),
            Field(
                "hasPreviousPage", flag, (ConnectionPageInfo info) => info.HasPreviousPage,
                "Indicates whether more edges exist prior the set defined by the clients arguments."),
            Field("startCursor", Text, (ConnectionPageInfo info) => info.StartCursor, "When paginating backwards, the cursor to continue."),
            Field("endCursor", Text, (ConnectionPageInfo info) => info.EndCursor, "When paginating forwards, the cursor to continue."),
        ]);
        return _pageInfo;
    }

    // As an expression, so that the engine can write leaves without boxing them.
    private static OutputField Field<T, TValue>(string name, GraphQLType type, Expression<Func<T, TValue>> accessor, string description)
    {
        var get = accessor.Compile();
        return new OutputField(name, type, description)
        {
            Binding = new PureBinding(parent => get((T)parent)) { Accessor = accessor },
        };
    }
}
