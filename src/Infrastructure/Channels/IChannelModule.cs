using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace SmsPlatform.Infrastructure.Channels;

/// <summary>Registers one channel. Found by its type, so that a channel is added by adding its folder.</summary>
internal interface IChannelModule
{
    void Add(IServiceCollection services, IConfiguration configuration);
}
