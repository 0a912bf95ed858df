using System.Security.Cryptography;
using System.Text;
using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection.XmlEncryption;
using Microsoft.Extensions.DependencyInjection;

namespace SmsPlatform.Infrastructure.Security;

/// <summary>Seals data protection's keys, so that a copy of the database alone cannot forge a session.</summary>
internal sealed class SealedXmlEncryptor(IServiceProvider services) : IXmlEncryptor
{
    internal const string KeyAttribute = "key";
    internal static readonly byte[] Context = "data-protection-key"u8.ToArray();

    public EncryptedXmlInfo Encrypt(XElement plaintextElement)
    {
        var key = services.GetRequiredService<EncryptionKeys>().Current;
        var plaintext = Encoding.UTF8.GetBytes(plaintextElement.ToString(SaveOptions.DisableFormatting));
        var bytes = Aead.Seal(key.DataProtection, plaintext, Context);
        var element = new XElement("sealed", new XAttribute(KeyAttribute, key.Id), Convert.ToBase64String(bytes));
        return new EncryptedXmlInfo(element, typeof(SealedXmlDecryptor));
    }
}

/// <summary>Opens them again. Its name is stored with every key: renaming it signs everybody out.</summary>
internal sealed class SealedXmlDecryptor : IXmlDecryptor
{
    private readonly EncryptionKeys _keys;

    // Data protection makes decryptors itself and hands them the services.
    public SealedXmlDecryptor(IServiceProvider services) => _keys = services.GetRequiredService<EncryptionKeys>();

    public XElement Decrypt(XElement encryptedElement)
    {
        var id = encryptedElement.Attribute(SealedXmlEncryptor.KeyAttribute)?.Value ?? "";
        var plaintext = _keys.Find(id) is { } key
            ? Aead.TryOpen(key.DataProtection, Convert.FromBase64String(encryptedElement.Value), SealedXmlEncryptor.Context)
            : null;

        // Data protection logs this, passes over the key and makes another.
        return plaintext is null
            ? throw new CryptographicException($"A data-protection key was sealed with the encryption key {id}, which is not there.")
            : XElement.Parse(Encoding.UTF8.GetString(plaintext));
    }
}
