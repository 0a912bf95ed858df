namespace SmsPlatform.GraphQL.Data;

/// <summary>What can be wrong with a page, a filter or an order that is asked for. The codes of paging are HotChocolate's.</summary>
internal static class DataErrors
{
    public static IError TooMany(int requested, int max) => ErrorBuilder.New()
        .SetMessage("The maximum allowed items per page were exceeded.")
        .SetCode("HC0051")
        .SetExtension("requestedItems", requested)
        .SetExtension("maxAllowedItems", max)
        .Build();

    public static IError NoBoundaries(string type) =>
        new GraphQLError($"You must provide a `first` or `last` value to properly paginate the `{type}`.", "HC0052");

    public static IError NegativeCount(string argument) =>
        new GraphQLError($"The requested number of values per page must be at least 0: `{argument}`.", "HC0079");

    public static IError InvalidCursor(string argument) =>
        new GraphQLError($"The cursor specified in `{argument}` has an invalid format.", "HC0078");

    public static IError NullOperand(string operation) =>
        new GraphQLError($"The filter operation `{operation}` needs a value, not null.", "FILTER_NULL_OPERAND");

    public static IError NotComparable(string operation) =>
        new GraphQLError($"The values of this field have no order, so `{operation}` cannot compare them.", "FILTER_NOT_COMPARABLE");

    public static IError TooManyConditions(int max) =>
        new GraphQLError($"The filter has more than {max} conditions.", "FILTER_TOO_COMPLEX");

    public static IError TooManyKeys(int max) => new GraphQLError($"The order has more than {max} keys.", "SORT_TOO_COMPLEX");

    public static IError NoOrder() => new GraphQLError(
        "A page needs an order: call OrderBy before ToPageAsync, ending with a unique key.", "PAGING_NO_ORDER");
}
