using SmsPlatform.GraphQLBench;

return args switch
{
    ["server", ..] => await Server.RunAsync(),
    _ => await Runner.RunAsync(args),
};
