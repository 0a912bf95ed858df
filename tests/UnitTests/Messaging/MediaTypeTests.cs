using SmsPlatform.Domain.Messaging;

namespace SmsPlatform.UnitTests.Messaging;

public sealed class MediaTypeTests
{
    public static TheoryData<byte[], string, string> Contents { get; } = new()
    {
        { [0xFF, 0xD8, 0xFF, 0xE0, 0, 16], "text/html", "image/jpeg" },
        { [0x89, .. "PNG\r\n\u001A\n"u8, 0, 0], "", "image/png" },
        { [.. "RIFF1234WEBPVP8 "u8], "", "image/webp" },
        { [0, 0, 0, 24, .. "ftyp3gp4"u8], "", "video/3gpp" },
        { [0, 0, 0, 24, .. "ftypisom"u8], "", "video/mp4" },
        { [.. "%PDF-1.7\n"u8], "image/png", "application/pdf" },
        { [.. "BEGIN:VCARD\r\n"u8], "text/vcard", "text/vcard" },
        { [.. "<script>alert(1)</script>"u8], "text/html", "text/plain" },
        { [.. "<svg xmlns='http://www.w3.org/2000/svg'/>"u8], "image/svg+xml", "text/plain" },
        { [0, 1, 2, 3], "image/png", MediaType.Unknown },
        { [], "image/png", MediaType.Unknown },
        { [0xC3, 0x28, 0xA0], "text/plain", MediaType.Unknown },
    };

    [Theory]
    [MemberData(nameof(Contents))]
    public void Of_Bytes_GoesByThemAndNotByWhatIsSaid(byte[] start, string declared, string expected) =>
        Assert.Equal(expected, MediaType.Of(start, declared));

    [Fact]
    public void Of_WhenTheLookCutsACharacter_IsStillText()
    {
        var text = System.Text.Encoding.UTF8.GetBytes(new string('x', MediaType.Looks - 1) + "é");

        Assert.Equal("text/plain", MediaType.Of(text.AsSpan(0, MediaType.Looks), ""));
    }
}
