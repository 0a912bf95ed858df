using SmsPlatform.Domain.Automation;

namespace SmsPlatform.UnitTests.Automation;

public sealed class TemplateTextTests
{
    private static readonly TemplateValues Values = new(
        "Ada", "+14155550123", "Front desk", new DateTimeOffset(2026, 3, 2, 14, 5, 0, TimeSpan.FromHours(1)));

    [Theory]
    [InlineData("Hi {{contact.name}}!", "Hi Ada!")]
    [InlineData("{{ Chatbot.Name }} at {{time}} on {{weekday}}, {{date}}", "Front desk at 14:05 on Monday, 2026-03-02")]
    [InlineData("{{contact.address}} {{now}}", "+14155550123 2026-03-02 14:05")]
    [InlineData("No variables } here {", "No variables } here {")]
    [InlineData("", "")]
    public void Render_WithVariables_PutsInTheirValues(string text, string expected) =>
        Assert.Equal(expected, TemplateText.Parse(text).Value.Render(Values));

    [Fact]
    public void Render_WithoutAName_SaysWhatStandsInForIt()
    {
        var text = TemplateText.Parse("Hi {{contact.name|there}}!").Value;

        Assert.Equal("Hi there!", text.Render(Values with { ContactName = null }));
        Assert.Equal("Hi Ada!", text.Render(Values));
    }

    [Fact]
    public void Render_OfAValueWithBraces_DoesNotReadItAgain() =>
        Assert.Equal("Hi {{now}}!", TemplateText.Parse("Hi {{contact.name}}!").Value.Render(Values with { ContactName = "{{now}}" }));

    [Theory]
    [InlineData("Hi {{contact.nam}}!", "template.variable_unknown")]
    [InlineData("Hi {{}}!", "template.variable_unknown")]
    [InlineData("Hi {{contact.name!", "template.variable_unclosed")]
    public void Parse_OfAVariableThatIsNone_SaysSo(string text, string code) =>
        Assert.Equal(code, TemplateText.Parse(text).Error.Code);
}
