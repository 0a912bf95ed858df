namespace SmsPlatform.GraphQL.TypeSystem;

// Whether a type keeps the promises of the interfaces it implements.
internal sealed partial class SchemaValidator
{
    private void CheckInterfaces(ComplexType type)
    {
        foreach (var implemented in type.Interfaces.Distinct())
        {
            if (ReferenceEquals(implemented, type))
            {
                Report(SchemaErrors.ImplementsItself(type));
                continue;
            }

            if (type.Interfaces.Count(other => ReferenceEquals(other, implemented)) > 1)
            {
                Report(SchemaErrors.DuplicateInterface(type, implemented));
            }

            foreach (var transitive in implemented.Interfaces)
            {
                if (ReferenceEquals(transitive, type))
                {
                    Report(SchemaErrors.InterfaceCycle(type, implemented));
                }
                else if (!type.Interfaces.Contains(transitive))
                {
                    Report(SchemaErrors.MissingTransitiveInterface(type, transitive, implemented));
                }
            }

            foreach (var expected in implemented.Fields)
            {
                if (type.Fields.Find(expected.Name) is { } actual)
                {
                    CheckImplementation(expected, actual);
                }
                else
                {
                    Report(SchemaErrors.MissingInterfaceField(type, expected));
                }
            }
        }
    }

    private void CheckImplementation(OutputField expected, OutputField actual)
    {
        if (!IsSubType(actual.Type, expected.Type))
        {
            Report(SchemaErrors.WrongInterfaceFieldType(expected, actual));
        }

        if (expected.DeprecationReason is null && actual.DeprecationReason is not null)
        {
            Report(SchemaErrors.DeprecatedImplementation(expected, actual));
        }

        foreach (var argument in expected.Arguments)
        {
            if (actual.Arguments.Find(argument.Name) is not { } found)
            {
                Report(SchemaErrors.MissingInterfaceArgument(expected, argument, actual));
            }
            else if (!ReferenceEquals(found.Type, argument.Type))
            {
                Report(SchemaErrors.WrongInterfaceArgumentType(expected, argument, actual, found));
            }
        }

        foreach (var argument in actual.Arguments)
        {
            if (argument.IsRequired && expected.Arguments.Find(argument.Name) is null)
            {
                Report(SchemaErrors.RequiredExtraArgument(expected, actual, argument));
            }
        }
    }

    // IsValidImplementationFieldType of the specification: covariant in names, lists and nullability.
    private static bool IsSubType(GraphQLType actual, GraphQLType expected) => (actual, expected) switch
    {
        _ when ReferenceEquals(actual, expected) => true,
        (NonNullType left, NonNullType right) => IsSubType(left.InnerType, right.InnerType),
        (NonNullType left, _) => IsSubType(left.InnerType, expected),
        (ListType left, ListType right) => IsSubType(left.ElementType, right.ElementType),
        (ObjectType left, UnionType right) => right.Members.Contains(left),
        (ComplexType left, InterfaceType right) => left.Interfaces.Contains(right),
        _ => false,
    };
}
