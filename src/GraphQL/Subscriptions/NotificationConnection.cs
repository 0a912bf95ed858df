using System.Collections.Concurrent;
using System.Data.Common;
using System.Linq.Expressions;

namespace SmsPlatform.GraphQL.Subscriptions;

/// <summary>
/// A connection's notifications. ADO.NET has no word for them, so Npgsql's <c>Notification</c> event and <c>WaitAsync</c> are bound by name, once
/// per connection type: the library then needs no package, and its users no adapter.
/// </summary>
internal sealed class NotificationConnection(DbConnection connection, Action<string> onNotification) : IAsyncDisposable
{
    private static readonly ConcurrentDictionary<Type, Binding> Bindings = new();
    private readonly Binding _binding = Bindings.GetOrAdd(connection.GetType(), Bind);

    public async Task ListenAsync(string channel, CancellationToken cancellationToken)
    {
        _binding.Attach(connection, onNotification);
        await using var command = connection.CreateCommand();
        command.CommandText = $"LISTEN {Quote(channel)}";
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>Waits for at least one notification.</summary>
    public Task WaitAsync(CancellationToken cancellationToken) => _binding.WaitAsync(connection, cancellationToken);

    public ValueTask DisposeAsync() => connection.DisposeAsync();

    private static string Quote(string identifier) => $"\"{identifier.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    private static Binding Bind(Type type)
    {
        var wait = type.GetMethod("WaitAsync", [typeof(CancellationToken)]);
        var notification = type.GetEvent("Notification");
        var arguments = notification?.EventHandlerType?.GetMethod("Invoke")?.GetParameters();
        if (wait is null || arguments is not [_, var eventArgs] || eventArgs.ParameterType.GetProperty("Payload") is not { } payload)
        {
            throw new InvalidOperationException($"{type} cannot listen: PostgreSQL subscriptions need an NpgsqlConnection.");
        }

        var connection = Expression.Parameter(typeof(DbConnection));
        var handler = Expression.Parameter(typeof(Action<string>));
        var token = Expression.Parameter(typeof(CancellationToken));
        var sender = Expression.Parameter(arguments[0].ParameterType);
        var received = Expression.Parameter(eventArgs.ParameterType);
        var typed = Expression.Convert(connection, type);

        var onEvent = Expression.Lambda(
            notification!.EventHandlerType!, Expression.Invoke(handler, Expression.Property(received, payload)), sender, received);
        return new Binding(
            Expression.Lambda<Action<DbConnection, Action<string>>>(
                Expression.Call(typed, notification.AddMethod!, onEvent), connection, handler).Compile(),
            Expression.Lambda<Func<DbConnection, CancellationToken, Task>>(
                Expression.Convert(Expression.Call(typed, wait, token), typeof(Task)), connection, token).Compile());
    }

    private sealed record Binding(Action<DbConnection, Action<string>> Attach, Func<DbConnection, CancellationToken, Task> WaitAsync);
}
