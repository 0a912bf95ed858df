using SmsPlatform.Infrastructure.Ai;

namespace SmsPlatform.UnitTests.Ai;

public sealed class AiOptionsTests
{
    [Theory]
    [InlineData("http://localhost:11434", "http://localhost:11434/v1")]
    [InlineData("http://localhost:11434/", "http://localhost:11434/v1")]
    [InlineData("https://api.openai.com/v1", "https://api.openai.com/v1")]
    [InlineData("https://gateway.example/openai/", "https://gateway.example/openai")]
    public void Address_OfAnEndpoint_HasThePathOfSuchServers(string endpoint, string expected) =>
        Assert.Equal(expected, new AiOptions { Endpoint = endpoint }.Address.ToString());

    [Theory]
    [InlineData("")]
    [InlineData("https://api.openai.com/v1")]
    public void Endpoint_WhenAbsentOrAWebAddress_IsSound(string endpoint) =>
        Assert.True(new AiOptions { Endpoint = endpoint }.IsEndpointSound);

    [Theory]
    [InlineData("localhost:11434")]
    [InlineData("file:///etc/passwd")]
    [InlineData("/v1")]
    public void Endpoint_WhenNoWebAddress_IsNotSound(string endpoint) =>
        Assert.False(new AiOptions { Endpoint = endpoint }.IsEndpointSound);
}
