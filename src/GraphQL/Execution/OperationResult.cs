using System.Buffers;
using System.Text;

namespace SmsPlatform.GraphQL.Execution;

/// <summary>
/// A response, already encoded as JSON (<c>{"data":…,"errors":[…],"extensions":{…}}</c>) in a pooled buffer that goes back when the result is disposed.
/// </summary>
public sealed class OperationResult : IExecutionResult, IDisposable
{
    private ResultWriter? _writer;

    internal OperationResult(ResultWriter writer, ResultStatus status, int errorCount)
    {
        _writer = writer;
        Status = status;
        ErrorCount = errorCount;
    }

    /// <summary>How the request ended.</summary>
    public ResultStatus Status { get; }

    /// <summary>Errors in the response.</summary>
    public int ErrorCount { get; }

    /// <summary>How long to wait before trying again, where the request was refused for that.</summary>
    public TimeSpan? RetryAfter { get; internal init; }

    /// <summary>The response as UTF-8 JSON; valid until the result is disposed.</summary>
    public ReadOnlyMemory<byte> Memory => Writer.WrittenMemory;

    /// <summary>Length of the response in bytes.</summary>
    public int Length => Writer.Position;

    private ResultWriter Writer => _writer ?? throw new ObjectDisposedException(nameof(OperationResult));

    /// <summary>Copies the response, for instance to an HTTP response's pipe.</summary>
    public void WriteTo(IBufferWriter<byte> output) => output.Write(Writer.WrittenSpan);

    /// <summary>The response as text.</summary>
    public string ToJson() => Encoding.UTF8.GetString(Writer.WrittenSpan);

    /// <summary>Gives the buffer back.</summary>
    public void Dispose()
    {
        var writer = Interlocked.Exchange(ref _writer, null);
        if (writer is not null)
        {
            ResultWriter.Return(writer);
        }
    }

    /// <summary>Gives the buffer back.</summary>
    public ValueTask DisposeAsync()
    {
        Dispose();
        return ValueTask.CompletedTask;
    }
}
