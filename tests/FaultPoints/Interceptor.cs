using System.Collections.Concurrent;
using System.Reflection;

namespace SmsPlatform.FaultPoints;

/// <summary>
/// Stands before a port. Of each asynchronous method it makes three points: <c>before</c> it, <c>during</c> it (begun, and not
/// waited for) and <c>after</c> it, when its result is known here and to nobody else.
/// </summary>
#pragma warning disable CA1852 // DispatchProxy derives from it at run time.
internal class Interceptor : DispatchProxy
#pragma warning restore CA1852
{
    private static readonly ConcurrentDictionary<MethodInfo, Passage?> Passages = new();

    public object Inner { get; set; } = null!;

    public Control Control { get; set; } = null!;

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args)
    {
        var method = targetMethod!;
        return Passages.GetOrAdd(method, Passage.Of) is { } passage
            ? passage.Pass(Control, $"{method.DeclaringType!.Name}.{method.Name}", Call)
            : Call();

        object? Call() => method.Invoke(Inner, BindingFlags.DoNotWrapExceptions, binder: null, args, culture: null);
    }

    /// <summary>How a call passes its points; it depends on what it returns.</summary>
    private abstract class Passage
    {
        /// <summary>None for what is not asynchronous.</summary>
        public static Passage? Of(MethodInfo method)
        {
            var type = method.ReturnType;
            return type == typeof(Task) ? new OfNothing()
                : type.IsGenericType && type.GetGenericTypeDefinition() == typeof(Task<>)
                    ? (Passage)Activator.CreateInstance(typeof(Of<>).MakeGenericType(type.GetGenericArguments()))!
                    : null;
        }

        public abstract Task Pass(Control control, string point, Func<object?> call);
    }

    private sealed class OfNothing : Passage
    {
        public override async Task Pass(Control control, string point, Func<object?> call)
        {
            await control.ReachAsync(point, "before");
            var task = (Task)call()!;
            await control.ReachAsync(point, "during");
            await task;
            await control.ReachAsync(point, "after");
        }
    }

    private sealed class Of<T> : Passage
    {
        public override Task Pass(Control control, string point, Func<object?> call) => PassAsync(control, point, call);

        private static async Task<T> PassAsync(Control control, string point, Func<object?> call)
        {
            await control.ReachAsync(point, "before");
            var task = (Task<T>)call()!;
            await control.ReachAsync(point, "during");
            var result = await task;
            await control.ReachAsync(point, "after");
            return result;
        }
    }
}
