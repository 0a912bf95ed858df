using SmsPlatform.GraphQL;

namespace SmsPlatform.GraphQLTests.Errors;

public sealed class GraphQLErrorTests
{
    [Fact]
    public void Build_OfEverything_HoldsIt()
    {
        var error = ErrorBuilder.New().SetMessage("No.").SetCode("NO").SetExtension("why", 1).AddLocation(2, 3).SetPath(["a", 0]).Build();

        Assert.Equal("No.", error.Message);
        Assert.Equal("NO", error.Code);
        Assert.Equal(["a", 0], error.Path!);
        Assert.Equal([new ErrorLocation(2, 3)], error.Locations!);
        Assert.Equal(1, error.Extensions!["why"]);
        Assert.Equal("NO", error.Extensions["code"]);
    }

    [Fact]
    public void Build_WithoutMessage_IsRefused() => Assert.Throws<InvalidOperationException>(() => ErrorBuilder.New().SetCode("NO").Build());

    [Fact]
    public void With_OnAnError_ReturnsACopy()
    {
        var error = new GraphQLError("No.", "NO", extensions: new Dictionary<string, object?> { ["why"] = 1 });

        Assert.Equal("Yes.", error.WithMessage("Yes.").Message);
        Assert.Equal("OTHER", error.WithCode("OTHER").Extensions!["code"]);
        Assert.Null(error.WithCode(null).Code);
        Assert.Equal(1, error.WithCode(null).Extensions!["why"]);
        Assert.Null(error.RemoveExtension("code").Code);
        Assert.Equal("SET", error.SetExtension("code", "SET").Code);
        Assert.Null(error.WithExtensions(null).Extensions);
        Assert.Equal("NO", error.WithPath(["a"]).WithLocations(null).WithException(new InvalidOperationException()).Code);
        Assert.Equal("No.", error.Message);
        Assert.Equal("NO", error.Code);
    }

    [Fact]
    public void FromError_Changed_LeavesTheFirstAsItWas()
    {
        var first = new GraphQLError("No.", "NO");

        var second = ErrorBuilder.FromError(first).SetMessage("Never.").SetCode(null).Build();

        Assert.Equal(("Never.", null), (second.Message, second.Code));
        Assert.Equal(("No.", "NO"), (first.Message, first.Code));
    }

    [Fact]
    public void Exception_OfManyErrors_TellsTheFirst()
    {
        var exception = new GraphQLException(new GraphQLError("One."), new GraphQLError("Two."));

        Assert.Equal("One.", exception.Message);
        Assert.Equal(["One.", "Two."], exception.Errors.Select(error => error.Message));
        Assert.Single(new GraphQLException(Array.Empty<IError>()).Errors);
        Assert.Equal("x", new GraphQLException("x").Errors.Single().Message);
    }

    [Fact]
    public void Optional_OfNull_IsGiven()
    {
        Optional<string?> given = new(null);
        Optional<string?> unset = default;

        Assert.True(given.HasValue);
        Assert.True(unset.IsEmpty);
        Assert.NotEqual(given, unset);
        Assert.Equal("unset", unset.ToString());
    }
}
