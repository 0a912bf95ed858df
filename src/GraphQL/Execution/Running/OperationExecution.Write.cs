namespace SmsPlatform.GraphQL.Execution;

// The write phase: depth first through the plan, straight to UTF-8. A null that must not be there takes back what was written, up to the
// nearest place that may be null.
internal sealed partial class OperationExecution
{
    private ResultWriter _writer = null!;

    private enum Outcome : byte
    {
        Written,

        /// <summary>The value is null; nothing was written and no error told.</summary>
        Null,

        /// <summary>There is no value, and an error tells why. What was written is to be taken back.</summary>
        Failed,
    }

    /// <summary>Writes the value of <c>data</c>.</summary>
    public void WriteData(ResultWriter writer)
    {
        _writer = writer;
        var start = writer.Position;
        if (WriteSet(_plan.Root, _rootValue, 0) != Outcome.Written)
        {
            writer.Truncate(start);
            writer.WriteNull();
        }
    }

    private Outcome WriteSet(SelectionSet set, object parent, int row)
    {
        var selections = InOrder(set);
        var index = 0;
        var isFirst = true;
        var depth = _pathDepth;
        var stacked = _stack.Count;
        _writer.WriteRaw((byte)'{');
        while (true)
        {
            try
            {
                var outcome = WriteFields(selections, parent, row, ref index, ref isFirst);
                if (outcome == Outcome.Written)
                {
                    _writer.WriteRaw((byte)'}');
                }

                return outcome;
            }
            catch (Exception exception) when (exception is not ResponseTooLargeException)
            {
                // A getter or a list threw. The field is null; the loop goes on behind it.
                _pathDepth = depth;
                _stack.PopTo(stacked);
                var selection = selections[index];
                AddError(selection, exception);
                if (selection.Shape.IsNonNull)
                {
                    return Outcome.Failed;
                }

                _writer.Truncate(_valueStart[_setDepth]);
                _writer.WriteNull();
                index++;
            }
        }
    }

    private Outcome WriteFields(Selection[] selections, object parent, int row, ref int index, ref bool isFirst)
    {
        var writer = _writer;
        for (; index < selections.Length; index++)
        {
            var selection = selections[index];
            if (selection.Condition is not null && !IsIncluded(selection))
            {
                continue;
            }

            writer.WriteRaw(isFirst ? selection.Token.AsSpan(1) : selection.Token);
            isFirst = false;
            var start = writer.Position;
            _valueStart[_setDepth] = start;
            var outcome = WriteField(selection, parent, row);
            if (outcome == Outcome.Written)
            {
                continue;
            }

            if (selection.Shape.IsNonNull)
            {
                if (outcome == Outcome.Null)
                {
                    AddError(selection, ExecutionErrors.NullForNonNull(selection.Field));
                }

                return Outcome.Failed;
            }

            writer.Truncate(start);
            writer.WriteNull();
        }

        return Outcome.Written;
    }

    private Outcome WriteField(Selection selection, object parent, int row)
    {
        if (selection.Kind == SelectionKind.TypedLeaf && selection.Requirements.Length == 0)
        {
            return selection.WriteLeaf!(parent, _writer) ? Outcome.Written : Outcome.Null;
        }

        if (selection.Kind == SelectionKind.TypeName)
        {
            _writer.WriteRaw(selection.TypeName);
            return Outcome.Written;
        }

        if (selection.Kind == SelectionKind.Column)
        {
            return selection.IsConstant ? WriteConstant(selection, row) : WriteColumn(selection, row);
        }

        if (selection.Requirements.Length > 0 && Denial(selection) is { } denial)
        {
            AddError(selection, denial);
            return Outcome.Failed;
        }

        if (selection.Kind == SelectionKind.TypedLeaf)
        {
            return selection.WriteLeaf!(parent, _writer) ? Outcome.Written : Outcome.Null;
        }

        var value = Values.Read(selection, parent);
        return value is null ? Outcome.Null : WriteNested(selection, value, null, 0);
    }

    private Outcome WriteColumn(Selection selection, int row)
    {
        var column = _columnSlots[selection.ColumnIndex]!;
        var value = column.Values[row];
        if (value is null)
        {
            return Outcome.Null;
        }

        if (value is FieldFailure failure)
        {
            AddError(selection, failure);
            return Outcome.Failed;
        }

        return selection.LeadsToColumns
            ? WriteNested(selection, value, column, column.Starts[row])
            : WriteNested(selection, value, null, 0);
    }

    private Outcome WriteNested(Selection selection, object value, Column? column, int element)
    {
        if (!selection.Shape.IsComposite && selection.Shape.Element is null)
        {
            return WriteLeaf(selection, value);
        }

        Push(selection);
        var outcome = WriteValue(selection, selection.Shape, value, column, ref element);
        _pathDepth--;
        return outcome;
    }

    private Outcome WriteValue(Selection selection, CompletionShape shape, object value, Column? column, ref int element)
    {
        if (shape.Element is not null)
        {
            return WriteList(selection, shape.Element, value, column, ref element);
        }

        if (!shape.IsComposite)
        {
            return WriteLeaf(selection, value);
        }

        SelectionSet? set;
        var row = element;
        if (shape.Named is TypeSystem.ObjectType)
        {
            set = selection.ObjectSet;
        }
        else if (column is not null)
        {
            set = column.ElementSets[element];
            row = column.ElementRows[element];
        }
        else
        {
            set = null;
        }

        element++;
        if (set is null)
        {
            AddErrorHere(selection, ExecutionErrors.NoRuntimeType(shape.Named, selection.Field));
            return Outcome.Failed;
        }

        _setDepth++;
        if (_setDepth == _valueStart.Length)
        {
            Array.Resize(ref _valueStart, _setDepth * 2);
        }

        var outcome = WriteSet(set, value, row);
        _setDepth--;
        return outcome;
    }

    private Outcome WriteList(Selection selection, CompletionShape shape, object value, Column? column, ref int element)
    {
        if (!Values.IsList(value))
        {
            AddErrorHere(selection, ExecutionErrors.NotAList(selection.Field));
            return Outcome.Failed;
        }

        var writer = _writer;
        var start = _stack.Count;
        var count = _stack.Push(value);
        var path = PushIndex();
        var result = Outcome.Written;
        writer.WriteRaw((byte)'[');
        for (var i = 0; i < count; i++)
        {
            if (i > 0)
            {
                writer.WriteRaw((byte)',');
            }

            _path[path].Index = i;
            var position = writer.Position;
            var item = _stack[start + i];
            var outcome = item is null ? Outcome.Null : WriteValue(selection, shape, item, column, ref element);
            if (outcome == Outcome.Written)
            {
                continue;
            }

            if (shape.IsNonNull)
            {
                if (outcome == Outcome.Null)
                {
                    AddErrorHere(selection, ExecutionErrors.NullForNonNull(selection.Field));
                }

                result = Outcome.Failed;
                break;
            }

            writer.Truncate(position);
            writer.WriteNull();
        }

        writer.WriteRaw((byte)']');
        _pathDepth--;
        _stack.PopTo(start);
        return result;
    }

    private Outcome WriteLeaf(Selection selection, object value)
    {
        switch (selection.Shape.Named)
        {
            case TypeSystem.ScalarType scalar when scalar.TryWrite(_writer, value):
                return Outcome.Written;
            case TypeSystem.EnumType type when type.TryGetValue(value, out var item):
                _writer.WriteRaw(item.Json);
                return Outcome.Written;
            default:
                // A list's path is already on the stack, a plain field's is not.
                var error = ExecutionErrors.NotALeaf(selection.Shape.Named);
                if (selection.Shape.Element is null)
                {
                    AddError(selection, error);
                }
                else
                {
                    AddErrorHere(selection, error);
                }

                return Outcome.Failed;
        }
    }

    private Outcome WriteConstant(Selection selection, int row)
    {
        if (selection.ConstantJson is { } known)
        {
            _writer.WriteRaw(known);
            return Outcome.Written;
        }

        var start = _writer.Position;
        var errors = Errors.Count;
        var outcome = WriteColumn(selection, row);
        if (outcome == Outcome.Written && Errors.Count == errors && Executor.TryKeep(_writer.Position - start))
        {
            selection.ConstantJson = _writer.WrittenSpan[start..].ToArray();
        }

        return outcome;
    }

}
