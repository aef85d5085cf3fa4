"""A decision is received of a limited record too, whatever was corrected here since."""

from app.domain.droits import MotifLimitation
from app.domain.prescription import Suivi
from app.sync.protocol.answers import DecisionSens
from app.usecases.droits.limiting import limit
from app.usecases.people import overview
from app.usecases.workplace import Workplace
from tests.ui.workplace import new_workplace, workplace
from tests.usecases.test_revising import correct, sent
from tests.usecases.test_sending import Line

__all__ = ["new_workplace", "workplace"]  # fixtures


def test_the_decision_on_a_limited_record_wins_over_the_correction_that_waited(
    workplace: Workplace,
) -> None:
    line = Line()
    first = sent(workplace, line)
    correct(workplace, first)
    limit(workplace, first.personne_id, MotifLimitation.EXACTITUDE)
    line.departement.decide(first.id, DecisionSens.ACCEPTEE)
    report, _ = line.run(workplace)
    assert report.decisions == 1
    known = overview.detail(workplace, first.id).known
    assert known.suivi is Suivi.DECIDEE
    assert known.prescription.service == first.service  # what was decided on
    assert overview.limited(workplace) == {first.personne_id}
