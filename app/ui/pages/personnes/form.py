"""A correction checked and turned into a record; no window, no database."""

import re
from collections.abc import Mapping
from dataclasses import replace

from app.domain.convention import Champ, Convention
from app.domain.personne import AdressePostale, Personne
from app.domain.territoire import Commune
from app.ui.pages.personnes.state import Field

Values = Mapping[Field, str]
_CODE_POSTAL = re.compile(r"\d{5}")
_NEEDED = {
    Field.PRENOM: "Écrivez le prénom.",
    Field.NOM: "Écrivez le nom.",
    Field.VOIE: "Écrivez le numéro et la rue.",
}
_ALWAYS = frozenset(Field) - {Field.CIVILITE, Field.TRANCHE_AGE}


def fields_asked(convention: Convention) -> frozenset[Field]:
    """Return the fields that the convention lets stand."""
    asked = set(_ALWAYS)
    if convention.allows(Champ.CIVILITE):
        asked.add(Field.CIVILITE)
    if convention.allows(Champ.TRANCHE_AGE):
        asked.add(Field.TRANCHE_AGE)
    return frozenset(asked)


def values_of(personne: Personne) -> dict[Field, str]:
    """Return the fields as they stand."""
    adresse = personne.adresse
    return {
        Field.CIVILITE: personne.civilite,
        Field.PRENOM: personne.prenom,
        Field.NOM: personne.nom,
        Field.TRANCHE_AGE: personne.tranche_age,
        Field.CHEZ: adresse.chez,
        Field.COMPLEMENT: adresse.complement,
        Field.RESIDENCE: adresse.residence,
        Field.VOIE: adresse.voie,
        Field.LIEU_DIT: adresse.lieu_dit,
        Field.CODE_POSTAL: adresse.code_postal,
        Field.COMMUNE: adresse.code_insee,
    }


def mistakes_of(values: Values) -> dict[Field, str]:
    """Return what is wrong, field by field, in plain French."""
    found = {name: said for name, said in _NEEDED.items() if not _text(values, name)}
    if not _CODE_POSTAL.fullmatch(_text(values, Field.CODE_POSTAL)):
        found[Field.CODE_POSTAL] = "Un code postal a cinq chiffres."
    elif not values.get(Field.COMMUNE):
        found[Field.COMMUNE] = "Choisissez la commune."
    return found


def corrected(personne: Personne, values: Values, commune: Commune) -> Personne:
    """Return the record with the correction; what the form does not ask stays."""
    adresse = replace(
        personne.adresse,
        voie=_text(values, Field.VOIE),
        code_postal=_text(values, Field.CODE_POSTAL),
        commune=_label(personne.adresse, commune),
        code_insee=commune.code_insee,
        chez=_text(values, Field.CHEZ),
        complement=_text(values, Field.COMPLEMENT),
        residence=_text(values, Field.RESIDENCE),
        lieu_dit=_text(values, Field.LIEU_DIT),
    )
    return replace(
        personne,
        civilite=values.get(Field.CIVILITE, ""),
        prenom=_text(values, Field.PRENOM),
        nom=_text(values, Field.NOM),
        tranche_age=values.get(Field.TRANCHE_AGE, ""),
        adresse=adresse,
    )


def _label(former: AdressePostale, commune: Commune) -> str:
    """Keep the commune's name as it was written while the commune stays the same."""
    return former.commune if former.code_insee == commune.code_insee else commune.nom


def _text(values: Values, name: Field) -> str:
    return " ".join(values.get(name, "").split())
