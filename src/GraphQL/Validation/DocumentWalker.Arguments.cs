using SmsPlatform.GraphQL.Language;
using SmsPlatform.GraphQL.TypeSystem;

namespace SmsPlatform.GraphQL.Validation;

internal sealed partial class DocumentWalker
{
    // Up to here comparing each with each is cheaper than a hash table.
    private const int FewNames = 8;

    private void WalkDirectives(NodeList<DirectiveNode> directives, DirectiveLocation location)
    {
        if (directives.Count == 0)
        {
            return;
        }

        _size = _size with { Directives = _size.Directives + directives.Count };
        foreach (var directive in directives)
        {
            var name = directive.Name.Value;
            if (!schema.TryGetDirective(name, out var definition))
            {
                errors.Report(ValidationErrors.UnknownDirective(name), directive);
            }
            else if ((definition.Locations & location) == 0)
            {
                errors.Report(ValidationErrors.MisplacedDirective(name, location), directive);
            }

            WalkArguments(directive.Arguments, definition?.Arguments, definition);
            if (definition is not null)
            {
                ReportMissingArguments(directive, directive.Arguments, definition.Arguments, definition);
            }
        }

        ReportRepeatedDirectives(directives);
    }

    private void ReportRepeatedDirectives(NodeList<DirectiveNode> directives)
    {
        if (directives.Count < 2)
        {
            return;
        }

        var seen = new Dictionary<string, DirectiveNode>(StringComparer.Ordinal);
        foreach (var directive in directives)
        {
            var name = directive.Name.Value;
            if (schema.TryGetDirective(name, out var definition) && !definition.IsRepeatable && !seen.TryAdd(name, directive))
            {
                errors.Report(ValidationErrors.RepeatedDirective(name), seen[name], directive);
            }
        }
    }

    // The owner is the field or directive, for messages; null when it is unknown, and so are then its arguments.
    private void WalkArguments(NodeList<ArgumentNode> arguments, NamedList<InputField>? definitions, INamedElement? owner)
    {
        foreach (var argument in arguments)
        {
            var definition = definitions?.Find(argument.Name.Value);
            if (definition is null && owner is not null)
            {
                var suggestion = Suggestions.For(options, argument.Name.Value, definitions!);
                errors.Report(ValidationErrors.UnknownArgument(argument.Name.Value, Describe(owner), suggestion), argument);
            }

            WalkValue(argument.Value, new InputPosition(definition?.Type, definition?.DefaultValue is not null));
        }

        if (HasDuplicates(arguments))
        {
            foreach (var group in arguments.GroupBy(argument => argument.Name.Value, StringComparer.Ordinal))
            {
                if (group.Skip(1).Any())
                {
                    errors.Report(ValidationErrors.DuplicateArgument(group.Key), group.Select(argument => argument.Name));
                }
            }
        }
    }

    private void ReportMissingArguments(
        SyntaxNode node,
        NodeList<ArgumentNode> arguments,
        NamedList<InputField> definitions,
        INamedElement owner)
    {
        foreach (var definition in definitions.AsSpan())
        {
            if (definition.IsRequired && !Contains(arguments, definition.Name))
            {
                errors.Report(ValidationErrors.ArgumentMissing(OwnerOf(owner), definition), node);
            }
        }
    }

    private static bool HasDuplicates(NodeList<ArgumentNode> arguments)
    {
        if (arguments.Count > FewNames)
        {
            return true;
        }

        for (var i = 1; i < arguments.Count; i++)
        {
            for (var j = 0; j < i; j++)
            {
                if (arguments[i].Name.Value == arguments[j].Name.Value)
                {
                    return true;
                }
            }
        }

        return false;
    }

    private static bool Contains(NodeList<ArgumentNode> arguments, string name)
    {
        foreach (var argument in arguments)
        {
            if (argument.Name.Value == name)
            {
                return true;
            }
        }

        return false;
    }

    private static string Describe(INamedElement owner) => owner is DirectiveType ? $"directive \"{owner}\"" : $"field \"{owner}\"";

    private static string OwnerOf(INamedElement owner) => owner is DirectiveType ? $"Directive \"{owner}\"" : $"Field \"{owner.Name}\"";
}
