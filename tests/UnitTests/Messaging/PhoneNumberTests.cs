using SmsPlatform.Domain.Messaging;

namespace SmsPlatform.UnitTests.Messaging;

public sealed class PhoneNumberTests
{
    [Theory]
    [InlineData("+14155550123")]
    [InlineData("+4930901820")]
    [InlineData("+6421123456")]
    [InlineData("+123456789012345")]
    [InlineData("+1234567")]
    public void Parse_WhenE164_KeepsIt(string input) =>
        Assert.Equal(input, PhoneNumber.Parse(input).Value.Value);

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("4155550123")]
    [InlineData("+0155550123")]
    [InlineData("+14155550123\n")]
    [InlineData(" +14155550123")]
    [InlineData("+123456")]
    [InlineData("+1234567890123456")]
    [InlineData("+1415555012x")]
    [InlineData("+١٤١٥٥٥٥٠١٢٣")]
    [InlineData("whatsapp:+14155550123")]
    public void Parse_WhenNotE164_IsRefused(string? input) =>
        Assert.Equal(MessagingErrors.InvalidPhoneNumber, PhoneNumber.Parse(input).Error);

    [Theory]
    [InlineData("+1 (415) 555-0123", "+14155550123")]
    [InlineData("0049 30 / 90 18 20", "+4930901820")]
    [InlineData("+1.415.555.0123", "+14155550123")]
    [InlineData("\u202A+1\u00A0415\u2011555\u20110123\u202C", "+14155550123")]
    [InlineData("030 901820", "030901820")]
    public void Normalize_WhenPunctuated_LeavesTheDigits(string input, string expected) =>
        Assert.Equal(expected, PhoneNumber.Normalize(input));

    [Theory]
    [InlineData("+15558675310", true)]
    [InlineData("123", false)]
    [InlineData("12345", false)]
    [InlineData("878787", false)]
    [InlineData("12345678", false)]
    [InlineData("ACME", false)]
    [InlineData("Acme 24-7", false)]
    [InlineData("", false)]
    [InlineData(null, false)]
    public void CanBeAnswered_OnlyForFullNumbers(string? from, bool expected) =>
        Assert.Equal(expected, SenderAddress.CanBeAnswered(from));
}
