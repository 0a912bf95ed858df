using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using SmsPlatform.GraphQL.Binding;

namespace SmsPlatform.GraphQL.AspNetCore;

/// <summary>Commands on the host's own command line.</summary>
public static class SchemaCommands
{
    /// <summary>
    /// Runs the application, or with <c>schema export [--schema-name name] [--output file]</c> writes the schema as SDL and returns.
    /// </summary>
    /// <param name="host">The application.</param>
    /// <param name="args">Its arguments.</param>
    /// <returns>The exit code.</returns>
    public static async Task<int> RunWithGraphQLCommandsAsync(this IHost host, string[] args)
    {
        ArgumentNullException.ThrowIfNull(args);
        if (args is not ["schema", "export", .. var options])
        {
            await host.RunAsync();
            return 0;
        }

        var sdl = host.Services.GetRequiredService<SchemaCatalog>().Get(Option(options, "--schema-name")).PrintSchema();
        if (Option(options, "--output") is { } file)
        {
            await File.WriteAllTextAsync(file, sdl + "\n");
        }
        else
        {
            await Console.Out.WriteLineAsync(sdl);
        }

        return 0;
    }

    /// <summary>As <see cref="RunWithGraphQLCommandsAsync"/>, for a <c>Main</c> that is not asynchronous.</summary>
    /// <param name="host">The application.</param>
    /// <param name="args">Its arguments.</param>
    /// <returns>The exit code.</returns>
    public static int RunWithGraphQLCommands(this IHost host, string[] args) =>
        host.RunWithGraphQLCommandsAsync(args).GetAwaiter().GetResult();

    private static string? Option(string[] options, string name)
    {
        var index = Array.IndexOf(options, name);
        return index >= 0 && index + 1 < options.Length ? options[index + 1] : null;
    }
}
