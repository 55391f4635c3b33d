namespace WinLossAgency.Ui.Web;

/// <summary>The bar of the program in which a page is served. A room's page asks for it by this name, since it cannot name the program.</summary>
public sealed record ProgramBar(Type Component);
