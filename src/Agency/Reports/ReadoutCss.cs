namespace WinLossAgency.Agency.Reports;

/// <summary>The readout's own styles: section 16 of the house style with what it leans on. Always light, no address.</summary>
internal static class ReadoutCss
{
    public const string Text = """
        :root { color-scheme: light; --ink: #18202c; --ink-2: #525c6a; --line: #dee2e7; --line-2: #858f9d; --accent: #0f5ea8; --other: #6d7786; --soon: #854700; }
        * { box-sizing: border-box; }
        html { font: 10.5pt/1.5 "Inter", system-ui, -apple-system, "Segoe UI", Roboto, "Liberation Sans", sans-serif; font-variant-numeric: tabular-nums;
          -webkit-print-color-adjust: exact; print-color-adjust: exact; }
        body { margin: 0; background: #e4e7eb; color: var(--ink); }
        h1, h2, h3, h4, p, ul, ol, dl, dd, figure, blockquote { margin: 0; padding: 0; }
        ul, ol { list-style: none; }
        h1, h2, h3, h4 { font-weight: 600; line-height: 1.25; letter-spacing: -.006em; text-wrap: balance; }
        p, dd, li, blockquote { text-wrap: pretty; overflow-wrap: anywhere; }
        a { color: inherit; text-decoration: none; }
        .sheet { display: flex; flex-direction: column; width: 210mm; min-height: 297mm; margin: 8mm auto; padding: 18mm 20mm 14mm; background: #fff; }
        .sheet > .body { flex: 1; }
        .running { display: flex; justify-content: space-between; gap: 6mm; font-size: 8.5pt; color: var(--ink-2); }
        .running.foot { margin-top: 6mm; padding-top: 3mm; border-top: .25mm solid var(--line); } .finds.close li { padding: 3mm 0; }
        .running b { color: var(--ink); font-weight: 600; }
        .muted { color: var(--ink-2); } .nowrap { white-space: nowrap; } small, .cap { font-size: 8.5pt; color: var(--ink-2); display: block; }
        .opening { margin: 26mm 0 12mm; } .opening.close { margin: 10mm 0 8mm; } .opening h1 { font-size: 27pt; line-height: 1.15; letter-spacing: -.022em; max-width: 20ch; } .opening.close h1 { max-width: none; }
        .opening .answer { margin-top: 7mm; font-size: 15pt; line-height: 1.45; letter-spacing: -.011em; }
        .corrects { margin-top: 5mm; color: var(--soon); }
        .finds li { display: grid; grid-template-columns: 9mm 1fr 27mm; gap: 0 4mm; padding: 3.5mm 0; border-top: .25mm solid var(--line); }
        .two { display: grid; grid-template-columns: 1fr 1fr; gap: 4mm 8mm; margin-top: 6mm; }
        h2 { font-size: 17pt; letter-spacing: -.015em; margin-top: 8mm; } h3, .label, h2.label { margin: 0 0 2mm; font-size: 10.5pt; font-weight: 600; letter-spacing: 0; }
        .part, h3.part { margin-top: 7mm; } .basis { margin-top: 8mm; padding-top: 4mm; border-top: .25mm solid var(--line); } .basis p + p { margin-top: 2mm; }
        .claim { margin-top: 5mm; } .body > p:first-child, .body > table:first-child { margin-top: 5mm; } .claim h2 { font-size: 21pt; margin-top: 1mm; } .claim p + p { margin-top: 1mm; } .claim h2 + p { margin-top: 2mm; }
        .flag { display: inline-block; margin: 2mm 2mm 0 0; padding: 0 2mm; border: .25mm solid var(--line-2); border-radius: 1mm; font-size: 8.5pt; color: var(--ink-2); }
        .pull { margin-top: 5mm; padding-left: 6mm; border-left: 1mm solid var(--accent); font-size: 14pt; line-height: 1.4; }
        .pull figcaption { font: 8.5pt/1.5 inherit; font-size: 8.5pt; color: var(--ink-2); margin-top: 1mm; }
        .strong-list { display: grid; grid-template-columns: repeat(3, 1fr); gap: 4mm 8mm; margin-top: 4mm; } .strong-list li { padding-top: 3mm; border-top: .5mm solid var(--ink); }
        .strong-list h3 { margin: 0; }
        table { width: 100%; margin-top: 3mm; border-collapse: collapse; table-layout: fixed; font-size: 9.5pt; } th, td { padding: 2mm 3mm 2mm 0; text-align: left; vertical-align: baseline;
          border-bottom: .25mm solid var(--line); overflow-wrap: break-word; }
        thead th:first-child { width: 40%; } .steps th:first-child { width: 36%; } .steps th:nth-child(2) { width: 14%; } .steps th:nth-child(3) { width: 12%; }
          .beliefs th:first-child { width: 30%; } .beliefs th:nth-child(2) { width: 16%; } .beliefs th:nth-child(3) { width: 18%; }
        thead th { font-size: 8.5pt; font-weight: 400; color: var(--ink-2); } tbody th { font-weight: 600; } tr > :last-child { padding-right: 0; }
        .figures { display: grid; grid-template-columns: repeat(5, 1fr); gap: 4mm; margin-top: 4mm; } .figures div { display: flex; flex-direction: column-reverse; justify-content: flex-end; }
        .figures dt { color: var(--ink-2); font-size: 8.5pt; line-height: 1.35; } .figures dd { font-size: 17pt; font-weight: 600; line-height: 1.2; }
        .asked { margin-top: 4mm; } .asked dt { font-weight: 600; }
        .dots { letter-spacing: .4mm; font-size: 7pt; vertical-align: .3mm; }
        figure > .label { margin-bottom: 3mm; }
        .chart { display: block; width: 100%; height: auto; overflow: visible; font-size: 14px; } .chart text { fill: var(--ink); } .chart .sub { fill: var(--ink-2); }
        .chart .track { fill: var(--line); } .chart .a { fill: var(--accent); } .chart .b { fill: var(--other); } .chart .grid { stroke: var(--line); }
        .chart .link { stroke: var(--line-2); stroke-width: 2; } .chart .open { fill: #fff; stroke: var(--line-2); stroke-width: 2; }
        @page { size: A4; margin: 0; }
        @media print { body { background: none; } .sheet { margin: 0; break-after: page; } .sheet:last-child { break-after: auto; } li, tr, figure, .two { break-inside: avoid; } }
        @media screen and (max-width: 54rem) { .sheet { width: auto; min-height: 0; margin: 0 0 2mm; padding: 6mm 5mm; } .opening { margin: 10mm 0 8mm; }
          .opening h1 { font-size: 20pt; } .opening .answer { font-size: 13pt; } .two, .strong-list { grid-template-columns: 1fr; } .figures { grid-template-columns: repeat(2, 1fr); }
          .finds li { grid-template-columns: 6mm 1fr; } .finds li > :last-child { grid-column: 2; } .claim h2 { font-size: 17pt; } table { font-size: 9pt; } }
        """;
}
