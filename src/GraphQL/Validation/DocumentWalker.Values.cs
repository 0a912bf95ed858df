using SmsPlatform.GraphQL.Language;
using SmsPlatform.GraphQL.TypeSystem;

namespace SmsPlatform.GraphQL.Validation;

internal sealed partial class DocumentWalker
{
    private void WalkValue(ValueNode value, InputPosition position)
    {
        switch (value)
        {
            case VariableNode variable:
                _variables.Add(new VariableUse(variable, position.Type, position.HasDefault, position.OneOf));
                break;
            case ListValueNode list:
                WalkList(list, position);
                break;
            case ObjectValueNode fields:
                WalkObject(fields, position);
                break;
            case NullValueNode:
                if (position is { IsChecked: true, Type: NonNullType type })
                {
                    errors.Report(ValidationErrors.WrongValue(type, value), value);
                }

                break;
            default:
                CheckLeaf(value, position);
                break;
        }
    }

    private void WalkList(ListValueNode list, InputPosition position)
    {
        var type = position.Type?.NullableType;
        var items = new InputPosition((type as ListType)?.ElementType ?? type, IsChecked: position.IsChecked);
        if (type is not ListType)
        {
            CheckLeaf(list, items);
            items = items with { IsChecked = false };
        }

        foreach (var item in list.Items)
        {
            WalkValue(item, items);
        }
    }

    private void WalkObject(ObjectValueNode value, InputPosition position)
    {
        var type = position.Type?.Named as InputObjectType;
        var isChecked = position.IsChecked && type is not null;
        if (type is null)
        {
            CheckLeaf(value, position);
        }
        else if (isChecked)
        {
            CheckFields(value, type);
        }

        foreach (var field in value.Fields)
        {
            var definition = type?.Fields.Find(field.Name.Value);
            if (definition is null && isChecked)
            {
                var suggestion = Suggestions.For(options, field.Name.Value, type!.Fields);
                errors.Report(ValidationErrors.UnknownInputField(field.Name.Value, type, suggestion), field);
            }

            var oneOf = type is { IsOneOf: true } ? type : null;
            WalkValue(field.Value, new InputPosition(definition?.Type, definition?.DefaultValue is not null, oneOf, isChecked));
        }

        ReportDuplicateFields(value.Fields);
    }

    private void CheckFields(ObjectValueNode value, InputObjectType type)
    {
        foreach (var definition in type.Fields.AsSpan())
        {
            if (definition.IsRequired && FindField(value.Fields, definition.Name) is null)
            {
                errors.Report(ValidationErrors.InputFieldMissing(type, definition), value);
            }
        }

        if (!type.IsOneOf)
        {
            return;
        }

        // A field given twice counts once: that it stands there twice is told by another rule.
        if (value.Fields.Count == 0 || !value.Fields.All(field => field.Name.Value == value.Fields[0].Name.Value))
        {
            errors.Report(ValidationErrors.OneOfKeys(type), value);
        }
        else if (value.Fields[^1].Value is NullValueNode)
        {
            errors.Report(ValidationErrors.OneOfNull(type, value.Fields[0].Name.Value), value);
        }
    }

    private void CheckLeaf(ValueNode value, InputPosition position)
    {
        if (!position.IsChecked || position.Type is not { } expected)
        {
            return;
        }

        switch (expected.Named)
        {
            case EnumType type when value is EnumValueNode name:
                if (type.Values.Find(name.Value) is null)
                {
                    var suggestion = Suggestions.For(options, name.Value, type.Values);
                    errors.Report(ValidationErrors.UnknownEnumValue(type, name.Value, suggestion), value);
                }

                break;
            case ScalarType scalar when VariableTypes.HoldsVariables(value) ? scalar is AnyScalar : scalar.TryCoerceLiteral(value, out _):
                break;
            default:
                errors.Report(ValidationErrors.WrongValue(expected, value), value);
                break;
        }
    }

    private void ReportDuplicateFields(NodeList<ObjectFieldNode> fields)
    {
        if (fields.Count < 2)
        {
            return;
        }

        Dictionary<string, ObjectFieldNode>? seen = fields.Count > FewNames ? new(StringComparer.Ordinal) : null;
        for (var i = 0; i < fields.Count; i++)
        {
            var field = fields[i];
            ObjectFieldNode? first;
            if (seen is null)
            {
                first = FindField(fields, field.Name.Value);
            }
            else if (!seen.TryGetValue(field.Name.Value, out first))
            {
                first = seen[field.Name.Value] = field;
            }

            if (!ReferenceEquals(first, field))
            {
                errors.Report(ValidationErrors.DuplicateInputField(field.Name.Value), first!.Name, field.Name);
            }
        }
    }

    private static ObjectFieldNode? FindField(NodeList<ObjectFieldNode> fields, string name)
    {
        foreach (var field in fields)
        {
            if (field.Name.Value == name)
            {
                return field;
            }
        }

        return null;
    }
}
