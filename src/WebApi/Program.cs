using SmsPlatform.Application;
using SmsPlatform.Infrastructure;
using SmsPlatform.WebApi;

var builder = WebApplication.CreateBuilder(args);
builder.Services.AddApplication();
builder.Services.AddInfrastructure(builder.Configuration);
builder.AddWebApi();

var app = builder.Build();
app.UseWebApi();
app.MapWebApi();
await app.RunAsync();
