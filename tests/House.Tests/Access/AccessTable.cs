namespace WinLossAgency.House.Tests.Access;

/// <summary>What a person gets at a door. Served also where the door hears them and says no to what they sent.</summary>
internal enum Gets { Served, Refused, Nothing, AskedToSignIn }

internal sealed record Row(At At, IReadOnlyDictionary<string, Gets> Gets);

/// <summary>Who may open which door (DOMAIN §9.12), written by hand: a door without a row here fails the access test by its name.</summary>
internal static class AccessTable
{
    /// <summary>Signed in with a session of the right program, yet unknown to its lists.</summary>
    public const string Stranger = "stranger";
    public const string Nobody = "nobody";

    // s served, - refused, 0 let in and nothing is there, > asked to sign in. Maya has the case, João is another interviewer; Lars is an analyst of the
    // engagement, Nadia of another client's; Sofia supervises, Karin keeps privacy, Rui bills, Helena owns.
    public static readonly IReadOnlyDictionary<string, Row> Desk = Read("""
        .                                                          maya joao sofia lars nadia karin rui helena stranger nobody
        GET /                                           Calling    s    s    s     s    s     s     s   s      -        >
        GET /health                                     Calling    s    s    s     s    s     s     s   s      s        s
        GET /mailbox                                    Calling    s    s    s     s    s     s     s   s      -        s
        POST /mailbox/replies                           Calling    s    s    s     s    s     s     s   s      s        s
        POST /demo-clock                                Calling    s    s    s     s    s     s     s   s      -        s
        GET /_framework/opaque-redirect                 Calling    s    s    s     s    s     s     s   s      -        >
        GET /{**path}                                   Calling    0    0    0     0    0     0     0   0      0        >
        HEAD /{**path}                                  Calling    0    0    0     0    0     0     0   0      0        >
        GET /b/{token}                                  Calling    0    0    0     0    0     0     0   0      0        0
        GET /b/{token}/appointment.ics                  Calling    0    0    0     0    0     0     0   0      0        0
        GET /b/{token}/day.ics                          Calling    0    0    0     0    0     0     0   0      0        0
        HEAD /b/{token}/day.ics                         Calling    0    0    0     0    0     0     0   0      0        0
        HEAD /b/{token}                                 Calling    0    0    0     0    0     0     0   0      0        0
        POST /b/{token}/bookings                        Calling    0    0    0     0    0     0     0   0      0        0
        POST /b/{token}/wishes                          Calling    0    0    0     0    0     0     0   0      0        0
        POST /b/{token}/cancellation                    Calling    0    0    0     0    0     0     0   0      0        0
        POST /b/{token}/refusal                         Calling    0    0    0     0    0     0     0   0      0        0
        POST /b/{token}/colleague                       Calling    0    0    0     0    0     0     0   0      0        0
        GET /b/{token}/{door}                           Calling    0    0    0     0    0     0     0   0      0        0
        POST /b/{token}/codes                           Calling    0    0    0     0    0     0     0   0      0        0
        POST /b/{token}/openings                        Calling    0    0    0     0    0     0     0   0      0        0
        POST /b/{token}/passages                        Calling    0    0    0     0    0     0     0   0      0        0
        GET /b/{token}/points                           Calling    0    0    0     0    0     0     0   0      0        0
        POST /b/{token}/points                          Calling    0    0    0     0    0     0     0   0      0        0
        POST /b/{token}/withdrawal                      Calling    0    0    0     0    0     0     0   0      0        0
        POST /hooks/stripe                              Calling    0    0    0     0    0     0     0   0      0        0
        POST /hooks/sendgrid/events                     Calling    0    0    0     0    0     0     0   0      0        0
        POST /hooks/sendgrid/inbound/{secret}           Calling    0    0    0     0    0     0     0   0      0        0
        GET /sign-in                                    Calling    s    s    s     s    s     s     s   s      s        s
        POST /sign-in/demo                              Calling    s    s    s     s    s     s     s   s      s        s
        GET /sign-in/provider                           Calling    0    0    0     0    0     0     0   0      0        0
        GET /sign-in/refused                            Calling    s    s    s     s    s     s     s   s      s        s
        GET /sign-in/out                                Calling    s    s    s     s    s     s     s   s      s        s
        POST /sign-in/out                               Calling    s    s    s     s    s     s     s   s      s        s
        GET /calls                                      Calling    s    s    -     -    -     -     -   -      -        >
        GET /calls/bell                                 Calling    s    s    -     -    -     -     -   -      -        >
        GET /calls/callers                              Calling    s    s    -     -    -     -     -   -      -        >
        POST /calls/callers                             Calling    s    s    -     -    -     -     -   -      -        >
        GET /calls/ranking                              Calling    s    s    -     -    -     -     -   -      -        >
        POST /calls/openings                            Calling    s    s    -     -    -     -     -   -      -        >
        POST /calls/undos                               Calling    s    s    -     -    -     -     -   -      -        >
        POST /calls/{client}/{engagement}/{interview}/dials        Calling s - - - - - - - - >
        POST /calls/{client}/{engagement}/{interview}/outcomes     Calling s - - - - - - - - >
        POST /calls/{client}/{engagement}/{interview}/note-drafts  Calling s - - - - - - - - >
        POST /calls/{client}/{engagement}/{interview}/corrections  Calling s - - - - - - - - >
        POST /calls/{client}/{engagement}/{interview}/referral     Calling s - - - - - - - - >
        POST /calls/{client}/{engagement}/{interview}/recusal      Calling s - - - - - - - - >
        POST /calls/{client}/{engagement}/{interview}/availability Calling s - - - - - - - - >
        POST /calls/{client}/{engagement}/{interview}/skip         Calling s - - - - - - - - >
        POST /calls/{client}/{engagement}/{interview}/invitation     Ended   s - - - - - - - - >
        POST /calls/{client}/{engagement}/{interview}/invitation-end Calling s - - - - - - - - >
        POST /calls/{client}/{engagement}/{interview}/echo         Calling s - - - - - - - - >
        GET /interviews/{client}/{engagement}/{interview}                     Calling s - - - - - - - - >
        GET /interviews/{client}/{engagement}/{interview}/replies             Calling s - - - - - - - - >
        POST /interviews/{client}/{engagement}/{interview}/replies/refusal    Coding  - - - - - - - - - >
        GET /interviews/{client}/{engagement}/{interview}/answers             Coding  - - - - - s - - - >
        POST /interviews/{client}/{engagement}/{interview}/answers/opening    Coding  - - - - - s - - - >
        POST /interviews/{client}/{engagement}/{interview}/answers/outcome    Coding  - - - - - s - - - >
        POST /interviews/{client}/{engagement}/{interview}/consent            Calling s - - - - - - - - >
        POST /interviews/{client}/{engagement}/{interview}/notes              Talking s - - - - - - - - >
        POST /interviews/{client}/{engagement}/{interview}/note-drafts        Talking s - - - - - - - - >
        POST /interviews/{client}/{engagement}/{interview}/asides             Talking s - - - - - - - - >
        POST /interviews/{client}/{engagement}/{interview}/levels             Talking s - - - - - - - - >
        POST /interviews/{client}/{engagement}/{interview}/completion         Talking s - - - - - - - - >
        POST /interviews/{client}/{engagement}/{interview}/break-off          Talking s - - - - - - - - >
        GET /interviews/{client}/{engagement}/{interview}/wrap-up             Ended   s - - - - - - - - >
        POST /interviews/{client}/{engagement}/{interview}/wrap-up            Ended   s - - - - - - - - >
        POST /interviews/{client}/{engagement}/{interview}/wrap-up/lines      Ended   s - - - - - - - - >
        GET /interviews/{client}/{engagement}/{interview}/transcript          Marking s - - s - s - - - >
        GET /interviews/{client}/{engagement}/{interview}/transcript/upload   Marking s - - s - s - - - >
        GET /interviews/{client}/{engagement}/{interview}/transcript/speakers Marking s - - s - s - - - >
        GET /interviews/{client}/{engagement}/{interview}/transcript/asides   Marking s - - s - s - - - >
        GET /interviews/{client}/{engagement}/{interview}/transcript/close    Coding  - - - s - s - - - >
        POST /interviews/{client}/{engagement}/{interview}/transcript/opening     Marking s - - s - s - - - >
        POST /interviews/{client}/{engagement}/{interview}/transcript/uploads     Marking s - - s - - - - - >
        POST /interviews/{client}/{engagement}/{interview}/transcript/notes       Marking s - - s - - - - - >
        POST /interviews/{client}/{engagement}/{interview}/transcript/speakers    Marking s - - s - - - - - >
        POST /interviews/{client}/{engagement}/{interview}/transcript/shift       Marking s - - s - - - - - >
        POST /interviews/{client}/{engagement}/{interview}/transcript/marks       Marking s - - s - - - - - >
        POST /interviews/{client}/{engagement}/{interview}/transcript/seals       Marking s - - s - s - - - >
        POST /interviews/{client}/{engagement}/{interview}/transcript/suggestions Marking s - - s - - - - - >
        POST /interviews/{client}/{engagement}/{interview}/transcript/unseals     Marking s - - s - s - - - >
        POST /interviews/{client}/{engagement}/{interview}/transcript/themes      Marking - - - s - - - - - >
        POST /interviews/{client}/{engagement}/{interview}/transcript/closing     Marking s - - s - - - - - >
        GET /themes/{client}/{engagement} Marking - - - s - s - - - >
        POST /themes/{client}/{engagement} Marking - - - s - - - - - >
        POST /themes/{client}/{engagement}/{number}/approval Marking - - - s - s - - - >
        POST /themes/{client}/{engagement}/{number}/refusal Marking - - - s - s - - - >
        POST /themes/{client}/{engagement}/{number}/buyers Marking - - - s - - - - - >
        GET /held/{client}/{engagement} Marking - - - s - s - - - >
        POST /held/{client}/{engagement}/opening Marking - - - s - s - - - >
        POST /held/{client}/{engagement}/clearings Marking - - - s - s - - - >
        GET /board Calling - - s - - - - - - >
        GET /board/bell Calling - - s - - - - - - >
        GET /calendar Calling s s - - - - - - - >
        GET /calendar/items Calling s s - - - - - - - >
        POST /calendar/hours Calling s s - - - - - - - >
        POST /calendar/away Calling s s - - - - - - - >
        POST /calendar/link Calling s s - - - - - - - >
        POST /calendar/link-end Calling s s - - - - - - - >
        POST /calendar/returns Calling s s - - - - - - - >
        GET /board/field Calling - - s - - - - - - >
        GET /board/cases Calling - - s - - - - - - >
        GET /board/cases/{client}/{engagement}/{interview} Calling - - s - - - - - - >
        POST /board/cases/{client}/{engagement}/{interview}/steps Calling - - s - - - - - - >
        POST /board/{client}/{engagement}/{interview}/talk Calling - - s - - - - - - >
        POST /board/{client}/{engagement}/{interview}/invitation Ended - - s - - - - - - >
        POST /board/{client}/{engagement}/{interview}/invitation-end Calling - - s - - - - - - >
        POST /board/{client}/{engagement}/{interview}/hand-over Calling - - s - - - - - - >
        GET /board/away Calling - - s - - - - - - >
        POST /board/away Calling - - s - - - - - - >
        POST /board/away/withdrawal Calling - - s - - - - - - >
        GET /transcripts Marking s s - s s s - - - >
        GET /engagements Calling - - s s s - - s - >
        GET /engagements/{client} Calling - - s s s - - s - >
        GET /engagements/{client}/{engagement} Calling - - s s - - - s - >
        GET /engagements/{client}/{engagement}/deals Calling - - s s - - - s - >
        POST /engagements/{client}/{engagement}/stage Calling - - s s - - - s - >
        POST /engagements/{client}/{engagement}/deals/choices Calling - - s s - - - s - >
        GET /engagements/{client}/{engagement}/set-up Calling - - - s - - - s - >
        GET /engagements/{client}/{engagement}/lists/{list} Calling - - - s - - - - - >
        GET /engagements/{client}/{engagement}/lists/{list}/repair.csv Calling - - - s - - - - - >
        GET /engagements/{client}/{engagement}/letters Calling - - s s - - - s - >
        GET /engagements/{client}/{engagement}/letters/{letter}/{language} Calling - - s s - - - s - >
        POST /engagements/{client}/{engagement}/letters/{letter}/{language} Calling - - s s - - - s - >
        POST /engagements/{client}/{engagement}/letters/{letter}/{language}/preview Calling - - s s - - - s - >
        POST /engagements/{client}/{engagement}/letters/{letter}/{language}/house-words Calling - - s s - - - s - >
        POST /engagements Calling - - - s s - - s - >
        POST /engagements/{client}/engagements Calling - - - s - - - s - >
        POST /engagements/{client}/people Calling - - - s - - - s - >
        POST /engagements/{client}/people/removal Calling - - - s - - - s - >
        POST /engagements/{client}/{engagement}/set-up Calling - - - s - - - s - >
        POST /engagements/{client}/{engagement}/deals/leave-outs Calling - - - s - - - s - >
        POST /engagements/{client}/{engagement}/lists Calling - - - s - - - s - >
        POST /engagements/{client}/{engagement}/lists/{list}/mapping Calling - - - s - - - - - >
        POST /engagements/{client}/{engagement}/lists/{list}/import Calling - - - s - - - s - >
        POST /engagements/{client}/billing Calling - - - - - - - s - >
        GET /billing/contracts Calling - - - - - - s s - >
        GET /billing/contracts/{client} Calling - - - - - - s s - >
        POST /billing/contracts/{client}/end Calling - - - - - - s s - >
        POST /billing/contracts/{client}/end/removal Calling - - - - - - s s - >
        GET /privacy Calling - - - - - s - - - >
        GET /privacy/{id} Calling - - - - - 0 - - - >
        POST /privacy/wishes Calling - - - - - s - - - >
        POST /privacy/{wish}/carrying-out Calling - - - - - s - - - >
        POST /privacy/{wish}/copy Calling - - - - - 0 - - - >
        GET /undone Calling - - - - - - - s - >
        POST /undone/tries Calling - - - - - - - s - >
        GET /keys Calling - - - - - - - s - >
        POST /keys/change Calling - - - - - - - s - >
        POST /keys/witness Calling - - - - - - - s - >
        GET /staff Calling - - - - - - - s - >
        POST /staff Calling - - - - - - - s - >
        GET /interviews/{client}/{engagement}/{interview}/masking Coding - - - s - - - - - >
        GET /interviews/{client}/{engagement}/{interview}/coding Coding - - - s - - - - - >
        POST /interviews/{client}/{engagement}/{interview}/masks Coding - - - s - - - - - >
        POST /interviews/{client}/{engagement}/{interview}/masks/acceptance Coding - - - s - - - - - >
        POST /interviews/{client}/{engagement}/{interview}/codes Coding - - - s - - - - - >
        POST /interviews/{client}/{engagement}/{interview}/codes/removal Coding - - - s - - - - - >
        POST /interviews/{client}/{engagement}/{interview}/quotes Coding - - - s - - - - - >
        POST /interviews/{client}/{engagement}/{interview}/quotes/removal Coding - - - s - - - - - >
        POST /interviews/{client}/{engagement}/{interview}/respondent Coding - - - s - - - - - >
        POST /interviews/{client}/{engagement}/{interview}/coding-closure Coding - - - s - - - - - >
        GET /reports Coding - - - s s - - s - >
        GET /reports/{client}/{engagement}/{report} Coding - - - s - - - s - >
        POST /reports/{client}/{engagement}/{report}/opening Coding - - - s - - - - - >
        POST /reports/{client}/{engagement}/{report}/strengths Coding - - - s - - - - - >
        POST /reports/{client}/{engagement}/{report}/beliefs Coding - - - s - - - - - >
        POST /reports/{client}/{engagement}/{report}/questions Coding - - - s - - - - - >
        POST /reports/{client}/{engagement}/{report}/findings Coding - - - s - - - - - >
        POST /reports/{client}/{engagement}/{report}/findings/{n} Coding - - - s - - - - - >
        POST /reports/{client}/{engagement}/{report}/findings/{n}/place Coding - - - s - - - - - >
        POST /reports/{client}/{engagement}/{report}/findings/{n}/removal Coding - - - s - - - - - >
        POST /reports/{client}/{engagement}/{report}/findings/{n}/quotes Coding - - - s - - - - - >
        POST /reports/{client}/{engagement}/{report}/findings/{n}/quotes/removal Coding - - - s - - - - - >
        POST /reports/{client}/{engagement}/{report}/mending Coding - - - s - - - - - >
        POST /reports/{client}/{engagement}/{report}/not-names Coding - - - s - - - - - >
        POST /reports/{client}/{engagement}/{report}/not-names/removal Coding - - - s - - - - - >
        POST /reports/{client}/{engagement}/{report}/check Coding - - - s - - - - - >
        POST /reports/{client}/{engagement}/{report}/approvals Coding - - - s - - - - - >
        POST /reports/{client}/{engagement}/{report}/approvals/revocation Coding - - - s - - - - - >
        POST /reports/{client}/{engagement}/{report}/correction Coding - - - s - - - - - >
        POST /reports/{client}/{engagement}/{report}/proposal Coding - - - s - - - - - >
        POST /reports/{client}/{engagement}/{report}/approval Coding - - - s - - - - - >
        GET /billing Calling - - - - - - s s - >
        GET /billing/months/{month} Calling - - - - - - s s - >
        GET /billing/months/{month}/live Calling - - - - - - s s - >
        GET /billing/months/{month}/issues Calling - - - - - - s s - >
        POST /billing/months/{month}/issues Calling - - - - - - s s - >
        POST /billing/months/{month}/checks Calling - - - - - - s s - >
        POST /billing/months/{month}/closing Calling - - - - - - s s - >
        POST /billing/months/{month}/export Calling - - - - - - s s - >
        POST /billing/months/{month}/{client}/{engagement}/issue Calling - - - - - - s s - >
        POST /billing/months/{month}/{client}/{engagement}/hold Calling - - - - - - s s - >
        POST /billing/months/{month}/{client}/{engagement}/release Calling - - - - - - s s - >
        POST /billing/months/{month}/{client}/{engagement}/agreement Calling - - - - - - s s - >
        GET /billing/invoices Calling - - - - - - s s - >
        GET /billing/rate-cards Calling - - - - - - s s - >
        GET /billing/rate-cards/{client}/{engagement} Calling - - - - - - s s - >
        POST /billing/rate-cards/{client}/{engagement} Calling - - - - - - s s - >
        GET /billing/agency Calling - - - - - - s s - >
        POST /billing/agency Calling - - - - - - - s - >
        GET /billing/invoices/{client}/{engagement}/{invoice} Calling - - - - - - 0 0 - >
        GET /billing/invoices/{client}/{engagement}/{invoice}/page Calling - - - - - - 0 0 - >
        GET /billing/invoices/{client}/{engagement}/{invoice}/invoice.pdf Calling - - - - - - 0 0 - >
        POST /billing/invoices/{client}/{engagement}/{invoice}/payment Calling - - - - - - 0 0 - >
        POST /billing/invoices/{client}/{engagement}/{invoice}/credit Calling - - - - - - 0 0 - >
        POST /billing/invoices/{client}/{engagement}/{invoice}/voiding Calling - - - - - - 0 0 - >
        POST /billing/invoices/{client}/{engagement}/{invoice}/giving-up Calling - - - - - - 0 0 - >
        GET /access-log                                 Marking    s    s    -     s    s     s     -   s      -        >
        GET /access-log/{client}/{engagement}           Marking    s    s    -     s    s     s     -   s      -        >
        GET /access-log/{client}/{engagement}/export    Marking    -    -    -     -    -     s     -   s      -        >
        GET /wall-check                                 Marking    -    -    -     -    -     s     -   s      -        >
        GET /wall-check/state                           Marking    -    -    -     -    -     s     -   s      -        >
        POST /wall-check/runs                           Marking    -    -    -     -    -     s     -   s      -        >
        """);

    // Owen is the client's admin, Rita reads there, Carl is another client's admin; Maya is of the agency.
    public static readonly IReadOnlyDictionary<string, Row> Portal = Read("""
        .                                               Calling    owen rita carl maya nobody
        GET /                                           Calling    s    s    s    s    >
        GET /health                                     Calling    s    s    s    s    s
        POST /demo-clock                                Calling    s    s    s    s    s
        GET /_framework/opaque-redirect                 Calling    s    s    s    s    >
        GET /{**path}                                   Calling    0    0    0    0    >
        HEAD /{**path}                                  Calling    0    0    0    0    >
        GET /sign-in                                    Calling    s    s    s    s    s
        POST /sign-in/demo                              Calling    s    s    s    s    s
        GET /sign-in/provider                           Calling    0    0    0    0    0
        GET /sign-in/refused                            Calling    s    s    s    s    s
        GET /sign-in/out                                Calling    s    s    s    s    s
        POST /sign-in/out                               Calling    s    s    s    s    s
        GET /{client}                                   Calling    s    s    -    -    >
        GET /{client}/invoices                          Calling    s    -    -    -    >
        GET /{client}/invoices/{number}/invoice.pdf     Calling    s    -    -    -    >
        GET /{client}/{engagement}                      Calling    s    s    -    -    >
        GET /{client}/{engagement}/ask                  Calling    s    s    -    -    >
        GET /{client}/{engagement}/colleagues           Calling    s    s    -    -    >
        GET /{client}/{engagement}/deals                Calling    s    s    -    -    >
        GET /{client}/{engagement}/expectations         Calling    s    s    -    -    >
        GET /{client}/{engagement}/releases             Calling    s    s    -    -    >
        GET /{client}/{engagement}/requests/{id}        Calling    s    -    -    -    >
        GET /{client}/{engagement}/releases/{number}    Calling    s    s    -    -    >
        GET /{client}/{engagement}/releases/{number}/readout.html   Calling s s - - >
        GET /{client}/{engagement}/releases/{number}/readout.pdf    Calling s s - - >
        GET /{client}/{engagement}/releases/{number}/report.html    Calling s s - - >
        GET /{client}/{engagement}/releases/{number}/data.json      Calling s s - - >
        GET /{client}/{engagement}/releases/{number}/manifest.json  Calling s s - - >
        POST /{client}/{engagement}/leave-outs          Calling    s    s    -    -    >
        POST /{client}/{engagement}/expectations        Calling    s    s    -    -    >
        POST /{client}/{engagement}/questions           Calling    s    s    -    -    >
        POST /{client}/{engagement}/colleagues          Calling    s    -    -    -    >
        POST /{client}/{engagement}/deal-lists          Calling    s    s    -    -    >
        """);

    /// <summary>A row without its pattern's constraints: {number:int:min(1)} is {number}.</summary>
    public static string KeyOf(string name) => name is "GET /" ? name : System.Text.RegularExpressions.Regex.Replace(name, @"\{(\**\w+)[^}]*\}", "{$1}").TrimEnd('/').Replace("{Client}", "{client}", StringComparison.Ordinal)
        .Replace("{Engagement}", "{engagement}", StringComparison.Ordinal).Replace("{Id}", "{id}", StringComparison.Ordinal).Replace("{Number}", "{number}", StringComparison.Ordinal)
        .Replace("{List}", "{list}", StringComparison.Ordinal);

    private static Dictionary<string, Row> Read(string table)
    {
        var lines = table.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries)).ToArray();
        var people = lines[0].Where(word => word is not ("." or "Calling")).ToArray();
        var rows = new Dictionary<string, Row>(StringComparer.Ordinal);
        foreach (var words in lines.Skip(1))
        {
            if (words.Length != people.Length + 3) throw new InvalidOperationException($"The row of {words[0]} {words[1]} has {words.Length - 3} columns of {people.Length}.");
            rows.Add($"{words[0]} {words[1]}", new Row(Enum.Parse<At>(words[2]), people.Zip(words.Skip(3)).ToDictionary(pair => pair.First, pair => pair.Second switch
            {
                "s" => Gets.Served, "-" => Gets.Refused, "0" => Gets.Nothing, ">" => Gets.AskedToSignIn, var other => throw new InvalidOperationException($"{words[1]}: {other} is none of s, -, 0 and >."),
            })));
        }
        return rows;
    }
}
