using System.Collections.Immutable;
using System.Globalization;
using NodaTime;
using NodaTime.Text;

namespace WinLossAgency.Desk.Engagements;

/// <summary>Reads a form's fields as what they are meant to be; what is missing or crooked is empty, nought or null.</summary>
internal sealed class FormReader(IFormCollection form)
{
    public string Command => Text("command");

    public string Text(string name) => form[name].ToString().Trim();

    public ImmutableArray<string> All(string name) => [.. form[name].OfType<string>().Select(v => v.Trim()).Where(v => v.Length > 0)];

    /// <summary>Every value as it stands, blank ones too, for fields that go in pairs.</summary>
    public ImmutableArray<string> Row(string name) => [.. form[name].Select(v => v ?? "")];

    public ImmutableArray<string> Lines(string name) => [.. Text(name).Split('\n').Select(l => l.Trim()).Where(l => l.Length > 0)];

    public int Number(string name) => int.TryParse(Text(name), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;

    public LocalDate Date(string name) => LocalDatePattern.Iso.Parse(Text(name)) is { Success: true } read ? read.Value : default;

    public LocalTime? Time(string name) => LocalTimePattern.CreateWithInvariantCulture("HH:mm").Parse(Text(name)[..Math.Min(5, Text(name).Length)]) is { Success: true } read ? read.Value : null;

    public T Choice<T>(string name, T otherwise) where T : struct, Enum => Enum.TryParse<T>(Text(name), out var value) && Enum.IsDefined(value) ? value : otherwise;
}
