using Microsoft.Extensions.Primitives;
using SmsPlatform.GraphQL.AspNetCore.Http;

namespace SmsPlatform.GraphQLTests.AspNetCore;

public sealed class AcceptHeaderTests
{
    [Theory]
    [InlineData(null, "GraphQLResponse")]
    [InlineData("", "GraphQLResponse")]
    [InlineData("*/*", "Json")]
    [InlineData("application/*", "Json")]
    [InlineData("application/json", "Json")]
    [InlineData("application/json; charset=utf-8", "Json")]
    [InlineData("APPLICATION/JSON", "Json")]
    [InlineData("application/graphql-response+json", "GraphQLResponse")]
    [InlineData("application/graphql-response+json; charset=utf-8, application/json; charset=utf-8", "GraphQLResponse")]
    [InlineData("application/json, application/graphql-response+json", "GraphQLResponse")]
    [InlineData("application/graphql-response+json,application/json;q=0.9", "GraphQLResponse")]
    [InlineData("application/graphql-response+json;q=0.5,application/json;q=0.9", "Json")]
    [InlineData("application/graphql-response+json;q=0,*/*", "Json")]
    [InlineData("application/json;q=0,*/*", "GraphQLResponse")]
    [InlineData("text/event-stream", "EventStream")]
    [InlineData("text/event-stream, */*", "EventStream")]
    [InlineData("text/event-stream, application/json;q=0.9", "EventStream")]
    [InlineData("application/json, text/event-stream", "Json")]
    [InlineData("text/*", "EventStream")]
    [InlineData("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", "Json")]
    [InlineData("text/html", "None")]
    [InlineData("*/*;q=0", "None")]
    [InlineData("application/json;q=2", "None")]
    [InlineData("application/json;q=0.9999", "None")]
    [InlineData("application/json;q=x", "None")]
    [InlineData(",,;,", "None")]
    public void Parse_WhenGiven_ChoosesTheFormat(string? header, string format)
    {
        var accept = AcceptHeader.Parse(header is null ? StringValues.Empty : new StringValues(header));

        Assert.Equal(format, accept.Format.ToString());
    }

    [Theory]
    [InlineData(null, true)]
    [InlineData("*/*", true)]
    [InlineData("application/json", false)]
    [InlineData("application/*", false)]
    [InlineData("application/json, text/event-stream", true)]
    [InlineData("text/event-stream;q=0, */*", false)]
    public void Parse_WhenGiven_TellsWhetherStreamsAreAccepted(string? header, bool accepted)
    {
        var accept = AcceptHeader.Parse(header is null ? StringValues.Empty : new StringValues(header));

        Assert.Equal(accepted, accept.AcceptsEventStream);
    }

    [Fact]
    public void Parse_WhenHeaderIsRepeated_ReadsAll() =>
        Assert.Equal(
            ResponseFormat.GraphQLResponse,
            AcceptHeader.Parse(new StringValues(["application/json;q=0.5", "application/graphql-response+json"])).Format);
}
