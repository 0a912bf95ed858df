using SmsPlatform.GraphQL.Language;

namespace SmsPlatform.GraphQL.TypeSystem;

/// <summary>Finds input objects that can have no finite value, and default values that contain themselves.</summary>
internal sealed class InputCycles(SchemaParts parts)
{
    private readonly HashSet<InputObjectType> _visited = [];
    private readonly Dictionary<InputObjectType, int> _depthOf = [];
    private readonly List<string> _path = [];
    private readonly HashSet<(InputObjectType, string)> _defaultsDone = [];
    private readonly HashSet<(InputObjectType, string)> _defaultsOpen = [];

    public void Check()
    {
        foreach (var type in parts.Types.OfType<InputObjectType>())
        {
            FindNonNullCycle(type);
            FindDefaultCycle(type, new ObjectValueNode([]));
        }

        FindUnbreakableOneOfs();
    }

    private void FindNonNullCycle(InputObjectType type)
    {
        if (!_visited.Add(type))
        {
            return;
        }

        _depthOf[type] = _path.Count;
        foreach (var field in type.Fields)
        {
            if (field.Type is not NonNullType { InnerType: InputObjectType next })
            {
                continue;
            }

            _path.Add(field.Name);
            if (!_depthOf.TryGetValue(next, out var depth))
            {
                FindNonNullCycle(next);
            }
            else
            {
                parts.Errors.Add(SchemaErrors.InputCycle(next, string.Join('.', _path.Skip(depth))));
            }

            _path.RemoveAt(_path.Count - 1);
        }

        _depthOf.Remove(type);
    }

    // A @oneOf needs one field that ends: a least fixed point over all input objects.
    private void FindUnbreakableOneOfs()
    {
        var inputs = parts.Types.OfType<InputObjectType>().ToList();
        var finite = new HashSet<InputObjectType>();
        bool changed;
        do
        {
            changed = false;
            foreach (var type in inputs.Where(type => !finite.Contains(type)))
            {
                var ends = type.IsOneOf
                    ? type.Fields.Count == 0 || type.Fields.Any(field => field.Type is not InputObjectType next || finite.Contains(next))
                    : type.Fields.All(field => field.Type is not NonNullType { InnerType: InputObjectType next } || finite.Contains(next));
                changed |= ends && finite.Add(type);
            }
        }
        while (changed);

        foreach (var type in inputs.Where(type => type.IsOneOf && !finite.Contains(type)))
        {
            parts.Errors.Add(SchemaErrors.InputUnbreakable(type));
        }
    }

    // InputObjectDefaultValueHasCycle of the specification.
    private void FindDefaultCycle(GraphQLType type, ValueNode value)
    {
        switch (type.NullableType)
        {
            case ListType list when value is ListValueNode items:
                foreach (var item in items.Items)
                {
                    FindDefaultCycle(list.ElementType, item);
                }

                break;
            case ListType list:
                FindDefaultCycle(list.ElementType, value);
                break;
            case InputObjectType input when value is ObjectValueNode given:
                foreach (var field in input.Fields)
                {
                    if (((IEnumerable<ObjectFieldNode>)given.Fields).FirstOrDefault(node => node.Name.Value == field.Name) is { } node)
                    {
                        FindDefaultCycle(field.Type, node.Value);
                    }
                    else
                    {
                        FindDefaultCycle(input, field);
                    }
                }

                break;
        }
    }

    private void FindDefaultCycle(InputObjectType type, InputField field)
    {
        if (field.DefaultValue is null || field.Type.Named is not InputObjectType || _defaultsDone.Contains((type, field.Name)))
        {
            return;
        }

        if (!_defaultsOpen.Add((type, field.Name)))
        {
            parts.Errors.Add(SchemaErrors.DefaultCycle($"{type}.{field.Name}", field.SourceLocation));
            _defaultsDone.Add((type, field.Name));
            return;
        }

        FindDefaultCycle(field.Type, field.DefaultValue);
        _defaultsOpen.Remove((type, field.Name));
        _defaultsDone.Add((type, field.Name));
    }
}

/// <summary>Whether a directive is applied, directly or through the types of its arguments, to its own arguments.</summary>
internal sealed class DirectiveCycle(SchemaParts parts, DirectiveType start)
{
    private readonly HashSet<object> _visited = [];

    public bool Exists() => Reaches(start.Arguments);

    private bool Reaches(NamedList<InputField> fields) =>
        fields.Any(field => Reaches(field.Directives) || Reaches(field.Type.Named));

    private bool Reaches(IReadOnlyList<DirectiveNode> directives) => directives.Any(node =>
        node.Name.Value == start.Name
        || (parts.Directives.Find(known => known.Name == node.Name.Value) is { } next && _visited.Add(next) && Reaches(next.Arguments)));

    private bool Reaches(NamedType type) => _visited.Add(type) && (Reaches(type.Directives) || type switch
    {
        InputObjectType input => Reaches(input.Fields),
        EnumType values => values.Values.Any(value => Reaches(value.Directives)),
        _ => false,
    });
}
