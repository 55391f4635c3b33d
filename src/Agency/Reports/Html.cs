using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Unicode;

namespace WinLossAgency.Agency.Reports;

/// <summary>
/// Markup by construction: what stands in the source is markup, what stands in a hole is text and is escaped, and only
/// another <see cref="Html"/> goes in as it is.
/// </summary>
internal readonly record struct Html(string Markup)
{
    public static readonly Html None = new("");

    public static Html Of(Writer markup) => new(markup.ToString());

    public static Html Each<T>(IEnumerable<T> items, Func<T, Html> one) => new(string.Concat(items.Select(item => one(item).Markup)));

    public static Html When(bool holds, Html then) => holds ? then : None;

    public override string ToString() => Markup;

    [InterpolatedStringHandler]
    internal readonly ref struct Writer(int literalLength, int formattedCount)
    {
        private static readonly HtmlEncoder Encoder = HtmlEncoder.Create(UnicodeRanges.All);
        private readonly StringBuilder markup = new(literalLength + formattedCount * 32);

        public void AppendLiteral(string source) => markup.Append(source);

        public void AppendFormatted(string? text) => markup.Append(Encoder.Encode(text ?? ""));

        public void AppendFormatted(int number) => markup.Append(number.ToString(CultureInfo.InvariantCulture));

        public void AppendFormatted(Html inner) => markup.Append(inner.Markup);

        public override string ToString() => markup.ToString();
    }
}
