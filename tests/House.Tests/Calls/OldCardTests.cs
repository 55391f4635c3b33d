using WinLossAgency.Domain.Interviews;
using WinLossAgency.Grains.Access;
using WinLossAgency.Grains.Calls;
using WinLossAgency.Grains.Engagements;
using WinLossAgency.Grains.Interviews;
using WinLossAgency.House.Tests.Billing;
using WinLossAgency.House.Tests.Spine;

namespace WinLossAgency.House.Tests.Calls;

/// <summary>A crash may come after a fact and before its card: the queue then starts on what the case was before.</summary>
public sealed class OldCardTests
{
    [Fact]
    public async Task Nobody_is_offered_a_case_by_a_card_that_is_older_than_its_history()
    {
        var stop = TestContext.Current.CancellationToken;
        var folder = Directory.CreateTempSubdirectory("old-card-").FullName;
        try
        {
            string interview, document;
            byte[] old;
            await using (var agency = await SmallAgency.OpenAsync(folder))
            {
                var engagement = agency.Grains.GetGrain<IEngagement>(await agency.InTheFieldAsync(BillingAgency.Deals));
                SmallAgency.AsHouse();
                var queue = agency.Grains.GetGrain<ICallQueue>("main");
                Assert.True((await engagement.Choose("choose", [(await engagement.Deals(0))[0].Deal])).Ok);
                await agency.UntilAsync(async () => (await queue.Board(0)).Length == 1 && await engagement.Settled());
                SmallAgency.As("maya", Role.Interviewer);
                interview = (await queue.Next()).Interview!;
                document = $"card|{interview}";
                old = (await agency.Given.Facts.ReadAsync(document, stop))!.Bytes.ToArray();
                Assert.True((await agency.Grains.GetGrain<IInterview>(interview).Do("none", new InterviewCommand.RecordAttempt("maya", "n1", AttemptOutcome.NoAnswer))).Ok);
                await queue.Close(interview);
                await agency.UntilAsync(async () => !(await agency.Given.Facts.ReadAsync(document, stop))!.Bytes.Span.SequenceEqual(old));
            }
            await using var again = await SmallAgency.OpenAsync(folder);
            await again.Given.Facts.WriteAsync(document, old, (await again.Given.Facts.ReadAsync(document, stop))!.ETag, stop);
            SmallAgency.As("joao", Role.Interviewer);
            Assert.Null((await again.Grains.GetGrain<ICallQueue>("main").Next()).Interview);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
