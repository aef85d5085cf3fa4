"""The whole list of places, printed or as a table; the report of an import as a table."""

from dataclasses import replace
from typing import TYPE_CHECKING

from app.documents.cells import csv_bytes
from app.documents.kinds import TEMPLATES, PapierKind
from app.domain import ouverture
from app.domain.failures import AppError
from app.domain.mediation import AcceptePass, Service
from app.domain.orientation import Ordre
from app.storage import structures_mediation as catalogues
from app.usecases.interview.papers import ProducedPaper
from app.usecases.structures import searching
from app.usecases.structures.catalogue import day_of
from app.usecases.structures.place_words import (
    SHORT_SERVICES,
    accessibility,
    distance_words,
    filters_words,
    phone_words,
    reasons_words,
)
from app.usecases.structures.reporting import RapportImport
from app.usecases.structures.searching import Recherche, Trouvee
from app.usecases.structures.verifying import StructureGoneError
from app.usecases.workplace import Workplace

if TYPE_CHECKING:
    from app.documents.structures_list import LieuListe

MOST_PRINTED = 600  # about 90 pages: more is nobody's paper
_COLUMNS = ("Ligne", "Nom", "Suite", "Colonne", "Lu", "Gardé", "Raison")


class LongListError(AppError):
    """A paper of hundreds of pages: a part of it would not be the whole list."""


def printed_list(workplace: Workplace, asked: Recherche) -> ProducedPaper:
    """Make the list that answers a search, every place of it; some seconds for hundreds.

    Raises:
        StructureGoneError: there is no list.
        LongListError: more than `MOST_PRINTED` places answer.
    """
    from app.documents.sheet import pdf_hash  # noqa: PLC0415 - reportlab is slow
    from app.documents.structures_list import (  # noqa: PLC0415 - as above
        StructuresListData,
        structures_list_pdf,
    )

    with workplace.database.reading() as session:
        catalogue = catalogues.current(session)
    if catalogue is None:
        raise StructureGoneError
    found = searching.find(workplace, replace(asked, montrees=MOST_PRINTED))
    if found.total > MOST_PRINTED:
        raise LongListError
    commune = workplace.communes.by_insee.get(asked.depuis)
    rules = workplace.convention.orientation
    content = structures_list_pdf(
        StructuresListData(
            convention=workplace.convention,
            structure=workplace.structure,
            printed_on=workplace.clock.today(),
            arretee_le=day_of(catalogue),
            source=catalogue.fichier,
            tri=found.tri,
            lieux=tuple(_line(workplace, one) for one in found.trouvees if not one.barree),
            commune=commune.nom if commune else "",
            filtres=filters_words(asked.criteres, ouvert=asked.ouvert),
            neutre=rules.ordre is Ordre.NEUTRE,
        )
    )
    kind = PapierKind.LIEUX
    return ProducedPaper(
        title=TEMPLATES[kind].title,
        file_name=f"{workplace.clock.today().isoformat()}-{kind.value}.pdf",
        content=content,
        pdf_hash=pdf_hash(content),
        code=kind.value,
    )


def report_counts(rapport: RapportImport) -> str:
    """Return how many lines were taken and refused."""
    return (
        f"{rapport.lues} lignes lues, {rapport.prises} prises, dont {rapport.corrigees} avec une "
        f"remarque\u00a0; {rapport.refusees} refusées."
    )


def report_csv(rapport: RapportImport) -> bytes:
    """Return the report of an import as a table for whoever puts the list right."""
    rows: list[tuple[str | int, ...]] = [_COLUMNS]
    for one in rapport.lignes:
        what = "refusée" if one.refusee else "corrigée"
        rows += [
            (one.numero, one.nom, what, said.colonne, said.lu, said.garde, said.raison)
            for said in one.remarques
        ]
    return csv_bytes(rows)


def report_text(rapport: RapportImport, *, file: str) -> str:
    """Return the report of an import to be read or printed."""
    lines = [
        f"Import de la liste des structures\u00a0: {file}",
        "",
        report_counts(rapport),
        *rapport.notes,
    ]
    for one in rapport.lignes:
        what = "refusée" if one.refusee else "prise"
        lines += ["", f"Ligne {one.numero}, {one.nom or 'sans nom'}\u00a0: {what}"]
        for said in one.remarques:
            where = f"{said.colonne}\u00a0: " if said.colonne else ""
            read = f" (lu «\u00a0{said.lu}\u00a0»" if said.lu else ""
            kept = f", gardé «\u00a0{said.garde}\u00a0»)" if said.garde else ")"
            lines.append(f"  {where}{said.raison}{read + kept if read else ''}")
    if rapport.tues:
        lines += ["", f"Et {rapport.tues} autres lignes avec une remarque."]
    return "\n".join(lines)


def _line(workplace: Workplace, found: Trouvee) -> "LieuListe":
    from app.documents.structures_list import LieuListe  # noqa: PLC0415 - reportlab is slow

    structure = found.place.structure
    pays = searching.needs_pass(workplace) and found.place.accepte_pass is AcceptePass.OUI
    return LieuListe(
        nom=structure.nom,
        contact=(
            structure.adresse,
            structure.complement_adresse,
            f"{structure.code_postal} {structure.commune}",
            phone_words(structure.telephone),
            *structure.courriels[:1],
        ),
        horaires=ouverture.words(structure.horaires),
        services=tuple(SHORT_SERVICES[one] for one in Service if one in structure.services),
        distance=distance_words(found.distance_km),
        accessibilite=accessibility(structure),
        accepte_pass=pays,
        verifie_le=found.place.verifiee_le if pays else None,
        raisons=reasons_words(found.raisons),
    )
