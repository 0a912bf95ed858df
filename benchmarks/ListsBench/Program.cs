using SmsPlatform.ListsBench;

return args switch
{
    ["bare", var connectionString] => await BareServer.RunAsync(connectionString),
    _ => await Runner.RunAsync(args),
};
