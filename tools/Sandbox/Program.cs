using SmsPlatform.Sandbox;

var builder = WebApplication.CreateBuilder(args);
var options = new SandboxOptions { SmsUrl = SandboxDefaults.SmsUrl, StepDelay = TimeSpan.FromMilliseconds(400) };
builder.Configuration.GetSection("Sandbox").Bind(options);

// A line for each request would bury everything else: the page asks many times a second.
builder.Logging.AddFilter("Microsoft.AspNetCore", LogLevel.Warning);
if (string.IsNullOrEmpty(builder.Configuration[WebHostDefaults.ServerUrlsKey]))
{
    builder.WebHost.UseUrls(SandboxDefaults.Address);
}

await SandboxApp.Build(builder, options).RunAsync();
