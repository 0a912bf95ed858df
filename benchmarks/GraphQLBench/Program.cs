using SmsPlatform.GraphQLBench;

return args switch
{
    ["server", ..] => await Server.RunAsync(),
    [.., "micro"] => await Micro.RunAsync(),
    _ => await Runner.RunAsync(args),
};
