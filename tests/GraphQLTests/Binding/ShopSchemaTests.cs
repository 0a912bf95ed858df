using SmsPlatform.GraphQL.TypeSystem;

namespace SmsPlatform.GraphQLTests.Binding;

public sealed class ShopSchemaTests(ShopFixture shop) : IClassFixture<ShopFixture>
{
    [Fact]
    public void Schema_OfAnnotatedClasses_IsPrintedAsHotChocolateWould() => Approved.Match(shop.Schema.ToString(), "Shop.graphql");

    [Fact]
    public void Schema_WhenItsSdlIsReadAgain_IsTheSame()
    {
        var sdl = shop.Schema.ToString();

        Assert.Equal(sdl, Schema.FromSdl(sdl).ToString());
    }
}
