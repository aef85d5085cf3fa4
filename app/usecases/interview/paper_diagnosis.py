"""The diagnosis on paper: for the person in plain words, for the agent with answers and rule."""

from itertools import islice
from typing import Final

from app.documents.values import Contact
from app.questionnaire.guide.diagnosis import Diagnosis
from app.questionnaire.guide.model import Band, Guide
from app.usecases.interview.answer_words import answer_words, question_words
from app.usecases.interview.paper_contents import AnswersErasedError, Gathered
from app.usecases.interview.reviewing import Asked, review
from app.usecases.workplace import Workplace

SKILL: Final = "competence"  # the role of a question about what somebody can do
SHOWN: Final = 3  # « 3 max » things known and things to learn (documents.md b6)
_TO_WRITE: Final = "Votre prochain rendez-vous : le ………………………… à …… h ……"  # written by hand
_MOTIVATION: Final = "motivation"
_WISHES: Final = 3
_NAMELESS: Final = "Sans nom : la convention ne garde pas les réponses avec un nom"


def diagnosis_sheet(workplace: Workplace, found: Gathered) -> bytes:
    """Return « Votre point numérique », for the person.

    Raises:
        AnswersErasedError: the answers it speaks of are gone.
    """
    from app.documents.personal_sheet import (  # noqa: PLC0415 - reportlab is slow
        EnvieFeuille,
        NiveauFeuille,
        PersonalSheetData,
        ProchaineEtape,
        personal_sheet_pdf,
    )

    diagnosis, person, choix = found.diagnosis, found.person, found.entretien.choix
    if diagnosis is None or person is None or choix is None:
        raise AnswersErasedError
    rank, band = _band(found.guide.niveaux, diagnosis.niveau)
    wish, _ = _band(found.guide.tables.get(_MOTIVATION, ()), diagnosis.motivation)
    texts = {sentence.source: sentence.text for sentence in diagnosis.texts}
    advised = texts.pop("service", "")
    why = advised if choix.follows else "C’est ce que nous avons choisi ensemble."
    if not choix.follows:
        texts.pop("suite", "")  # what would come after a service that was not chosen
    structure = workplace.structure
    return personal_sheet_pdf(
        PersonalSheetData(
            convention=found.convention,
            structure=structure,
            prenom=person.prenom,
            agent_prenom=found.agent.prenom,
            printed_on=workplace.clock.today(),
            conseil=found.guide.service_labels[choix.service].label_usager,
            pourquoi=why,
            contact=Contact(
                nom=structure.name, telephone=structure.telephone, courriel=structure.courriel
            ),
            lieu=structure.name,
            acquis=_mastered(found.guide, diagnosis),
            apprendre=tuple(module.titre for module in islice(diagnosis.modules, SHOWN)),
            niveau=NiveauFeuille(rang=rank, label=band.label, explication=band.texte_usager)
            if band
            else None,
            envie=EnvieFeuille(rang=wish) if 1 <= wish <= _WISHES else None,
            messages=tuple(islice(texts.values(), SHOWN)),
            carnets=choix.carnets,
            etapes=(ProchaineEtape(quoi=_TO_WRITE),),
            reference=found.prescription.prescription.reference if found.prescription else "",
        )
    )


def agent_sheet(workplace: Workplace, found: Gathered) -> bytes:
    """Return the diagnosis for the agent's file; without a name where answers may not stay with it.

    Source: 000 art. 5, l. 116.

    Raises:
        AnswersErasedError: the answers are gone.
    """
    from app.documents.diagnosis_agent import (  # noqa: PLC0415 - reportlab is slow
        Answered,
        DiagnosisAgentData,
        diagnosis_agent_pdf,
    )

    diagnosis, choix, person = found.diagnosis, found.entretien.choix, found.person
    if diagnosis is None:
        raise AnswersErasedError
    linked = found.convention.answers_kept_linked
    known = found.prescription
    _, level = _band(found.guide.niveaux, diagnosis.niveau)
    _, wish = _band(found.guide.tables.get(_MOTIVATION, ()), diagnosis.motivation)
    labels = {code: label.label for code, label in found.guide.service_labels.items()}
    asked = review(workplace, found.entretien.id).asked
    opened = found.entretien.opened_at.astimezone(workplace.clock.zone())
    return diagnosis_agent_pdf(
        DiagnosisAgentData(
            convention=found.convention,
            structure=workplace.structure,
            printed_on=workplace.clock.today(),
            held_on=opened.date(),
            personne=person.display_name if person and linked else _NAMELESS,
            agent=found.agent.display_name,
            level=level.label if level else "Pas encore établi",
            score="" if diagnosis.score_total is None else f"{diagnosis.score_total} points",
            motivation=wish.label if wish else "Pas encore établie",
            advised=labels.get(diagnosis.service, "Pas encore établi"),
            rule=diagnosis.code_service,
            version=diagnosis.guide_version,
            fingerprint=diagnosis.guide_sha256,
            choice=labels.get(choix.service, "") if choix else "",
            reason=choix.reason if choix else "",
            reasons=tuple(one.explication for one in diagnosis.reasons if one.explication),
            to_check=tuple(sentence.text for sentence in diagnosis.professional_texts),
            modules=tuple(module.titre for module in diagnosis.modules),
            answers=tuple(
                Answered(
                    part=question_words(one.section),
                    question=question_words(one.label),
                    answer=_answer(one),
                )
                for one in asked
            ),
            reference=known.prescription.reference if known and linked else "",
        )
    )


def _answer(asked: Asked) -> str:
    return answer_words(asked.values)


def _band(bands: tuple[Band, ...], code: str) -> tuple[int, Band | None]:
    """Return the rank of a band, from 1, and the band; 0 when nothing is settled."""
    found = ((rank, band) for rank, band in enumerate(bands, start=1) if band.code == code)
    return next(found, (0, None))


def _mastered(guide: Guide, diagnosis: Diagnosis) -> tuple[str, ...]:
    """Return at most three skills that the person uses « sans aide et sans hésiter »."""
    given = diagnosis.findings.situation.answers
    skills = [guide.questions[name] for name in diagnosis.shown]
    return tuple(
        islice(
            (
                question.label
                for question in skills
                if question.role == SKILL
                and question.points
                and {
                    code
                    for code, points in question.points.items()
                    if points == max(question.points.values())
                }
                & given.get(question.name, frozenset())
            ),
            SHOWN,
        )
    )
