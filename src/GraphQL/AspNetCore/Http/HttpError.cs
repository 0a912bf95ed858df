using System.Text;
using System.Text.Json;

namespace SmsPlatform.GraphQL.AspNetCore.Http;

/// <summary>
/// A request that is refused before there is anything to execute: its status, and its body encoded once.
/// Codes that HotChocolate has for the same thing are kept, so that clients need not know which server answers.
/// </summary>
internal sealed class HttpError
{
    public static readonly HttpError NoBody = new(400, "HC0009", "The request has no body.");
    public static readonly HttpError NotJson = new(400, "HC0012", "The request body is not valid JSON.");
    public static readonly HttpError NotUtf8 = new(400, "HC0012", "The request body is not valid UTF-8.");
    public static readonly HttpError NotAnObject = new(400, "HC0012", "A GraphQL request must be a JSON object.");
    public static readonly HttpError NoQuery = new(400, "HC0013", "Either `query` or the id of a persisted document must be given.");
    public static readonly HttpError QueryNotString = new(400, "HC0009", "`query` must be a string.");
    public static readonly HttpError OperationNameNotString = new(400, "HC0009", "`operationName` must be a string or null.");
    public static readonly HttpError VariablesNotObject = new(400, "HC0009", "`variables` must be an object or null.");
    public static readonly HttpError ExtensionsNotObject = new(400, "HC0009", "`extensions` must be an object or null.");
    public static readonly HttpError DocumentIdNotString = new(400, "HC0009", "The document id must be a string.");
    public static readonly HttpError DuplicateMember = new(400, "HC0009", "A member of the request is given twice.");
    public static readonly HttpError PersistedQueryInvalid = new(400, "HC0009", "`extensions.persistedQuery` is not version 1 with a SHA-256 hash.");
    public static readonly HttpError BodyTooLarge = new(413, "HC0010", "The request body is too large.");
    public static readonly HttpError NotAcceptable = new(406, "HC0063", "None of the accepted media types can be produced.");
    public static readonly HttpError StreamNotAcceptable = new(406, "HC0063", "A subscription is answered as text/event-stream or over a WebSocket.");
    public static readonly HttpError UnsupportedMediaType = new(415, "UNSUPPORTED_MEDIA_TYPE", "The content type must be application/json in UTF-8.");
    public static readonly HttpError PreflightRequired = new(400, "HC0077", "The request needs the header `GraphQL-Preflight: 1`.");
    public static readonly HttpError MethodNotAllowed = new(405, "METHOD_NOT_ALLOWED", "Only POST and GET are allowed.");
    public static readonly HttpError GetNotAllowed = new(405, "METHOD_NOT_ALLOWED", "GET requests are not allowed.");
    public static readonly HttpError OperationNeedsPost = new(405, "METHOD_NOT_ALLOWED", "This kind of operation must be sent by POST.");
    public static readonly HttpError BatchingDisabled = new(400, "BATCHING_DISABLED", "Batching is not enabled.");
    public static readonly HttpError BatchEmpty = new(400, "HC0009", "A batch must hold at least one request.");
    public static readonly HttpError BatchTooLarge = new(400, "BATCH_TOO_LARGE", "The batch holds too many requests.");
    public static readonly HttpError BatchedStream = new(400, "BATCH_INVALID", "A batch must not hold subscriptions.");
    public static readonly HttpError TooManyStreams = new(429, "TOO_MANY_STREAMS", "Too many open streams.");


    // The messages and codes of Apollo's protocol, by which its clients know what to do next.
    public static readonly HttpError PersistedQueryNotFound = new(400, "PERSISTED_QUERY_NOT_FOUND", "PersistedQueryNotFound");
    public static readonly HttpError PersistedQueryNotSupported = new(400, "PERSISTED_QUERY_NOT_SUPPORTED", "PersistedQueryNotSupported");
    public static readonly HttpError PersistedQueryMismatch = new(400, "HC0009", "The given SHA-256 is not that of the query.");

    // Ends of streams, sent as their last result.
    public static readonly HttpError SignInExpired = new(401, "AUTH_NOT_AUTHENTICATED", "The sign-in has expired or was revoked.");
    public static readonly HttpError TooManyOperations = new(429, "TOO_MANY_OPERATIONS", "Too many running operations on this connection.");

    public static readonly HttpError Unexpected = new(500, "HC0008", "Unexpected Execution Error");

    private const int ErrorsStart = 10; // The length of {"errors":

    private HttpError(int statusCode, string code, string message)
    {
        StatusCode = statusCode;
        Code = code;
        Message = message;
        Body = Encoding.UTF8.GetBytes(
            $$$"""{"errors":[{"message":"{{{JsonEncodedText.Encode(message)}}}","extensions":{"code":"{{{code}}}"}}]}""");
    }

    public int StatusCode { get; }

    public string Code { get; }

    public string Message { get; }

    /// <summary>The response: an object with <c>errors</c>.</summary>
    public ReadOnlyMemory<byte> Body { get; }

    /// <summary>The value of <c>errors</c> alone.</summary>
    public ReadOnlyMemory<byte> Errors => Body[ErrorsStart..^1];
}
