using System.Reflection;
using System.Runtime.CompilerServices;
using SmsPlatform.GraphQL.Subscriptions;

namespace SmsPlatform.GraphQL.Binding;

/// <summary>Which members of a class become fields.</summary>
internal static class Members
{
    private const BindingFlags Instance = BindingFlags.Public | BindingFlags.Instance;

    /// <summary>The members of a runtime type: public properties, and public methods that return something.</summary>
    public static IEnumerable<MemberInfo> OfRuntimeType(Type type)
    {
        var sources = type.IsInterface ? type.GetInterfaces().Prepend(type) : [type];
        return sources.SelectMany(source => source.GetMembers(Instance)).Where(IsField).Where(ReturnsSomething).DistinctBy(Signature);
    }

    /// <summary>The members of a class that adds fields: all of a static class that others may see, else the public ones.</summary>
    public static IEnumerable<MemberInfo> OfExtension(Type type)
    {
        var attribute = type.GetCustomAttributes(false).OfType<TypeBindingAttribute>().FirstOrDefault();
        var isStatic = type.IsAbstract && type.IsSealed;
        var flags = isStatic ? BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Static
            : attribute?.IncludeStaticMembers == true ? Instance | BindingFlags.Static
            : Instance;
        flags |= attribute?.Inherited == true ? BindingFlags.FlattenHierarchy : BindingFlags.DeclaredOnly;
        var members = type.GetMembers(flags).Where(IsField).Where(IsVisible).ToList();
        var sources = members.Select(member => member.GetCustomAttribute<SubscribeAttribute>()?.With).ToHashSet();
        return members
            .Where(member => !sources.Contains(member.Name) && !IsSourceStream(member))
            .OrderBy(DeclarationOrder);
    }

    /// <summary>The writable or constructor-set properties of an input type.</summary>
    public static IEnumerable<PropertyInfo> OfInputType(Type type)
    {
        var parameters = InputFactories.ConstructorOf(type)?.GetParameters().Select(parameter => parameter.Name).ToHashSet(StringComparer.OrdinalIgnoreCase);
        return type.GetProperties(Instance)
            .Where(IsField)
            .Where(property => property.SetMethod is { IsPublic: true } || parameters?.Contains(property.Name) == true);
    }

    private static bool IsField(MemberInfo member)
    {
        if (member.IsDefined(typeof(GraphQLIgnoreAttribute), true) || member.IsDefined(typeof(CompilerGeneratedAttribute), false))
        {
            return false;
        }

        return member switch
        {
            PropertyInfo property => property.GetIndexParameters().Length == 0 && property.CanRead,
            MethodInfo method => !method.IsSpecialName && !method.IsGenericMethodDefinition
                && method.GetBaseDefinition().DeclaringType != typeof(object)
                && !method.GetParameters().Any(parameter => parameter.ParameterType.IsByRef),
            _ => false,
        };
    }

    private static bool ReturnsSomething(MemberInfo member) =>
        member is not MethodInfo method || (method.ReturnType != typeof(void) && method.ReturnType != typeof(Task) && method.ReturnType != typeof(ValueTask));

    private static bool IsVisible(MemberInfo member)
    {
        var method = member as MethodInfo ?? ((PropertyInfo)member).GetMethod!;
        return method.IsPublic || method.IsAssembly || method.IsFamilyOrAssembly;
    }

    // Reflection lists methods before properties; tokens of methods and getters follow the source.
    private static int DeclarationOrder(MemberInfo member) =>
        member is PropertyInfo property ? property.GetMethod!.MetadataToken : member.MetadataToken;

    private static bool IsSourceStream(MemberInfo member) =>
        member is MethodInfo { ReturnType: { IsGenericType: true } type }
        && type.GetGenericArguments().Any(argument => typeof(ISourceStream).IsAssignableFrom(argument));

    private static string Signature(MemberInfo member) => member is MethodInfo method ? method.ToString()! : member.Name;
}
