"""The table [demarches] of a convention: the Département's form and what fills each of its fields.

Only a convention with this table sends that way; the others use the Département's own service.
"""

import re
from typing import Final
from urllib.parse import urlsplit

from app.conventions.reading import Table
from app.domain.convention import Champ
from app.domain.demarche import (
    NEEDS,
    ChampFormulaire,
    Demarche,
    Formulaire,
    Remplissage,
    TypeChamp,
    Valeur,
)

_ID: Final = re.compile(r"[A-Za-z0-9_-]{4,60}")
_PATH: Final = re.compile(r"[a-z0-9][a-z0-9-]{0,199}")
_HOST: Final = re.compile(r"[a-z0-9]([a-z0-9.-]*[a-z0-9])?")
_HIGHEST: Final = 10_000_000
_LISTS: Final = frozenset({TypeChamp.LIST.value, TypeChamp.MULTIPLE.value})
_LOOPBACK: Final = frozenset({"127.0.0.1", "localhost", "::1"})
_BY_HAND: Final = "a_la_main"


def read_demarches(root: Table, sent: frozenset[Champ]) -> Demarche | None:
    """Read the table, None when the convention has none; `sent` are the fields that may leave.

    Raises:
        ConventionError: a value that the platform would drop in silence, or that may not leave.
    """
    if not root.has("demarches"):
        return None
    table = root.table("demarches")
    adresse, chemin = _adresse(table), table.text("chemin")
    if not _PATH.fullmatch(chemin):
        raise table.refuse("chemin", "le nom de la démarche dans son adresse est attendu.")
    champs: list[ChampFormulaire] = []
    remplissages: list[Remplissage] = []
    for one in table.tables("champ"):
        champ = _champ(one, {known.id for known in champs})
        champs.append(champ)
        filled = _remplissage(one, champ, sent)
        if filled is not None:
            remplissages.append(filled)
        one.close()
    found = Demarche(
        adresse=adresse,
        numero=table.whole("numero", low=1, high=_HIGHEST),
        chemin=chemin,
        formulaire=Formulaire(champs=tuple(champs)),
        remplissages=tuple(remplissages),
        identite=table.flag("identite"),
        fermeture=table.day("fermeture") if table.has("fermeture") else None,
        hotes=_hotes(table),
    )
    _check_reference(table, found)
    table.close()
    return found


def _adresse(table: Table) -> str:
    adresse = table.text("adresse").rstrip("/")
    parts = urlsplit(adresse)
    bare = not (parts.path or parts.query or parts.fragment or parts.username)
    secure = parts.scheme == "https" or (parts.scheme == "http" and parts.hostname in _LOOPBACK)
    if not (bare and secure and parts.hostname):
        raise table.refuse(
            "adresse", "une adresse comme https://exemple.fr, sans suite, est attendue."
        )
    return adresse


def _hotes(table: Table) -> tuple[str, ...]:
    if not table.has("hotes"):
        return ()
    hotes = table.texts("hotes", empty=True)
    for hote in hotes:
        if not _HOST.fullmatch(hote):
            raise table.refuse(
                "hotes", f"« {hote} » : un nom de site comme exemple.fr est attendu."
            )
    return hotes


def _champ(table: Table, known: set[str]) -> ChampFormulaire:
    id_ = table.text("champ").rstrip("=")
    if not _ID.fullmatch(id_):
        raise table.refuse("champ", "l’identifiant que donne la démarche est attendu.")
    if id_ in known:
        raise table.refuse("champ", f"« {id_} » y figure deux fois.")
    type_ = table.text("type")
    return ChampFormulaire(
        id=id_,
        type=type_,
        libelle=table.text("libelle"),
        obligatoire=table.flag("obligatoire"),
        prive=table.flag("annotation") if table.has("annotation") else False,
        options=table.texts("options") if type_ in _LISTS else (),
        libre=table.flag("autre") if type_ == TypeChamp.LIST and table.has("autre") else False,
    )


def _remplissage(
    table: Table, champ: ChampFormulaire, sent: frozenset[Champ]
) -> Remplissage | None:
    """Return what fills the field; None for one that the person who deposits fills by hand."""
    given = [key for key in ("valeur", "constante", _BY_HAND) if table.has(key)]
    if len(given) != 1:
        raise table.refuse("valeur", "une seule de « valeur », « constante » et « a_la_main ».")
    if given == [_BY_HAND]:
        if not table.flag(_BY_HAND):
            raise table.refuse(_BY_HAND, "« true » est attendu, ou « valeur » à sa place.")
        return None
    if champ.type not in set(TypeChamp):
        raise table.refuse("type", f"« {champ.type} » : ce type ne se remplit qu’à la main.")
    if given == ["constante"]:
        return Remplissage(champ=champ, constante=_constante(table, champ))
    valeur = table.choice("valeur", Valeur, list(Valeur))
    if not champ.takes(valeur):
        raise table.refuse("valeur", f"« {valeur} » ne va pas dans un champ « {champ.type} ».")
    needed = NEEDS.get(valeur)
    if needed is not None and needed not in sent:
        raise table.refuse("valeur", f"« {valeur} » : la convention ne transmet pas « {needed} ».")
    return Remplissage(champ=champ, valeur=valeur, traduction=_traduction(table, champ))


def _constante(table: Table, champ: ChampFormulaire) -> str:
    text = table.text("constante")
    wrong = champ.type in _LISTS and text not in champ.options and not champ.libre
    if champ.type in {TypeChamp.YES_NO, TypeChamp.CHECKBOX}:
        wrong = text not in {"true", "false"}
    elif champ.type in {TypeChamp.COMMUNE, TypeChamp.DEPARTEMENT, TypeChamp.DATE}:
        wrong = True
    if wrong:
        raise table.refuse("constante", f"« {text} » ne va pas dans ce champ.")
    return text


def _traduction(table: Table, champ: ChampFormulaire) -> dict[str, str]:
    if not table.has("traduction"):
        return {}
    words = table.table("traduction", sourced=False)
    found = {key: words.text(key) for key in words.left()}
    for code, word in found.items():
        if champ.type in _LISTS and word not in champ.options and not champ.libre:
            raise words.refuse(code, f"« {word} » n’est pas une option de ce champ.")
    return found


def _check_reference(table: Table, demarche: Demarche) -> None:
    """Ask for the one annotation by which the Département finds a prescription again."""
    found = [one for one in demarche.remplissages if one.valeur is Valeur.IDENTIFIANT]
    if len(found) != 1 or not found[0].champ.prive or found[0].champ.type != TypeChamp.TEXT:
        raise table.refuse(
            "champ", "« identifiant » remplit une annotation de type « text », une fois."
        )
