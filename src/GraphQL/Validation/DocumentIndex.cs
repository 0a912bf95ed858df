using System.Runtime.InteropServices;
using SmsPlatform.GraphQL.Language;

namespace SmsPlatform.GraphQL.Validation;

/// <summary>The definitions of a document. Making it checks the rules on which definitions there may be.</summary>
internal sealed class DocumentIndex
{
    private readonly List<DefinitionFacts> _operations = [];
    private readonly List<DefinitionFacts> _fragments = [];
    private Dictionary<string, DefinitionFacts>? _fragmentsByName;

    public DocumentIndex(DocumentNode document, ErrorSink errors)
    {
        foreach (var definition in document.Definitions)
        {
            switch (definition)
            {
                case OperationDefinitionNode operation:
                    _operations.Add(new DefinitionFacts(operation));
                    break;
                case FragmentDefinitionNode fragment:
                    AddFragment(fragment, errors);
                    break;
                default:
                    errors.Report(ValidationErrors.NotExecutable(NameOf(definition)), definition);
                    break;
            }
        }

        CheckOperationNames(errors);
    }

    public ReadOnlySpan<DefinitionFacts> Operations => CollectionsMarshal.AsSpan(_operations);

    public ReadOnlySpan<DefinitionFacts> Fragments => CollectionsMarshal.AsSpan(_fragments);

    /// <summary>The operations, and then the fragments.</summary>
    public IEnumerable<DefinitionFacts> All => _operations.Concat(_fragments);

    public DefinitionFacts? FindFragment(string name) => _fragmentsByName?.GetValueOrDefault(name);

    private void AddFragment(FragmentDefinitionNode fragment, ErrorSink errors)
    {
        var facts = new DefinitionFacts(fragment);
        _fragments.Add(facts);
        _fragmentsByName ??= new Dictionary<string, DefinitionFacts>(StringComparer.Ordinal);
        if (!_fragmentsByName.TryAdd(fragment.Name.Value, facts))
        {
            var first = _fragments.Find(known => NameOf(known) == fragment.Name.Value)!;
            var firstName = ((FragmentDefinitionNode)first.Node).Name;
            errors.Report(ValidationErrors.DuplicateFragment(fragment.Name.Value), firstName, fragment.Name);

            // The last one of a name counts, as in the reference implementation.
            _fragmentsByName[fragment.Name.Value] = facts;
        }
    }

    private void CheckOperationNames(ErrorSink errors)
    {
        if (_operations.Count < 2)
        {
            return;
        }

        var names = new Dictionary<string, NameNode>(StringComparer.Ordinal);
        foreach (var operation in _operations)
        {
            var name = ((OperationDefinitionNode)operation.Node).Name;
            if (name is null)
            {
                errors.Report(ValidationErrors.LoneAnonymousOperation(), operation.Node);
            }
            else if (!names.TryAdd(name.Value, name))
            {
                errors.Report(ValidationErrors.DuplicateOperation(name.Value), names[name.Value], name);
            }
        }
    }

    private static string NameOf(DefinitionFacts facts) => ((FragmentDefinitionNode)facts.Node).Name.Value;

    private static string NameOf(DefinitionNode definition) => definition switch
    {
        TypeDefinitionNode type => $"\"{type.Name.Value}\"",
        TypeExtensionNode type => $"\"{type.Name.Value}\"",
        DirectiveDefinitionNode directive => $"\"{directive.Name.Value}\"",
        _ => "schema",
    };
}
