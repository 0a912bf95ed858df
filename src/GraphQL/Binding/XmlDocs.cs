using System.Collections.Concurrent;
using System.Reflection;
using System.Text;
using System.Xml;
using System.Xml.Linq;

namespace SmsPlatform.GraphQL.Binding;

/// <summary>Reads descriptions from the XML files that the compiler writes beside assemblies.</summary>
internal sealed class XmlDocs(bool isEnabled)
{
    private static readonly ConcurrentDictionary<Assembly, Dictionary<string, XElement>> Files = new();

    public string? Describe(Type type) => Own(type) ?? Summary(Find(type.Assembly, $"T:{NameOf(type)}"));

    public string? Describe(MemberInfo member)
    {
        if (Own(member) is { } own)
        {
            return own;
        }

        var element = FindMember(member);
        var summary = Summary(element);
        var returns = member is MethodInfo ? Text(element?.Element("returns")) : null;
        return returns is null ? summary : $"{summary}{(summary is null ? "" : "\n\n\n")}**Returns:**\n{returns}";
    }

    public string? Describe(ParameterInfo parameter)
    {
        if (parameter.GetCustomAttribute<GraphQLDescriptionAttribute>() is { } own)
        {
            return own.Description;
        }

        return Text(FindMember(parameter.Member)?.Elements("param").FirstOrDefault(node => node.Attribute("name")?.Value == parameter.Name));
    }

    private static string? Own(MemberInfo member) => member.GetCustomAttribute<GraphQLDescriptionAttribute>()?.Description;

    private XElement? FindMember(MemberInfo member)
    {
        var owner = member.DeclaringType!;
        owner = owner.IsGenericType ? owner.GetGenericTypeDefinition() : owner;
        var name = member switch
        {
            PropertyInfo => $"P:{NameOf(owner)}.{member.Name}",
            FieldInfo => $"F:{NameOf(owner)}.{member.Name}",
            MethodInfo method => $"M:{NameOf(owner)}.{member.Name}{Parameters(method)}",
            _ => "",
        };
        var element = Find(owner.Assembly, name);
        if (element?.Element("inheritdoc") is null)
        {
            return element;
        }

        var inherited = owner.GetInterfaces().Append(owner.BaseType)
            .Select(type => type?.GetMember(member.Name, member.MemberType, BindingFlags.Public | BindingFlags.Instance).FirstOrDefault())
            .FirstOrDefault(found => found is not null && found.DeclaringType != owner);
        return inherited is null ? null : FindMember(inherited);
    }

    private XElement? Find(Assembly assembly, string name) =>
        isEnabled ? Files.GetOrAdd(assembly, Load).GetValueOrDefault(name) : null;

    private static Dictionary<string, XElement> Load(Assembly assembly)
    {
        var path = string.IsNullOrEmpty(assembly.Location) ? null : Path.ChangeExtension(assembly.Location, ".xml");
        if (path is null || !File.Exists(path))
        {
            return [];
        }

        try
        {
            return XDocument.Load(path, LoadOptions.PreserveWhitespace).Descendants("member")
                .Where(node => node.Attribute("name") is not null)
                .DistinctBy(node => node.Attribute("name")!.Value)
                .ToDictionary(node => node.Attribute("name")!.Value, StringComparer.Ordinal);
        }
        catch (XmlException)
        {
            // A file beside the assembly that is no XML documents nothing; the schema is right without it.
            return [];
        }
    }

    private static string? Summary(XElement? element) => Text(element?.Element("summary"));

    private static string? Text(XElement? element)
    {
        if (element is null)
        {
            return null;
        }

        var text = new StringBuilder();
        Append(text, element);
        var lines = text.ToString().ReplaceLineEndings("\n").Split('\n').Select(line => line.Trim());
        var joined = string.Join('\n', lines).Trim();
        return joined.Length == 0 ? null : joined;
    }

    private static void Append(StringBuilder text, XElement element)
    {
        foreach (var node in element.Nodes())
        {
            if (node is XText plain)
            {
                text.Append(plain.Value);
            }
            else if (node is XElement { Name.LocalName: "see" or "seealso" } reference)
            {
                text.Append(reference.Attribute("langword")?.Value ?? LastPart(reference.Attribute("cref")?.Value) ?? reference.Value);
            }
            else if (node is XElement { Name.LocalName: "paramref" or "typeparamref" } parameter)
            {
                text.Append(parameter.Attribute("name")?.Value);
            }
            else if (node is XElement inner)
            {
                Append(text, inner);
            }
        }
    }

    // The name of a member, without its owner and its parameters.
    private static string? LastPart(string? reference)
    {
        var name = reference?.Split('(')[0];
        return name?[(name.LastIndexOfAny(['.', ':']) + 1)..];
    }

    private static string NameOf(Type type) => (type.FullName ?? type.Name).Replace('+', '.');

    private static string Parameters(MethodInfo method)
    {
        var parameters = method.GetParameters();
        return parameters.Length == 0 ? "" : $"({string.Join(',', parameters.Select(parameter => ParameterName(parameter.ParameterType)))})";
    }

    private static string ParameterName(Type type)
    {
        if (type.IsArray)
        {
            return $"{ParameterName(type.GetElementType()!)}[]";
        }

        if (!type.IsGenericType)
        {
            return NameOf(type);
        }

        var name = NameOf(type.GetGenericTypeDefinition());
        return $"{name[..name.IndexOf('`', StringComparison.Ordinal)]}{{{string.Join(',', type.GetGenericArguments().Select(ParameterName))}}}";
    }
}
