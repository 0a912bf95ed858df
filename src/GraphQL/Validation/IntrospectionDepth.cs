using SmsPlatform.GraphQL.Language;

namespace SmsPlatform.GraphQL.Validation;

/// <summary>
/// Refuses introspection that goes round in circles, such as the fields of the types of fields: its answer grows with the
/// schema's size to the power of the rounds.
/// </summary>
internal sealed class IntrospectionDepth
{
    private const int MaxLists = 3;
    private readonly DocumentIndex _index;
    private readonly Dictionary<string, int> _checkedAt = new(StringComparer.Ordinal);

    private IntrospectionDepth(DocumentIndex index) => _index = index;

    public static void Check(DocumentIndex index, ErrorSink errors)
    {
        var rule = new IntrospectionDepth(index);
        foreach (var facts in index.All)
        {
            rule.Find(facts.Node.SelectionSet, errors);
        }
    }

    private void Find(SelectionSetNode selectionSet, ErrorSink errors)
    {
        foreach (var selection in selectionSet.Selections)
        {
            switch (selection)
            {
                case FieldNode { Name.Value: "__schema" or "__type" } field:
                    if (Exceeds(field, 0))
                    {
                        errors.Report(ValidationErrors.IntrospectionTooDeep(), field);
                    }

                    break;
                case FieldNode { SelectionSet: { } inner }:
                    Find(inner, errors);
                    break;
                case InlineFragmentNode fragment:
                    Find(fragment.SelectionSet, errors);
                    break;
            }
        }
    }

    private bool Exceeds(SelectionNode selection, int lists)
    {
        switch (selection)
        {
            case FieldNode field:
                if (field.Name.Value is "fields" or "interfaces" or "possibleTypes" or "inputFields" && ++lists >= MaxLists)
                {
                    return true;
                }

                return field.SelectionSet is { } inner && Exceeds(inner, lists);
            case InlineFragmentNode fragment:
                return Exceeds(fragment.SelectionSet, lists);
            case FragmentSpreadNode spread:
                // A fragment that was fine at some depth is fine at any lesser one, so each is walked three times at most.
                var name = spread.Name.Value;
                if ((_checkedAt.TryGetValue(name, out var known) && known >= lists) || _index.FindFragment(name) is not { } facts)
                {
                    return false;
                }

                if (Exceeds(facts.Node.SelectionSet, lists))
                {
                    return true;
                }

                _checkedAt[name] = lists;
                return false;
            default:
                return false;
        }
    }

    private bool Exceeds(SelectionSetNode selectionSet, int lists)
    {
        foreach (var selection in selectionSet.Selections)
        {
            if (Exceeds(selection, lists))
            {
                return true;
            }
        }

        return false;
    }
}
