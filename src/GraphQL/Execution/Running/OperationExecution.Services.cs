using Microsoft.Extensions.DependencyInjection;
using SmsPlatform.GraphQL.DataLoader;

namespace SmsPlatform.GraphQL.Execution;

// What resolvers use: scopes and data loaders, both of this execution alone.
internal sealed partial class OperationExecution
{
    private readonly ExecutionPump _pump;
    private readonly Lock _servicesLock = new();
    private DataLoaderScope? _dataLoaders;
    private Func<IServiceProvider>? _createScope;
    private List<AsyncServiceScope>? _scopes;

    public ExecutionPump Pump => _pump;

    public T DataLoader<T>()
        where T : class
    {
        if (_dataLoaders is null)
        {
            lock (_servicesLock)
            {
                _dataLoaders ??= new DataLoaderScope(Executor.DataLoaders, _pump);
            }
        }

        return _dataLoaders.Get<T>(_createScope ??= CreateScope);
    }

    public IServiceProvider CreateScope()
    {
        if (Services.GetService<IServiceScopeFactory>() is not { } factory)
        {
            return Services;
        }

        var scope = factory.CreateAsyncScope();
        lock (_servicesLock)
        {
            (_scopes ??= []).Add(scope);
        }

        return scope.ServiceProvider;
    }

    /// <summary>Disposes the scopes made for resolvers; completes at once when there are none.</summary>
    public ValueTask DisposeScopesAsync()
    {
        var scopes = _scopes;
        _scopes = null;
        return scopes is null ? ValueTask.CompletedTask : DisposeAsync(scopes);
    }

    private static async ValueTask DisposeAsync(List<AsyncServiceScope> scopes)
    {
        foreach (var scope in scopes)
        {
            await scope.DisposeAsync();
        }
    }
}
