"""The papers of acts without a name: count sheet, survey, programme, invitation.

Nobody is named and nothing is kept, so whoever works here may make them.
"""

from typing import TYPE_CHECKING

from app.conventions.coop import load_coop
from app.domain.activite import Atelier
from app.domain.coop import Liste, duration_words
from app.domain.failures import AppError
from app.usecases.activites import catalogue
from app.usecases.activites.enquetes import enquete
from app.usecases.activites.offre import PUBLIC_WORDS, Choix, offre
from app.usecases.interview.papers import ProducedPaper
from app.usecases.workplace import Workplace

if TYPE_CHECKING:
    from app.documents.kinds import Template


class NoSurveyError(AppError):
    """The convention asks for no survey."""


def count_sheet(workplace: Workplace) -> ProducedPaper:
    """Make the sheet on which a workshop is counted by hand."""
    from app.documents.activity_sheets import (  # noqa: PLC0415 - reportlab is slow
        COMPTAGE,
        ComptageData,
        count_sheet_pdf,
    )

    offered = offre(workplace, Atelier)
    listes = [
        ("Sujets", _labels(offered.themes)),
        ("Compte pour", tuple(one.libelle for one in offered.objectifs)),
        ("Usages citoyens", _labels(offered.sensibilisation)),
        ("Niveau", _labels(offered.niveaux)),
        *((one.libelle, tuple(of.libelle for of in one.valeurs)) for one in offered.criteres),
        ("Matériel", _labels(offered.materiel)),
    ]
    content = count_sheet_pdf(
        ComptageData(
            convention=workplace.convention,
            structure=workplace.structure,
            printed_on=workplace.clock.today(),
            publics=tuple(
                (PUBLIC_WORDS[liste], _labels(choix)) for liste, choix in offered.publics.items()
            ),
            listes=tuple((title, kinds) for title, kinds in listes if kinds),
        )
    )
    return _produced(workplace, COMPTAGE, content)


def survey(workplace: Workplace) -> ProducedPaper:
    """Make the sheet of the satisfaction survey.

    Raises:
        NoSurveyError: the convention asks for none.
    """
    from app.documents.activity_sheets import (  # noqa: PLC0415 - reportlab is slow
        ENQUETE,
        EnqueteData,
        survey_pdf,
    )

    asked = enquete(workplace)
    if asked is None:
        raise NoSurveyError
    content = survey_pdf(
        EnqueteData(
            convention=workplace.convention,
            structure=workplace.structure,
            printed_on=workplace.clock.today(),
            enquete=asked,
        )
    )
    return _produced(workplace, ENQUETE, content)


def programme(workplace: Workplace) -> ProducedPaper:
    """Make the programme of the catalogue in force."""
    from app.documents.workshop_papers import (  # noqa: PLC0415 - reportlab is slow
        PROGRAMME,
        ProgrammeData,
        programme_pdf,
    )

    coop = load_coop()
    themes, levels = coop.labels(Liste.THEME), coop.labels(Liste.NIVEAU_ATELIER)
    content = programme_pdf(
        ProgrammeData(
            convention=workplace.convention,
            structure=workplace.structure,
            printed_on=workplace.clock.today(),
            rows=tuple(
                (
                    one.titre,
                    ", ".join(themes[code] for code in one.themes),
                    duration_words(one.minutes) if one.minutes else "",
                    levels.get(one.niveau, ""),
                )
                for one in catalogue.models(workplace)
            ),
        )
    )
    return _produced(workplace, PROGRAMME, content)


def invitation(workplace: Workplace, atelier: Atelier) -> ProducedPaper:
    """Make the poster that invites to a workshop; it says nothing of who came to one."""
    from app.documents.workshop_papers import (  # noqa: PLC0415 - reportlab is slow
        INVITATION,
        InvitationData,
        invitation_pdf,
    )

    coop = load_coop()
    themes, levels = coop.labels(Liste.THEME), coop.labels(Liste.NIVEAU_ATELIER)
    content = invitation_pdf(
        InvitationData(
            convention=workplace.convention,
            structure=workplace.structure,
            printed_on=workplace.clock.today(),
            titre=atelier.titre,
            sujets=tuple(themes[code] for code in atelier.themes),
            jour=atelier.day,
            duree=duration_words(atelier.minutes),
            lieu=atelier.lieu.nom,
            niveau=levels.get(atelier.niveau, ""),
        )
    )
    return _produced(workplace, INVITATION, content)


def _labels(choix: Choix) -> tuple[str, ...]:
    return tuple(label for _, label in choix)


def _produced(workplace: Workplace, template: "Template", content: bytes) -> ProducedPaper:
    from app.documents.sheet import pdf_hash  # noqa: PLC0415 - reportlab is slow

    code = template.code.lower()
    return ProducedPaper(
        title=template.title,
        file_name=f"{workplace.clock.today().isoformat()}-{code}.pdf",
        content=content,
        pdf_hash=pdf_hash(content),
        code=code,
    )
