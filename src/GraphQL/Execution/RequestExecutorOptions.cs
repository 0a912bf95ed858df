namespace SmsPlatform.GraphQL.Execution;

/// <summary>Limits and habits of request execution.</summary>
public sealed class RequestExecutorOptions
{
    /// <summary>How long one request (for subscriptions: one event) may take. 30 seconds.</summary>
    public TimeSpan ExecutionTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>Whether errors tell the message and stack trace of exceptions. Never in production.</summary>
    public bool IncludeExceptionDetails { get; set; }

    /// <summary>Whether <c>__schema</c> and <c>__type</c> may be asked, unless the request says otherwise.</summary>
    public bool AllowIntrospection { get; set; } = true;

    /// <summary>Most compiled operations kept. 0 keeps none.</summary>
    public int OperationCacheSize { get; set; } = 1_000;

    /// <summary>Most bytes of document text whose compiled operations are kept. 16 MiB.</summary>
    public long OperationCacheBytes { get; set; } = 16 * 1024 * 1024;

    /// <summary>Only documents of the <see cref="IOperationDocumentStorage"/> are executed (trusted documents).</summary>
    public bool OnlyAllowPersistedDocuments { get; set; }

    /// <summary>Most fields of one operation once its fragments are expanded, whatever the validation allows. 20,000.</summary>
    public int MaxSelections { get; set; } = 20_000;

    /// <summary>Most errors of one response; further ones are dropped.</summary>
    public int MaxErrors { get; set; } = 100;

    /// <summary>Most bytes of one response. 64 MiB.</summary>
    public int MaxResponseSize { get; set; } = 64 * 1024 * 1024;
}
