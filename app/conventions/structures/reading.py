"""Read a list of places: the national standard 1.0 or 0.1, in CSV or JSON."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from app.conventions.communes import Communes
from app.conventions.structures.encoding import text_of
from app.conventions.structures.places import read_line
from app.conventions.structures.report import Ligne, Remarque
from app.conventions.structures.table import Cut, cut
from app.domain.failures import UnusableFileError

MAX_BYTES: Final = 64 * 1024 * 1024
V1, V0 = "1.0", "0.1"
_NEEDED: Final = ("id", "nom", "commune", "code_postal")
_OF_V0: Final = frozenset(
    {"conditions_acces", "labels_nationaux", "labels_autres", "publics_accueillis", "courriel"}
)
_OF_BOTH: Final = frozenset(
    {
        *("id", "pivot", "nom", "commune", "code_postal", "code_insee", "adresse"),
        *("complement_adresse", "latitude", "longitude", "typologie", "telephone", "site_web"),
        *("horaires", "presentation_resume", "presentation_detail", "source", "date_maj"),
        *("structure_parente", "services", "modalites_accompagnement", "prise_rdv"),
        *("accepte_pass_numerique", "accepte_pass", "pass_verifie_le"),
    }
)
_OF_V1: Final = frozenset(
    {
        *("courriels", "itinerance", "publics_specifiquement_adresses"),
        *("prise_en_charge_specifique", "frais_a_charge", "dispositif_programmes_nationaux"),
        *("formations_labels", "autres_formations_labels", "modalites_acces"),
        "fiche_acces_libre",
    }
)
_KNOWN: Final = _OF_BOTH | _OF_V0 | _OF_V1 | {"cle_ban", "accessibilite"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Lecture:
    """A list being read. `notes` are about the whole file; `lignes` are read as they are asked for.

    `attendues` is about how many lines there are.
    """

    version: str
    notes: tuple[str, ...]
    attendues: int
    lignes: Iterator[Ligne]


def read_structures(
    content: bytes, communes: Communes, *, file: str, today: date | None = None
) -> Lecture:
    """Begin to read a list; its lines come one by one, so that the reader may stop.

    Days after `today` are taken for mistakes of typing; without it, none is.

    Raises:
        UnusableFileError: too large, of an unknown encoding, or no list of places at all.
    """
    if len(content) > MAX_BYTES:
        raise UnusableFileError(file, "ce fichier est trop volumineux pour une liste de lieux.")
    text, wrong = text_of(content, file=file)
    found = cut(text, file=file)
    missing = [column for column in _NEEDED if column not in found.columns]
    if missing:
        problem = (
            f"colonnes absentes : {', '.join(missing)}. Ce n’est pas une liste au standard "
            "national de la médiation numérique."
        )
        raise UnusableFileError(file, problem, place="ligne 1")
    former = len(_OF_V0.intersection(found.columns)) > len(_OF_V1.intersection(found.columns))
    strangers = [name for name in found.columns if name and name not in _KNOWN]
    left = f"Colonnes que le standard ne connaît pas, laissées : {', '.join(strangers[:12])}."
    notes = tuple(note for note in (wrong, left if strangers else "") if note)
    return Lecture(
        version=V0 if former else V1,
        notes=notes,
        attendues=found.expected,
        lignes=_lignes(found, communes, today),
    )


def _lignes(found: Cut, communes: Communes, today: date | None) -> Iterator[Ligne]:
    seen: dict[str, int] = {}
    for line in found.lines:
        ligne = read_line(line, communes, today)
        structure = ligne.structure
        if structure is not None and (first := seen.setdefault(structure.id, line.number)) != (
            line.number
        ):
            again = Remarque(
                colonne="id",
                lu=structure.id,
                garde="",
                raison=f"cet identifiant est déjà celui de la ligne {first}",
            )
            ligne = replace(ligne, structure=None, remarques=(*ligne.remarques, again))
        yield ligne
