using System.Reflection;
using System.Text;

namespace SmsPlatform.GraphQL.Binding;

/// <summary>HotChocolate's naming conventions.</summary>
internal static class Naming
{
    public static string TypeName(Type type)
    {
        if (type.GetCustomAttribute<GraphQLNameAttribute>() is { } named)
        {
            return type.IsGenericType
                ? named.Name.Replace("{0}", TypeName(type.GetGenericArguments()[0]), StringComparison.Ordinal)
                : named.Name;
        }

        var name = type.GetCustomAttribute<ObjectTypeAttribute>()?.Name
            ?? type.GetCustomAttribute<InterfaceTypeAttribute>()?.Name
            ?? type.GetCustomAttribute<UnionTypeAttribute>()?.Name
            ?? type.GetCustomAttribute<EnumTypeAttribute>()?.Name;
        return name ?? ClassName(type);
    }

    public static string InputTypeName(Type type)
    {
        var name = type.GetCustomAttribute<GraphQLNameAttribute>()?.Name ?? type.GetCustomAttribute<InputObjectTypeAttribute>()?.Name;
        if (name is not null)
        {
            return name;
        }

        name = ClassName(type);
        return name.EndsWith("Input", StringComparison.Ordinal) ? name : $"{name}Input";
    }

    public static string FieldName(MemberInfo member)
    {
        if (member.GetCustomAttribute<GraphQLNameAttribute>() is { } named)
        {
            return named.Name;
        }

        var name = member.Name;
        if (member is MethodInfo)
        {
            if (name.StartsWith("Get", StringComparison.Ordinal) && name.Length > 3)
            {
                name = name[3..];
            }

            if (name.EndsWith("Async", StringComparison.Ordinal) && name.Length > 5)
            {
                name = name[..^5];
            }
        }

        return Camel(name);
    }

    public static string ArgumentName(ParameterInfo parameter) =>
        parameter.GetCustomAttribute<GraphQLNameAttribute>()?.Name
        ?? parameter.GetCustomAttribute<ArgumentAttribute>()?.Name
        ?? Camel(parameter.Name!);

    /// <summary>A run of capitals counts as one word: <c>ID</c> becomes <c>id</c>, <c>IPAddress</c> becomes <c>ipAddress</c>.</summary>
    public static string Camel(string name)
    {
        if (name.Length == 0 || !char.IsUpper(name[0]))
        {
            return name;
        }

        var letters = name.ToCharArray();
        var end = 0;
        while (end < letters.Length && char.IsUpper(letters[end]))
        {
            letters[end] = char.ToLowerInvariant(letters[end]);
            end++;
        }

        if (end < letters.Length && end > 1 && char.IsLetter(letters[end]))
        {
            letters[end - 1] = name[end - 1];
        }

        return new string(letters);
    }

    public static string Pascal(string name) => name.Length == 0 ? name : char.ToUpperInvariant(name[0]) + name[1..];

    /// <summary><c>WebChat</c> becomes <c>WEB_CHAT</c>, <c>HTMLTag</c> becomes <c>HTML_TAG</c>.</summary>
    public static string Constant(string name)
    {
        var text = new StringBuilder(name.Length + 4);
        for (var i = 0; i < name.Length; i++)
        {
            var startsWord = i > 0 && char.IsUpper(name[i]) && name[i - 1] != '_'
                && (!char.IsUpper(name[i - 1]) || (i + 1 < name.Length && char.IsLower(name[i + 1])));
            text.Append(startsWord ? "_" : "").Append(char.ToUpperInvariant(name[i]));
        }

        return text.ToString();
    }

    private static string ClassName(Type type)
    {
        var name = type.Name;
        if (type.IsInterface && name.Length > 1 && name[0] == 'I' && char.IsUpper(name[1]))
        {
            name = name[1..];
        }

        if (!type.IsGenericType)
        {
            return name;
        }

        var arguments = type.GetGenericArguments().Select(argument => TypeSystem.Scalars.NameOf(argument) ?? TypeName(argument));
        return $"{name[..name.IndexOf('`', StringComparison.Ordinal)]}Of{string.Join("And", arguments)}";
    }
}
