using System.Diagnostics.CodeAnalysis;

namespace SmsPlatform.GraphQL.Execution;

/// <summary>
/// A compiled resolver. It is called once per parent; a result that is there at once costs no task and no continuation.
/// </summary>
public abstract class FieldResolver
{
    /// <summary>Whether the resolver may complete later, which the cost model takes as expensive.</summary>
    public abstract bool IsAsync { get; }

    /// <summary>Starts the resolver.</summary>
    /// <param name="context">Parent, arguments, services; only valid until this call returns, unless the binding keeps it.</param>
    /// <param name="pending">The task to wait for; null when the returned value is the result.</param>
    /// <returns>The result, or null when <paramref name="pending"/> is set.</returns>
    public abstract object? Invoke(ResolverContext context, out Task? pending);

    /// <summary>The result of a task that <see cref="Invoke"/> handed out and that has completed.</summary>
    /// <exception cref="Exception">What the resolver threw.</exception>
    public abstract object? GetResult(Task completed);

    /// <summary>A resolver that returns its value at once.</summary>
    public static FieldResolver Create<T>(Func<ResolverContext, T> resolve) => new SyncResolver<T>(resolve);

    /// <summary>A resolver that returns a task.</summary>
    public static FieldResolver Create<T>(Func<ResolverContext, Task<T>> resolve) => new TaskResolver<T>(resolve);

    /// <summary>A resolver that returns a value task.</summary>
    public static FieldResolver Create<T>(Func<ResolverContext, ValueTask<T>> resolve) => new ValueTaskResolver<T>(resolve);

    private sealed class SyncResolver<T>(Func<ResolverContext, T> resolve) : FieldResolver
    {
        public override bool IsAsync => false;

        public override object? Invoke(ResolverContext context, out Task? pending)
        {
            pending = null;
            return resolve(context);
        }

        [ExcludeFromCodeCoverage]
        public override object? GetResult(Task completed) => throw new InvalidOperationException("A synchronous resolver has no task.");
    }

    private sealed class TaskResolver<T>(Func<ResolverContext, Task<T>> resolve) : FieldResolver
    {
        public override bool IsAsync => true;

        public override object? Invoke(ResolverContext context, out Task? pending)
        {
            var task = resolve(context);
            if (task is null)
            {
                pending = null;
                return null;
            }

            if (task.IsCompletedSuccessfully)
            {
                pending = null;
                return task.Result;
            }

            pending = task;
            return null;
        }

        // GetAwaiter().GetResult() gives the exception itself, not an AggregateException.
        public override object? GetResult(Task completed) => ((Task<T>)completed).GetAwaiter().GetResult();
    }

    private sealed class ValueTaskResolver<T>(Func<ResolverContext, ValueTask<T>> resolve) : FieldResolver
    {
        public override bool IsAsync => true;

        public override object? Invoke(ResolverContext context, out Task? pending)
        {
            var task = resolve(context);
            if (task.IsCompletedSuccessfully)
            {
                pending = null;
                return task.Result;
            }

            pending = task.AsTask();
            return null;
        }

        public override object? GetResult(Task completed) => ((Task<T>)completed).GetAwaiter().GetResult();
    }
}
