using SmsPlatform.GraphQL.DataLoader;
using SmsPlatform.GraphQL.Language;
using SmsPlatform.GraphQL.TypeSystem;
using SmsPlatform.GraphQL.Validation;

namespace SmsPlatform.GraphQL.Execution;

/// <summary>What a <see cref="RequestExecutor"/> is made of.</summary>
public sealed class RequestExecutorSetup
{
    /// <summary>The schema.</summary>
    public required Schema Schema { get; init; }

    /// <summary>Limits and habits.</summary>
    public RequestExecutorOptions Options { get; init; } = new();

    /// <summary>Limits of the cost; null: no analysis.</summary>
    public CostOptions? Cost { get; init; }

    /// <summary>Limits of the parser.</summary>
    public ParserOptions Parser { get; init; } = ParserOptions.Default;

    /// <summary>Limits of the validation; null: documents are trusted to be valid.</summary>
    public ValidationOptions? Validation { get; init; } = ValidationOptions.Default;

    /// <summary>See every execution error, one after the other.</summary>
    public IReadOnlyList<IErrorFilter> ErrorFilters { get; init; } = [];

    /// <summary>Decides what <c>[Authorize]</c> asks; null: everything is refused.</summary>
    public IFieldAuthorizer? Authorizer { get; init; }

    /// <summary>The data loaders that are asked for by another type than their class.</summary>
    public IReadOnlyList<DataLoaderRegistration> DataLoaders { get; init; } = [];

    /// <summary>The services of requests that bring none; the application's, for instance.</summary>
    public IServiceProvider? DefaultServices { get; init; }

    /// <summary>Decides who has to wait; null: nobody.</summary>
    public IOperationThrottle? Throttle { get; init; }

    /// <summary>Persisted documents; null: there are none.</summary>
    public IOperationDocumentStorage? Documents { get; init; }
}

/// <summary>What all executions of one executor share.</summary>
internal sealed class ExecutorServices(RequestExecutorSetup setup)
{
    private const int MaxKeptIntrospection = 8 * 1024 * 1024;
    private const int MaxPooled = 256;
    private readonly System.Collections.Concurrent.ConcurrentQueue<OperationExecution> _executions = new();
    private int _kept;

    public Schema Schema => setup.Schema;

    public RequestExecutorOptions Options { get; } = setup.Options;

    public DataLoaderTypes DataLoaders { get; } = new(setup.DataLoaders);

    public IFieldAuthorizer? Authorizer => setup.Authorizer;

    public IServiceProvider ServicesOf(GraphQLRequest request) => request.Services ?? setup.DefaultServices ?? EmptyServiceProvider.Instance;

    public OperationExecution Rent() => _executions.TryDequeue(out var execution) ? execution : new OperationExecution();

    public void Return(OperationExecution execution)
    {
        if (_executions.Count < MaxPooled)
        {
            _executions.Enqueue(execution);
        }
    }

    /// <summary>Whether that many bytes of introspection may be kept beside those that are.</summary>
    public bool TryKeep(int bytes)
    {
        if (Interlocked.Add(ref _kept, bytes) <= MaxKeptIntrospection)
        {
            return true;
        }

        Interlocked.Add(ref _kept, -bytes);
        return false;
    }

    /// <summary>Passes an error through the filters and adds what may be told of its exception.</summary>
    public IError Filter(IError error)
    {
        foreach (var filter in setup.ErrorFilters)
        {
            try
            {
                error = filter.OnError(error);
            }
            catch (Exception exception)
            {
                // A broken filter must not let through what it was to hide.
                error = ExecutionErrors.Unexpected(exception).WithPath(error.Path).WithLocations(error.Locations);
            }
        }

        return Options.IncludeExceptionDetails && error.Exception is { } thrown
            ? error.SetExtension("message", thrown.Message).SetExtension("stackTrace", thrown.StackTrace)
            : error;
    }
}
