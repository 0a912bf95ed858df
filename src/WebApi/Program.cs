using Microsoft.Extensions.Options;
using SmsPlatform.Application;
using SmsPlatform.Infrastructure;
using SmsPlatform.Infrastructure.Database.PrivateCluster;
using SmsPlatform.WebApi;

try
{
    var builder = WebApplication.CreateBuilder(args);
    builder.Services.AddApplication();
    builder.Services.AddInfrastructure(builder.Configuration);
    builder.AddWebApi();

    var app = builder.Build();
    app.UseWebApi();
    app.MapWebApi();
    await app.RunAsync();
    return 0;
}
catch (Exception exception) when (exception is InvalidSettingException or PrivateClusterException or OptionsValidationException)
{
    // For the operator to mend: the reason as the last line, instead of a crash dump.
    await Console.Error.WriteLineAsync($"SmsPlatform cannot start: {exception.Message}");
    return 1;
}
