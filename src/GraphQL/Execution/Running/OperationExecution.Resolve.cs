namespace SmsPlatform.GraphQL.Execution;

// One field for all its parents.
internal sealed partial class OperationExecution
{
    private void StartColumn(Selection selection, Frame frame)
    {
        if (!IsIncluded(selection) || selection.ConstantJson is not null)
        {
            return;
        }

        _pump.ThrowIfStopped();
        var column = GetColumn(selection);
        column.Start(selection, frame);
        if (selection.Resolver is null)
        {
            ReadPure(selection, column);
        }
        else
        {
            Resolve(selection, column);
            if (column.Await())
            {
                _pump.CountWaiting();
                return;
            }
        }

        Finish(column);
    }

    private static void ReadPure(Selection selection, Column column)
    {
        for (var row = 0; row < column.Count; row++)
        {
            try
            {
                column.Values[row] = Values.Read(selection, column.Frame.Rows[row]!);
            }
            catch (Exception exception)
            {
                column.Values[row] = new FieldFailure(exception);
            }
        }
    }

    private void Resolve(Selection selection, Column column)
    {
        if (Denial(selection) is { } denial)
        {
            Array.Fill(column.Values, new FieldFailure(denial), 0, column.Count);
            return;
        }

        object?[] arguments;
        try
        {
            if (!selection.Arguments.TryCoerce(_plan.Variables, _variables, out arguments, out var error))
            {
                Array.Fill(column.Values, new FieldFailure(error!), 0, column.Count);
                return;
            }
        }
        catch (Exception exception)
        {
            Array.Fill(column.Values, new FieldFailure(exception), 0, column.Count);
            return;
        }

        column.Started = ExecutionDiagnostics.TimesResolvers ? System.Diagnostics.Stopwatch.GetTimestamp() : 0;
        var resolver = selection.Resolver!;
        for (var row = 0; row < column.Count; row++)
        {
            try
            {
                var context = selection.KeepsContext ? new ResolverContext(this) : _sharedContext;
                context.Bind(selection, column.Frame.Rows[row], arguments);
                column.Values[row] = resolver.Invoke(context, out var pending);
                if (pending is not null)
                {
                    column.SetPending(row, pending);
                }
            }
            catch (Exception exception)
            {
                column.Values[row] = new FieldFailure(exception);
            }
        }
    }

    private void Finish(Column column)
    {
        column.Harvest();
        if (column.Started != 0)
        {
            ExecutionDiagnostics.ResolverEnded(column.Selection, column.Count, column.Started);
        }

        if (column.Selection.LeadsToColumns)
        {
            Expand(column);
        }
    }
}
