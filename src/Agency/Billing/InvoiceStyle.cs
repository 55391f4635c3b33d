namespace WinLossAgency.Agency.Billing;

/// <summary>The readout's paper look for invoices, carried in the page itself. Lines may run over a page; sums never part.</summary>
internal static class InvoiceStyle
{
    public const string Css = """
        :root { --ink: #18202c; --ink-2: #525c6a; --line: #dee2e7; --line-2: #858f9d; --good: #1a6a39; --good-soft: #e6f4ea; --stop: #b3261e; --stop-soft: #fdecea; color-scheme: light; }
        * { box-sizing: border-box; }
        body { margin: 0; font: 10pt/1.45 "Inter", system-ui, -apple-system, "Segoe UI", Roboto, "Liberation Sans", sans-serif; color: var(--ink); font-variant-numeric: tabular-nums; }
        .paper { background: #e4e7eb; }
        .sheet { display: flex; flex-direction: column; width: 100%; max-width: 210mm; min-height: 297mm; margin: 0 auto; padding: 18mm 20mm 14mm; background: #fff; }
        h1, h2, p, dl, dd, address { margin: 0; font-style: normal; }
        h1 { font-size: 24pt; line-height: 1.15; letter-spacing: -.022em; font-weight: 600; }
        h2 { font-size: 10.5pt; font-weight: 600; margin-bottom: 2mm; }
        .opening { margin: 12mm 0 6mm; } .answer { font-size: 14pt; line-height: 1.45; margin-top: 3mm; }
        .running { display: flex; justify-content: space-between; gap: 4mm; font-size: 8.5pt; color: var(--ink-2); }
        .running:last-child { margin-top: auto; padding-top: 3mm; border-top: .25mm solid var(--line); }
        .two { display: grid; grid-template-columns: repeat(auto-fit, minmax(60mm, 1fr)); gap: 4mm 8mm; }
        .know { display: grid; grid-template-columns: 40mm 1fr; gap: 1mm 4mm; margin-top: 5mm; } .know dt { color: var(--ink-2); } .basis .know { margin-top: 0; grid-template-columns: 26mm 1fr 18mm 1.2fr; }
        .table { width: 100%; margin-top: 6mm; border-collapse: collapse; font-size: 9.5pt; }
        .table th, .table td { padding: 1.3mm 3mm 1.3mm 0; text-align: left; vertical-align: top; font-weight: 400; border-top: .25mm solid var(--line); }
        .table thead th { font-size: 8.5pt; color: var(--ink-2); border-top: 0; } .table th:last-child, .table td:last-child { padding-right: 0; }
        .table .num { text-align: right; white-space: nowrap; } .table small { display: block; font-size: 8.5pt; color: var(--ink-2); }
        .table tbody tr, .table tfoot { break-inside: avoid; } .table .total > * { font-weight: 600; font-size: 10.5pt; border-top: .5mm solid var(--line-2); }
        .basis { margin-top: 6mm; padding-top: 4mm; border-top: .25mm solid var(--line); break-inside: avoid; }
        .cap { margin: 3mm 0; font-size: 8.5pt; color: var(--ink-2); }
        .tag { font-size: 10.5pt; padding: 0 2mm; border-radius: 1mm; } .good { color: var(--good); background: var(--good-soft); } .stop { color: var(--stop); background: var(--stop-soft); }
        @page { size: A4; margin: 18mm 20mm 14mm; }
        @media print { .paper { background: none; } .sheet { max-width: none; min-height: 0; padding: 0; } .opening { margin-top: 3mm; } .basis { margin-top: 4mm; } }
        @media screen and (max-width: 40rem) { .basis .know { grid-template-columns: 30mm 1fr; } }
        """;
}
