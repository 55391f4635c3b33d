using WinLossAgency.Domain.People;

namespace WinLossAgency.Rules.Tests.People;

public sealed class PhoneNumberTests
{
    [Theory]
    [InlineData("+351912555018", "+351 912 555 018")]
    [InlineData("+12025550143", "+1 202 555 0143")]
    [InlineData("+442079460018", "+44 207 946 0018")]
    [InlineData("+4923155501432", "+49 231 555 01432")]
    [InlineData("+35", "+35")]
    public void A_number_is_read_in_groups_and_keeps_its_digits(string number, string read)
    {
        var grouped = new PhoneNumber("n1", "Mobile", number, "from the client").Grouped();
        Assert.Equal(read, grouped);
        Assert.Equal(number, grouped.Replace(" ", "", StringComparison.Ordinal));
    }
}
