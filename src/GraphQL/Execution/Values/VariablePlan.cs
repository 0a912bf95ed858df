using System.Text;
using SmsPlatform.GraphQL.Language;
using SmsPlatform.GraphQL.TypeSystem;

namespace SmsPlatform.GraphQL.Execution;

/// <summary>A variable of an operation, its type resolved.</summary>
internal sealed class VariablePlan
{
    private VariablePlan(VariableDefinitionNode node, GraphQLType type)
    {
        Node = node;
        Type = type;
        Name = node.Variable.Name.Value;
        Utf8Name = Encoding.UTF8.GetBytes(Name);
    }

    public VariableDefinitionNode Node { get; }

    public GraphQLType Type { get; }

    public string Name { get; }

    public byte[] Utf8Name { get; }

    public static VariablePlan[] Create(Schema schema, OperationDefinitionNode operation)
    {
        if (operation.VariableDefinitions.Count == 0)
        {
            return [];
        }

        var plans = new VariablePlan[operation.VariableDefinitions.Count];
        for (var i = 0; i < plans.Length; i++)
        {
            var node = operation.VariableDefinitions[i];
            plans[i] = new VariablePlan(node, Resolve(schema, node.Type));
        }

        return plans;
    }

    private static GraphQLType Resolve(Schema schema, TypeNode node) => node switch
    {
        NonNullTypeNode nonNull => Resolve(schema, nonNull.Type).AsNonNull(),
        ListTypeNode list => Resolve(schema, list.Type).AsList(),
        NamedTypeNode named when schema.TryGetType(named.Name.Value, out var type) && type.IsInputType => type,
        _ => throw new GraphQLException($"'{node}' is no input type."),
    };
}
