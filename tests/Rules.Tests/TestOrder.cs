using System.Text;
using Xunit.Sdk;
using Xunit.v3;
using TestOrder = WinLossAgency.Tests.TestOrder;

[assembly: TestCaseOrderer(typeof(TestOrder))]
[assembly: TestCollectionOrderer(typeof(TestOrder))]

namespace WinLossAgency.Tests;

/// <summary>
/// Tests run in the order of their names, on every machine the same: xunit's own order follows from the folder that the
/// project lies in. With a word in TEST_ORDER they run in the order that follows from that word, which finds tests that
/// lean on one another.
/// </summary>
public sealed class TestOrder : ITestCaseOrderer, ITestCollectionOrderer
{
    private static readonly string Word = Environment.GetEnvironmentVariable("TEST_ORDER") ?? "";

    public IReadOnlyCollection<TTestCase> OrderTestCases<TTestCase>(IReadOnlyCollection<TTestCase> testCases)
        where TTestCase : notnull, ITestCase =>
        [.. testCases.OrderBy(test => Place(test.TestCaseDisplayName), StringComparer.Ordinal)];

    public IReadOnlyCollection<TTestCollection> OrderTestCollections<TTestCollection>(IReadOnlyCollection<TTestCollection> testCollections)
        where TTestCollection : ITestCollection =>
        [.. testCollections.OrderBy(tests => Place(tests.TestCollectionDisplayName), StringComparer.Ordinal)];

    private static string Place(string name) =>
        Word.Length == 0 ? name : Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(Encoding.UTF8.GetBytes(Word + name)));
}
