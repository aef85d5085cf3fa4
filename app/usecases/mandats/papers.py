"""The papers of mandates: the two originals, the withdrawal, the destruction, the orientation slip.

Each imports reportlab late: call them in the slow thread. What they say is `app.documents`'.
"""

from typing import TYPE_CHECKING

from app.documents.kinds import TEMPLATES, PapierKind
from app.documents.mandate_data import Exemplaire, OrientationData
from app.documents.values import Contact, Lieu
from app.domain.habilitation import Acte
from app.domain.identifiers import MandatId
from app.domain.mandat_evenements import Imprimer
from app.storage import agents, limitations, mandats, personnes
from app.storage.papiers import Papier
from app.usecases.destruction import erasing_proof
from app.usecases.destruction.erasing_proof import DestructionUnknownError
from app.usecases.interview.papers import PaperGoneError, ProducedPaper
from app.usecases.laptop.habilitations import require
from app.usecases.mandats import keeping
from app.usecases.mandats.ended import Ended
from app.usecases.mandats.keeping import allowed, applied, is_ready, require_mandate
from app.usecases.mandats.paper_contents import originals_data, withdrawal_data
from app.usecases.workplace import Workplace

if TYPE_CHECKING:
    from sqlalchemy.orm import Session


def originals(
    workplace: Workplace, mandat_id: MandatId, only: Exemplaire | None = None
) -> ProducedPaper:
    """Make the originals, or one alone; « Projet » until every gate before the signature is passed.

    From then on the hour of the end is fixed, and the hash and the template are kept.

    Raises:
        MandateGoneError, ReasonNeededError: of the mandate.
        LimitedRecordError: the person's record is limited.
    """
    allowed(workplace)
    from app.documents.mandate import mandate_pdf  # noqa: PLC0415 - reportlab is slow

    now = workplace.clock.now()
    template = TEMPLATES[PapierKind.MANDAT]
    with workplace.database.reading() as session:
        mandat = require_mandate(session, workplace, mandat_id)
        limitations.refuse_limited(session, mandat.personne_id)
        agent = agents.load(session, mandat.agent_id) or workplace.agent
        personne = personnes.load(session, mandat.personne_id) if mandat.personne_id else None
    final = is_ready(mandat) or mandat.signature is not None
    if final:
        mandat = applied(workplace, mandat, Imprimer(modele=template.label, pdf_hash="", at=now))
    content = mandate_pdf(originals_data(workplace, mandat, personne, agent, final=final), only)
    paper = _paper(PapierKind.MANDAT, f"{mandat.reference}-mandat.pdf", content, mandat_id)
    if final and mandat.imprime is not None:
        event = Imprimer(modele=template.label, pdf_hash=paper.pdf_hash, at=mandat.imprime.at)
        with workplace.database.writing() as session:
            keeping.change(session, workplace, mandat_id, event, "mandat_prepare")
    return paper


def withdrawal(workplace: Workplace, ended: Ended) -> ProducedPaper:
    """Make the certificate of withdrawal, from what `ending` returned or prepared.

    Raises:
        PaperGoneError: this end needs none.
    """
    allowed(workplace)
    from app.documents.withdrawal import withdrawal_pdf  # noqa: PLC0415 - as above

    if ended.retrait is None:
        raise PaperGoneError
    content = withdrawal_pdf(withdrawal_data(workplace, ended, ended.retrait))
    name = f"{ended.mandat.reference}-retrait.pdf"
    return _paper(PapierKind.RETRAIT, name, content, ended.mandat.id)


def attestation(workplace: Workplace, ended: Ended) -> ProducedPaper:
    """Make the certificate of destruction, naming the organisations that were told something.

    A later copy (`erasing_proof.certificate`) no longer knows them.

    Raises:
        DestructionUnknownError: it is not signed yet.
    """
    allowed(workplace)
    if ended.destruction is None:
        raise DestructionUnknownError
    acted = {acte.ligne_id for acte in ended.actes}
    organisations = tuple(one.organisme for one in ended.mandat.lignes if one.id in acted)
    return erasing_proof.certificate(workplace, ended.destruction.numero, organisations)


def orientation(workplace: Workplace) -> ProducedPaper:
    """Make the slip for somebody with whom no mandate can be signed: no name, no reason."""
    allowed(workplace)
    from app.documents.orientation_slip import orientation_slip_pdf  # noqa: PLC0415 - as above

    structure = workplace.structure
    content = orientation_slip_pdf(
        OrientationData(
            convention=workplace.convention,
            structure=structure,
            printed_on=workplace.clock.today(),
            contact=Contact(
                nom=structure.name, telephone=structure.telephone, courriel=structure.courriel
            ),
            lieux=tuple(
                Lieu(
                    nom=one.lieu,
                    adresse=one.adresse or ("" if one.commune in one.lieu else one.commune),
                    jours=" ".join(part for part in (one.jour, one.duree, one.frequence) if part),
                )
                for one in workplace.convention.permanences
                if not one.a_confirmer
            ),
        )
    )
    return _paper(PapierKind.ORIENTATION, "fiche-orientation.pdf", content)


def produce_paper(workplace: Workplace, papier: Papier) -> ProducedPaper:
    """Make a paper of the list « à imprimer » that belongs to a mandate.

    Raises:
        PaperGoneError: it belongs to none.
    """
    require(workplace, Acte.CONSULTER)
    if papier.mandat_id is None:
        raise PaperGoneError
    only = Exemplaire(papier.exemplaire) if papier.exemplaire else None
    return originals(workplace, MandatId(papier.mandat_id), only)


def require_paper(session: "Session", workplace: Workplace, papier: Papier) -> None:
    """Refuse a paper as its mandate; one whose mandate is gone is let through, as an interview's.

    Raises:
        ReasonNeededError: a colleague's, of a person whose record was not opened today.
    """
    found = mandats.load(session, MandatId(papier.mandat_id)) if papier.mandat_id else None
    if found is not None:
        keeping.require_seen(session, workplace, found)


def _paper(kind: PapierKind, name: str, content: bytes, subject_id: str = "") -> ProducedPaper:
    from app.documents.sheet import pdf_hash  # noqa: PLC0415 - reportlab is slow

    return ProducedPaper(
        title=TEMPLATES[kind].title,
        file_name=name,
        content=content,
        pdf_hash=pdf_hash(content),
        code=kind.value,
        subject_id=subject_id,
    )
