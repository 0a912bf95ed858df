using System.Reflection;
using System.Text;
using SmsPlatform.GraphQL.TypeSystem;

namespace SmsPlatform.GraphQLTests;

/// <summary>Holds the public API, so that nothing is shown, changed or taken away without somebody having looked at it.</summary>
public sealed class PublicApiTests
{
    [Fact]
    public void Api_OfTheLibrary_IsTheApproved() => Approved.Match(Print(typeof(Schema).Assembly), "PublicApi.approved.txt");

    private static string Print(Assembly assembly)
    {
        var text = new StringBuilder();
        foreach (var space in assembly.GetExportedTypes().GroupBy(type => type.Namespace).OrderBy(group => group.Key, StringComparer.Ordinal))
        {
            text.Append("namespace ").Append(space.Key).Append('\n');
            foreach (var type in space.OrderBy(Name, StringComparer.Ordinal))
            {
                text.Append("  ").Append(Kind(type)).Append(' ').Append(Name(type)).Append(Bases(type)).Append('\n');
                foreach (var line in Members(type).Order(StringComparer.Ordinal))
                {
                    text.Append("    ").Append(line).Append('\n');
                }
            }
        }

        return text.ToString();
    }

    private static string Kind(Type type) =>
        type.IsEnum ? "enum"
        : type.IsInterface ? "interface"
        : typeof(Delegate).IsAssignableFrom(type) ? "delegate"
        : type.IsValueType ? "struct"
        : type.IsAbstract && type.IsSealed ? "static class"
        : type.IsAbstract ? "abstract class"
        : type.IsSealed ? "sealed class"
        : "class";

    private static string Bases(Type type)
    {
        if (type.IsEnum || typeof(Delegate).IsAssignableFrom(type))
        {
            return "";
        }

        var inherited = type.BaseType?.GetInterfaces() ?? [];
        var bases = type.GetInterfaces().Except(inherited).Where(item => item.IsPublic).Select(Name).Order(StringComparer.Ordinal).ToList();
        if (type.BaseType is { } parent && parent != typeof(object) && parent != typeof(ValueType))
        {
            bases.Insert(0, Name(parent));
        }

        return bases.Count == 0 ? "" : $" : {string.Join(", ", bases)}";
    }

    private static IEnumerable<string> Members(Type type)
    {
        const BindingFlags Declared = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;
        if (type.IsEnum)
        {
            return Enum.GetNames(type).Select(name => $"{name} = {Convert.ToInt64(Enum.Parse(type, name), System.Globalization.CultureInfo.InvariantCulture)}");
        }

        if (typeof(Delegate).IsAssignableFrom(type))
        {
            return [Signature(type.GetMethod("Invoke")!)];
        }

        return type.GetConstructors(Declared).Where(IsVisible).Where(item => !item.IsStatic).Select(item => $"new({Parameters(item)})")
            .Concat(type.GetMethods(Declared).Where(IsVisible).Where(item => !item.IsSpecialName || item.Name.StartsWith("op_", StringComparison.Ordinal))
                .Where(item => !item.Name.Contains('<', StringComparison.Ordinal)).Select(Signature))
            .Concat(type.GetProperties(Declared).Where(item => item.GetAccessors(true).Any(IsVisible)).Select(Property))
            .Concat(type.GetFields(Declared).Where(item => item.IsPublic).Select(item => $"{(item.IsStatic ? "static " : "")}{Name(item.FieldType)} {item.Name}"));
    }

    private static bool IsVisible(MethodBase method) => method.IsPublic || method.IsFamily || method.IsFamilyOrAssembly;

    private static string Signature(MethodInfo method) =>
        $"{(method.IsStatic ? "static " : "")}{Name(method.ReturnType)} {method.Name}{Arguments(method.GetGenericArguments())}({Parameters(method)})";

    private static string Property(PropertyInfo property)
    {
        var get = property.GetMethod is { } getter && IsVisible(getter) ? " get;" : "";
        var isInit = property.SetMethod?.ReturnParameter.GetRequiredCustomModifiers().Length > 0;
        var set = property.SetMethod is { } setter && IsVisible(setter) ? isInit ? " init;" : " set;" : "";
        var isStatic = property.GetAccessors(true)[0].IsStatic ? "static " : "";
        return $"{isStatic}{Name(property.PropertyType)} {property.Name} {{{get}{set} }}";
    }

    private static string Parameters(MethodBase method) => string.Join(", ", method.GetParameters().Select(parameter =>
        $"{Name(parameter.ParameterType)} {parameter.Name}{(parameter.HasDefaultValue ? $" = {parameter.DefaultValue ?? "default"}" : "")}"));

    private static string Arguments(Type[] arguments) => arguments.Length == 0 ? "" : $"<{string.Join(", ", arguments.Select(Name))}>";

    private static string Name(Type type)
    {
        if (type.IsByRef)
        {
            return $"ref {Name(type.GetElementType()!)}";
        }

        if (type.IsArray)
        {
            return $"{Name(type.GetElementType()!)}[]";
        }

        var name = type.IsNested && !type.IsGenericParameter ? $"{Name(type.DeclaringType!)}.{type.Name}" : type.Name;
        var tick = name.IndexOf('`', StringComparison.Ordinal);
        return (tick < 0 ? name : name[..tick]) + Arguments(type.GetGenericArguments());
    }
}
