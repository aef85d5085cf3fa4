"""A convention that sends no prescription (003 l. 161-172) has none that waits to be sent."""

from datetime import date

from app.domain.prescription import Suivi
from app.storage import outbox
from app.ui.dossiers.words import suivi_pill
from app.ui.pages.aujourdhui.words import waiting_words
from app.ui.pages.prescriptions import words
from app.usecases.exchange import sending
from app.usecases.interview import deciding
from app.usecases.laptop import housekeeping
from app.usecases.people import overview
from tests.usecases.carnets.mairie import Mairie


def test_six_prescriptions_wait_for_nobody_and_are_undone_while_no_carnet_is_handed(
    mairie: Mairie,
) -> None:
    """Six are one more than what makes the window ask to synchronise (MANY_UNSENT)."""
    made = [mairie.prescribed()[1] for _ in range(6)]
    place = mairie.prescripteur
    assert not place.convention.sends
    today = overview.today(place)
    assert today.waiting.total == 0
    assert not waiting_words(today.waiting, days=9)
    assert not sending.outbox_state(place).is_late(date(2021, 4, 20))  # 19 days after
    detail = overview.detail(place, made[0])
    assert detail.known.suivi is Suivi.PREPAREE
    assert suivi_pill(detail.known, place.convention).words == "Enregistrée"
    filters = words.filters_of([detail.known], place.convention)
    assert [one.words for one in filters] == ["Toutes (1)", "Enregistrées (1)", "Annulées (0)"]
    assert words.names_of(place.convention) == ("Enregistrée",)
    assert detail.can_undo
    deciding.undo(place, made[0])
    assert overview.detail(place, made[0]).known.suivi is Suivi.ANNULEE


def test_what_an_earlier_version_queued_is_taken_out_of_the_outbox(mairie: Mairie) -> None:
    made = mairie.prescribed()[1]
    place = mairie.prescripteur
    with place.database.writing() as session:
        outbox.queue(session, made, payload="{}")
    assert overview.today(place).waiting.total == 1
    housekeeping.tidy(place, keep_going=lambda: True)
    assert overview.today(place).waiting.total == 0
    assert overview.detail(place, made).known.suivi is Suivi.PREPAREE
