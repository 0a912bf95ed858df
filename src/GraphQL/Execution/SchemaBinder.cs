using SmsPlatform.GraphQL.TypeSystem;

namespace SmsPlatform.GraphQL.Execution;

/// <summary>Makes a schema from SDL executable.</summary>
public static class SchemaBinder
{
    /// <summary>
    /// Gives the fields of a schema from SDL their bindings; a field without one is looked up by name in its parent, a dictionary. Values of abstract
    /// types tell their type by a <c>__typename</c> entry.
    /// </summary>
    /// <param name="schema">The schema; not in use yet.</param>
    /// <param name="bind">Gives the binding of a field, or null.</param>
    public static Schema Bind(this Schema schema, Func<ObjectType, OutputField, FieldBinding?> bind)
    {
        foreach (var type in schema.Types.OfType<ObjectType>().Where(type => !type.IsBuiltIn))
        {
            foreach (var field in type.Fields)
            {
                field.Binding ??= bind(type, field);
            }
        }

        return schema;
    }
}
