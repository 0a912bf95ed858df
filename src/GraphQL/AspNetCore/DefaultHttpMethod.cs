namespace SmsPlatform.GraphQL.AspNetCore;

/// <summary>The HTTP method that the IDE uses for requests.</summary>
public enum DefaultHttpMethod
{
    /// <summary>GET, with the document in the address.</summary>
    Get,

    /// <summary>POST, with the document in the body.</summary>
    Post,
}
