using System.Xml.Linq;

namespace WinLossAgency.Evaluate.Seeded;

/// <summary>Results in the form in which test runners write theirs, so that they are counted with them.</summary>
internal static class Trx
{
    public static void Write(string path, IEnumerable<(string Name, string? Trouble)> results)
    {
        XNamespace ns = "http://microsoft.com/schemas/VisualStudio/TeamTest/2010";
        new XDocument(new XElement(ns + "TestRun", new XElement(ns + "Results", results.Select(one => new XElement(ns + "UnitTestResult",
            new XAttribute("testName", one.Name), new XAttribute("outcome", one.Trouble is null ? "Passed" : "Failed"),
            one.Trouble is null ? null : new XElement(ns + "Output", new XElement(ns + "ErrorInfo", new XElement(ns + "Message", one.Trouble)))))))).Save(path);
    }
}
