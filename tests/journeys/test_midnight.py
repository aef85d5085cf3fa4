"""The program stays open over midnight: what may not outlive the day goes then."""

from app.usecases.destruction import erasing
from demonstration import gestures
from tests.journeys.conftest import NewLaptop
from tests.ui.workplace import LOT_ET_GARONNE, PASSPHRASE, WallClock
from tests.usecases.test_day import interview


def test_at_midnight_answers_go_while_the_window_stays_open(new_laptop: NewLaptop) -> None:
    laptop = new_laptop(LOT_ET_GARONNE)
    with laptop.opened() as place:
        interview(place, nom="Tourterellier")
    clock = laptop.clock
    assert isinstance(clock, WallClock)
    with laptop.window() as screen:
        gestures.unlock(screen.hand, PASSPHRASE)
        session = screen.program.session
        assert session is not None
        dates = session._dates
        dates.timer.timeout.emit()  # the day is the same: nothing
        clock.go_on(hours=18)
        screen.program.window.set_receiving(receiving=True)
        dates.timer.timeout.emit()  # somebody is here: midnight waits
        assert erasing.done(screen.workplace) == []
        screen.program.window.set_receiving(receiving=False)
        dates.timer.timeout.emit()
        screen.hand.until(
            lambda: (
                [one.bilan.get("reponses", 0) > 0 for one in erasing.done(screen.workplace)]
                == [True]
            ),
            "the answers of yesterday gone",
        )
        screen.hand.lock()
