using System.Diagnostics.CodeAnalysis;

namespace SmsPlatform.GraphQL.Authorization;

/// <summary>When a requirement is checked.</summary>
public enum ApplyPolicy
{
    /// <summary>Before the resolver runs.</summary>
    BeforeResolver,

    /// <summary>After the resolver has run, before its result is used.</summary>
    AfterResolver,

    /// <summary>Before anything runs; the whole request is refused.</summary>
    Validation,
}

/// <summary>The field, or every field of the type, asks for an authenticated user, a policy or a role.</summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Struct | AttributeTargets.Property | AttributeTargets.Method, AllowMultiple = true)]
public sealed class AuthorizeAttribute : Attribute
{
    /// <summary>Asks for an authenticated user.</summary>
    public AuthorizeAttribute()
    {
    }

    /// <summary>Asks for a policy.</summary>
    /// <param name="policy">The policy's name.</param>
    /// <param name="apply">When to check.</param>
    public AuthorizeAttribute(string policy, ApplyPolicy apply = ApplyPolicy.BeforeResolver)
    {
        Policy = policy;
        Apply = apply;
    }

    /// <summary>Asks for an authenticated user.</summary>
    /// <param name="apply">When to check.</param>
    public AuthorizeAttribute(ApplyPolicy apply)
    {
        Apply = apply;
    }

    /// <summary>The policy's name.</summary>
    public string? Policy { get; set; }

    /// <summary>The roles of which the user needs one.</summary>
    [SuppressMessage("Performance", "CA1819", Justification = "Attributes can only hold arrays.")]
    public string[]? Roles { get; set; }

    /// <summary>When to check.</summary>
    public ApplyPolicy Apply { get; set; }
}

/// <summary>The field asks for nothing, whatever its type asks for.</summary>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Method)]
public sealed class AllowAnonymousAttribute : Attribute;
