namespace SmsPlatform.GraphQL.Language;

/// <summary>A value as it is written in a document.</summary>
public abstract class ValueNode : SyntaxNode
{
    private protected ValueNode(Location location)
        : base(location)
    {
    }
}

/// <summary>A use of a variable.</summary>
public sealed class VariableNode : ValueNode
{
    /// <summary>Makes the node.</summary>
    public VariableNode(NameNode name, Location location = default)
        : base(location)
    {
        Name = name;
    }

    /// <inheritdoc/>
    public override SyntaxKind Kind => SyntaxKind.Variable;

    /// <summary>The name, without the dollar sign.</summary>
    public NameNode Name { get; }
}

/// <summary>A number without fraction and exponent.</summary>
public sealed class IntValueNode : ValueNode
{
    /// <summary>Makes the node.</summary>
    public IntValueNode(string value, Location location = default)
        : base(location)
    {
        Value = value;
    }

    /// <inheritdoc/>
    public override SyntaxKind Kind => SyntaxKind.IntValue;

    /// <summary>The digits as written.</summary>
    public string Value { get; }
}

/// <summary>A number with a fraction or an exponent.</summary>
public sealed class FloatValueNode : ValueNode
{
    /// <summary>Makes the node.</summary>
    public FloatValueNode(string value, Location location = default)
        : base(location)
    {
        Value = value;
    }

    /// <inheritdoc/>
    public override SyntaxKind Kind => SyntaxKind.FloatValue;

    /// <summary>The number as written.</summary>
    public string Value { get; }
}

/// <summary>A string, quoted or block.</summary>
public sealed class StringValueNode : ValueNode
{
    /// <summary>Makes the node.</summary>
    public StringValueNode(string value, bool isBlock = false, Location location = default)
        : base(location)
    {
        Value = value;
        IsBlock = isBlock;
    }

    /// <inheritdoc/>
    public override SyntaxKind Kind => SyntaxKind.StringValue;

    /// <summary>The meaning: escapes resolved, block indentation removed.</summary>
    public string Value { get; }

    /// <summary>Whether it was written with triple quotes.</summary>
    public bool IsBlock { get; }
}

/// <summary><c>true</c> or <c>false</c>.</summary>
public sealed class BooleanValueNode : ValueNode
{
    /// <summary>Makes the node.</summary>
    public BooleanValueNode(bool value, Location location = default)
        : base(location)
    {
        Value = value;
    }

    /// <inheritdoc/>
    public override SyntaxKind Kind => SyntaxKind.BooleanValue;

    /// <summary>The value.</summary>
    public bool Value { get; }
}

/// <summary>The literal <c>null</c>.</summary>
public sealed class NullValueNode : ValueNode
{
    /// <summary>Makes the node.</summary>
    public NullValueNode(Location location = default)
        : base(location)
    {
    }

    /// <inheritdoc/>
    public override SyntaxKind Kind => SyntaxKind.NullValue;
}

/// <summary>A name used as a value.</summary>
public sealed class EnumValueNode : ValueNode
{
    /// <summary>Makes the node.</summary>
    public EnumValueNode(string value, Location location = default)
        : base(location)
    {
        Value = value;
    }

    /// <inheritdoc/>
    public override SyntaxKind Kind => SyntaxKind.EnumValue;

    /// <summary>The name.</summary>
    public string Value { get; }
}

/// <summary>A list.</summary>
public sealed class ListValueNode : ValueNode
{
    /// <summary>Makes the node.</summary>
    public ListValueNode(NodeList<ValueNode> items, Location location = default)
        : base(location)
    {
        Items = items;
    }

    /// <inheritdoc/>
    public override SyntaxKind Kind => SyntaxKind.ListValue;

    /// <summary>The items.</summary>
    public NodeList<ValueNode> Items { get; }
}

/// <summary>An input object.</summary>
public sealed class ObjectValueNode : ValueNode
{
    /// <summary>Makes the node.</summary>
    public ObjectValueNode(NodeList<ObjectFieldNode> fields, Location location = default)
        : base(location)
    {
        Fields = fields;
    }

    /// <inheritdoc/>
    public override SyntaxKind Kind => SyntaxKind.ObjectValue;

    /// <summary>The fields, in the order of the text.</summary>
    public NodeList<ObjectFieldNode> Fields { get; }
}

/// <summary>One field of an input object.</summary>
public sealed class ObjectFieldNode : SyntaxNode
{
    /// <summary>Makes the node.</summary>
    public ObjectFieldNode(NameNode name, ValueNode value, Location location = default)
        : base(location)
    {
        Name = name;
        Value = value;
    }

    /// <inheritdoc/>
    public override SyntaxKind Kind => SyntaxKind.ObjectField;

    /// <summary>The name.</summary>
    public NameNode Name { get; }

    /// <summary>Its value.</summary>
    public ValueNode Value { get; }
}
