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
            Field<IEdge>("cursor", Text.AsNonNull(), item => item.Cursor, "A cursor for use in pagination."),
            Field<IEdge>("node", node, item => item.Node, "The item at the end of the edge."),
        ]);

        var fields = new List<OutputField>
        {
            Field<IConnection>("pageInfo", PageInfo().AsNonNull(), item => item.Info, "Information to aid in pagination."),
            Field<IConnection>("edges", edge.AsNonNull().AsList(), item => item.Edges, "A list of edges."),
        };
        if (paging.IncludeNodesField)
        {
            fields.Add(Field<IConnection>("nodes", node.AsList(), item => item.Nodes, "A flattened list of the nodes."));
        }

        if (paging.IncludeTotalCount)
        {
            fields.Add(Field<IConnection>(
                "totalCount",
                registry.Parts.Scalar(ScalarNames.Int).AsNonNull(),
                item => item.TotalCount < 0 ? null : item.TotalCount,
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
            Field<ConnectionPageInfo>(
                "hasNextPage", flag, info => info.HasNextPage,
                "Indicates whether more edges exist following the set defined by the clients arguments."),
            Field<ConnectionPageInfo>(
                "hasPreviousPage", flag, info => info.HasPreviousPage,
                "Indicates whether more edges exist prior the set defined by the clients arguments."),
            Field<ConnectionPageInfo>("startCursor", Text, info => info.StartCursor, "When paginating backwards, the cursor to continue."),
            Field<ConnectionPageInfo>("endCursor", Text, info => info.EndCursor, "When paginating forwards, the cursor to continue."),
        ]);
        return _pageInfo;
    }

    private static OutputField Field<T>(string name, GraphQLType type, Func<T, object?> get, string description) =>
        new(name, type, description) { Binding = new PureBinding(parent => get((T)parent)) };
}
