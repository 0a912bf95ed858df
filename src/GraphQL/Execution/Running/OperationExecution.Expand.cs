using System.Collections;
using SmsPlatform.GraphQL.TypeSystem;

namespace SmsPlatform.GraphQL.Execution;

// Between two levels: the objects among a column's values become rows of the frames beneath.
internal sealed partial class OperationExecution
{
    private void Expand(Column column)
    {
        var selection = column.Selection;
        if (selection.Shape.Named is ObjectType)
        {
            var set = selection.ObjectSet;
            var frame = GetFrame(set);
            for (var row = 0; row < column.Count; row++)
            {
                column.Starts[row] = frame.Count;
                Guarded(column, row, set, frame);
            }

            Enqueue(set, frame);
            return;
        }

        for (var row = 0; row < column.Count; row++)
        {
            column.Starts[row] = column.ElementSets.Count;
            Guarded(column, row, null, null);
        }

        EnqueueAbstract(column);
    }

    // Enumerating a list is user code and may throw.
    private void Guarded(Column column, int row, SelectionSet? set, Frame? frame)
    {
        var value = column.Values[row];
        if (value is null or FieldFailure)
        {
            return;
        }

        var depth = _stack.Count;
        try
        {
            var shape = column.Selection.Shape;
            if (shape.Element is not null && value is not ICollection && Values.IsList(value))
            {
                // A sequence is enumerated once only: a second time it may tell something else.
                column.Values[row] = value = ((IEnumerable)value).Cast<object?>().ToArray();
            }

            Spread(column, shape, value, set, frame);
        }
        catch (Exception exception)
        {
            _stack.PopTo(depth);
            column.Values[row] = new FieldFailure(exception);
        }
    }

    private void Spread(Column column, CompletionShape shape, object value, SelectionSet? set, Frame? frame)
    {
        if (shape.Element is null)
        {
            if (frame is not null)
            {
                frame.Add(value);
            }
            else
            {
                AddElement(column, value);
            }

            return;
        }

        if (!Values.IsList(value))
        {
            return;
        }

        if (frame is not null && shape.Element.Element is null && value is ICollection items && frame.AddAll(items) >= 0)
        {
            return;
        }

        var start = _stack.Count;
        var count = _stack.Push(value);
        for (var i = start; i < start + count; i++)
        {
            if (_stack[i] is { } item)
            {
                Spread(column, shape.Element, item, set, frame);
            }
        }

        _stack.PopTo(start);
    }

    private void AddElement(Column column, object value)
    {
        var type = Values.ResolveType(_plan.Schema, column.Selection.Shape.Named, value);
        var set = type is null ? null : column.Selection.GetSet(_plan, type);
        column.ElementSets.Add(set);
        column.ElementRows.Add(set is null || set.FrameIndex < 0 ? -1 : GetFrame(set).Add(value));
    }

    private void EnqueueAbstract(Column column)
    {
        // Few types: looking back is quicker than a set.
        for (var i = 0; i < column.ElementSets.Count; i++)
        {
            if (column.ElementSets[i] is { FrameIndex: >= 0 } set && column.ElementRows[i] == 0)
            {
                Enqueue(set, GetFrame(set));
            }
        }
    }

    private void Enqueue(SelectionSet set, Frame frame)
    {
        if (frame.Count > 0)
        {
            _frames.Enqueue((set, frame));
        }
    }
}
