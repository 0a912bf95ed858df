using SmsPlatform.GraphQL.Binding;
using SmsPlatform.GraphQL.Execution;
using SmsPlatform.GraphQL.TypeSystem;

namespace SmsPlatform.GraphQL.Data;

/// <summary>The paging of one field: its limits, and where its arguments stand.</summary>
internal sealed class FieldPaging
{
    private int _first;
    private int _after;
    private int _last = -1;
    private int _before = -1;
    private string _connection = "";

    private FieldPaging(PagingOptions options)
    {
        Options = options;
    }

    public PagingOptions Options { get; }

    /// <summary>Makes a field's type a connection and gives it the arguments of paging.</summary>
    public static FieldPaging Add(TypeRegistry registry, FieldDraft draft, UsePagingAttribute attribute, Type item)
    {
        var options = attribute.Over(registry.Setup.Paging);
        var paging = new FieldPaging(options);
        var shape = attribute.Type is { } type ? TypeShape.OfType(type).NonNull() : Node(draft.Shape, item);
        var node = registry.Output(shape);
        var name = attribute.ConnectionName
            ?? (options.InferConnectionNameFromField ? Naming.Pascal(draft.Name) : Naming.Pascal(node.Named.Name));
        var connection = registry.Connections.Of(name, node, options);
        draft.Type = attribute is UseConnectionAttribute && !draft.Shape.IsNullable ? connection.AsNonNull() : connection;
        draft.Directives.Add(Binding.Directives.PageSize(options));

        paging._connection = connection.Name;
        paging._first = Argument(registry, draft, "first", typeof(int?), ScalarNames.Int, "Returns the first _n_ elements from the list.");
        paging._after = Argument(
            registry, draft, "after", typeof(string), ScalarNames.String,
            "Returns the elements in the list that come after the specified cursor.");
        if (options.AllowBackwardPagination)
        {
            paging._last = Argument(registry, draft, "last", typeof(int?), ScalarNames.Int, "Returns the last _n_ elements from the list.");
            paging._before = Argument(
                registry, draft, "before", typeof(string), ScalarNames.String,
                "Returns the elements in the list that come before the specified cursor.");
        }

        return paging;
    }

    /// <summary>Reads and checks what page a request asks for.</summary>
    /// <exception cref="GraphQLException">Too many items (<c>HC0051</c>), a negative count (<c>HC0079</c>), or none where one is due (<c>HC0052</c>).</exception>
    public PagingArguments Read(ResolverContext context)
    {
        var first = context.Argument<int?>(_first);
        var last = _last < 0 ? null : context.Argument<int?>(_last);
        if (Options.RequirePagingBoundaries && first is null && last is null)
        {
            throw new GraphQLException(DataErrors.NoBoundaries(_connection));
        }

        Check("first", first);
        Check("last", last);
        return new PagingArguments(
            first ?? (last is null ? Options.DefaultPageSize : null),
            context.Argument<string?>(_after),
            last,
            _before < 0 ? null : context.Argument<string?>(_before),
            Options.IncludeTotalCount && context.Selection.IsSelected("totalCount"));
    }

    private void Check(string argument, int? count)
    {
        if (count < 0)
        {
            throw new GraphQLException(DataErrors.NegativeCount(argument));
        }

        if (count > Options.MaxPageSize)
        {
            throw new GraphQLException(DataErrors.TooMany(count.Value, Options.MaxPageSize));
        }
    }

    private static TypeShape Node(TypeShape shape, Type item) =>
        shape.IsList ? shape.Innermost : TypeShape.OfType(item).NonNull();

    private static int Argument(TypeRegistry registry, FieldDraft draft, string name, Type type, string scalar, string description)
    {
        draft.Arguments.Add(new InputField(name, registry.Parts.Scalar(scalar), description)
        {
            Binding = new InputBinding(type),
            Index = draft.Arguments.Count,
        });
        return draft.Arguments.Count - 1;
    }
}
