"""« Votre feuille » of an interview: the page that every person takes home."""

from typing import TYPE_CHECKING

from app.documents.values import Contact, pass_count
from app.domain.convention import Remise
from app.domain.horaires import JOURS
from app.usecases.interview.paper_contents import AnswersErasedError, Gathered
from app.usecases.workplace import Workplace

if TYPE_CHECKING:
    from app.documents.take_home import Done

_TOGETHER = "C’est ce que nous avons choisi ensemble."


def of_interview(workplace: Workplace, found: Gathered) -> bytes:
    """Return the page; once the answers are gone it says no more why this was advised.

    Raises:
        AnswersErasedError: nothing was decided in it, or its person is not known.
    """
    from app.documents.take_home import (  # noqa: PLC0415 - reportlab is slow
        Advice,
        TakeHomeData,
        take_home_pdf,
    )

    person, choix = found.person, found.entretien.choix
    if person is None or choix is None:
        raise AnswersErasedError
    words = found.guide.service_labels[choix.service]
    advised = {one.source: one.text for one in found.diagnosis.texts} if found.diagnosis else {}
    why = advised.get("service", "") if choix.follows else _TOGETHER
    return take_home_pdf(
        TakeHomeData(
            convention=found.convention,
            structure=workplace.structure,
            printed_on=workplace.clock.today(),
            agent=found.agent.prenom,
            contact=contact_of(workplace),
            done=tuple(_interview_done(found, choix.carnets)),
            prenom=person.prenom,
            advice=Advice(service=choix.service, label=words.label_usager, why=why),
            quand=_when(workplace, found),
            lieu=_where(workplace, found),
            with_assessment=True,
            reference=found.prescription.prescription.reference if found.prescription else "",
            langue=found.langue,
        )
    )


def _when(workplace: Workplace, found: Gathered) -> str:
    """Return when the person goes to the place that she chose, if she knows."""
    chosen = workplace.chosen.get(found.entretien.id)
    if chosen is None or chosen.jour is None:
        return ""
    from app.documents.typography import french_date  # noqa: PLC0415 - as the paper itself

    day = f"{JOURS[chosen.jour.weekday()]} {french_date(chosen.jour)}"
    return f"{day}, à {chosen.heure}" if chosen.heure else day


def _where(workplace: Workplace, found: Gathered) -> str:
    chosen = workplace.chosen.get(found.entretien.id)
    return f"{chosen.lieu}, {chosen.adresse}" if chosen else ""


def contact_of(workplace: Workplace) -> Contact:
    """Return whom the person calls: the structure that received her."""
    structure = workplace.structure
    return Contact(nom=structure.name, telephone=structure.telephone, courriel=structure.courriel)


def _interview_done(found: Gathered, carnets: int) -> "list[Done]":
    from app.documents.take_home import Done  # noqa: PLC0415 - reportlab is slow

    done = [Done(key="point")]
    if not carnets:
        return done
    count = ("pass", str(pass_count(found.convention, carnets)))
    if found.convention.pass_numerique.remise is Remise.MAIN_PROPRE:
        return [*done, Done(key="pass_main", values=(count,))]
    answer = (("departement", found.convention.departement.name),)
    return [*done, Done(key="pass_envoi", values=(count,)), Done(key="pass_reponse", values=answer)]
