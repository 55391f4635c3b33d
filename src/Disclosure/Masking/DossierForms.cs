using WinLossAgency.Disclosure.Text;

namespace WinLossAgency.Disclosure.Masking;

/// <summary>Writes out every form in which people say what a dossier holds, as phrases and as names to compare by sound.</summary>
internal sealed class DossierForms
{
    private const string Known = "named in the dossier";

    private readonly Dictionary<string, string> names = new(StringComparer.Ordinal);

    public DossierForms(Dossier dossier)
    {
        foreach (var keep in dossier.Keep) AddKept(keep);
        for (var i = 0; i < dossier.People.Length; i++) AddPerson(dossier.People[i], EntityOf(dossier.People[i], i));
        for (var i = 0; i < dossier.Companies.Length; i++) AddCompany(dossier.Companies[i], $"org:{i}");
        foreach (var place in dossier.Places) AddPlace(place);
        foreach (var title in dossier.Titles) AddTitle(title);
        foreach (var id in dossier.Ids) Phrases.Add(id, MaskLabel.Id, MaskKind.Direct, "id:" + Fold.ToText(id), Casing.Any, Known, Candidate.Dossier);
        foreach (var mail in dossier.Emails) AddEmail(mail);
        mails = [.. dossier.Emails.Select(Fold.ToText)];
        Names = [.. names];
        Phones = [.. dossier.Phones.Select(p => new string([.. p.Where(char.IsAsciiDigit)])).Where(d => d.Length >= 7)];
    }

    private readonly string[] mails;

    public PhraseIndex Phrases { get; } = new();

    public PhraseIndex Kept { get; } = new();

    public string[] Phones { get; }

    /// <summary>Each word of a known person's name with the person it belongs to; what sound-alikes and spelled letters are compared with.</summary>
    public KeyValuePair<string, string>[] Names { get; }

    /// <summary>Whether a direct identifier that was found is the dossier's own, whoever found it.</summary>
    public bool Hold(TextView view, Candidate candidate)
    {
        if (candidate.Kind != MaskKind.Direct) return false;
        if (candidate.Rank is >= Candidate.Dossier - SoundsAlike and <= Candidate.Dossier + SoundsAlike) return Phrases.Count > 0 && !candidate.Entity.StartsWith("spelled:", StringComparison.Ordinal);
        var said = view.Folded.AsSpan(candidate.Start, candidate.Length);
        if (candidate.Label == MaskLabel.Email) return mails.Contains(said.ToString());
        if (candidate.Label != MaskLabel.Phone || Phones.Length == 0) return false;
        var digits = string.Concat(said.ToString().Where(char.IsAsciiDigit));
        return digits.Length >= PhoneMin && Phones.Any(p => p.EndsWith(digits.TrimStart('0'), StringComparison.Ordinal) || digits.EndsWith(p, StringComparison.Ordinal));
    }

    private const int SoundsAlike = 5;
    private const int PhoneMin = 7;

    private static string EntityOf(KnownPerson person, int index) => person.Relation switch
    {
        Relation.Respondent => $"respondent:{index}",
        Relation.Colleague => $"colleague:{index}",
        Relation.VendorStaff => $"vendor:{index}",
        _ => $"person:{index}",
    };

    private void AddKept(string keep)
    {
        Kept.Add(keep, default, default, Candidate.KeepEntity, Casing.Any, "", Candidate.Keep);
        var words = keep.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        // The first word of a kept name stays readable on its own, unless it is an everyday word that could hide a person.
        if (words.Length > 1 && words[0].Length > 3 && !Lexicon.IsCommon(Fold.ToText(words[0])))
            Kept.Add(words[0], default, default, Candidate.KeepEntity, Casing.Capital, "", Candidate.Keep - 1);
    }

    private void AddPerson(KnownPerson person, string entity)
    {
        var parts = person.Name.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (parts.Length == 0) return;
        string first = parts[0], last = parts[^1];
        Person(person.Name, entity, Casing.Any);
        if (parts.Length == 1)
        {
            Alone(first, entity);
            return;
        }
        foreach (var other in Lexicon.OtherForms(Fold.ToText(first)).Prepend(first))
        {
            Person($"{other} {last}", entity, Casing.Any);
            Person($"{last} {other}", entity, Casing.Capital);
            Alone(other, entity);
        }
        Person($"{first[0]} {last}", entity, Casing.Capital);
        Alone(last, entity);
        var initials = string.Concat(parts.Select(p => p[0]));
        Phrases.Add(string.Join(' ', initials.AsEnumerable()), MaskLabel.Person, MaskKind.Direct, entity, Casing.Upper, "initials of someone in the dossier", Candidate.Dossier);
        if (initials.Length > 2 || !Acronyms.IsEveryday(initials))
            Phrases.Add(initials, MaskLabel.Person, MaskKind.Direct, entity, Casing.Upper, "initials of someone in the dossier", Candidate.Dossier - 2);
        foreach (var part in parts[1..^1])
            if (part.Length > 2) Alone(part, entity);
    }

    private void Person(string form, string entity, Casing casing) =>
        Phrases.Add(form, MaskLabel.Person, MaskKind.Direct, entity, casing, Known, Candidate.Dossier);

    private void Alone(string name, string entity)
    {
        var folded = Fold.ToText(name);
        if (folded.Length < 2) return;
        Person(name, entity, Lexicon.IsCommon(folded) ? Casing.Capital : Casing.Any);
        names.TryAdd(folded, entity);
    }

    private void AddCompany(string company, string entity)
    {
        Company(company, entity, Casing.Any);
        Company(company.Replace("&", "and", StringComparison.Ordinal), entity, Casing.Any);
        var words = company.Split([' ', ','], StringSplitOptions.RemoveEmptyEntries);
        Acronym(words, entity);
        var kept = words.ToList();
        while (kept.Count > 1 && CompanyWords.IsEnding(Fold.ToText(kept[^1])))
        {
            kept.RemoveAt(kept.Count - 1);
            Acronym([.. kept], entity);
            Prefix(kept, entity);
        }
        for (var length = kept.Count; length >= 1; length--) Prefix(kept[..length], entity);
    }

    private void Prefix(List<string> words, string entity)
    {
        while (words.Count > 1 && words[^1] is "&" or "and" or "of") words = words[..^1];
        var form = string.Join(' ', words);
        var folded = Fold.ToText(form);
        if (words.Count == 1 && (folded.Length < 3 || CompanyWords.IsEnding(folded) || folded is "the" or "first" or "new" or "general" or "national")) return;
        Company(form, entity, Casing.Capital);
        Company(form.Replace("&", "and", StringComparison.Ordinal), entity, Casing.Capital);
        if (words.Count == 1 && !Lexicon.IsCommon(folded)) Company(form + "s", entity, Casing.Capital);
    }

    private void Company(string form, string entity, Casing casing) =>
        Phrases.Add(form, MaskLabel.Organization, MaskKind.Direct, entity, casing, "a company of the dossier", Candidate.Dossier);

    private void Acronym(string[] words, string entity)
    {
        var letters = string.Concat(words.Where(w => char.IsLetter(w[0]) && w is not ("and" or "of" or "the")).Select(w => char.ToUpperInvariant(w[0])));
        if (letters.Length < 2 || (letters.Length == 2 && Acronyms.IsEveryday(letters))) return;
        Phrases.Add(letters, MaskLabel.Organization, MaskKind.Direct, entity, Casing.Upper, "short for a company of the dossier", Candidate.Dossier);
    }

    private void AddPlace(string place) =>
        Phrases.Add(place, MaskLabel.Place, MaskKind.Quasi, "place:" + Fold.ToText(place), Lexicon.IsCommon(Fold.ToText(place)) ? Casing.Capital : Casing.Any, "a place of the dossier", Candidate.Dossier);

    private void AddTitle(string title)
    {
        foreach (var form in RoleWords.Forms(title))
            Phrases.Add(form, MaskLabel.Title, MaskKind.Quasi, "title:" + Fold.ToText(title), Casing.Any, "a role of the dossier", Candidate.Dossier);
    }

    // The name of a mail domain is the company's name written together: "write to anyone at anchorbaycu".
    private void AddEmail(string mail)
    {
        var at = mail.IndexOf('@');
        if (at < 1) return;
        var host = mail[(at + 1)..].Split('.')[0];
        if (host.Length > 4 && !PublicMail.IsHost(host) && !Lexicon.IsCommon(Fold.ToText(host)))
            Phrases.Add(host, MaskLabel.Organization, MaskKind.Direct, "org:0", Casing.Any, "mail domain of the dossier", Candidate.Dossier - 1);
    }
}
