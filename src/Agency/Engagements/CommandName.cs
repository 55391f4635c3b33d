namespace WinLossAgency.Agency.Engagements;

/// <summary>A command's id as part of a document's name, so that the same command writes the same document again.</summary>
internal static class CommandName
{
    public static string Of(string commandId) => commandId.Replace('/', '.').Replace('#', '.');
}
