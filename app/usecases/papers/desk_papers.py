"""Papers that name nobody, or a first name that nobody keeps: shuttle sheet, test page.

They are made, shown and forgotten, so whoever works here may make them (a facilitateur's own work:
003, l. 148).
"""

from dataclasses import dataclass

from app.documents.kinds import TEMPLATES, PapierKind
from app.documents.languages import FRENCH, Language, languages
from app.documents.window import Offset
from app.usecases.interview.papers import ProducedPaper
from app.usecases.workplace import Workplace


@dataclass(frozen=True, slots=True, kw_only=True)
class Shuttle:
    """What is written on a shuttle sheet; what is empty is written by hand."""

    prenom: str = ""
    contact: str = ""
    vers: str = ""
    rendez_vous: str = ""
    motifs: tuple[str, ...] = ()
    oral: bool = False


def notice_languages(workplace: Workplace) -> tuple[Language, ...]:
    """Return the languages that a blank notice may be followed by."""
    return languages("notice.toml", workplace.convention.profile)


def motifs(workplace: Workplace) -> dict[str, str]:
    """Return the reasons of a shuttle sheet, in words."""
    from app.documents.navette import motifs_of  # noqa: PLC0415 - reportlab is slow

    return motifs_of(workplace.convention)


def shuttle(workplace: Workplace, said: Shuttle) -> ProducedPaper:
    """Make a shuttle sheet for the person who is sent on."""
    from app.documents.navette import NavetteData, navette_pdf  # noqa: PLC0415 - reportlab is slow

    content = navette_pdf(
        NavetteData(
            convention=workplace.convention,
            structure=workplace.structure,
            printed_on=workplace.clock.today(),
            agent=workplace.agent.prenom,
            prenom=said.prenom,
            contact=said.contact,
            vers=said.vers,
            rendez_vous=said.rendez_vous,
            motifs=said.motifs,
            oral=said.oral,
        )
    )
    return _produced(workplace, PapierKind.NAVETTE, content)


def blank_shuttle(workplace: Workplace) -> ProducedPaper:
    """Make a shuttle sheet to fill in by hand."""
    from app.documents.navette import NavetteData, navette_pdf  # noqa: PLC0415 - reportlab is slow

    content = navette_pdf(
        NavetteData(
            convention=workplace.convention,
            structure=workplace.structure,
            printed_on=workplace.clock.today(),
            blank=True,
        )
    )
    return _produced(workplace, PapierKind.NAVETTE, content)


def blank_notice(workplace: Workplace, langue: str = FRENCH) -> ProducedPaper:
    """Make the notice with its slip, nothing ticked and nobody named."""
    from app.documents.notice import NoticeData, notice_pdf  # noqa: PLC0415 - reportlab is slow

    content = notice_pdf(
        NoticeData(
            convention=workplace.convention,
            structure=workplace.structure,
            printed_on=workplace.clock.today(),
            langue=langue,
        )
    )
    return _produced(workplace, PapierKind.NOTICE, content)


def window_page(workplace: Workplace, offset: Offset) -> ProducedPaper:
    """Make the page that shows whether the address lies in the window of an envelope."""
    from app.documents.window_test import (  # noqa: PLC0415 - reportlab is slow
        WindowTestData,
        window_test_pdf,
    )

    content = window_test_pdf(WindowTestData(printed_on=workplace.clock.today(), offset=offset))
    return _produced(workplace, PapierKind.ENVELOPPE, content)


def _produced(workplace: Workplace, kind: PapierKind, content: bytes) -> ProducedPaper:
    from app.documents.sheet import pdf_hash  # noqa: PLC0415 - reportlab is slow

    return ProducedPaper(
        title=TEMPLATES[kind].title,
        file_name=f"{workplace.clock.today().isoformat()}-{kind.value}.pdf",
        content=content,
        pdf_hash=pdf_hash(content),
        code=kind.value,
    )
