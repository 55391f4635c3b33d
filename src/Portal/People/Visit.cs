using WinLossAgency.Domain.Reports;
using WinLossAgency.Portal.Shelf;

namespace WinLossAgency.Portal.People;

/// <summary>One request of a person whom the client's access list lets in. Without it no page shows anything of a client.</summary>
internal sealed class Visit
{
    private (ClientShelf Shelf, AccessLine Line, PortalPerson Person)? admitted;

    public ClientShelf Shelf => admitted?.Shelf ?? throw NotAdmitted();

    public AccessLine Line => admitted?.Line ?? throw NotAdmitted();

    public PortalPerson Person => admitted?.Person ?? throw NotAdmitted();

    public string Client => Shelf.Client;

    public bool IsAdmin => Line.Rights == Rights.Admin;

    public void Admit(ClientShelf shelf, AccessLine line, PortalPerson person) => admitted = (shelf, line, person);

    private static InvalidOperationException NotAdmitted() => new("A page of a client was reached past Admission; its route must carry {client}.");
}
