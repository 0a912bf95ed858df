using Microsoft.Extensions.FileProviders;

namespace SmsPlatform.WebApi.GraphQL;

/// <summary>The IDE at <c>/graphql/</c>: static files of this server, which need no other host.</summary>
/// <remarks>The files tell nothing, so anybody gets them; what the IDE can see and do is decided by the sign-in it sends along.</remarks>
internal static class BananaCakePop
{
    private const string Greeting = """
        # The latest SMS. Sign in first: POST /api/auth/login?useCookies=true in this browser,
        # or set the header Authorization: Bearer <accessToken> in the settings of this tab.
        query LatestSms {
          smsMessages(first: 10) {
            nodes { direction status from to body createdAt }
          }
        }
        """;

    // Its editor compiles its workers at run time; everything else, connections too, stays on this origin.
    private const string Policy =
        "default-src 'self'; script-src 'self' 'unsafe-inline' 'unsafe-eval' blob:; style-src 'self' 'unsafe-inline'; "
        + "img-src 'self' data: blob:; font-src 'self' data:; worker-src 'self' blob:; connect-src 'self' ws: wss:; "
        + "frame-ancestors 'none'; base-uri 'self'; form-action 'self'";

    public static void AddBananaCakePop(this GraphQLToolOptions tool)
    {
        var folder = Path.Combine(AppContext.BaseDirectory, "ide");
        if (!Directory.Exists(folder))
        {
            // Built without npm: the API works, and a browser gets 404 here.
            return;
        }

        tool.Files = new PhysicalFileProvider(folder);
        tool.Title = "SmsPlatform";
        tool.Document = Greeting;
        tool.IncludeCookies = true;
        tool.PrepareResponse = context => context.Response.Headers.ContentSecurityPolicy = Policy;
    }
}
