"""What was typed of a person, checked and turned into an address; no window, no database."""

import re
from collections.abc import Mapping

from app.documents.postal import PostalAddress, Role, compose
from app.domain.personne import AdressePostale, Personne
from app.domain.territoire import Commune
from app.ui.pages.personne.state import Field, LineWarning, Logement

Values = Mapping[Field, str]
_CODE_POSTAL = re.compile(r"\d{5}")
_VOWELS = "aeiouyàâéèêëîïôöùûüœæ"
_FIELD_OF = {
    Role.DESTINATAIRE: Field.NOM,
    Role.CHEZ: Field.CHEZ,
    Role.COMPLEMENT: Field.COMPLEMENT,
    Role.RESIDENCE: Field.RESIDENCE,
    Role.VOIE: Field.VOIE,
    Role.LIEU_DIT: Field.LIEU_DIT,
    Role.LOCALITE: Field.CODE_POSTAL,
}


def values_of(personne: Personne, *, with_identity: bool = True) -> dict[Field, str]:
    """Return the fields as they stand for a known person, or her address alone."""
    adresse = personne.adresse
    logement = Logement.HEBERGE if adresse.chez else Logement.CHEZ_ELLE
    if adresse.domiciliation_ccas:
        logement = Logement.CCAS
    values = {
        Field.LOGEMENT: logement.value,
        Field.CHEZ: adresse.chez,
        Field.COMPLEMENT: adresse.complement,
        Field.RESIDENCE: adresse.residence,
        Field.VOIE: adresse.voie,
        Field.LIEU_DIT: adresse.lieu_dit,
        Field.CODE_POSTAL: adresse.code_postal,
        Field.COMMUNE: adresse.code_insee,
    }
    if with_identity:
        values |= {
            Field.CIVILITE: personne.civilite,
            Field.NOM: personne.nom,
            Field.PRENOM: personne.prenom,
            Field.TRANCHE_AGE: personne.tranche_age,
        }
    return values


def has_details(adresse: AdressePostale) -> bool:
    """Tell whether the address has one of the lines that few need, which are folded else."""
    return bool(adresse.complement or adresse.residence or adresse.lieu_dit)


def address_of(values: Values, commune: str) -> AdressePostale:
    """Return the address; `commune` is the name that stands on the last line."""
    logement = values.get(Field.LOGEMENT, Logement.CHEZ_ELLE)

    def text(name: Field) -> str:
        return " ".join(values.get(name, "").split())

    return AdressePostale(
        voie=text(Field.VOIE),
        code_postal=text(Field.CODE_POSTAL),
        commune=commune,
        code_insee=text(Field.COMMUNE),
        chez="" if logement == Logement.CHEZ_ELLE else text(Field.CHEZ),
        complement=text(Field.COMPLEMENT),
        residence=text(Field.RESIDENCE),
        lieu_dit=text(Field.LIEU_DIT),
        domiciliation_ccas=logement == Logement.CCAS,
    )


def mistakes_of(values: Values, *, communes: int, needs_reason: bool) -> dict[Field, str]:
    """Return what is missing or wrong, in plain French, in the order of the page."""
    code = values.get(Field.CODE_POSTAL, "").strip()
    logement = values.get(Field.LOGEMENT, Logement.CHEZ_ELLE)
    street = values.get(Field.VOIE, "").strip() or values.get(Field.LIEU_DIT, "").strip()
    hosted = logement == Logement.HEBERGE and not values.get(Field.CHEZ, "").strip()
    wrong: list[tuple[Field, bool, str]] = [
        (Field.NOM, not values.get(Field.NOM, "").strip(), "Écrivez le nom."),
        (Field.PRENOM, not values.get(Field.PRENOM, "").strip(), "Écrivez le prénom."),
        (Field.CHEZ, hosted, "Écrivez le nom de la personne qui héberge."),
        (
            Field.VOIE,
            not street,
            "Écrivez le numéro et la rue. S’il n’y a pas de rue, précisez le lieu-dit.",
        ),
        (
            Field.CODE_POSTAL,
            not _CODE_POSTAL.fullmatch(code),
            "Le code postal a cinq chiffres.",
        ),
        (
            Field.CODE_POSTAL,
            bool(_CODE_POSTAL.fullmatch(code)) and not communes,
            "Aucune commune n’a ce code postal\u00a0: vérifiez les chiffres.",
        ),
        (
            Field.COMMUNE,
            bool(communes) and not values.get(Field.COMMUNE),
            "Choisissez la commune.",
        ),
        (
            Field.MOTIF,
            needs_reason and not values.get(Field.MOTIF),
            "Dites pourquoi, ou vérifiez l’adresse.",
        ),
    ]
    found: dict[Field, str] = {}
    for name, is_wrong, words in wrong:
        if is_wrong:
            found.setdefault(name, words)
    return found


def envelope(values: Values, commune: str) -> tuple[tuple[str, ...], tuple[LineWarning, ...]]:
    """Return the lines of the envelope, or what does not fit on it (NF Z10-011)."""
    composed = compose(
        civilite=values.get(Field.CIVILITE, ""),
        prenom=values.get(Field.PRENOM, "").strip(),
        nom=values.get(Field.NOM, "").strip(),
        adresse=address_of(values, commune),
    )
    if isinstance(composed, PostalAddress):
        return composed.lines, ()
    return (), tuple(
        LineWarning(
            field=_FIELD_OF[fault.role],
            problem=fault.problem,
            proposal="" if fault.role in (Role.DESTINATAIRE, Role.LOCALITE) else fault.proposal,
        )
        for fault in composed.faults
    )


def ccas_of(commune: str) -> str:
    """Return « CCAS de Strasbourg », « CCAS d’Obernai », « CCAS du Havre »."""
    for article, contracted in (("Le ", "du "), ("Les ", "des ")):
        if commune.startswith(article):
            return f"CCAS {contracted}{commune.removeprefix(article)}"
    if commune[:1].lower() in _VOWELS:
        return f"CCAS d’{commune}"
    return f"CCAS de {commune}"


def communes_like(communes: tuple[Commune, ...], beginning: str) -> tuple[Commune, ...]:
    """Return the communes whose name begins as `beginning`, or all of them when none does."""
    wanted = beginning.strip().casefold()
    return tuple(one for one in communes if one.nom.casefold().startswith(wanted)) or communes


def names_in(query: str) -> dict[Field, str]:
    """Return what was looked for as the beginning of a new person: « maquette monique »."""
    words = query.split()
    names = {Field.NOM: words[0].capitalize()} if words else {}
    if len(words) > 1:
        names[Field.PRENOM] = " ".join(word.capitalize() for word in words[1:])
    return names
