using System.Security.Claims;
using SmsPlatform.GraphQL.Execution;
using SmsPlatform.GraphQL.TypeSystem;

namespace SmsPlatform.GraphQLTests.Execution;

public sealed class AuthorizationTests
{
    private const string Sdl =
        "type Query { open: Int secret: Int admin: Int whole: Int nodes: [Node] } interface Node { id: Int } " +
        "type A implements Node { id: Int hidden: Int deep: Node } type B implements Node { id: Int }";

    [Fact]
    public async Task Execute_WhenNobodyIsSignedIn_RefusesTheFieldAlone()
    {
        var json = await RunAsync("{ open secret }", null);

        Assert.Equal(
            """{"data":{"open":1,"secret":null},"errors":[{"message":"The current user is not authorized to access this resource.","locations":[{"line":1,"column":8}],"path":["secret"],"extensions":{"code":"AUTH_NOT_AUTHENTICATED"}}]}""",
            json);
    }

    [Fact]
    public async Task Execute_WhenTheRoleIsMissing_SaysSo()
    {
        var json = await RunAsync("{ secret admin }", "Agent");

        Assert.StartsWith("""{"data":{"secret":1,"admin":null}""", json, StringComparison.Ordinal);
        Assert.Contains("AUTH_NOT_AUTHORIZED", json, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Execute_WhenTheRequirementIsForTheRequest_RunsNothing()
    {
        var json = await RunAsync("{ open whole }", null);

        Assert.StartsWith("""{"errors":[""", json, StringComparison.Ordinal);
        Assert.DoesNotContain("data", json, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null, "null")]
    [InlineData("Admin", "1")]
    public async Task Execute_WhenTheFieldIsBeneathAnInterface_IsDecidedTheFirstTimeToo(string? role, string value)
    {
        var json = await RunAsync("{ nodes { id ... on A { deep { ... on A { hidden } } } } }", role);

        Assert.StartsWith($$$"""{"data":{"nodes":[{"id":1,"deep":{"hidden":{{{value}}}}},{"id":1}]}""", json, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Execute_WhenAFieldIsSelectedManyTimes_DecidesOnce()
    {
        var authorizer = new RoleAuthorizer();

        await RunAsync("{ a: admin b: admin c: admin secret }", "Admin", authorizer);

        Assert.Equal(2, authorizer.Decisions);
    }

    private static async Task<string> RunAsync(string query, string? role, RoleAuthorizer? authorizer = null)
    {
        static FieldBinding Guarded(params AuthorizeRequirement[] requirements) => new PureBinding(_ => 1) { Authorization = requirements };
        static Dictionary<string, object?> Node(string type, object? deep = null) => new() { ["__typename"] = type, ["id"] = 1, ["deep"] = deep };

        var schema = Schema.FromSdl(Sdl).Bind((type, field) => field.Name switch
        {
            "open" => new PureBinding(_ => 1),
            "secret" => Guarded(new AuthorizeRequirement(null, null)),
            "admin" => new ResolverBinding(FieldResolver.Create(_ => 1)) { Authorization = [new AuthorizeRequirement(null, "Admin")] },
            "whole" => Guarded(new AuthorizeRequirement(null, null, BeforeExecution: true)),
            "hidden" => Guarded(new AuthorizeRequirement(null, "Admin")),
            "nodes" => new PureBinding(_ => new[] { Node("A", Node("A")), Node("B") }),
            _ => null,
        });
        var executor = new RequestExecutor(new RequestExecutorSetup { Schema = schema, Authorizer = authorizer ?? new RoleAuthorizer() });
        var request = GraphQLRequest.FromText(query);
        request.User = role is null ? null : new ClaimsPrincipal(new ClaimsIdentity([new Claim(ClaimTypes.Role, role)], "test"));
        await using var result = await executor.ExecuteAsync(request);
        return ((OperationResult)result).ToJson();
    }

    private sealed class RoleAuthorizer : IFieldAuthorizer
    {
        public int Decisions { get; private set; }

        public ValueTask<AuthorizeOutcome> AuthorizeAsync(
            AuthorizeRequirement requirement, ClaimsPrincipal? user, IServiceProvider services, CancellationToken cancellationToken)
        {
            Decisions++;
            return new(user is null ? AuthorizeOutcome.NotAuthenticated
                : requirement.Roles is null || user.IsInRole(requirement.Roles) ? AuthorizeOutcome.Allowed
                : AuthorizeOutcome.NotAllowed);
        }
    }
}
