using System.Reflection;
using SmsPlatform.GraphQL.Authorization;
using SmsPlatform.GraphQL.Execution;
using SmsPlatform.GraphQL.TypeSystem;

namespace SmsPlatform.GraphQL.Binding;

/// <summary>Where a field is: in one of the root types, or elsewhere.</summary>
internal enum FieldPlace
{
    Plain,
    Query,
    Mutation,
    Subscription,
}

/// <summary>Gathers the fields of one type; a later field of the same name takes the place of the earlier.</summary>
internal sealed class FieldCollector(TypeRegistry registry, ComplexType type, FieldPlace place)
{
    private readonly List<Entry> _fields = [];
    private readonly List<AuthorizeRequirement> _requirements = [];
    private readonly HashSet<string> _ignored = new(StringComparer.Ordinal);

    /// <summary>What the classes ask of the user counts for every field of the type.</summary>
    public void Require(IEnumerable<Type> classes) =>
        _requirements.AddRange(classes.SelectMany(item => item.GetCustomAttributes<AuthorizeAttribute>(true)).Select(Requirement));

    public void Ignore(Type extension, Type runtime)
    {
        if (extension.GetCustomAttribute<ExtendObjectTypeAttribute>() is { } attribute)
        {
            _ignored.UnionWith(attribute.IgnoreFields ?? []);
            _ignored.UnionWith((attribute.IgnoreProperties ?? [])
                .Select(runtime.GetProperty)
                .OfType<PropertyInfo>()
                .Select(Naming.FieldName));
        }
    }

    public void AddRange(IEnumerable<MemberInfo> members, Type owner)
    {
        foreach (var member in members)
        {
            var field = new Entry(Naming.FieldName(member), member, owner, [.. _requirements]);
            var replaces = Replaces(field);
            var index = _fields.FindIndex(replaces);
            _fields.RemoveAll(replaces);
            _fields.Insert(index < 0 ? _fields.Count : index, field);
        }
    }

    // Made only now, so that the type of a member whose place another took leaves no trace in the schema.
    public List<OutputField> Take() =>
    [
        .. _fields
            .Where(field => !_ignored.Contains(field.Name))
            .Select(field => registry.Fields.Create(field.Member, field.Owner, type, place, field.Requirements)),
    ];

    public static AuthorizeRequirement Requirement(AuthorizeAttribute attribute) => new(
        attribute.Policy,
        attribute.Roles is { Length: > 0 } roles ? string.Join(',', roles.Order(StringComparer.Ordinal)) : null,
        attribute.Apply == ApplyPolicy.Validation);

    // The field of its own name and the member it is bound to, which may be two.
    private static Predicate<Entry> Replaces(Entry field)
    {
        var boundMember = field.Member.GetCustomAttribute<BindMemberAttribute>()?.Name;
        var boundField = field.Member.GetCustomAttribute<BindFieldAttribute>()?.Name;
        return entry => entry.Name == field.Name || entry.Name == boundField || (boundMember is not null && entry.Member.Name == boundMember);
    }

    private sealed record Entry(string Name, MemberInfo Member, Type Owner, IReadOnlyList<AuthorizeRequirement> Requirements);
}
