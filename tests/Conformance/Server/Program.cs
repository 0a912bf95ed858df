using System.Security.Claims;
using SmsPlatform.ConformanceServer;
using SmsPlatform.GraphQL;
using SmsPlatform.GraphQL.AspNetCore;
using SmsPlatform.GraphQL.Execution;

// The sample schema on several paths, each with its own rules. Prints its address, and ends when its input ends.
var builder = WebApplication.CreateSlimBuilder(args);
builder.WebHost.UseUrls("http://127.0.0.1:0");
builder.Logging.SetMinimumLevel(LogLevel.Warning);
builder.Services.AddAuthorization();
builder.Services.AddSingleton<IOperationDocumentStorage>(await DocumentsAsync());

AddSample("open").AllowIntrospection(true);
AddSample("persisted").AllowIntrospection(true).UseAutomaticPersistedOperationPipeline();
AddSample("trusted").UsePersistedOperationPipeline().ModifyRequestOptions(options => options.OnlyAllowPersistedDocuments = true);
AddSample("closed").AllowIntrospection(false).AddHttpRequestInterceptor(SignIn.AllowAdminAsync);

var app = builder.Build();
app.UseWebSockets();
app.Use(SignIn.FromHeader);
app.MapGraphQL("/graphql", "open");
app.MapGraphQL("/batch", "open").WithOptions(options => options.EnableBatching = true);
app.MapGraphQL("/persisted", "persisted");
app.MapGraphQL("/trusted", "trusted");
app.MapGraphQL("/closed", "closed");
app.MapGet("/streams", (IGraphQLStreams streams) => streams.Count);
app.MapPost("/sign-out/{user}", (string user, IGraphQLStreams streams) =>
    streams.End(principal => principal.HasClaim(ClaimTypes.NameIdentifier, user)));
await app.StartAsync();

Console.WriteLine(app.Urls.First());
await Console.In.ReadToEndAsync();
await app.StopAsync();

IRequestExecutorBuilder AddSample(string name) => builder.Services
    .AddGraphQLServer(name)
    .AddTypes(typeof(Queries), typeof(Mutations), typeof(Subscriptions))
    .AddInMemorySubscriptions()
    .AddAuthorization()
    .AddSocketSessionInterceptor<SocketSignIn>();

static async Task<InMemoryOperationDocumentStorage> DocumentsAsync()
{
    var documents = new InMemoryOperationDocumentStorage();
    await documents.SaveAsync("hello", "{ hello }"u8.ToArray());
    return documents;
}
