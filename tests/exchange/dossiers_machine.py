"""Démarches simplifiées at random: every possible double is told, nothing is shown that is not."""

import tempfile
from contextlib import ExitStack
from pathlib import Path

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, rule

from app.domain.identifiers import PrescriptionId
from app.domain.prescription import Suivi
from app.storage import decisions, outbox
from app.usecases.demarches_simplifiees import demarches
from tests.demarches_simplifiees.platform import Draft
from tests.exchange.dossiers import DossierStage, Paper, with_dossiers
from tests.exchange.stage import in_memory_root

_WHICH = st.integers(0, 5)
_STATUSES = st.lists(st.sampled_from([None, 503, 429, 500]), max_size=4).map(tuple)


class Dossiers(RuleBasedStateMachine):
    """A laptop, its worker, the platform, those who deposit there, and the Département."""

    def __init__(self) -> None:
        super().__init__()
        self._open = ExitStack()
        folder = self._open.enter_context(tempfile.TemporaryDirectory(dir=in_memory_root()))
        self.stage: DossierStage = self._open.enter_context(with_dossiers(Path(folder)))
        self.stage.prescribe()

    def _some(self, which: int) -> Paper | None:
        found = [one for one in self.stage.papers.values() if one.standing]
        return found[which % len(found)] if found else None

    def _draft(self, which: int, *states: str) -> Draft | None:
        found = [
            one
            for one in self.stage.platform.dossiers.values()
            if one.owner and one.state in states and not one.hidden
        ]
        return found[which % len(found)] if found else None

    @rule()
    def prescribe(self) -> None:
        self.stage.prescribe()

    @rule(which=_WHICH, number=st.integers(0, 2))
    def correct_the_name(self, which: int, number: int) -> None:
        if paper := self._some(which):
            self.stage.correct_name(paper, f"Nom{'ABC'[number]}")

    @rule(which=_WHICH)
    def erase(self, which: int) -> None:
        if paper := self._some(which):
            self.stage.erase(paper)

    @rule()
    def synchronise(self) -> None:
        self.stage.run()
        judge_now(self.stage)

    @rule(at=st.integers(1, 6), arrived=st.booleans(), killed=st.booleans(), statuses=_STATUSES)
    def synchronise_badly(
        self,
        *,
        at: int,
        arrived: bool,
        killed: bool,
        statuses: tuple[int | None, ...],
    ) -> None:
        self.stage.run(breaks_at=at, arrived=arrived, killed=killed, statuses=statuses)
        judge_now(self.stage)

    @rule(which=_WHICH)
    def open_and_take(self, which: int) -> None:
        if paper := self._some(which):
            self.stage.open_and_take(paper)

    @rule(which=_WHICH)
    def deposit(self, which: int) -> None:
        if draft := self._draft(which, "brouillon"):
            self.stage.deposit(draft)

    @rule(which=_WHICH, accept=st.booleans())
    def decide(self, *, which: int, accept: bool) -> None:
        if draft := self._draft(which, "en_construction"):
            self.stage.decide(draft, accept=accept)

    @rule(which=_WHICH)
    def look_at_it_again(self, which: int) -> None:
        if draft := self._draft(which, "accepte", "refuse"):
            self.stage.platform.instruct(draft)

    @rule(which=_WHICH, accept=st.booleans())
    def decide_again(self, *, which: int, accept: bool) -> None:
        if draft := self._draft(which, "en_instruction"):
            self.stage.decide(draft, accept=accept)

    @rule()
    def read_the_motives(self) -> None:
        self.stage.reader.read()

    @rule()
    def lose_the_service_once(self) -> None:
        self.stage.reader.away = True

    @rule(which=_WHICH)
    def delete_there(self, which: int) -> None:
        if draft := self._draft(which, "brouillon", "en_construction"):
            self.stage.platform.hide(draft)

    @rule(which=_WHICH)
    def send_again(self, which: int) -> None:
        if paper := self._some(which):
            self.stage.send_again(paper)

    @rule(days=st.sampled_from([0.5, 2, 6]))
    def wait(self, days: float) -> None:
        self.stage.go_on(days=days)

    @rule()
    def kill(self) -> None:
        self.stage.laptop.kill()

    @rule()
    def back_up(self) -> None:
        self.stage.back_up()

    @rule(which=_WHICH)
    def restore(self, which: int) -> None:
        self.stage.restore(which)

    def teardown(self) -> None:
        try:
            self.stage.reader.read()
            self.stage.reader.away = False
            for _ in range(2):
                report = self.stage.run()
                assert report is not None
                assert not report.code, report
            judge_at_rest(self.stage)
        finally:
            self._open.close()


def judge_now(stage: DossierStage) -> None:
    """Check what must hold at any moment."""
    for paper in stage.papers.values():
        shown = stage.laptop.shown(paper.id)
        if shown is Suivi.ACCUSEE:
            assert paper.id in stage.deposited, "shown as received, and nobody deposited"
        if shown is Suivi.DECIDEE:
            with stage.laptop.place.database.reading() as session:
                found = decisions.load(session, PrescriptionId(paper.id))
            assert found is not None
            assert (paper.id, found.sens.value) in stage.decided


def judge_at_rest(stage: DossierStage) -> None:
    """Check what must hold after two quiet runs."""
    judge_now(stage)
    for paper in stage.papers.values():
        taken, shown = stage.taken(paper.id), stage.laptop.shown(paper.id)
        at = f"{paper} / {[(one.number, one.state) for one in stage.drafts(paper.id)]} / {shown}"
        if shown is not None and len(taken) > 1:
            assert paper.id in stage.told, f"a double that nobody was told: {at}"
        if paper.standing and shown is not None:
            _judge_standing(stage, paper, taken, at)
        if shown is None:
            left = stage.laptop.queued(paper.id)
            assert all(one.payload == outbox.NAMELESS for one in left), f"a name is left: {at}"


def _judge_standing(stage: DossierStage, paper: Paper, taken: list[Draft], at: str) -> None:
    shown = stage.laptop.shown(paper.id)
    if len(taken) == 1 and not paper.older:
        wanted = {"accepte": Suivi.DECIDEE, "refuse": Suivi.DECIDEE}.get(taken[0].state)
        assert wanted is None or shown is wanted, f"a decision is missed: {at}"
    if len(taken) == 1 and not paper.older and taken[0].state == "refuse":
        with stage.laptop.place.database.reading() as session:
            found = decisions.load(session, PrescriptionId(paper.id))
        assert found is not None
        assert (found.sens.value, found.motif) == ("refusee", "stock"), f"a motive is lost: {at}"
    if shown in {Suivi.DECIDEE, Suivi.A_CORRIGER, Suivi.ANNULEE}:
        return
    dossier = demarches.dossier_of(stage.laptop.place, PrescriptionId(paper.id))
    assert dossier is not None, f"nothing was asked for: {at}"
    there = dossier.numero in {one.number for one in stage.drafts(paper.id)}
    assert there or dossier.etat.needs_a_person, f"lost: {at} {dossier.etat}"
