using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using SmsPlatform.GraphQL;
using SmsPlatform.GraphQL.AspNetCore;
using SmsPlatform.GraphQL.Binding;
using SmsPlatform.GraphQL.Execution;
using SmsPlatform.GraphQL.Validation;

namespace Microsoft.Extensions.DependencyInjection;

// Features and limits.
public static partial class RequestExecutorBuilderExtensions
{
    /// <summary>Enables <c>[UseFiltering]</c>; it always is, and the call keeps HotChocolate's code compiling.</summary>
    /// <param name="builder">The builder.</param>
    public static IRequestExecutorBuilder AddFiltering(this IRequestExecutorBuilder builder) => builder;

    /// <summary>Enables <c>[UseSorting]</c>; it always is, and the call keeps HotChocolate's code compiling.</summary>
    /// <param name="builder">The builder.</param>
    public static IRequestExecutorBuilder AddSorting(this IRequestExecutorBuilder builder) => builder;

    /// <summary>Enables <c>QueryContext&lt;T&gt;</c> parameters; they always are.</summary>
    /// <param name="builder">The builder.</param>
    public static IRequestExecutorBuilder AddQueryContext(this IRequestExecutorBuilder builder) => builder;

    /// <summary>Enables <c>PagingArguments</c> parameters; they always are.</summary>
    /// <param name="builder">The builder.</param>
    public static IRequestExecutorBuilder AddPagingArguments(this IRequestExecutorBuilder builder) => builder;

    /// <summary>Gives mutations an input, a payload and errors.</summary>
    /// <param name="builder">The builder.</param>
    /// <param name="applyToAllMutations">Whether those without <c>[UseMutationConvention]</c> follow too.</param>
    public static IRequestExecutorBuilder AddMutationConventions(this IRequestExecutorBuilder builder, bool applyToAllMutations = true) =>
        builder.AddMutationConventions(new MutationConventionOptions { ApplyToAllMutations = applyToAllMutations });

    /// <summary>Gives mutations an input, a payload and errors.</summary>
    /// <param name="builder">The builder.</param>
    /// <param name="options">Names and patterns.</param>
    public static IRequestExecutorBuilder AddMutationConventions(this IRequestExecutorBuilder builder, MutationConventionOptions options) =>
        builder.With(own => own.Schema.MutationConventions = options);

    /// <summary>Makes ids global, and adds <c>node</c> and <c>nodes</c>.</summary>
    /// <param name="builder">The builder.</param>
    public static IRequestExecutorBuilder AddGlobalObjectIdentification(this IRequestExecutorBuilder builder) =>
        builder.With(own => own.Schema.HasGlobalIds = true);

    /// <summary>Enables <c>[Authorize]</c> by ASP.NET Core's policies. Without it, fields with <c>[Authorize]</c> are refused to everybody.</summary>
    /// <param name="builder">The builder.</param>
    public static IRequestExecutorBuilder AddAuthorization(this IRequestExecutorBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Services.AddAuthorizationCore();
        return builder.With(own => own.HasAuthorization = true);
    }

    /// <summary>As <see cref="AddAuthorization(IRequestExecutorBuilder)"/>, with policies.</summary>
    /// <param name="builder">The builder.</param>
    /// <param name="configure">Adds the policies.</param>
    public static IRequestExecutorBuilder AddAuthorization(
        this IRequestExecutorBuilder builder, Action<Microsoft.AspNetCore.Authorization.AuthorizationOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Services.AddAuthorizationCore(configure);
        return builder.AddAuthorization();
    }

    /// <summary>Changes how the schema is built.</summary>
    /// <param name="builder">The builder.</param>
    /// <param name="configure">Changes the options.</param>
    public static IRequestExecutorBuilder ModifyOptions(this IRequestExecutorBuilder builder, Action<SchemaOptions> configure) =>
        builder.With(own => configure(own.Schema.Options));

    /// <summary>Changes how pages are cut.</summary>
    /// <param name="builder">The builder.</param>
    /// <param name="configure">Changes the options.</param>
    public static IRequestExecutorBuilder ModifyPagingOptions(this IRequestExecutorBuilder builder, Action<PagingOptions> configure) =>
        builder.With(own => configure(own.Schema.Paging));

    /// <summary>Changes the limits of execution.</summary>
    /// <param name="builder">The builder.</param>
    /// <param name="configure">Changes the options.</param>
    public static IRequestExecutorBuilder ModifyRequestOptions(this IRequestExecutorBuilder builder, Action<RequestExecutorOptions> configure) =>
        builder.With(own => configure(own.Options));

    /// <summary>Changes the limits of the parser.</summary>
    /// <param name="builder">The builder.</param>
    /// <param name="configure">Changes the options.</param>
    public static IRequestExecutorBuilder ModifyParserOptions(this IRequestExecutorBuilder builder, Action<RequestParserOptions> configure) =>
        builder.With(own => configure(own.Parser));

    /// <summary>Changes the limits of the validation.</summary>
    /// <param name="builder">The builder.</param>
    /// <param name="change">Makes the new options from those so far.</param>
    public static IRequestExecutorBuilder ModifyValidationOptions(
        this IRequestExecutorBuilder builder,
        Func<ValidationOptions, ValidationOptions> change) => builder.With(own => own.Validation = change(own.Validation));

    /// <summary>Changes the limits of the cost.</summary>
    /// <param name="builder">The builder.</param>
    /// <param name="configure">Changes the options.</param>
    public static IRequestExecutorBuilder ModifyCostOptions(this IRequestExecutorBuilder builder, Action<CostOptions> configure) =>
        builder.With(own => configure(own.Cost));

    /// <summary>Refuses or allows introspection, wherever the server runs. A request interceptor may decide otherwise.</summary>
    /// <param name="builder">The builder.</param>
    /// <param name="disable">Whether to refuse.</param>
    public static IRequestExecutorBuilder DisableIntrospection(this IRequestExecutorBuilder builder, bool disable = true) =>
        builder.With(own => own.AllowIntrospection = !disable);

    /// <summary>Allows or refuses introspection, wherever the server runs.</summary>
    /// <param name="builder">The builder.</param>
    /// <param name="allow">Whether to allow.</param>
    public static IRequestExecutorBuilder AllowIntrospection(this IRequestExecutorBuilder builder, bool allow) =>
        builder.With(own => own.AllowIntrospection = allow);

    /// <summary>Limits how deep fields nest.</summary>
    /// <param name="builder">The builder.</param>
    /// <param name="maxAllowedExecutionDepth">The depth.</param>
    public static IRequestExecutorBuilder AddMaxExecutionDepthRule(this IRequestExecutorBuilder builder, int maxAllowedExecutionDepth) =>
        builder.ModifyValidationOptions(options => options with { MaxDepth = maxAllowedExecutionDepth });

    /// <summary>Passes every execution error through a function.</summary>
    /// <param name="builder">The builder.</param>
    /// <param name="filter">The function.</param>
    public static IRequestExecutorBuilder AddErrorFilter(this IRequestExecutorBuilder builder, Func<IError, IError> filter) =>
        builder.With(own => own.ErrorFilters.Add(_ => new DelegateErrorFilter(filter)));

    /// <summary>Passes every execution error through a filter.</summary>
    /// <typeparam name="T">The filter.</typeparam>
    /// <param name="builder">The builder.</param>
    public static IRequestExecutorBuilder AddErrorFilter<T>(this IRequestExecutorBuilder builder)
        where T : class, IErrorFilter =>
        builder.With(own => own.ErrorFilters.Add(services => ActivatorUtilities.GetServiceOrCreateInstance<T>(services)));

    /// <summary>Looks at each request over HTTP before it is executed.</summary>
    /// <typeparam name="T">The interceptor.</typeparam>
    /// <param name="builder">The builder.</param>
    public static IRequestExecutorBuilder AddHttpRequestInterceptor<T>(this IRequestExecutorBuilder builder)
        where T : class, IHttpRequestInterceptor =>
        builder.With(own => own.HttpInterceptor = services => ActivatorUtilities.GetServiceOrCreateInstance<T>(services));

    /// <summary>Looks at each request over HTTP before it is executed.</summary>
    /// <param name="builder">The builder.</param>
    /// <param name="interceptor">Called once per request.</param>
    public static IRequestExecutorBuilder AddHttpRequestInterceptor(
        this IRequestExecutorBuilder builder, HttpRequestInterceptorDelegate interceptor) =>
        builder.With(own => own.HttpInterceptor = _ => new DelegateHttpRequestInterceptor(interceptor));

    /// <summary>Looks at each WebSocket session and its requests.</summary>
    /// <typeparam name="T">The interceptor.</typeparam>
    /// <param name="builder">The builder.</param>
    public static IRequestExecutorBuilder AddSocketSessionInterceptor<T>(this IRequestExecutorBuilder builder)
        where T : class, ISocketSessionInterceptor =>
        builder.With(own => own.SocketInterceptor = services => ActivatorUtilities.GetServiceOrCreateInstance<T>(services));

    /// <summary>
    /// Decides again and again whether open event streams and WebSockets may go on. Without it they end when their sign-in expires.
    /// </summary>
    /// <typeparam name="T">The authorizer.</typeparam>
    /// <param name="builder">The builder.</param>
    public static IRequestExecutorBuilder AddStreamAuthorizer<T>(this IRequestExecutorBuilder builder)
        where T : class, IStreamAuthorizer
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Services.AddSingleton<IStreamAuthorizer, T>();
        return builder;
    }

    /// <summary>Decides before each operation, by what it weighs, whether whoever sent it has to wait.</summary>
    /// <typeparam name="T">The throttle.</typeparam>
    /// <param name="builder">The builder.</param>
    public static IRequestExecutorBuilder AddOperationThrottle<T>(this IRequestExecutorBuilder builder)
        where T : class, IOperationThrottle =>
        builder.With(own => own.Throttle = services => ActivatorUtilities.GetServiceOrCreateInstance<T>(services));

    /// <summary>Executes documents that are stored under their id; see the <c>Add…OperationDocumentStorage</c> calls.</summary>
    /// <param name="builder">The builder.</param>
    public static IRequestExecutorBuilder UsePersistedOperationPipeline(this IRequestExecutorBuilder builder) =>
        builder.With(own => own.UsesDocuments = true);

    /// <summary>As <see cref="UsePersistedOperationPipeline"/>, and stores documents that clients send with their hash.</summary>
    /// <param name="builder">The builder.</param>
    public static IRequestExecutorBuilder UseAutomaticPersistedOperationPipeline(this IRequestExecutorBuilder builder) => builder.With(own =>
    {
        own.UsesDocuments = true;
        own.SavesDocuments = true;
    });

    /// <summary>Stores documents in memory, within limits.</summary>
    /// <param name="builder">The builder.</param>
    public static IRequestExecutorBuilder AddInMemoryOperationDocumentStorage(this IRequestExecutorBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Services.TryAddSingleton<IOperationDocumentStorage>(_ => new InMemoryOperationDocumentStorage());
        return builder;
    }

    /// <summary>Stores documents in files.</summary>
    /// <param name="builder">The builder.</param>
    /// <param name="cacheDirectory">The directory.</param>
    public static IRequestExecutorBuilder AddFileSystemOperationDocumentStorage(this IRequestExecutorBuilder builder, string cacheDirectory)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Services.TryAddSingleton<IOperationDocumentStorage>(_ => new FileSystemOperationDocumentStorage(cacheDirectory));
        return builder;
    }

    /// <summary>Builds the schema when the application starts instead of at the first request.</summary>
    /// <param name="builder">The builder.</param>
    public static IRequestExecutorBuilder InitializeOnStartup(this IRequestExecutorBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Services.AddSingleton<IHostedService>(
            services => new SchemaWarmup(services.GetRequiredService<SchemaCatalog>(), builder.Name));
        return builder;
    }

    private sealed class DelegateErrorFilter(Func<IError, IError> filter) : IErrorFilter
    {
        public IError OnError(IError error) => filter(error);
    }
}
