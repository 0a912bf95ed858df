using System.Diagnostics;
using SmsPlatform.GraphQL.Language;
using SmsPlatform.GraphQL.Validation;

namespace SmsPlatform.GraphQL.Execution;

/// <summary>
/// The pipeline of a request: find or parse the document, validate, compile, check kind, introspection and cost, coerce variables, authorise,
/// execute. Each step either goes on or answers; whatever can be done at once is done without a task.
/// </summary>
public sealed partial class RequestExecutor : IRequestExecutor
{
    private readonly RequestExecutorSetup _setup;
    // What parsing and validating a document weighs, beside resolvers that weigh 10 each.
    private const double DocumentCost = 10;
    private const double DocumentCostPerByte = 0.02;

    private readonly ExecutorServices _services;
    private readonly DocumentCache _cache;
    private readonly CostAnalyzer? _cost;

    /// <summary>Makes an executor for one schema.</summary>
    public RequestExecutor(RequestExecutorSetup setup)
    {
        _setup = setup;
        _services = new ExecutorServices(setup);
        _cache = new DocumentCache(setup.Options.OperationCacheSize, setup.Options.OperationCacheBytes);
        _cost = setup.Cost is null ? null : new CostAnalyzer(setup.Cost);
    }

    /// <summary>The schema.</summary>
    public TypeSystem.Schema Schema => _setup.Schema;

    /// <summary>Compiled documents kept at the moment.</summary>
    internal int CachedDocuments => _cache.Count;

    private RequestExecutorOptions Options => _services.Options;

    /// <inheritdoc/>
    public ValueTask<IExecutionResult> ExecuteAsync(GraphQLRequest request, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var onlyPersisted = Options.OnlyAllowPersistedDocuments && !request.AllowNonPersistedDocument;
        if (!string.IsNullOrEmpty(request.DocumentId) && (request.Query.IsEmpty || onlyPersisted))
        {
            return ExecutePersistedAsync(request, request.DocumentId, cancellationToken);
        }

        return request.Query.IsEmpty ? new(RequestError(ExecutionErrors.NoOperation()))
            : onlyPersisted ? new(RequestError(ExecutionErrors.OnlyPersisted()))
            : ExecuteText(request, request.Query.Span, cancellationToken);
    }

    private async ValueTask<IExecutionResult> ExecutePersistedAsync(GraphQLRequest request, string id, CancellationToken cancellationToken)
    {
        var text = _setup.Documents is null ? null : await _setup.Documents.TryReadAsync(id, cancellationToken);

        // A null array converts to empty memory: a store that has nothing may well say so.
        return text is { IsEmpty: false } found
            ? await ExecuteText(request, found.Span, cancellationToken)
            : RequestError(ExecutionErrors.DocumentNotFound(), ResultStatus.DocumentNotFound);
    }

    private ValueTask<IExecutionResult> ExecuteText(GraphQLRequest request, ReadOnlySpan<byte> text, CancellationToken cancellationToken)
    {
        var started = ExecutionDiagnostics.Start();
        try
        {
            if (!_cache.TryGet(text, out var document))
            {
                if (Throttled(request, DocumentCost + (DocumentCostPerByte * text.Length)) is { } tooSoon)
                {
                    return new(tooSoon);
                }

                if (Prepare(text, request, out document) is { } errors)
                {
                    return new(RequestError(errors));
                }
            }

            var plan = document!.GetPlan(_services, request.OperationName);
            if (Refuse(plan, request, out var status) is { } refusal)
            {
                return new(RequestError(refusal, status));
            }

            var problems = VariableCoercion.Coerce(plan.Variables, request.Variables.Span, out var variables);
            OperationCost? cost = null;
            if (problems is null && _cost?.Check(plan, variables, out cost) is { } tooDear)
            {
                problems = [tooDear];
            }

            if (problems is not null)
            {
                return new(RequestError(problems));
            }

            if (Throttled(request, cost is null ? 1 : cost.Field + cost.Type) is { } refused)
            {
                return new(refused);
            }

            return plan.Operation.Operation == OperationType.Subscription ? SubscribeAsync(plan, request, variables, cancellationToken)
                : plan.Requirements.Count > 0 ? AuthorizeAsync(plan, request, variables, started, cancellationToken)
                : Execute(plan, request, variables, [], started, cancellationToken);
        }
        catch (GraphQLException exception)
        {
            return new(RequestError(exception.Errors));
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            return new(RequestError(Unexpected(exception)));
        }
    }

    private OperationResult? Throttled(GraphQLRequest request, double cost)
    {
        if (_setup.Throttle?.Charge(request, cost) is not { } wait)
        {
            return null;
        }

        var writer = ResultWriter.Rent();
        WriteErrors(writer, [ExecutionErrors.Throttled(wait)]);
        return new OperationResult(writer, ResultStatus.Throttled, errorCount: 1) { RetryAfter = wait };
    }

    /// <summary>Parses and validates a text that is not in the cache.</summary>
    private IReadOnlyList<IError>? Prepare(ReadOnlySpan<byte> text, GraphQLRequest request, out PreparedDocument? prepared)
    {
        ExecutionDiagnostics.CountCompiled();
        prepared = null;
        DocumentNode document;
        using (ExecutionDiagnostics.StartParse())
        {
            try
            {
                document = Utf8GraphQLParser.Parse(text, _setup.Parser);
            }
            catch (SyntaxException exception)
            {
                return [new GraphQLError(exception.Message, exception.Code, locations: [new ErrorLocation(exception.Line, exception.Column)])];
            }
        }

        using (ExecutionDiagnostics.StartValidate())
        {
            if (_setup.Validation is { } options
                && DocumentValidator.Validate(_setup.Schema, document, options.WithIntrospection(AllowsIntrospection(request))) is { Count: > 0 } errors)
            {
                return errors;
            }
        }

        prepared = new PreparedDocument(document);
        _cache.Add(text, prepared);
        return null;
    }

    private IError? Refuse(OperationPlan plan, GraphQLRequest request, out ResultStatus status)
    {
        status = ResultStatus.RequestError;
        var kind = plan.Operation.Operation switch
        {
            OperationType.Query => AllowedOperations.Query,
            OperationType.Mutation => AllowedOperations.Mutation,
            _ => AllowedOperations.Subscription,
        };
        if ((request.AllowedOperations & kind) == 0)
        {
            status = ResultStatus.OperationNotAllowed;
            return ExecutionErrors.OperationNotAllowed(plan.OperationKind);
        }

        return plan.Introspection is { } introspection && !AllowsIntrospection(request)
            ? ExecutionErrors.IntrospectionNotAllowed().WithLocations([new ErrorLocation(introspection.Location.Line, introspection.Location.Column)])
            : null;
    }

    private bool AllowsIntrospection(GraphQLRequest request) => request.AllowIntrospection ?? Options.AllowIntrospection;

    private async ValueTask<IExecutionResult> AuthorizeAsync(
        OperationPlan plan, GraphQLRequest request, object?[] variables, long started, CancellationToken cancellationToken)
    {
        var outcomes = await DecideAsync(plan, request, cancellationToken);
        return RefuseUnauthorized(plan, outcomes) is { } error
            ? RequestError(error)
            : await Execute(plan, request, variables, outcomes, started, cancellationToken);
    }

    private async ValueTask<AuthorizeOutcome[]> DecideAsync(OperationPlan plan, GraphQLRequest request, CancellationToken cancellationToken)
    {
        var requirements = plan.Requirements;
        var outcomes = new AuthorizeOutcome[requirements.Count];
        for (var i = 0; i < outcomes.Length; i++)
        {
            outcomes[i] = _services.Authorizer is { } authorizer
                ? await authorizer.AuthorizeAsync(requirements[i], request.User, _services.ServicesOf(request), cancellationToken)
                : request.User?.Identity?.IsAuthenticated == true ? AuthorizeOutcome.NotAllowed : AuthorizeOutcome.NotAuthenticated;
        }

        return outcomes;
    }

    private static IError? RefuseUnauthorized(OperationPlan plan, AuthorizeOutcome[] outcomes)
    {
        for (var i = 0; i < outcomes.Length; i++)
        {
            if (plan.Requirements[i].BeforeExecution && outcomes[i] != AuthorizeOutcome.Allowed)
            {
                return outcomes[i] == AuthorizeOutcome.NotAuthenticated ? ExecutionErrors.NotAuthenticated() : ExecutionErrors.NotAuthorized();
            }
        }

        return null;
    }

    private ValueTask<IExecutionResult> Execute(
        OperationPlan plan, GraphQLRequest request, object?[] variables, AuthorizeOutcome[] outcomes, long started, CancellationToken cancellationToken)
    {
        var activity = ExecutionDiagnostics.StartExecute(plan);
        var execution = _services.Rent();
        execution.Prepare(_services, plan, request, variables, outcomes);
        return execution.Run(cancellationToken)
            ? Finish(execution, activity, started, cancellationToken)
            : AwaitAsync(execution, activity, started, cancellationToken);
    }

    private async ValueTask<IExecutionResult> AwaitAsync(
        OperationExecution execution, Activity? activity, long started, CancellationToken cancellationToken)
    {
        await execution.WaitAsync();
        return await Finish(execution, activity, started, cancellationToken);
    }

    private ValueTask<IExecutionResult> Finish(
        OperationExecution execution, Activity? activity, long started, CancellationToken cancellationToken)
    {
        OperationResult? result = null;
        if (!cancellationToken.IsCancellationRequested)
        {
            result = Write(execution);
            ExecutionDiagnostics.Stop(started, result.ErrorCount);
        }

        activity?.Dispose();
        var disposing = execution.DisposeScopesAsync();
        execution.Release();
        return disposing.IsCompletedSuccessfully
            ? result is null ? ValueTask.FromCanceled<IExecutionResult>(cancellationToken) : new(result)
            : AwaitDisposedAsync(disposing, result, cancellationToken);
    }

    private static async ValueTask<IExecutionResult> AwaitDisposedAsync(ValueTask disposing, OperationResult? result, CancellationToken cancellationToken)
    {
        await disposing;
        return result ?? throw new OperationCanceledException(cancellationToken);
    }

    private OperationResult Write(OperationExecution execution)
    {
        if (execution.Pump.IsTimedOut)
        {
            return RequestError(ExecutionErrors.TimedOut(Options.ExecutionTimeout), ResultStatus.TimedOut);
        }

        if (execution.Pump.Failure is { } failure)
        {
            return RequestError(Unexpected(failure));
        }

        var writer = ResultWriter.Rent(Options.MaxResponseSize);
        try
        {
            writer.WriteRaw("{\"data\":"u8);
            execution.WriteData(writer);
            if (execution.Errors.Count > 0)
            {
                writer.WriteRaw(",\"errors\":"u8);
                ErrorWriter.Write(writer, execution.Errors);
            }

            writer.WriteRaw((byte)'}');

            // Growing checks the limit, but a pooled buffer may have room for more than it allows.
            if (writer.Position > Options.MaxResponseSize)
            {
                throw new ResponseTooLargeException(Options.MaxResponseSize);
            }

            return new OperationResult(writer, ResultStatus.Executed, execution.Errors.Count);
        }
        catch (ResponseTooLargeException)
        {
            ResultWriter.Return(writer);
            return RequestError(ExecutionErrors.ResponseTooLarge(Options.MaxResponseSize));
        }
    }

    private IError Unexpected(Exception exception) => _services.Filter(ExecutionErrors.Unexpected(exception));

    private static OperationResult RequestError(IError error, ResultStatus status = ResultStatus.RequestError) => RequestError([error], status);

    private static OperationResult RequestError(IReadOnlyList<IError> errors, ResultStatus status = ResultStatus.RequestError)
    {
        var writer = ResultWriter.Rent();
        WriteErrors(writer, errors);
        return new OperationResult(writer, status, errors.Count);
    }

    private static void WriteErrors(ResultWriter writer, IReadOnlyList<IError> errors)
    {
        writer.WriteRaw("{\"errors\":"u8);
        ErrorWriter.Write(writer, errors);
        writer.WriteRaw((byte)'}');
    }
}
