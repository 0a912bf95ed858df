namespace SmsPlatform.GraphQL.Language;

internal sealed partial class SyntaxWriter
{
    private void WriteExecutable(SyntaxNode node)
    {
        switch (node)
        {
            case OperationDefinitionNode operation:
                WriteOperation(operation);
                break;
            case FragmentDefinitionNode fragment:
                WriteDescription(fragment.Description);
                Append($"fragment {fragment.Name.Value} on {fragment.TypeCondition.Name.Value}");
                WriteDirectives(fragment.Directives);
                Append(" ");
                Write(fragment.SelectionSet);
                break;
            case VariableDefinitionNode variable:
                WriteVariableDefinition(variable);
                break;
            case SelectionSetNode selectionSet:
                WriteBlock(selectionSet.Selections);
                break;
            case FieldNode field:
                WriteField(field);
                break;
            case FragmentSpreadNode spread:
                Append("...");
                Append(spread.Name.Value);
                WriteDirectives(spread.Directives);
                break;
            case InlineFragmentNode fragment:
                Append(fragment.TypeCondition is { } type ? $"... on {type.Name.Value}" : "...");
                WriteDirectives(fragment.Directives);
                Append(" ");
                Write(fragment.SelectionSet);
                break;
            case ArgumentNode argument:
                WriteNameAndValue(argument.Name, argument.Value);
                break;
            case DirectiveNode directive:
                WriteDirective(directive);
                break;
        }
    }

    private void WriteOperation(OperationDefinitionNode operation)
    {
        WriteDescription(operation.Description);
        var isShorthand = operation is { Operation: OperationType.Query, Name: null, Description: null }
            && operation.VariableDefinitions.Count == 0
            && operation.Directives.Count == 0;
        if (!isShorthand)
        {
            Append(NameOf(operation.Operation));
            if (operation.Name is not null || operation.VariableDefinitions.Count > 0)
            {
                Append(" ");
                Append(operation.Name?.Value ?? string.Empty);
                WriteVariableDefinitions(operation.VariableDefinitions);
            }

            WriteDirectives(operation.Directives);
            Append(" ");
        }

        Write(operation.SelectionSet);
    }

    private void WriteVariableDefinitions(NodeList<VariableDefinitionNode> variables)
    {
        if (variables.Count == 0)
        {
            return;
        }

        var isMultiline = IsMultiline(variables);
        Append(isMultiline ? "(\n" : "(");
        WriteJoined(variables, isMultiline ? "\n" : ", ");
        Append(isMultiline ? "\n)" : ")");
    }

    private void WriteVariableDefinition(VariableDefinitionNode variable)
    {
        WriteDescription(variable.Description);
        Write(variable.Variable);
        Append(": ");
        Write(variable.Type);
        if (variable.DefaultValue is { } value)
        {
            Append(" = ");
            Write(value);
        }

        WriteDirectives(variable.Directives);
    }

    private void WriteField(FieldNode field)
    {
        var prefix = field.Alias is { } alias ? $"{alias.Value}: {field.Name.Value}" : field.Name.Value;
        Append(prefix);

        if (field.Arguments.Count > 0)
        {
            if (prefix.Length + LengthOf(field.Arguments) + 2 > MaxLineLength)
            {
                WriteIndented("(\n", field.Arguments, "\n)");
            }
            else
            {
                Append("(");
                WriteJoined(field.Arguments, ", ");
                Append(")");
            }
        }

        WriteDirectives(field.Directives);
        if (field.SelectionSet is { } selectionSet)
        {
            Append(" ");
            Write(selectionSet);
        }
    }

    private void WriteDirective(DirectiveNode directive)
    {
        Append("@");
        Append(directive.Name.Value);
        if (directive.Arguments.Count > 0)
        {
            Append("(");
            WriteJoined(directive.Arguments, ", ");
            Append(")");
        }
    }

    // Arguments do not nest, so writing them twice keeps the whole linear.
    private static int LengthOf(NodeList<ArgumentNode> arguments)
    {
        var writer = new SyntaxWriter();
        writer.WriteJoined(arguments, ", ");
        return writer._text.Length;
    }

    private static bool IsMultiline<T>(NodeList<T> nodes)
        where T : SyntaxNode
    {
        foreach (var node in nodes)
        {
            if (SyntaxPrinter.Print(node).Contains('\n', StringComparison.Ordinal))
            {
                return true;
            }
        }

        return false;
    }

    private static string NameOf(OperationType operation) => operation switch
    {
        OperationType.Query => "query",
        OperationType.Mutation => "mutation",
        _ => "subscription",
    };
}
