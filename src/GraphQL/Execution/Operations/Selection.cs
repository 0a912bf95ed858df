using SmsPlatform.GraphQL.Language;
using SmsPlatform.GraphQL.TypeSystem;

namespace SmsPlatform.GraphQL.Execution;

/// <summary>How the writer gets a selection's value.</summary>
internal enum SelectionKind : byte
{
    /// <summary><c>__typename</c>: bytes known when the plan is made.</summary>
    TypeName,

    /// <summary>A leaf written by a compiled writer, straight from the parent.</summary>
    TypedLeaf,

    /// <summary>A leaf, or an object without resolvers beneath, read from the parent while writing.</summary>
    Pure,

    /// <summary>A value from the resolve phase.</summary>
    Column,
}

/// <summary>An occurrence of a field in the document.</summary>
/// <param name="Node">The field.</param>
/// <param name="Term">Under which it is included; null for always.</param>
/// <param name="Order">Its place among the occurrences of its selection set.</param>
internal readonly record struct Occurrence(FieldNode Node, ConditionTerm? Term, int Order);

/// <summary>A field of a selection set, its occurrences merged, ready to run.</summary>
internal sealed class Selection
{
    private Dictionary<ObjectType, SelectionSet>? _abstractSets;
    private SelectionSet? _objectSet;

    public required string ResponseName { get; init; }

    /// <summary>The name as it is written: <c>,"name":</c>.</summary>
    public required byte[] Token { get; init; }

    public required OutputField Field { get; init; }

    public required Occurrence[] Occurrences { get; init; }

    /// <summary>When the selection is included; null for always.</summary>
    public required Condition? Condition { get; init; }

    public required CompletionShape Shape { get; init; }

    public required SelectionKind Kind { get; init; }

    /// <summary>The value behind <see cref="SelectionKind.TypeName"/>, quotes included.</summary>
    public byte[]? TypeName { get; init; }

    public LeafFieldWriter? WriteLeaf { get; init; }

    public Func<object, object?>? Get { get; init; }

    public FieldResolver? Resolver { get; init; }

    public bool KeepsContext { get; init; }

    public required ArgumentPlan Arguments { get; init; }

    /// <summary>Its place among the columns of an execution; -1 when it is none.</summary>
    public int ColumnIndex { get; init; } = -1;

    /// <summary>Requirements, as indexes into the plan's; empty for most fields.</summary>
    public int[] Requirements { get; init; } = [];

    /// <summary>Introspection whose JSON is the same in every execution: it is computed once and kept.</summary>
    public bool IsConstant { get; init; }

    /// <summary>The JSON of a constant selection, once it is known.</summary>
    public byte[]? ConstantJson { get; set; }

    /// <summary>The projection of its rows, once it is made; it stays null where conditions decide what is selected.</summary>
    public Data.PlannedProjection? Projection { get; set; }

    public required int Depth { get; init; }

    /// <summary>Whether resolvers may be beneath, so that the resolve phase has to visit the values.</summary>
    public required bool LeadsToColumns { get; init; }

    /// <summary>The selections of the value when it is of this type.</summary>
    public SelectionSet GetSet(OperationPlan plan, ObjectType type)
    {
        if (Shape.Named is ObjectType)
        {
            return _objectSet!;
        }

        lock (plan.Lock)
        {
            _abstractSets ??= [];
            if (!_abstractSets.TryGetValue(type, out var set))
            {
                // Only types that values really have are compiled: the product of all possible types down the levels may be huge.
                set = new OperationCompiler(plan).CompileSubSet(this, type);
                _abstractSets.Add(type, set);
            }

            return set;
        }
    }

    public SelectionSet ObjectSet
    {
        get => _objectSet!;
        set => _objectSet = value;
    }
}

/// <summary>The selections for one object type, in the order of the response.</summary>
internal sealed class SelectionSet
{
    public required ObjectType Type { get; init; }

    public required Selection[] Selections { get; init; }

    /// <summary>Those that the resolve phase runs.</summary>
    public required Selection[] Columns { get; init; }

    /// <summary>
    /// Whether the order of the response depends on conditions: a field stands where its first included occurrence does, and that is not always the first.
    /// </summary>
    public required bool HasConditionalOrder { get; init; }

    /// <summary>Its place among the frames of an execution; -1 when it has no columns.</summary>
    public required int FrameIndex { get; init; }
}

/// <summary>A field's type as the completion of values goes through it: level by level, from the outside.</summary>
internal sealed class CompletionShape
{
    public CompletionShape(GraphQLType type)
    {
        Type = type;
        IsNonNull = type.IsNonNull;
        Named = type.Named;
        IsComposite = Named.Kind is TypeKind.Object or TypeKind.Interface or TypeKind.Union;
        Element = type.NullableType is ListType list ? list.ElementType.Shape : null;
    }

    public GraphQLType Type { get; }

    public bool IsNonNull { get; }

    /// <summary>The shape of the items; null when this level is no list.</summary>
    public CompletionShape? Element { get; }

    public NamedType Named { get; }

    public bool IsComposite { get; }
}
