using WinLossAgency.Storage;

namespace WinLossAgency.Grains.Stores;

/// <summary>Under whose key the words of one case rest, on either side of the wall: its engagement, and the case in it.</summary>
public static class CaseSubject
{
    public static Subject Of(string interview)
    {
        var cut = interview.LastIndexOf('/');
        return new Subject(interview[..cut], interview[(cut + 1)..]);
    }
}
