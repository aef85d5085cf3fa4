"""« Votre feuille » after a mandate or a quick help, with or without a name."""

from collections.abc import Sequence
from dataclasses import dataclass

from app.documents.kinds import TEMPLATES, PapierKind
from app.documents.languages import FRENCH
from app.domain.habilitation import Acte
from app.usecases.interview.paper_take_home import contact_of
from app.usecases.interview.papers import ProducedPaper
from app.usecases.laptop.habilitations import require
from app.usecases.workplace import Workplace


@dataclass(frozen=True, slots=True, kw_only=True)
class TakeHome:
    """What is written on the page of somebody who came without an interview.

    `acts` are the démarches made for the person, in a few words each; `themes` the subjects of a
    quick help, in La Coop's codes. `subject_id` is the record that the page is about, if any.
    """

    acts: Sequence[str] = ()
    themes: Sequence[str] = ()
    prenom: str = ""
    quand: str = ""
    lieu: str = ""
    langue: str = FRENCH
    reference: str = ""
    subject_id: str = ""


def take_home(workplace: Workplace, said: TakeHome) -> ProducedPaper:
    """Make the page after a mandate or a démarche; nothing of it is kept.

    Raises:
        NotAllowedError: the agent's roles do not let him see records.
    """
    require(workplace, Acte.CONSULTER)
    return _made(workplace, said)


def quick_sheet(
    workplace: Workplace, themes: Sequence[str], *, langue: str = FRENCH
) -> ProducedPaper:
    """Make the page after a quick help: nobody is named, so no role is asked and nothing kept."""
    return _made(workplace, TakeHome(themes=themes, langue=langue))


def _made(workplace: Workplace, said: TakeHome) -> ProducedPaper:
    from app.documents.sheet import pdf_hash  # noqa: PLC0415 - reportlab is slow
    from app.documents.take_home import Done, TakeHomeData, take_home_pdf  # noqa: PLC0415

    done = [Done(key="mandat", values=(("quoi", act),)) for act in said.acts]
    done += [Done(key="aide", theme=theme) for theme in said.themes]
    content = take_home_pdf(
        TakeHomeData(
            convention=workplace.convention,
            structure=workplace.structure,
            printed_on=workplace.clock.today(),
            agent=workplace.agent.prenom,
            contact=contact_of(workplace),
            done=tuple(done),
            prenom=said.prenom,
            quand=said.quand,
            lieu=said.lieu,
            reference=said.reference,
            langue=said.langue,
        )
    )
    kind = PapierKind.FEUILLE
    return ProducedPaper(
        title=TEMPLATES[kind].title,
        file_name=f"{said.reference or workplace.clock.today().isoformat()}-{kind.value}.pdf",
        content=content,
        pdf_hash=pdf_hash(content),
        code=kind.value,
        subject_id=said.subject_id,
    )
