namespace SmsPlatform.GraphQL.Execution;

/// <summary>
/// When a selection is included: <c>@skip</c> and <c>@include</c> of the field and of the fragments around it, compiled to tests of Boolean
/// variables. It holds when any of its terms holds; a term is a chain of tests that all must hold.
/// </summary>
internal sealed class Condition(int index, IReadOnlyList<ConditionTerm> terms)
{
    /// <summary>Its place in the flags that an execution computes once at its start.</summary>
    public int Index { get; } = index;

    public bool Holds(object?[] variables)
    {
        foreach (var term in terms)
        {
            if (term.Holds(variables))
            {
                return true;
            }
        }

        return false;
    }
}

/// <summary>One test and those around it.</summary>
/// <param name="Variable">The variable's place among the operation's variables.</param>
/// <param name="Expected">The value it must have.</param>
/// <param name="Outer">The term of the enclosing fragment; null for none.</param>
internal sealed record ConditionTerm(int Variable, bool Expected, ConditionTerm? Outer)
{
    public bool Holds(object?[] variables)
    {
        for (var term = this; term is not null; term = term.Outer)
        {
            if (variables[term.Variable] is not bool value || value != term.Expected)
            {
                return false;
            }
        }

        return true;
    }
}
