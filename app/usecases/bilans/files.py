"""A report as a file: PDF, XLSX, CSV, JSON; and La Coop's statistics of its period."""

import json
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from app.domain import bilan_json
from app.domain.agent import Structure
from app.domain.bilan import Bilan, BilanId, Contenu, EnTete
from app.domain.bilan_modele import FormatBilan
from app.domain.convention import Convention, Party
from app.storage import journal
from app.storage.journal import Entree
from app.usecases.bilans.contents import content_in, known_model
from app.usecases.bilans.coop import statistics_file
from app.usecases.bilans.drafting import load_in
from app.usecases.bilans.errors import ReportAlteredError
from app.usecases.bilans.figures import shown_in
from app.usecases.interview.papers import ProducedPaper
from app.usecases.practice.refusing import require_real
from app.usecases.workplace import Workplace
from app.whole_files import laid_beside

CODE: Final = "bilan"  # in the journal
COOP: Final = "statistiques_coop"
EXPORTED: Final = "bilan_exporte"


@dataclass(frozen=True, slots=True, kw_only=True)
class MadeFile:
    """A file to save; its name tells the report and the structure."""

    name: str
    content: bytes
    kind: str


def paper(workplace: Workplace, bilan_id: BilanId) -> ProducedPaper:
    """Make the report's PDF, to be shown and printed.

    Raises:
        ReportGoneError, ReportAlteredError: nothing to print.
    """
    from app.documents.bilan import BilanData, bilan_pdf  # noqa: PLC0415 - reportlab is slow
    from app.documents.sheet import pdf_hash  # noqa: PLC0415

    with workplace.database.reading() as session:
        bilan = load_in(session, bilan_id)
        contenu = content_in(session, workplace, bilan)
    modele = known_model(workplace, bilan.modele)
    convention, structure = _named(workplace, contenu)
    pdf = bilan_pdf(
        BilanData(
            contenu=contenu,
            convention=convention,
            structure=structure,
            printed_on=workplace.clock.today(),
            validateur=modele.validateur if modele else "",
            valide_par=bilan.valide_par,
            valide_le=bilan.valide_le,
            transmis_le=bilan.transmis_le,
            transmis_comment=bilan.transmis_comment,
        )
    )
    return ProducedPaper(
        title=contenu.titre,
        file_name=_name(workplace, bilan, FormatBilan.PDF),
        content=pdf,
        pdf_hash=pdf_hash(pdf),
        code=CODE,
    )


def file_of(workplace: Workplace, bilan_id: BilanId, kind: FormatBilan) -> MadeFile:
    """Make a report in one of its formats.

    Raises:
        ReportGoneError, ReportAlteredError: nothing to make.
    """
    if kind is FormatBilan.PDF:
        made = paper(workplace, bilan_id)
        return MadeFile(name=made.file_name, content=made.content, kind=kind.value)
    from app.documents.bilan_tables import bilan_csv, bilan_xlsx  # noqa: PLC0415 - as above

    with workplace.database.reading() as session:
        bilan = load_in(session, bilan_id)
        contenu = content_in(session, workplace, bilan)
    if kind is FormatBilan.XLSX:
        content = bilan_xlsx(contenu, etat=_state_words(bilan))
    elif kind is FormatBilan.CSV:
        content = bilan_csv(contenu, etat=_state_words(bilan))
    else:
        told = {**bilan_json.written(contenu), **_state(bilan)}
        content = json.dumps(told, ensure_ascii=False, indent=2).encode()
    return MadeFile(name=_name(workplace, bilan, kind), content=content, kind=kind.value)


def coop_file(workplace: Workplace, bilan_id: BilanId) -> MadeFile:
    """Make La Coop's statistics of a report's period, in the shape of its API.

    Those of a validated report are what they were on that day: a later file of the Département, or
    a later version of the convention, changes them as little as the rest of the report. A report
    that an earlier version of the program validated kept none: today's are given.

    Raises:
        ReportGoneError, ReportAlteredError: nothing to make.
    """
    with workplace.database.reading() as session:
        bilan = load_in(session, bilan_id)
        if bilan.altere:
            raise ReportAlteredError
        kept = bilan.fige.coop if bilan.fige else ""
        chiffres = None if kept else shown_in(session, workplace, bilan.source)
    name = f"statistiques-coop-{bilan.periode.first}-{bilan.periode.last}.json"
    content = statistics_file(chiffres, bilan.periode) if chiffres else kept.encode()
    return MadeFile(name=name.lower(), content=content, kind=COOP)


def save(workplace: Workplace, made: MadeFile, place: Path) -> None:
    """Write a file whole where somebody chose; the journal has noted it before.

    Raises:
        OSError: it could not be written there: as `laid_beside`.
    """
    require_real(workplace)
    with laid_beside(place, made.content), workplace.database.writing() as session:
        journal.append(
            session,
            Entree(
                at=workplace.clock.now(),
                kind=EXPORTED,
                agent_id=workplace.agent.id,
                detail=made.kind,
            ),
        )


def _named(workplace: Workplace, contenu: Contenu) -> tuple[Convention, Structure]:
    """Return the parties as they were named when the report was validated, for its head."""
    convention, structure = workplace.convention, workplace.structure
    if not contenu.entetes:  # an earlier version of the program validated it
        return convention, structure
    first, second, own = contenu.entetes
    return (
        replace(
            convention,
            departement=_party(convention.departement, first),
            partenaire=_party(convention.partenaire, second),
        ),
        replace(structure, name=own.nom, adresse=own.adresse),
    )


def _party(party: Party, named: EnTete) -> Party:
    return replace(party, name=named.nom, service=named.service, adresse=named.adresse)


def _state(bilan: Bilan) -> dict[str, str]:
    return {
        "etat": bilan.etat.value,
        "valide_par": bilan.valide_par,
        "valide_le": bilan.valide_le.isoformat() if bilan.valide_le else "",
        "transmis_le": bilan.transmis_le.isoformat() if bilan.transmis_le else "",
        "transmis_comment": bilan.transmis_comment,
    }


def _state_words(bilan: Bilan) -> str:
    if bilan.valide_le is None:
        return "Brouillon\u00a0: pas encore validé"
    said = f"Validé par {bilan.valide_par}, le {bilan.valide_le:%d/%m/%Y}"
    if bilan.transmis_le is None:
        return said
    how = f", {bilan.transmis_comment}" if bilan.transmis_comment else ""
    return f"{said}\u00a0; transmis le {bilan.transmis_le:%d/%m/%Y}{how}"


def _name(workplace: Workplace, bilan: Bilan, kind: FormatBilan) -> str:
    code, periode = workplace.structure.code, bilan.periode
    when = str(periode.year or f"{periode.first}-{periode.last}")
    return f"bilan-{bilan.modele}-{code}-{when}.{kind.value}".lower()
