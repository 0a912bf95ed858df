using System.Runtime.CompilerServices;
using System.Text;

namespace SmsPlatform.GraphQL.Language;

/// <summary>Writes a tree as text with two spaces of indentation.</summary>
internal sealed partial class SyntaxWriter
{
    private const int MaxLineLength = 80;
    private readonly StringBuilder _text = new();
    private int _indentation;

    public override string ToString() => _text.ToString();

    public void Write(SyntaxNode node)
    {
        // Parsed trees have a limited depth; trees made by hand may not.
        RuntimeHelpers.EnsureSufficientExecutionStack();

        switch (node)
        {
            case DocumentNode document:
                WriteJoined(document.Definitions, "\n\n");
                break;
            case ExecutableDefinitionNode or VariableDefinitionNode or SelectionSetNode or SelectionNode or ArgumentNode or DirectiveNode:
                WriteExecutable(node);
                break;
            case ValueNode value:
                WriteValue(value);
                break;
            case ObjectFieldNode field:
                WriteNameAndValue(field.Name, field.Value);
                break;
            case TypeNode type:
                WriteType(type);
                break;
            case NameNode name:
                Append(name.Value);
                break;
            case TypeDefinitionNode definition:
                WriteTypeDefinition(definition);
                break;
            case TypeExtensionNode extension:
                WriteTypeExtension(extension);
                break;
            default:
                WriteTypeSystem(node);
                break;
        }
    }

    private void WriteValue(ValueNode node)
    {
        switch (node)
        {
            case VariableNode variable:
                Append("$");
                Append(variable.Name.Value);
                break;
            case IntValueNode number:
                Append(number.Value);
                break;
            case FloatValueNode number:
                Append(number.Value);
                break;
            case StringValueNode { IsBlock: true } block:
                Append(StringEncoder.EncodeBlock(block.Value));
                break;
            case StringValueNode text:
                Append(StringEncoder.Encode(text.Value));
                break;
            case BooleanValueNode boolean:
                Append(boolean.Value ? "true" : "false");
                break;
            case NullValueNode:
                Append("null");
                break;
            case EnumValueNode value:
                Append(value.Value);
                break;
            case ListValueNode list:
                Append("[");
                WriteJoined(list.Items, ", ");
                Append("]");
                break;
            case ObjectValueNode value:
                Append("{");
                WriteJoined(value.Fields, ", ");
                Append("}");
                break;
        }
    }

    private void WriteType(TypeNode node)
    {
        switch (node)
        {
            case NamedTypeNode type:
                Append(type.Name.Value);
                break;
            case ListTypeNode list:
                Append("[");
                Write(list.Type);
                Append("]");
                break;
            case NonNullTypeNode type:
                Write(type.Type);
                Append("!");
                break;
        }
    }

    private void WriteNameAndValue(NameNode name, ValueNode value)
    {
        Append(name.Value);
        Append(": ");
        Write(value);
    }

    private void WriteDescription(StringValueNode? description)
    {
        if (description is not null)
        {
            Write(description);
            Append("\n");
        }
    }

    private void WriteDirectives(NodeList<DirectiveNode> directives)
    {
        foreach (var directive in directives)
        {
            Append(" ");
            Write(directive);
        }
    }

    private void WriteBlock<T>(NodeList<T> nodes)
        where T : SyntaxNode
    {
        if (nodes.Count > 0)
        {
            WriteIndented("{\n", nodes, "\n}");
        }
    }

    private void WriteIndented<T>(string open, NodeList<T> nodes, string close)
        where T : SyntaxNode
    {
        _indentation++;
        Append(open);
        WriteJoined(nodes, "\n");
        _indentation--;
        Append(close);
    }

    private void WriteJoined<T>(NodeList<T> nodes, string separator)
        where T : SyntaxNode
    {
        for (var i = 0; i < nodes.Count; i++)
        {
            if (i > 0)
            {
                Append(separator);
            }

            Write(nodes[i]);
        }
    }

    private void Append(string text)
    {
        var rest = text.AsSpan();
        for (var end = rest.IndexOf('\n'); end >= 0; end = rest.IndexOf('\n'))
        {
            _text.Append(rest[..(end + 1)]).Append(' ', _indentation * 2);
            rest = rest[(end + 1)..];
        }

        _text.Append(rest);
    }
}
