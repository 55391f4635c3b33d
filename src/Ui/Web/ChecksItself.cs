using Microsoft.AspNetCore.Antiforgery;

namespace WinLossAgency.Ui.Web;

/// <summary>
/// Marks an endpoint whose handler checks where its request comes from, because the form's check would read the whole
/// body to find the token: a <see cref="StreamedForm"/>, which checks the same token before a byte of its file.
/// </summary>
public sealed class ChecksItself : IAntiforgeryMetadata
{
    public bool RequiresValidation => false;
}
