using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;
using SmsPlatform.Application;
using SmsPlatform.Application.Accounts;
using SmsPlatform.Infrastructure.Database;

namespace SmsPlatform.Infrastructure.Accounts;

public static class AccountsModule
{
    /// <summary>Where the module's tables live.</summary>
    internal const string Schema = "accounts";

    // OWASP asks for 210,000 of PBKDF2 with SHA-512, which Identity uses, and for 600,000 with SHA-256.
    private const int PasswordIterations = 600_000;

    /// <summary>Adds users, passwords and sessions. Who may call what, and over which edge, is not decided here.</summary>
    public static IServiceCollection AddUsers(this IServiceCollection services)
    {
        services.AddHandlersOf(typeof(AccountsModule).Assembly);

        // Before Identity, which would add its own rules of composition.
        services.AddScoped<IPasswordValidator<User>, PolicyPasswordValidator>();
        services.Configure<PasswordHasherOptions>(options => options.IterationCount = PasswordIterations);
        services
            .AddIdentityCore<User>(options =>
            {
                options.User.RequireUniqueEmail = true;

                // User names are e-mails, which may hold any letter.
                options.User.AllowedUserNameCharacters = "";
            })
            .AddEntityFrameworkStores<PlatformDbContext>()
            .AddDefaultTokenProviders();

        services.AddSingleton<PasswordGate>();
        services.AddSingleton<SignInChanges>();
        services.AddSingleton<ISignInChanges>(provider => provider.GetRequiredService<SignInChanges>());
        services.AddSingleton<SessionCache>();
        services.AddSingleton<SignInThrottle>();
        services.AddSingleton<ApiKeyCache>();
        services.AddSingleton<ApiKeyThrottle>();
        services.AddScoped<Memberships>();
        services.AddScoped<SecondFactors>();
        services.AddScoped<TwoFactorProof>();
        services.AddScoped<UserSessions>();
        services.AddScoped<UnknownUser>();
        services.AddScoped<UserFactory>();
        services.AddScoped<FirstWorkspace>();
        services.AddHostedService<ForgetOldSignInsWorker>();
        return services;
    }
}
