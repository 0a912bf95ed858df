using System.Reflection;
using SmsPlatform.GraphQL.Data;
using SmsPlatform.GraphQL.Execution;
using SmsPlatform.GraphQL.Language;
using SmsPlatform.GraphQL.TypeSystem;

namespace SmsPlatform.GraphQL.Binding;

/// <summary>A field in the making.</summary>
/// <param name="Member">The property or method.</param>
/// <param name="Owner">The class it is taken from: the runtime type, or one that adds fields.</param>
/// <param name="DeclaringType">The object or interface it will belong to.</param>
/// <param name="Place">Whether that is a root type.</param>
internal sealed record FieldDraft(MemberInfo Member, Type Owner, ComplexType DeclaringType, FieldPlace Place)
{
    public required string Name { get; init; }

    public required TypeShape Shape { get; init; }

    public IReadOnlyList<AuthorizeRequirement> Requirements { get; init; } = [];

    /// <summary>The type, when it is not simply that of the shape.</summary>
    public GraphQLType? Type { get; set; }

    public List<InputField> Arguments { get; } = [];

    public List<DirectiveNode> Directives { get; } = [];

    public FieldPaging? Paging { get; set; }

    public FilterArgument? Filter { get; set; }

    public SortArgument? Sort { get; set; }

    /// <summary>Whether the resolver keeps its context beyond its synchronous part.</summary>
    public bool KeepsContext { get; set; }

    /// <summary>Whether the resolver only reads its parent, arguments and services, at once; otherwise it costs.</summary>
    public bool IsPure { get; set; } = true;

    /// <summary>How parameters read arguments: by index from the context, unless a convention gathers them in one.</summary>
    public Func<int, Type, System.Linq.Expressions.ParameterExpression, System.Linq.Expressions.Expression>? ReadArgument { get; set; }
}
