using SmsPlatform.GraphQL.Language;
using SmsPlatform.GraphQL.TypeSystem;

namespace SmsPlatform.GraphQL.Validation;

internal sealed partial class DocumentWalker
{
    // A null parent means that a mistake above has left the type unknown: then only what needs no type is checked.
    private void WalkSelectionSet(SelectionSetNode selectionSet, NamedType? parent, int depth, int nesting)
    {
        _size = _size with { Nesting = Math.Max(_size.Nesting, nesting) };
        foreach (var selection in selectionSet.Selections)
        {
            if (errors.IsFull)
            {
                return;
            }

            switch (selection)
            {
                case FieldNode field:
                    WalkField(field, parent, depth, nesting);
                    break;
                case FragmentSpreadNode spread:
                    WalkSpread(spread, parent, depth, nesting);
                    break;
                case InlineFragmentNode fragment:
                    WalkInlineFragment(fragment, parent, depth, nesting);
                    break;
            }
        }
    }

    private void WalkField(FieldNode node, NamedType? parent, int depth, int nesting)
    {
        _size = _size with
        {
            Fields = _size.Fields + 1,
            Aliases = _size.Aliases + (node.Alias is null ? 0 : 1),
            Depth = Math.Max(_size.Depth, depth),
        };

        var name = node.Name.Value;
        var field = parent is null ? null : schema.FindField(parent, name);
        if (field is null && parent is not null)
        {
            errors.Report(ValidationErrors.UnknownField(name, parent, Suggestions.ForField(options, schema, parent, name)), node);
        }
        else if (!options.AllowIntrospection && name is "__schema" or "__type")
        {
            errors.Report(ValidationErrors.IntrospectionRefused(), node);
        }

        WalkArguments(node.Arguments, field?.Arguments, field);
        WalkDirectives(node.Directives, DirectiveLocation.Field);

        if (node.SelectionSet is { } selectionSet)
        {
            var type = field?.Type.Named;
            if (type is ScalarType or EnumType)
            {
                errors.Report(ValidationErrors.LeafWithSelection(name, field!.Type), selectionSet);
            }

            WalkSelectionSet(selectionSet, type is ComplexType or UnionType ? type : null, depth + 1, nesting + 1);
        }
        else if (field?.Type.Named is ComplexType or UnionType)
        {
            errors.Report(ValidationErrors.SelectionMissing(name, field.Type), node);
        }

        if (field is not null)
        {
            ReportMissingArguments(node, node.Arguments, field.Arguments, field);
        }
    }

    private void WalkSpread(FragmentSpreadNode spread, NamedType? parent, int depth, int nesting)
    {
        WalkDirectives(spread.Directives, DirectiveLocation.FragmentSpread);

        var name = spread.Name.Value;
        if (index.FindFragment(name) is not { } fragment)
        {
            errors.Report(ValidationErrors.UnknownFragment(name), spread.Name);
            return;
        }

        _spreads.Add(new SpreadUse(fragment, depth - 1, nesting));
        var condition = ((FragmentDefinitionNode)fragment.Node).TypeCondition.Name.Value;
        if (parent is not null
            && schema.TryGetType(condition, out var type)
            && type is ComplexType or UnionType
            && !schema.Overlap(type, parent))
        {
            errors.Report(ValidationErrors.ImpossibleFragment(name, parent, type), spread);
        }
    }

    private void WalkInlineFragment(InlineFragmentNode fragment, NamedType? parent, int depth, int nesting)
    {
        WalkDirectives(fragment.Directives, DirectiveLocation.InlineFragment);

        var type = parent;
        if (fragment.TypeCondition is { } condition)
        {
            type = WalkTypeCondition(condition, null);
            if (type is not null && parent is not null && !schema.Overlap(type, parent))
            {
                errors.Report(ValidationErrors.ImpossibleFragment(null, parent, type), fragment);
            }
        }

        WalkSelectionSet(fragment.SelectionSet, type, depth, nesting + 1);
    }
}
