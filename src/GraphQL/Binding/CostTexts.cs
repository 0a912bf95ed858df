namespace SmsPlatform.GraphQL.Binding;

/// <summary>The descriptions of the cost directives, which are HotChocolate's.</summary>
internal static class CostTexts
{
    public const string Cost =
        "The purpose of the `cost` directive is to define a `weight` for GraphQL types, fields, and arguments. Static analysis can use "
        + "these weights when calculating the overall cost of a query or response.";

    public const string Weight =
        "The `weight` argument defines what value to add to the overall cost for every appearance, or possible appearance, of a type, "
        + "field, argument, etc.";

    public const string ListSize =
        "The purpose of the `@listSize` directive is to either inform the static analysis about the size of returned lists (if that "
        + "information is statically available), or to point the analysis to where to find that information.";

    public const string AssumedSize =
        "The `assumedSize` argument can be used to statically define the maximum length of a list returned by a field.";

    public const string SlicingArguments =
        "The `slicingArguments` argument can be used to define which of the field's arguments with numeric type are slicing arguments, so "
        + "that their value determines the size of the list returned by that field. It may specify a list of multiple slicing arguments.";

    public const string SlicingArgumentDefaultValue =
        "The `slicingArgumentDefaultValue` argument can be used to define a default value for a slicing argument, which is used if the "
        + "argument is not present in a query.";

    public const string SizedFields =
        "The `sizedFields` argument can be used to define that the value of the `assumedSize` argument or of a slicing argument does not "
        + "affect the size of a list returned by a field itself, but that of a list returned by one of its sub-fields.";

    public const string RequireOneSlicingArgument =
        "The `requireOneSlicingArgument` argument can be used to inform the static analysis that it should expect that exactly one of the "
        + "defined slicing arguments is present in a query. If that is not the case (i.e., if none or multiple slicing arguments are "
        + "present), the static analysis may throw an error.";
}
