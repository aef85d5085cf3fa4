"""A report as JSON: as it is kept since it was validated, and as it is given in a file."""

import hashlib
import json
from datetime import date
from typing import Any, Final, cast

from app.domain.bilan import Cible, Contenu, EnTete, Ligne, Partie, Saisie, SourceChiffres, Tableau

FORMAT: Final = "passerelle/bilan"
VERSION: Final = 1


def written(contenu: Contenu) -> dict[str, Any]:
    """Return what JSON writes; a figure that is not shown is null."""
    return {
        "format": FORMAT,
        "version": VERSION,
        "modele": contenu.modele,
        "titre": contenu.titre,
        "convention": contenu.convention,
        "reference": contenu.reference,
        "structure": contenu.structure,
        "destinataire": contenu.destinataire,
        "periode": contenu.periode,
        "debut": contenu.debut.isoformat(),
        "fin": contenu.fin.isoformat(),
        "source": contenu.source.value,
        "parties": [_partie(one) for one in contenu.parties],
        "methode": list(contenu.methode),
    }


def read(found: dict[str, Any]) -> Contenu:
    """Read back what `written` gave.

    Raises:
        KeyError, TypeError, ValueError: it is nothing of the kind.
    """
    return Contenu(
        modele=found["modele"],
        titre=found["titre"],
        convention=found["convention"],
        reference=found["reference"],
        structure=found["structure"],
        destinataire=found["destinataire"],
        periode=found["periode"],
        debut=date.fromisoformat(found["debut"]),
        fin=date.fromisoformat(found["fin"]),
        source=SourceChiffres(found["source"]),
        parties=tuple(_read_partie(one) for one in found["parties"]),
        methode=tuple(found["methode"]),
        coop=found.get("coop", ""),
        entetes=tuple(
            EnTete(nom=one["nom"], service=one["service"], adresse=tuple(one["adresse"]))
            for one in found.get("entetes", ())
        ),
    )


def as_text(contenu: Contenu) -> str:
    """Return the one text of a report, whose hash seals it."""
    kept = written(contenu) | ({"coop": contenu.coop} if contenu.coop else {})
    if contenu.entetes:  # of the paper alone; a text of before this version has none
        kept["entetes"] = [
            {"nom": one.nom, "service": one.service, "adresse": list(one.adresse)}
            for one in contenu.entetes
        ]
    return json.dumps(kept, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def from_text(text: str) -> Contenu:
    """Read the text back.

    Raises:
        KeyError, TypeError, ValueError: it is nothing of the kind.
    """
    return read(cast("dict[str, Any]", json.loads(text)))


def seal(text: str) -> str:
    """Return the SHA-256 of a report's text."""
    return hashlib.sha256(text.encode()).hexdigest()


def _partie(partie: Partie) -> dict[str, Any]:
    return {
        "code": partie.code,
        "titre": partie.titre,
        "question": partie.question,
        "texte": partie.texte,
        "tableaux": [
            {
                "code": one.code,
                "titre": one.titre,
                "unite": one.unite,
                "colonnes": list(one.colonnes),
                "lignes": [
                    {
                        "code": ligne.code,
                        "libelle": ligne.libelle,
                        "figures": list(ligne.figures),
                        "total": ligne.total,
                    }
                    for ligne in one.lignes
                ],
                "n": one.n,
                "manquants": one.manquants,
                "partiel": one.partiel,
            }
            for one in partie.tableaux
        ],
        "cibles": [
            {
                "libelle": one.libelle,
                "minimum": one.minimum,
                "atteint": one.atteint,
                "tenu": one.tenu,
                "source": one.source,
            }
            for one in partie.cibles
        ],
        "saisies": [
            {"code": one.code, "libelle": one.libelle, "nombre": one.nombre}
            for one in partie.saisies
        ],
    }


def _read_partie(found: dict[str, Any]) -> Partie:
    return Partie(
        code=found["code"],
        titre=found["titre"],
        question=found["question"],
        texte=found["texte"],
        tableaux=tuple(_read_tableau(one) for one in found["tableaux"]),
        cibles=tuple(Cible(**one) for one in found["cibles"]),
        saisies=tuple(Saisie(**one) for one in found["saisies"]),
    )


def _read_tableau(found: dict[str, Any]) -> Tableau:
    lignes = tuple(
        Ligne(
            code=one["code"],
            libelle=one["libelle"],
            figures=tuple(one["figures"]),
            total=one["total"],
        )
        for one in found["lignes"]
    )
    return Tableau(
        code=found["code"],
        titre=found["titre"],
        colonnes=tuple(found["colonnes"]),
        lignes=lignes,
        unite=found["unite"],
        n=found["n"],
        manquants=found["manquants"],
        partiel=found["partiel"],
    )
