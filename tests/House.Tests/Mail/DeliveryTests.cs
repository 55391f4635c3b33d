using System.Net;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using NodaTime;
using WinLossAgency.Agency.Mail;
using WinLossAgency.Domain.Interviews;
using WinLossAgency.Grains.Access;
using WinLossAgency.Grains.Journals;
using WinLossAgency.Grains.Mail;
using WinLossAgency.Grains.People;
using WinLossAgency.House.Tests.Spine;

namespace WinLossAgency.House.Tests.Mail;

/// <summary>Letters through a service that is slow, busy, broken or does not want them.</summary>
public sealed class DeliveryTests
{
    [Fact]
    public async Task A_letter_that_was_taken_is_a_fact_of_its_case()
    {
        await using var service = await MailServiceFake.StartAsync();
        var one = await OpenAsync(service);
        await using var agency = one.Agency;
        await one.BookAndMailAsync(1);
        var letter = Assert.Single(service.Letters);
        Assert.Equal((BookedCase.Address, "Bearer SG.test"), (letter.To, letter.Key));
        var json = letter.Body.GetRawText();
        Assert.DoesNotContain("northwind/q4", json, StringComparison.Ordinal);
        Assert.DoesNotContain("categories", json, StringComparison.Ordinal);
        Assert.Equal(7, letter.Body.GetProperty("asm").GetProperty("group_id").GetInt32());
        Assert.False(letter.Body.GetProperty("tracking_settings").GetProperty("click_tracking").GetProperty("enable").GetBoolean());
        Assert.True(letter.Body.GetProperty("tracking_settings").GetProperty("open_tracking").GetProperty("enable").GetBoolean());
        Assert.Equal($"{letter.Token}@in.harrowlane.example", letter.Body.GetProperty("reply_to").GetProperty("email").GetString());
        Assert.Equal(["text/plain", "text/html", "text/calendar; method=REQUEST"], letter.Body.GetProperty("content").EnumerateArray().Select(c => c.GetProperty("type").GetString()));
        var attached = letter.Body.GetProperty("attachments")[0];
        Assert.Equal(letter.Body.GetProperty("content")[2].GetProperty("value").GetString(), Encoding.UTF8.GetString(attached.GetProperty("content").GetBytesFromBase64()));
        Assert.Equal("invite.ics", attached.GetProperty("filename").GetString());
        Assert.Empty(await one.MailsAsync());
    }

    [Theory]
    [InlineData(HttpStatusCode.TooManyRequests)]
    [InlineData(HttpStatusCode.InternalServerError)]
    [InlineData(HttpStatusCode.ServiceUnavailable)]
    public async Task What_was_not_taken_is_owed_until_it_is_and_goes_once(HttpStatusCode status)
    {
        await using var service = await MailServiceFake.StartAsync();
        var one = await OpenAsync(service);
        await using var agency = one.Agency;
        service.Refuse(status, retryAfter: "90");
        await one.BookAsync();
        await one.PassUndoAsync();
        var due = agency.Time.Now;
        await one.UntilOwedAsync(owed => owed.Any(o => o is { To: "mail", Tries: 1 }));
        // The service asked for a minute and a half, which is longer than the first wait of our own.
        Assert.Equal(due + Duration.FromSeconds(90), Assert.Single(await one.OwedAsync(), o => o.To == "mail").NotBefore);
        Assert.Empty((await one.StateAsync()).Mails);
        agency.Time.Pass(Duration.FromSeconds(90));
        await one.UntilMailsAsync(1);
        Assert.Single(service.Letters);
        Assert.Equal(2, service.Asked);
    }

    [Theory]
    [InlineData(HttpStatusCode.BadRequest, "The mail service answered 400. It will not take this letter as it is; look whether the buyer's address is one.")]
    [InlineData(HttpStatusCode.RequestEntityTooLarge, "The mail service answered 413. The letter is too large.")]
    [InlineData(HttpStatusCode.Unauthorized, "The mail service answered 401. Its key is wrong or was taken back.")]
    public async Task What_will_never_be_taken_stands_on_the_owners_list_and_nowhere_with_an_address(HttpStatusCode status, string why)
    {
        await using var service = await MailServiceFake.StartAsync();
        var logged = new Lines();
        var one = await OpenAsync(service, logged);
        await using var agency = one.Agency;
        service.Refuse(status);
        await one.BookAsync();
        await one.PassUndoAsync();
        var list = agency.Services.GetRequiredService<OwnersList>();
        StuckEffect? stuck = null;
        await agency.UntilAsync(async () =>
        {
            await one.WakeAsync();
            await foreach (var effect in list.ReadAsync(TestContext.Current.CancellationToken)) stuck = effect;
            return stuck is not null;
        });
        Assert.Equal((one.Key, "mail", "interview.booked", why), (stuck!.Key, stuck.To, stuck.Fact, stuck.Error));
        Assert.Equal(1, service.Asked);
        Assert.Empty((await one.StateAsync()).Mails);
        Assert.All(logged.All, line => Assert.DoesNotContain("@", line, StringComparison.Ordinal));

        SmallAgency.As("helena", Role.Owner);
        var desk = agency.Grains.GetGrain<IOwnersDesk>(IOwnersDesk.Key);
        var line = Assert.Single(await desk.Undone());
        Assert.Equal(("Northwind Freight Systems", "Q4", "case 1", "A letter about a new appointment", why), (line.Client, line.Programme, line.Case, line.What, line.Why));
        Assert.True((await desk.TryAgain(line.Id)).Ok);
        Assert.Empty(await desk.Undone());
        Assert.False((await desk.TryAgain(line.Id)).Ok);

    }

    [Fact]
    public async Task Whoever_asks_us_to_stop_between_two_tries_gets_nothing_more()
    {
        await using var service = await MailServiceFake.StartAsync();
        var one = await OpenAsync(service);
        await using var agency = one.Agency;
        service.Refuse(HttpStatusCode.ServiceUnavailable);
        await one.BookAsync();
        await one.PassUndoAsync();
        await one.UntilOwedAsync(owed => owed.Any(o => o is { To: "mail", Tries: 1 }));
        var person = (await one.StateAsync()).Person!;
        SmallAgency.AsHouse();
        Assert.True((await agency.Grains.GetGrain<IPerson>(person).Suppress("stop")).Ok);
        await one.BookAsync(BookedCase.Start + Duration.FromDays(1));
        agency.Time.Pass(Duration.FromMinutes(10));
        await one.WakeAsync();
        await one.UntilOwedAsync(owed => owed.All(o => o.To.StartsWith("reminder", StringComparison.Ordinal)));
        Assert.Equal((1, 0), (service.Asked, service.Letters.Count));
    }

    [Fact]
    public async Task A_letter_that_was_owed_when_the_house_died_goes_when_it_lives_again()
    {
        await using var service = await MailServiceFake.StartAsync();
        var folder = Directory.CreateTempSubdirectory("letters-").FullName;
        service.Refuse(HttpStatusCode.ServiceUnavailable);
        var one = await OpenAsync(service, folder: folder);
        await using (one.Agency)
        {
            await one.BookAsync();
            await one.PassUndoAsync();
            await one.UntilOwedAsync(owed => owed.Any(o => o is { To: "mail", Tries: 1 }));
        }
        await using (var agency = await SmallAgency.OpenAsync(folder, (services, _) => Use(services, service)))
        {
            agency.Time.Pass(Duration.FromHours(1));
            await new BookedCase(agency, one.Key).UntilMailsAsync(1);
            Assert.Single(service.Letters);
        }
        Directory.Delete(folder, recursive: true);
    }

    internal static Task<BookedCase> OpenAsync(MailServiceFake service, ILoggerProvider? log = null, string? folder = null) => BookedCase.OpenAsync(folder: folder, more: (services, _) =>
    {
        Use(services, service);
        if (log is not null) services.AddSingleton(log);
    });

    private static void Use(IServiceCollection services, MailServiceFake service) =>
        services.AddSingleton(new MailSettings
        {
            SendGridKey = "SG.test", SendGridAddress = service.Address.ToString(), MailFrom = "talk@harrowlane.example", MailInbound = "in.harrowlane.example", SendGridGroup = 7,
        });

    private sealed class Lines : ILoggerProvider, ILogger
    {
        private readonly List<string> lines = [];

        public IReadOnlyList<string> All
        {
            get
            {
                lock (lines) return [.. lines];
            }
        }

        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            lock (lines) lines.Add($"{formatter(state, exception)} {exception}");
        }

        public void Dispose()
        {
        }
    }
}
