using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using SmsPlatform.Application.Channels;

namespace SmsPlatform.Infrastructure.Security;

public static class SecurityModule
{
    /// <summary>
    /// Adds the installation's keys, the vault for credentials, and data-protection keys that all nodes share. After the database:
    /// data protection reads its keys as the host starts, when the schema must be there.
    /// </summary>
    public static IServiceCollection AddSecurity(this IServiceCollection services)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton(provider => EncryptionKeys.Load(provider.GetRequiredService<IConfiguration>()));
        services.AddSingleton<SecretVault>();
        services.AddSingleton<UserSecrets>();
        services.AddSingleton<ISecretVault>(provider => provider.GetRequiredService<SecretVault>());

        services.AddDataProtection().SetApplicationName("SmsPlatform");
        services.AddOptions<KeyManagementOptions>().Configure<IServiceProvider>((options, provider) =>
        {
            options.XmlRepository = new DatabaseKeyRepository(provider);
            options.XmlEncryptor = new SealedXmlEncryptor(provider);
        });
        return services;
    }
}
