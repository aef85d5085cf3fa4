import threading
from pathlib import Path

from PySide6.QtWidgets import QApplication
from sqlalchemy import Connection, event

from app.bootstrap.options import Options
from app.bootstrap.program import Program
from demonstration import gestures
from demonstration.hand import Hand
from demonstration.persons import examples, profile_of
from tests.fast_vault import fast_vaults
from tests.ui.workplace import PASSPHRASE, STRASBOURG, WallClock, make_workplace

ANSWERS = 6


def test_the_window_never_waits_for_a_commit(qapp: QApplication, tmp_path: Path) -> None:
    make_workplace(tmp_path / "coffre").close()
    person = next(one for one in examples().values() if profile_of(one) == STRASBOURG)
    committing: list[int] = []

    def note(_connection: Connection) -> None:
        committing.append(threading.get_ident())

    with fast_vaults():
        program = Program(qapp, Options(data_dir=tmp_path / "coffre"), WallClock())
        program.start()
        hand = Hand(program.window)
        gestures.unlock(hand, PASSPHRASE)
        session = program.session
        assert session is not None
        place = session.workplace
        event.listen(place.database.engine, "commit", note)
        gestures.receive(hand)
        gestures.give_notice(hand)
        gestures.enter_person(hand, person, place.convention)
        before = len(committing)
        gestures.answer(hand, person, place.questionnaire.guide, until=ANSWERS)
        gestures.on_hold(hand)
        kept = committing[before:]
        program.window.close()  # the window is gone when the last backup is made
    assert len(kept) >= ANSWERS
    assert threading.get_ident() not in kept
