"""Make the conformity papers: register, assessment, and the file as PDF or as data.

They take a second and the import of reportlab, more with a long journal or a slow stick: in the
slow thread, with `step` to show how far it is and to stop.
"""

from typing import TYPE_CHECKING

from app.usecases.conformity.conformite_steps import STEPS, Step, quietly
from app.usecases.interview.papers import ProducedPaper
from app.usecases.workplace import Workplace

if TYPE_CHECKING:
    from collections.abc import Sequence

    from app.documents.conformity import Chapter
    from app.documents.kinds import Template
    from app.usecases.conformity.conformite_facts import Facts

DATA = "conformite_donnees"  # in the journal


def produce_register(workplace: Workplace, step: Step = quietly) -> ProducedPaper:
    """Make the register of RGPD art. 30 that the convention wants of this structure."""
    from app.documents.conformity import REGISTER  # noqa: PLC0415 - reportlab is slow
    from app.usecases.conformity.conformite_facts import gather  # noqa: PLC0415
    from app.usecases.conformity.conformite_register import register  # noqa: PLC0415

    facts = gather(workplace, step)
    return _paper(workplace, facts, REGISTER, [register(workplace, facts)], step)


def produce_assessment(workplace: Workplace, step: Step = quietly) -> ProducedPaper:
    """Make the prefilled impact assessment."""
    from app.documents.conformity import AIPD  # noqa: PLC0415 - reportlab is slow
    from app.usecases.conformity.conformite_aipd import assessment  # noqa: PLC0415
    from app.usecases.conformity.conformite_facts import gather  # noqa: PLC0415

    facts = gather(workplace, step)
    return _paper(workplace, facts, AIPD, [assessment(workplace, facts)], step)


def produce_file(workplace: Workplace, step: Step = quietly) -> ProducedPaper:
    """Make the whole conformity file."""
    from app.documents.conformity import DOSSIER  # noqa: PLC0415 - reportlab is slow
    from app.usecases.conformity import conformite_state as parts  # noqa: PLC0415
    from app.usecases.conformity.conformite_aipd import assessment  # noqa: PLC0415
    from app.usecases.conformity.conformite_facts import gather  # noqa: PLC0415
    from app.usecases.conformity.conformite_register import register  # noqa: PLC0415

    facts = gather(workplace, step)
    chapters = [
        register(workplace, facts),
        parts.commitments(workplace, facts),
        assessment(workplace, facts, beside_register=True),
        parts.information(facts),
        parts.controls(workplace, facts),
    ]
    return _paper(workplace, facts, DOSSIER, chapters, step)


def produce_data(workplace: Workplace, step: Step = quietly) -> bytes:
    """Make the conformity file as data (docs/dossier-conformite.md)."""
    from app.usecases.conformity.conformite_facts import gather  # noqa: PLC0415
    from app.usecases.conformity.conformite_json import file_json  # noqa: PLC0415 - only when asked

    facts = gather(workplace, step)
    content = file_json(workplace, facts)
    step(STEPS, STEPS)
    return content


def _paper(
    workplace: Workplace,
    facts: "Facts",
    template: "Template",
    chapters: "Sequence[Chapter]",
    step: Step,
) -> ProducedPaper:
    from app.documents.conformity import ConformityData, conformity_pdf  # noqa: PLC0415
    from app.documents.sheet import pdf_hash  # noqa: PLC0415
    from app.usecases.conformity.conformite_summary import about, summary  # noqa: PLC0415

    step(STEPS - 1, STEPS)
    reference = f"{facts.today.year}-{workplace.structure.code}"
    content = conformity_pdf(
        ConformityData(
            template=template,
            convention=workplace.convention,
            structure=workplace.structure,
            reference=reference,
            chapters=tuple(chapters),
            printed_on=facts.today,
            about=about(workplace, facts),
            summary=summary(workplace, facts),
        )
    )
    step(STEPS, STEPS)
    return ProducedPaper(
        title=template.title,
        file_name=f"{template.code.lower()}-{facts.today:%Y-%m-%d}.pdf",
        content=content,
        pdf_hash=pdf_hash(content),
        code=template.code.lower(),
    )
