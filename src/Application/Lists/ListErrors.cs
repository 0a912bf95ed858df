using SmsPlatform.Domain;

namespace SmsPlatform.Application.Lists;

public static class ListErrors
{
    public static readonly Error InvalidCursor =
        Error.Validation("cursor.invalid", "The cursor is not one of this list in this order.");

    public static readonly Error Contradiction =
        Error.Validation("page.contradictory", "Ask for the first items after a cursor or for the last ones before one, not for both.");

    public static readonly Error MixedOrder =
        Error.Validation("order.mixed_directions", "All keys of an order must have the same direction.");

    public static readonly Error TooManyTerms =
        Error.Validation("filter.too_many_terms", "The filter has too many terms.");

    public static Error InvalidSize(int size) =>
        Error.Validation("page.invalid_size", $"A page has 1 to {PageRequest.MaxSize} items, not {size}.");

    public static Error NotFilterable(string field) =>
        Error.Validation("filter.not_supported", $"The list cannot be filtered by '{field}' in this way.", field);

    public static Error NoText(string field) =>
        Error.Validation("filter.invalid_text", $"'{field}' is compared with a text that has a NUL character.", field);

    public static Error NotSortable(string field) =>
        Error.Validation("order.not_supported", $"The list cannot be ordered by '{field}'.", field);
}
