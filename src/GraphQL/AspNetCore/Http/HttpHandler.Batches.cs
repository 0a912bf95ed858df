using Microsoft.AspNetCore.Http;
using SmsPlatform.GraphQL.AspNetCore.PersistedOperations;
using SmsPlatform.GraphQL.Execution;

namespace SmsPlatform.GraphQL.AspNetCore.Http;

internal sealed partial class HttpHandler
{
    private const AllowedOperations AllowedInBatch = AllowedOperations.Query | AllowedOperations.Mutation;

    // One after the other: a batch must not take more of the server at a time than a single request does.
    private static async Task ExecuteBatchAsync(
        HttpContext context, GraphQLBackend backend, AcceptHeader accept, ParsedRequest[] batch, RequestBody body)
    {
        using (body)
        {
            if (accept.Format == ResponseFormat.EventStream)
            {
                await ResponseWriter.RefuseAsync(context, HttpError.NotAcceptable);
                return;
            }

            var output = ResultWriter.Rent();

            try
            {
                for (var i = 0; i < batch.Length; i++)
                {
                    output.WriteRaw(i == 0 ? "["u8 : ","u8);
                    await ExecuteOneAsync(context, backend, batch[i], output);
                }

                output.WriteRaw("]"u8);
                await ResponseWriter.Write(context.Response, output.WrittenMemory, StatusCodes.Status200OK, accept.Format);
            }
            catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
            {
                // The client has gone; there is nobody to answer.
            }
            finally
            {
                ResultWriter.Return(output);
            }
        }
    }

    private static async Task ExecuteOneAsync(HttpContext context, GraphQLBackend backend, ParsedRequest parsed, ResultWriter output)
    {
        if (AutomaticPersistedOperations.Check(ref parsed, backend.Documents) is { } error)
        {
            output.WriteRaw(error.Body.Span);
            return;
        }

        var request = CreateRequest(context, parsed, AllowedInBatch);

        await using IExecutionResult outcome =
            await Refusals.InterceptAsync(backend, context, request)
            ?? await AutomaticPersistedOperations.ExecuteAsync(backend, request, parsed, context.RequestAborted);
        output.WriteRaw(outcome is OperationResult result ? result.Memory.Span : HttpError.BatchedStream.Body.Span);
    }
}
