using System.Globalization;
using NodaTime;
using WinLossAgency.Agency.People;
using WinLossAgency.Domain.Calls;
using WinLossAgency.Domain.Interviews;
using WinLossAgency.Grains;
using WinLossAgency.Grains.Engagements;
using WinLossAgency.Grains.People;

namespace WinLossAgency.Agency.Interviews;

/// <summary>What bounds a call beside the case itself: the company, the law, the caller's own next promise and what the buyer said of when.</summary>
internal sealed partial class InterviewGrain
{
    /// <summary>The company whose people are counted together, or null where the link to it is cut.</summary>
    private ICompany? CompanyOf(InterviewCard card) => card.Person.Length == 0 ? null : GrainFactory.CompanyOf(stores, card.CompanyKey);

    /// <summary>It is kept with the person first, where it holds for every client's programme.</summary>
    private async Task<Answer> AvailableAsync(string commandId, InterviewCommand.StateAvailability c)
    {
        if (State.Open && State.Person is { Length: > 0 }) await PersonOf(State).StateAvailability(commandId, c.Spans);
        return await Decide(commandId, c);
    }

    /// <summary>A new call could last until after something that the caller has promised.</summary>
    private async Task<string?> OverrunsAsync(string by, Instant now)
    {
        var day = await CalendarOf(by).Day();
        var next = day.Promises.FirstOrDefault(p => p.Interview != Key && p.Start > now && p.Start < now + Duration.FromMinutes(Domain.Calls.Calendar.FreeMinutes));
        return next is null ? null : $"Your next promise is in {Math.Max(1, (int)(next.Start - now).TotalMinutes)} minutes; no new call fits before it.";
    }

    /// <summary>A time is promised with somebody who can talk to the buyer, or not at all.</summary>
    private async Task<string?> CannotTalkAsync(string with)
    {
        var staff = (await GrainFactory.GetGrain<IAgency>(IAgency.Key).StaffList()).FirstOrDefault(s => s.Id == with);
        return staff is null || Tongues.Read(staff.Languages).Contains(State.Sample!.Language) ? null
            : $"{staff.Name.Split(' ')[0]} does not speak {Tongues.NameOf(State.Sample.Language)}; choose somebody who does.";
    }

    /// <summary>Nobody is promised a call outside lawful hours of their place unless they said so on record, whatever was said on the line.</summary>
    private string? UnlawfulThere(Instant at)
    {
        var time = at.InZone(ZoneThere).TimeOfDay;
        return time >= Hours.LawfulFrom && time < Hours.LawfulTo ? null
            : string.Create(CultureInfo.InvariantCulture, $"It is {time:HH:mm} there; the law allows {Hours.LawfulFrom:HH:mm} to {Hours.LawfulTo:HH:mm}.");
    }
}
