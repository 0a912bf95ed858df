using System.Diagnostics;
using System.Text;
using SmsPlatform.GraphQL.Validation;

namespace SmsPlatform.GraphQLTests.Validation;

/// <summary>Documents made to be slow to check. Each must be answered soon, whatever the limits.</summary>
public sealed class LimitTests
{
    // Far above what is needed, even on a loaded machine; far below what the naive algorithms take.
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(5);

    private static readonly ValidationOptions Unlimited = new()
    {
        MaxErrors = int.MaxValue,
        MaxDepth = int.MaxValue,
        MaxFields = int.MaxValue,
        MaxAliases = int.MaxValue,
        MaxDirectives = int.MaxValue,
    };

    [Fact]
    public void Validate_WhenManyErrors_StopsAtFive()
    {
        var errors = PetSchema.Validate("{ " + string.Concat(Enumerable.Range(0, 100).Select(i => $"a{i} ")) + "}", ValidationOptions.Default);

        Assert.Equal(5, errors.Count);
    }

    [Fact]
    public void Validate_WhenIntrospectionIsOff_RefusesItAndSuggestsNothing()
    {
        const string Source = "{ __schema { queryType { name } } dog { nam barkVolum } }";

        var open = PetSchema.Validate(Source);
        var closed = PetSchema.Validate(Source, new ValidationOptions { AllowIntrospection = false });

        Assert.Equal("Cannot query field \"nam\" on type \"Dog\". Did you mean \"name\"?", open[0].Message);
        Assert.Equal(["HC0046", "FIELDS_ON_CORRECT_TYPE", "FIELDS_ON_CORRECT_TYPE"], closed.Select(error => error.Code));
        Assert.DoesNotContain(closed, error => error.Message.Contains("Did you mean", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("{ dog { mother { mother { name } } } }", "OPERATION_TOO_DEEP")]
    [InlineData("{ dog { ...a } } fragment a on Dog { mother { ...b } } fragment b on Dog { mother { name } }", "OPERATION_TOO_DEEP")]
    [InlineData("{ dog { ...a ...a ...a ...a } } fragment a on Dog { name nickname barkVolume }", "TOO_MANY_FIELDS")]
    [InlineData("{ dog { ...a ...a ...a } } fragment a on Dog { b: name }", "TOO_MANY_ALIASES")]
    [InlineData("{ dog { ...a ...a ...a } } fragment a on Dog { name @many }", "TOO_MANY_DIRECTIVES")]
    public void Validate_WhenAnOperationIsTooLargeOnceExpanded_Refuses(string source, string code)
    {
        var options = new ValidationOptions { MaxDepth = 3, MaxFields = 10, MaxAliases = 2, MaxDirectives = 2 };

        Assert.Equal(code, Assert.Single(PetSchema.Validate(source, options)).Code);
    }

    [Fact]
    public void Validate_WhenFragmentsDoubleAtEachStep_RefusesSoon()
    {
        var bomb = new StringBuilder("{ dog { ...f0 } }");
        for (var i = 0; i < 40; i++)
        {
            bomb.Append($" fragment f{i} on Dog {{ x{i}: mother {{ ...f{i + 1} }} y{i}: mother {{ ...f{i + 1} }} }}");
        }

        bomb.Append(" fragment f40 on Dog { name }");

        Assert.Equal("OPERATION_TOO_DEEP", Assert.Single(Timed(bomb.ToString(), ValidationOptions.Default)).Code);
        Assert.Equal("TOO_MANY_FIELDS", Assert.Single(Timed(bomb.ToString(), Unlimited with { MaxFields = 4096 })).Code);
        Assert.Empty(Timed(bomb.ToString(), Unlimited));
    }

    [Fact]
    public void Validate_WhenEverySelectionPathMergesOtherFragments_EndsWithItsBudget()
    {
        // Each path through x and y merges another set of fragments, so nothing can be remembered from one to the next.
        const int Levels = 24;
        var source = new StringBuilder("{ dog { ...a0 } }");
        for (var i = 0; i < Levels; i++)
        {
            source.Append($" fragment a{i} on Dog {{ x: mother {{ ...a{i + 1} ...x{i}_{i + 1} }} y: mother {{ ...a{i + 1} ...y{i}_{i + 1} }} }}");
            for (var j = i + 1; j < Levels; j++)
            {
                source.Append($" fragment x{i}_{j} on Dog {{ x: mother {{ ...x{i}_{j + 1} }} y: mother {{ ...x{i}_{j + 1} }} }}");
                source.Append($" fragment y{i}_{j} on Dog {{ x: mother {{ ...y{i}_{j + 1} }} y: mother {{ ...y{i}_{j + 1} }} }}");
            }

            source.Append($" fragment x{i}_{Levels} on Dog {{ u{i}: name }} fragment y{i}_{Levels} on Dog {{ v{i}: name }}");
        }

        source.Append($" fragment a{Levels} on Dog {{ name }}");

        Assert.Equal("OVERLAPPING_FIELDS_CAN_BE_MERGED", Assert.Single(Timed(source.ToString(), Unlimited)).Code);
        Assert.Equal("TOO_MANY_FIELDS", Assert.Single(Timed(source.ToString(), Unlimited with { MaxFields = 4096 })).Code);
    }

    [Theory]
    [InlineData("name ")]
    [InlineData("owner { name } ")]
    [InlineData("doesKnowCommand(dogCommand: SIT) ")]
    [InlineData("...f ")]
    public void Validate_WhenThousandsOfFieldsOverlap_MergesThemSoon(string selection)
    {
        var source = "{ dog { " + string.Concat(Enumerable.Repeat(selection, 5000)) + "...f } } fragment f on Dog { name owner { name } }";

        Assert.Empty(Timed(source, Unlimited));
    }

    [Fact]
    public void Validate_WhenThousandsOfFieldsConflict_ReportsSoon()
    {
        var source = "{ dog { " + string.Concat(Enumerable.Range(0, 2000).Select(i => i % 2 == 0 ? "a: name " : "a: nickname ")) + "} }";

        Assert.Equal(5, Timed(source, Unlimited with { MaxErrors = 5 }).Count);
        Assert.NotEmpty(Timed(source, Unlimited));
    }

    [Fact]
    public void Validate_WhenFragmentsFormALongChain_DoesNotRecurse()
    {
        const int Length = 20_000;
        var chain = string.Concat(Enumerable.Range(0, Length).Select(i => $"fragment f{i} on Dog {{ ...f{i + 1} }} "));

        var open = Timed("{ dog { ...f0 } } " + chain + $"fragment f{Length} on Dog {{ name }}", Unlimited);
        var closed = Timed("{ dog { ...f0 } } " + chain + $"fragment f{Length} on Dog {{ ...f0 }}", Unlimited);

        Assert.Equal("OPERATION_TOO_DEEP", Assert.Single(open).Code);
        Assert.Equal("NO_FRAGMENT_CYCLES", Assert.Single(closed).Code);
        Assert.Equal(Length + 1, closed[0].Locations!.Count);
    }

    [Fact]
    public void Validate_WhenConflictsLieAtTheGreatestNesting_FitsThePoolThreadsStack()
    {
        // Both sides nest as deep as is allowed, through fields and through spreads in turn.
        var source = new StringBuilder("{ dog { ...f0 ...g0 } }");
        for (var i = 0; i < 120; i++)
        {
            source.Append($" fragment f{i} on Dog {{ mother {{ ...f{i + 1} }} }} fragment g{i} on Dog {{ mother {{ ...g{i + 1} }} }}");
        }

        source.Append(" fragment f120 on Dog { a: name } fragment g120 on Dog { a: nickname }");
        IReadOnlyList<GraphQL.IError> errors = [];

        // Half of what a thread of the pool has.
        var thread = new Thread(() => errors = PetSchema.Validate(source.ToString(), Unlimited with { MaxErrors = 5 }), 768 * 1024);
        thread.Start();
        thread.Join();

        Assert.Equal("OVERLAPPING_FIELDS_CAN_BE_MERGED", Assert.Single(errors).Code);
    }

    [Fact]
    public void Validate_WhenEveryFragmentSpreadsEveryOther_ReportsSoon()
    {
        var all = string.Concat(Enumerable.Range(0, 150).Select(i => $"...f{i} "));
        var source = "{ dog { ...f0 } } " + string.Concat(Enumerable.Range(0, 150).Select(i => $"fragment f{i} on Dog {{ {all} }} "));

        Assert.All(Timed(source, ValidationOptions.Default), error => Assert.Equal("NO_FRAGMENT_CYCLES", error.Code));
    }

    [Fact]
    public void Validate_WhenArgumentsFieldsAndDirectivesAreMany_StaysLinear()
    {
        var arguments = string.Concat(Enumerable.Range(0, 20_000).Select(i => $"a{i}: 1 "));
        var fields = string.Concat(Enumerable.Range(0, 20_000).Select(i => $"b{i}: 1 "));
        var directives = string.Concat(Enumerable.Repeat("@many ", 20_000));
        var variables = string.Concat(Enumerable.Range(0, 20_000).Select(i => $"$v{i}: Int "));

        Timed($"query ({variables}) {{ dog {{ name({arguments}) {directives} name({arguments}) }} scalar(any: {{ {fields} }}) }}", Unlimited);
    }

    private static IReadOnlyList<GraphQL.IError> Timed(string source, ValidationOptions options)
    {
        var watch = Stopwatch.StartNew();

        var errors = PetSchema.Validate(source, options);

        Assert.True(watch.Elapsed < Soon, $"took {watch.Elapsed}");
        return errors;
    }
}
