using System.Collections.Concurrent;
using System.Collections.Frozen;
using Microsoft.Extensions.DependencyInjection;
using SmsPlatform.GraphQL.Execution;

namespace SmsPlatform.GraphQL.DataLoader;

/// <summary>A data loader as it was registered: the type resolvers ask for, and the class.</summary>
public sealed record DataLoaderRegistration(Type ServiceType, Type ImplementationType);

/// <summary>The classes behind the data loader types of one schema.</summary>
internal sealed class DataLoaderTypes(IEnumerable<DataLoaderRegistration> registrations)
{
    private readonly FrozenDictionary<Type, Type> _implementations = registrations
        .GroupBy(registration => registration.ServiceType)
        .ToFrozenDictionary(group => group.Key, group => group.Last().ImplementationType);

    private readonly ConcurrentDictionary<Type, Factory> _factories = new();

    /// <summary>Makes a data loader.</summary>
    /// <param name="type">The type it is asked for by.</param>
    /// <param name="createScope">Gives it services of its own, when it takes any.</param>
    /// <param name="scheduler">Decides when its batches are loaded.</param>
    public object Create(Type type, Func<IServiceProvider> createScope, IBatchScheduler scheduler)
    {
        var factory = _factories.GetOrAdd(type, CompileFactory);
        if (!factory.HasServices)
        {
            return factory.Create(EmptyServiceProvider.Instance, scheduler);
        }

        var loader = factory.Create(createScope(), scheduler);
        (loader as IScopedLoader)?.LoadOneBatchAtATime();
        return loader;
    }

    private Factory CompileFactory(Type type)
    {
        var implementation = _implementations.GetValueOrDefault(type, type);
        var constructor = implementation.GetConstructors().OrderByDescending(item => item.GetParameters().Length).FirstOrDefault()
            ?? throw new InvalidOperationException($"The data loader {implementation} has no public constructor.");
        var types = constructor.GetParameters().Select(parameter => parameter.ParameterType).ToArray();
        var hasScheduler = types.Contains(typeof(IBatchScheduler));
        var hasOptions = types.Contains(typeof(DataLoaderOptions));
        Type[] given = [.. hasScheduler ? [typeof(IBatchScheduler)] : Type.EmptyTypes, .. hasOptions ? [typeof(DataLoaderOptions)] : Type.EmptyTypes];
        var factory = ActivatorUtilities.CreateFactory(implementation, given);
        var options = new DataLoaderOptions();

        return new Factory(types.Length > given.Length, (hasScheduler, hasOptions) switch
        {
            (true, true) => (services, scheduler) => factory(services, [scheduler, options]),
            (true, false) => (services, scheduler) => factory(services, [scheduler]),
            (false, true) => (services, _) => factory(services, [options]),
            _ => (services, _) => factory(services, []),
        });
    }

    private sealed record Factory(bool HasServices, Func<IServiceProvider, IBatchScheduler, object> Create);
}

/// <summary>The data loaders of one execution, made when they are asked for.</summary>
internal sealed class DataLoaderScope(DataLoaderTypes types, IBatchScheduler scheduler)
{
    private readonly Lock _lock = new();
    private readonly List<(Type Type, object Loader)> _loaders = [];

    public T Get<T>(Func<IServiceProvider> createScope)
        where T : class
    {
        lock (_lock)
        {
            // A request uses a handful: comparing is quicker than hashing.
            foreach (var (type, loader) in _loaders)
            {
                if (ReferenceEquals(type, typeof(T)))
                {
                    return (T)loader;
                }
            }

            var created = (T)types.Create(typeof(T), createScope, scheduler);
            _loaders.Add((typeof(T), created));
            return created;
        }
    }

    public void Clear()
    {
        lock (_lock)
        {
            foreach (var (_, loader) in _loaders)
            {
                (loader as IDisposable)?.Dispose();
            }

            _loaders.Clear();
        }
    }
}
