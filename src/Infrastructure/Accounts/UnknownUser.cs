using System.Buffers.Binary;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

namespace SmsPlatform.Infrastructure.Accounts;

/// <summary>Stands in for a user who does not exist, so that checking a password takes as long as for one who does.</summary>
internal sealed class UnknownUser(IPasswordHasher<User> hasher, IOptions<PasswordHasherOptions> options)
{
    private const byte Version3 = 1;
    private const int Sha512 = 2;
    private const int SaltBytes = 16;
    private const int HashBytes = 32;

    private readonly User _user = new();
    private readonly string _hash = Hash(options.Value.IterationCount);

    public void CheckPassword(string password) => hasher.VerifyHashedPassword(_user, _hash, password);

    // Identity's format with random bytes for the hash: made at once, checked at full cost, matched by nothing.
    private static string Hash(int iterations)
    {
        var bytes = new byte[13 + SaltBytes + HashBytes];
        RandomNumberGenerator.Fill(bytes);
        bytes[0] = Version3;
        BinaryPrimitives.WriteInt32BigEndian(bytes.AsSpan(1), Sha512);
        BinaryPrimitives.WriteInt32BigEndian(bytes.AsSpan(5), iterations);
        BinaryPrimitives.WriteInt32BigEndian(bytes.AsSpan(9), SaltBytes);
        return Convert.ToBase64String(bytes);
    }
}
