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
    private readonly List<(OutputField Field, MemberInfo Member)> _fields = [];
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
            var field = registry.Fields.Create(member, owner, type, place, [.. _requirements]);
            var replaced = Replaced(member, field);
            if (replaced >= 0)
            {
                _fields[replaced] = (field, member);
            }
            else
            {
                _fields.Add((field, member));
            }
        }
    }

    public List<OutputField> Take() => [.. _fields.Select(entry => entry.Field).Where(field => !_ignored.Contains(field.Name))];

    public static AuthorizeRequirement Requirement(AuthorizeAttribute attribute) => new(
        attribute.Policy,
        attribute.Roles is { Length: > 0 } roles ? string.Join(',', roles.Order(StringComparer.Ordinal)) : null,
        attribute.Apply == ApplyPolicy.Validation);

    private int Replaced(MemberInfo member, OutputField field)
    {
        var boundMember = member.GetCustomAttribute<BindMemberAttribute>()?.Name;
        var boundField = member.GetCustomAttribute<BindFieldAttribute>()?.Name;
        return _fields.FindIndex(entry =>
            entry.Field.Name == field.Name || entry.Field.Name == boundField || (boundMember is not null && entry.Member.Name == boundMember));
    }
}
