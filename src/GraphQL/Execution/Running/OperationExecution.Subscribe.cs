namespace SmsPlatform.GraphQL.Execution;

// The one root field of a subscription: opens its source.
internal sealed partial class OperationExecution
{
    /// <summary>Ends what the opening of a source stream has begun.</summary>
    public void Close()
    {
        _dataLoaders?.Clear();
        _pump.Reset();
    }

    /// <summary>Opens the source stream.</summary>
    /// <returns>The stream, or why there is none.</returns>
    public async ValueTask<(IAsyncEnumerable<object?>? Source, IReadOnlyList<IError>? Errors)> OpenAsync(CancellationToken cancellationToken)
    {
        var selection = Array.Find(_plan.Root.Selections, IsIncluded);
        if (selection?.Field.Binding is not SubscriptionBinding binding)
        {
            return (null, [new GraphQLError("The subscription has no field to subscribe to.", "NO_SUBSCRIPTION_FIELD")]);
        }

        if (Denial(selection) is { } denial)
        {
            AddError(selection, denial);
        }
        else if (!selection.Arguments.TryCoerce(_plan.Variables, _variables, out var arguments, out var error))
        {
            AddError(selection, error!);
        }
        else
        {
            try
            {
                _pump.SetCaller(cancellationToken);
                var context = new ResolverContext(this);
                context.Bind(selection, _rootValue, arguments);
                return (await binding.Subscribe(context), null);
            }
            catch (Exception exception) when (exception is not OperationCanceledException)
            {
                AddError(selection, exception);
            }
        }

        return (null, [.. Errors]);
    }
}
