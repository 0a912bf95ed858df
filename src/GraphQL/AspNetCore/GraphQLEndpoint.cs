using Microsoft.AspNetCore.Http;
using SmsPlatform.GraphQL.AspNetCore.Http;
using SmsPlatform.GraphQL.AspNetCore.Tool;
using SmsPlatform.GraphQL.AspNetCore.WebSockets;

namespace SmsPlatform.GraphQL.AspNetCore;

/// <summary>One mapped endpoint: gives each request to the transport it asks for.</summary>
internal sealed class GraphQLEndpoint(
    GraphQLServerOptions options,
    Func<GraphQLBackend> backend,
    HttpHandler http,
    SocketHandler sockets,
    SchemaHandler schema,
    ToolHandler tool)
{
    /// <summary>Everything on one path: HTTP, event streams, WebSockets, <c>?sdl</c> and the IDE.</summary>
    public Task HandleAsync(HttpContext context)
    {
        if (HttpMethods.IsPost(context.Request.Method))
        {
            return http.PostAsync(context, backend());
        }

        return context.WebSockets.IsWebSocketRequest ? sockets.HandleAsync(context, backend()) : GetAsync(context);
    }

    /// <summary>HTTP and event streams only.</summary>
    public Task HandleHttpAsync(HttpContext context)
    {
        var method = context.Request.Method;

        return HttpMethods.IsPost(method) ? http.PostAsync(context, backend())
            : HttpMethods.IsGet(method) ? http.GetAsync(context, backend())
            : ResponseWriter.RefuseAsync(context, HttpError.MethodNotAllowed);
    }

    /// <summary>WebSockets only.</summary>
    public Task HandleSocketAsync(HttpContext context)
    {
        if (context.WebSockets.IsWebSocketRequest)
        {
            return sockets.HandleAsync(context, backend());
        }

        context.Response.StatusCode = StatusCodes.Status426UpgradeRequired;
        context.Response.Headers.Upgrade = "websocket";
        return Task.CompletedTask;
    }

    /// <summary>The schema only.</summary>
    public Task HandleSchemaAsync(HttpContext context)
    {
        if (options.AllowSchemaRequest?.Invoke(context) ?? true)
        {
            return schema.HandleAsync(context, backend());
        }

        context.Response.StatusCode = StatusCodes.Status404NotFound;
        return Task.CompletedTask;
    }

    /// <summary>A file of the IDE, below the endpoint's path.</summary>
    public Task HandleToolAsync(HttpContext context)
    {
        var path = context.Request.RouteValues["file"] as string ?? "";

        if (tool.Serves(context))
        {
            return tool.ServeAsync(context, path);
        }

        context.Response.StatusCode = StatusCodes.Status404NotFound;
        return Task.CompletedTask;
    }

    private Task GetAsync(HttpContext context)
    {
        var request = context.Request;

        if (!HttpMethods.IsGet(request.Method) && !HttpMethods.IsHead(request.Method))
        {
            return ResponseWriter.RefuseAsync(context, HttpError.MethodNotAllowed);
        }

        if (QueryStringReader.HasRequest(request.Query))
        {
            return HttpMethods.IsGet(request.Method)
                ? http.GetAsync(context, backend())
                : ResponseWriter.RefuseAsync(context, HttpError.MethodNotAllowed);
        }

        if (options.EnableSchemaRequests && request.Query.ContainsKey("sdl"))
        {
            return HandleSchemaAsync(context);
        }

        return ToolHandler.IsNavigation(request) && tool.Serves(context)
            ? OpenToolAsync(context)
            : http.GetAsync(context, backend());
    }

    private Task OpenToolAsync(HttpContext context)
    {
        if (context.Request.Path.Value is [.., '/'])
        {
            return tool.ServeAsync(context, "");
        }

        ToolHandler.Redirect(context);
        return Task.CompletedTask;
    }
}
