namespace SmsPlatform.Infrastructure.Ai;

/// <summary>Settings under <c>Ai</c>: one OpenAI-compatible server for answers and for embeddings, each only if its model is named.</summary>
public sealed class AiOptions
{
    public const string Section = "Ai";

    /// <summary>The server, such as <c>https://api.openai.com/v1</c>; <c>/v1</c> may be left out. Empty: no model at all.</summary>
    public string Endpoint { get; set; } = "";

    /// <summary>Empty for servers that ask for none.</summary>
    public string ApiKey { get; set; } = "";

    /// <summary>Writes answers, where a chatbot names no model of its own. Empty: answers come from rules and the knowledge base alone.</summary>
    public string Model { get; set; } = "";

    /// <summary>Turns texts into vectors. Empty: passages are found by their words alone.</summary>
    public string EmbeddingModel { get; set; } = "";

    /// <summary>How long one call may take, from its beginning to the end of its answer.</summary>
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(20);

    /// <summary>How many answers this node may have a model write at once; further ones wait for their turn.</summary>
    public int MaxConcurrency { get; set; } = 8;

    /// <summary>What a million tokens sent to the model cost, for the daily caps of chatbots. 0 for a model of one's own.</summary>
    public decimal InputPrice { get; set; }

    /// <summary>What a million tokens written by the model cost.</summary>
    public decimal OutputPrice { get; set; }

    public bool HasModel => Endpoint.Length > 0 && Model.Length > 0;

    public bool HasEmbeddingModel => Endpoint.Length > 0 && EmbeddingModel.Length > 0;

    /// <summary><see cref="Endpoint"/> with the path that such servers have. Only where an endpoint is set.</summary>
    internal Uri Address
    {
        get
        {
            var endpoint = new Uri(Endpoint.TrimEnd('/'));
            return endpoint.AbsolutePath == "/" ? new Uri(endpoint, "/v1") : endpoint;
        }
    }

    internal bool IsEndpointSound =>
        Endpoint.Length == 0 || (Uri.TryCreate(Endpoint, UriKind.Absolute, out var address) && address.Scheme is "http" or "https");
}
