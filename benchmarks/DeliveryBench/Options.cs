using System.Globalization;

namespace SmsPlatform.DeliveryBench;

/// <summary>What was asked for on the command line.</summary>
internal sealed class Options(string[] arguments)
{
    public int Number(string name, int value) => int.Parse(Text(name, value.ToString(CultureInfo.InvariantCulture)), CultureInfo.InvariantCulture);

    public string Text(string name, string value) => Array.IndexOf(arguments, name) is >= 0 and var at ? arguments[at + 1] : value;
}
