using System.Text;
using SmsPlatform.GraphQL.Language;
using SmsPlatform.GraphQL.TypeSystem;

namespace SmsPlatform.GraphQL.Execution;

/// <summary>Compiles a validated operation: merges fields, folds conditions, finds what the resolve phase has to run.</summary>
internal readonly struct OperationCompiler(OperationPlan plan)
{
    // The compiler and both phases recurse with the response's depth.
    private const int MaxDepth = 256;

    public void Compile(ObjectType root)
    {
        var groups = new FieldGroups();
        Collect(root, plan.Operation.SelectionSet, null, groups);
        plan.Root = CompileSet(root, groups, 0, isRoot: true);
    }

    /// <summary>The selections of a selection's value for one of the types it may have.</summary>
    public SelectionSet CompileSubSet(Selection selection, ObjectType type) =>
        CompileSubSet(selection.Occurrences, type, selection.Depth + 1);

    private SelectionSet CompileSubSet(Occurrence[] occurrences, ObjectType type, int depth)
    {
        var groups = new FieldGroups();
        foreach (var (node, term, _) in occurrences)
        {
            Collect(type, node.SelectionSet!, term, groups);
        }

        return CompileSet(type, groups, depth, isRoot: false);
    }

    private SelectionSet CompileSet(ObjectType type, FieldGroups groups, int depth, bool isRoot)
    {
        if (depth > MaxDepth)
        {
            throw new GraphQLException(ExecutionErrors.OperationTooDeep(MaxDepth));
        }

        var selections = new Selection[groups.Count];
        var columns = 0;
        for (var i = 0; i < selections.Length; i++)
        {
            selections[i] = CompileSelection(type, groups[i], depth, isRoot);
            columns += selections[i].ColumnIndex >= 0 ? 1 : 0;
        }

        return new SelectionSet
        {
            Type = type,
            Selections = selections,
            Columns = columns == 0 ? [] : Array.FindAll(selections, selection => selection.ColumnIndex >= 0),
            HasConditionalOrder = Array.Exists(selections, selection => selection.Occurrences is [{ Term: not null }, _, ..]),
            FrameIndex = columns == 0 ? -1 : plan.FrameCount++,
        };
    }

    private Selection CompileSelection(ObjectType type, Occurrence[] merged, int depth, bool isRoot)
    {
        plan.CountSelection();
        var node = merged[0].Node;
        var field = plan.Schema.FindField(type, node.Name.Value)
            ?? throw new GraphQLException($"The type '{type.Name}' has no field '{node.Name.Value}'.");
        var shape = field.Type.Shape;

        SelectionSet? objectSet = null;
        var leadsToColumns = false;
        if (shape.Named is ObjectType objectType)
        {
            objectSet = CompileSubSet(merged, objectType, depth + 1);
            leadsToColumns = objectSet.Columns.Length > 0;
        }
        else if (shape.IsComposite)
        {
            leadsToColumns = true;
            AbstractRequirements.AddTo(plan, shape.Named, merged);
        }

        var isTypeName = ReferenceEquals(field, plan.Schema.TypeNameField);
        var pure = field.Binding as PureBinding;
        var resolver = field.Binding switch
        {
            ResolverBinding binding => binding.Resolver,
            SubscriptionBinding binding => binding.Resolver,
            _ => null,
        };
        var kind = isTypeName ? SelectionKind.TypeName
            : resolver is not null || leadsToColumns ? SelectionKind.Column
            : SelectionKind.Pure;
        LeafFieldWriter? writeLeaf = null;
        if (kind == SelectionKind.Pure && !shape.IsComposite && shape.Element is null)
        {
            writeLeaf = pure?.GetWriter(field.Type);
            kind = writeLeaf is null ? kind : SelectionKind.TypedLeaf;
        }

        if (IsIntrospection(field))
        {
            plan.Introspection ??= node;
        }

        var arguments = ArgumentPlan.Create(field, node);
        var condition = GetCondition(merged);

        var selection = new Selection
        {
            ResponseName = node.ResponseName,
            Token = node.Alias is null ? field.Token : Encoding.UTF8.GetBytes($",\"{node.ResponseName}\":"),
            Field = field,
            Occurrences = merged,
            Condition = condition,
            Shape = shape,
            Kind = kind,
            TypeName = isTypeName ? type.NameJson : null,
            WriteLeaf = writeLeaf,
            Get = pure?.Get,
            Resolver = resolver,
            KeepsContext = field.Binding is ResolverBinding { KeepsContext: true },
            Arguments = arguments,
            ColumnIndex = kind == SelectionKind.Column ? plan.ColumnCount++ : -1,
            Requirements = GetRequirements(field),
            LeadsToColumns = leadsToColumns,
            IsConstant = isRoot && condition is null && arguments.IsConstant && IsIntrospection(field) && IsUnconditional(objectSet),
            Depth = depth,
        };
        if (objectSet is not null)
        {
            selection.ObjectSet = objectSet;
        }

        return selection;
    }

    private int[] GetRequirements(OutputField field)
    {
        if (field.Binding is not { Authorization.Count: > 0 } binding)
        {
            return [];
        }

        var requirements = new int[binding.Authorization.Count];
        for (var i = 0; i < requirements.Length; i++)
        {
            requirements[i] = plan.AddRequirement(binding.Authorization[i]);
        }

        return requirements;
    }

    private bool IsIntrospection(OutputField field) =>
        ReferenceEquals(field, plan.Schema.SchemaField) || ReferenceEquals(field, plan.Schema.TypeField);

    private static bool IsUnconditional(SelectionSet? set)
    {
        foreach (var selection in set?.Selections ?? [])
        {
            if (selection.Condition is not null || !selection.Arguments.IsConstant
                || (selection.Shape.IsComposite && !IsUnconditional(selection.ObjectSet)))
            {
                return false;
            }
        }

        return true;
    }

    private Condition? GetCondition(Occurrence[] occurrences)
    {
        foreach (var occurrence in occurrences)
        {
            if (occurrence.Term is null)
            {
                return null;
            }
        }

        return plan.AddCondition(Array.ConvertAll(occurrences, occurrence => occurrence.Term!));
    }

    // CollectFields of the specification, for one object type.
    private void Collect(ObjectType type, SelectionSetNode set, ConditionTerm? term, FieldGroups groups)
    {
        foreach (var selection in set.Selections)
        {
            var inner = term;
            if (!TryFold(selection.Directives, ref inner))
            {
                continue;
            }

            switch (selection)
            {
                case FieldNode field:
                    groups.Add(field, inner);
                    break;
                case InlineFragmentNode fragment when Applies(type, fragment.TypeCondition):
                    Collect(type, fragment.SelectionSet, inner, groups);
                    break;
                case FragmentSpreadNode spread when groups.TryVisit(spread.Name.Value, inner)
                    && plan.Fragments.TryGetValue(spread.Name.Value, out var definition)
                    && Applies(type, definition.TypeCondition):
                    Collect(type, definition.SelectionSet, inner, groups);
                    break;
            }
        }
    }

    private bool Applies(ObjectType type, NamedTypeNode? condition) =>
        condition is null
        || condition.Name.Value == type.Name
        || (plan.Schema.TryGetType(condition.Name.Value, out var named) && plan.Schema.IsSubType(named, type));

    // False when a literal condition excludes the selection; tests of variables become terms.
    private bool TryFold(NodeList<DirectiveNode> directives, ref ConditionTerm? term)
    {
        foreach (var directive in directives)
        {
            var isSkip = directive.Name.Value == "skip";
            if ((!isSkip && directive.Name.Value != "include") || directive.Arguments.Count == 0)
            {
                continue;
            }

            switch (directive.Arguments[0].Value)
            {
                case BooleanValueNode literal when literal.Value == isSkip:
                    return false;
                case VariableNode variable:
                    term = new ConditionTerm(FindVariable(variable.Name.Value), !isSkip, term);
                    break;
            }
        }

        return true;
    }

    private int FindVariable(string name)
    {
        var index = Array.FindIndex(plan.Variables, variable => variable.Name == name);
        return index >= 0 ? index : throw new GraphQLException($"The variable '${name}' is not defined.");
    }
}
