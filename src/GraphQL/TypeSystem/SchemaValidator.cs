namespace SmsPlatform.GraphQL.TypeSystem;

/// <summary>Checks every rule of the specification's type system section and reports all that are broken.</summary>
internal sealed partial class SchemaValidator(SchemaParts parts)
{
    public static void Validate(SchemaParts parts)
    {
        var validator = new SchemaValidator(parts);
        validator.CheckRoots();
        validator.CheckDirectives();
        foreach (var type in parts.Types)
        {
            validator.CheckName(type.Name, type.SourceLocation);
            switch (type)
            {
                case ComplexType complex:
                    validator.CheckFields(complex);
                    validator.CheckInterfaces(complex);
                    break;
                case UnionType union:
                    validator.CheckUnion(union);
                    break;
                case EnumType values:
                    validator.CheckEnum(values);
                    break;
                case InputObjectType input:
                    validator.CheckInput(input);
                    break;
            }
        }

        new InputCycles(parts).Check();
    }

    private void Report(IError error) => parts.Errors.Add(error);

    private void CheckRoots()
    {
        if (parts.Query is null)
        {
            Report(SchemaErrors.MissingRoot());
        }

        (string Operation, NamedType? Type)[] roots =
            [("Query", parts.Query), ("Mutation", parts.Mutation), ("Subscription", parts.Subscription)];
        foreach (var (operation, type) in roots)
        {
            if (type is not null and not ObjectType)
            {
                Report(SchemaErrors.RootNotObject(operation, type));
            }
        }

        foreach (var shared in roots.Where(root => root.Type is not null).GroupBy(root => root.Type!).Where(group => group.Count() > 1))
        {
            Report(SchemaErrors.RootsNotDistinct(shared.Key));
        }
    }

    private void CheckDirectives()
    {
        foreach (var directive in parts.Directives)
        {
            CheckName(directive.Name, directive.SourceLocation);
            if (directive.Locations == DirectiveLocation.None)
            {
                Report(SchemaErrors.NoLocations(directive));
            }

            CheckArguments(directive.ToString(), directive.Arguments);
            if (new DirectiveCycle(parts, directive).Exists())
            {
                Report(SchemaErrors.DirectiveCycle(directive));
            }
        }
    }

    private void CheckFields(ComplexType type)
    {
        if (type.Fields.Count == 0)
        {
            Report(SchemaErrors.NoFields(type));
        }

        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var field in type.Fields)
        {
            CheckName(field.Name, field.SourceLocation);
            if (!seen.Add(field.Name))
            {
                Report(SchemaErrors.DuplicateField(type, field.Name, field.SourceLocation));
            }

            if (!field.Type.IsOutputType)
            {
                Report(SchemaErrors.NotOutputType(field));
            }

            CheckArguments(field.ToString(), field.Arguments);
        }
    }

    private void CheckArguments(string owner, NamedList<InputField> arguments)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var argument in arguments)
        {
            CheckName(argument.Name, argument.SourceLocation);
            if (!seen.Add(argument.Name))
            {
                Report(SchemaErrors.DuplicateArgument(owner, argument.Name, argument.SourceLocation));
            }

            CheckInputValue($"{owner}({argument.Name}:)", argument);
        }
    }

    private void CheckInputValue(string owner, InputField field)
    {
        if (!field.Type.IsInputType)
        {
            Report(SchemaErrors.NotInputType(owner, field));
            return;
        }

        if (field is { IsRequired: true, DeprecationReason: not null })
        {
            Report(SchemaErrors.RequiredDeprecated(owner, field));
        }

        if (field.DefaultValue is { } value && !LiteralRules.Fits(value, field.Type))
        {
            Report(SchemaErrors.InvalidDefault(owner, field));
        }
    }

    private void CheckUnion(UnionType union)
    {
        if (union.Members.Count == 0)
        {
            Report(SchemaErrors.NoMembers(union));
        }

        foreach (var member in union.Members.GroupBy(member => member).Where(group => group.Count() > 1))
        {
            Report(SchemaErrors.DuplicateMember(union, member.Key.Name));
        }
    }

    private void CheckEnum(EnumType type)
    {
        if (type.Values.Count == 0)
        {
            Report(SchemaErrors.NoValues(type));
        }

        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var value in type.Values)
        {
            CheckName(value.Name, value.SourceLocation);
            if (value.Name is "true" or "false" or "null")
            {
                Report(SchemaErrors.InvalidEnumValue(type, value.Name, value.SourceLocation));
            }

            if (!seen.Add(value.Name))
            {
                Report(SchemaErrors.DuplicateValue(type, value.Name, value.SourceLocation));
            }
        }
    }

    private void CheckInput(InputObjectType type)
    {
        if (type.Fields.Count == 0)
        {
            Report(SchemaErrors.NoInputFields(type));
        }

        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var field in type.Fields)
        {
            CheckName(field.Name, field.SourceLocation);
            if (!seen.Add(field.Name))
            {
                Report(SchemaErrors.DuplicateField(type, field.Name, field.SourceLocation));
            }

            CheckInputValue($"{type}.{field.Name}", field);
            if (type.IsOneOf && field.Type.IsNonNull)
            {
                Report(SchemaErrors.OneOfNonNull(type, field));
            }

            if (type.IsOneOf && field.DefaultValue is not null)
            {
                Report(SchemaErrors.OneOfDefault(type, field));
            }
        }
    }

    private void CheckName(string name, ErrorLocation? at)
    {
        if (name.StartsWith("__", StringComparison.Ordinal))
        {
            Report(SchemaErrors.ReservedName(name, at));
        }
        else if (!IsName(name))
        {
            Report(SchemaErrors.InvalidName(name, at));
        }
    }

    private static bool IsName(string name) =>
        name.Length > 0 && !char.IsAsciiDigit(name[0]) && name.All(letter => letter == '_' || char.IsAsciiLetterOrDigit(letter));
}
