using SmsPlatform.GraphQL.Language;

namespace SmsPlatform.GraphQL.Validation;

/// <summary>Whether two selections ask for the same field with the same arguments.</summary>
internal static class FieldIdentity
{
    private const int Few = 8;

    /// <summary>What is different, or null.</summary>
    public static string? Difference(FieldNode first, FieldNode second)
    {
        if (first.Name.Value != second.Name.Value)
        {
            return $"\"{first.Name.Value}\" and \"{second.Name.Value}\" are different fields";
        }

        return SameArguments(first.Arguments, second.Arguments) ? null : "they have differing arguments";
    }

    private static bool SameArguments(NodeList<ArgumentNode> first, NodeList<ArgumentNode> second)
    {
        if (first.Count != second.Count)
        {
            return false;
        }

        var byName = first.Count <= Few ? null : second.ToLookup(argument => argument.Name.Value, StringComparer.Ordinal);
        foreach (var argument in first)
        {
            var other = byName is null ? Find(second, argument.Name.Value) : byName[argument.Name.Value].LastOrDefault();
            if (other is null || !SameValue(argument.Value, other.Value))
            {
                return false;
            }
        }

        return true;
    }

    private static bool SameValue(ValueNode first, ValueNode second) => (first, second) switch
    {
        (VariableNode a, VariableNode b) => a.Name.Value == b.Name.Value,
        (IntValueNode a, IntValueNode b) => a.Value == b.Value,
        (FloatValueNode a, FloatValueNode b) => a.Value == b.Value,
        (StringValueNode a, StringValueNode b) => a.Value == b.Value && a.IsBlock == b.IsBlock,
        (BooleanValueNode a, BooleanValueNode b) => a.Value == b.Value,
        (NullValueNode, NullValueNode) => true,
        (EnumValueNode a, EnumValueNode b) => a.Value == b.Value,
        (ListValueNode a, ListValueNode b) => SameItems(a.Items, b.Items),
        (ObjectValueNode a, ObjectValueNode b) => SameFields(a.Fields, b.Fields),
        _ => false,
    };

    private static bool SameItems(NodeList<ValueNode> first, NodeList<ValueNode> second)
    {
        if (first.Count != second.Count)
        {
            return false;
        }

        for (var i = 0; i < first.Count; i++)
        {
            if (!SameValue(first[i], second[i]))
            {
                return false;
            }
        }

        return true;
    }

    // The order of fields does not matter.
    private static bool SameFields(NodeList<ObjectFieldNode> first, NodeList<ObjectFieldNode> second)
    {
        if (first.Count != second.Count)
        {
            return false;
        }

        var a = first.OrderBy(field => field.Name.Value, StringComparer.Ordinal).ToList();
        var b = second.OrderBy(field => field.Name.Value, StringComparer.Ordinal).ToList();
        for (var i = 0; i < a.Count; i++)
        {
            if (a[i].Name.Value != b[i].Name.Value || !SameValue(a[i].Value, b[i].Value))
            {
                return false;
            }
        }

        return true;
    }

    private static ArgumentNode? Find(NodeList<ArgumentNode> arguments, string name)
    {
        ArgumentNode? found = null;
        foreach (var argument in arguments)
        {
            if (argument.Name.Value == name)
            {
                found = argument;
            }
        }

        return found;
    }
}
