"""Compare the program with the oracle: nothing lost, nothing shown that is not, nothing missed."""

from collections.abc import Mapping

from app.domain.prescription import Suivi
from app.storage import outbox
from app.storage.outbox import KindEnvoi
from app.storage.rapports import EtatRapport
from app.usecases.exchange import activating, sending
from tests.exchange.departement import Kept
from tests.exchange.laptop import Seen
from tests.exchange.oracle import End, Story, Verdict
from tests.exchange.stage import Stage

_ROUNDS = 4


def judge_now(stage: Stage) -> None:
    """Check what must hold at any moment."""
    _judge_now(stage, stage.desk.kept(), stage.laptop.seen(stage.oracle.stories))


def _judge_now(stage: Stage, held: Mapping[str, Kept], here: Mapping[str, Seen]) -> None:
    oracle = stage.oracle
    assert held.keys() <= oracle.stories.keys(), "the Département holds what nobody prescribed"
    arrived = {item for item, _ in oracle.received}
    for item, seen in here.items():
        for envoi in seen.queued:
            if envoi.state is Suivi.ACCUSEE and envoi.kind is KindEnvoi.PRESCRIPTION:
                known = (item, envoi.revision) in oracle.received
                assert known, f"{item}: shown as received, and it never was"
        story = oracle.stories[item]
        if story.end is End.UNDONE and not story.older:
            assert item not in arrived, "undone, yet sent"
        if seen.suivi is Suivi.DECIDEE:
            assert (item, seen.verdict) in oracle.every_verdict
    assert oracle.restored or not stage.desk.open_conflicts(), "a conflict out of nothing"


def decision_of(stage: Stage, item: str) -> Verdict | None:
    """Return the decision that the worker sees."""
    return stage.laptop.seen([item])[item].verdict


def come_to_rest(stage: Stage) -> None:
    """Let the clocks be right, activate where needed, and synchronise until nothing waits."""
    stage.set_laptop_clock(0)
    while stage.wire.kept:
        stage.bring(0, again=False)
    for _ in range(_ROUNDS):
        report = stage.synchronise()
        if report is None or report.code in {"poste_inconnu", "poste_non_autorise"}:
            stage.activate()
            assert activating.device_state(stage.laptop.place).active, "it cannot come back"
            report = stage.synchronise()
        assert report is not None
        assert report.state in {EtatRapport.REUSSIE, EtatRapport.PARTIELLE}, report
        assert not report.code, report.code
        waiting = sending.outbox_state(stage.laptop.place).waiting
        if not waiting.total and report.state is EtatRapport.REUSSIE:
            return
        stage.settle_all(theirs=False)
    raise AssertionError(f"it never comes to rest: {_left(stage)}")


def _left(stage: Stage) -> list[tuple[outbox.Envoi, str]]:
    with stage.laptop.place.database.reading() as session:
        return [(one, one.last_code) for one in outbox.to_send(session)]


def judge_at_rest(stage: Stage) -> None:
    """Check what must hold once everything had its quiet synchronisation."""
    held, names = stage.desk.kept(), stage.desk.names()
    here = stage.laptop.seen(stage.oracle.stories)
    _judge_now(stage, held, here)
    for story in stage.oracle.stories.values():
        seen = here[story.id]
        if story.perhaps_erased and seen.suivi is None:
            story.end = End.ERASED
        at = f"{story} / {held.get(story.id)} / {seen.suivi}"
        if story.id in stage.oracle.decided and story.end is not End.GONE:
            _judge_decided(stage, story, seen, at)
        elif story.end is End.STANDS:
            _judge_standing(stage, story, seen, held.get(story.id), at)
        elif story.end is not End.GONE and story.id not in stage.oracle.forgotten:
            assert not names.get(story.id), f"a name stays at the Département: {at}"
            kept = held.get(story.id)
            assert kept is None or kept.etat == "retiree", f"not withdrawn: {at}"
            assert not any(envoi.payload != outbox.NAMELESS for envoi in seen.queued)


def _judge_decided(stage: Stage, story: Story, seen: Seen, at: str) -> None:
    if story.end is End.ERASED:
        return
    assert seen.suivi is Suivi.DECIDEE, f"a decision is missed: {at}"
    assert seen.verdict == stage.oracle.decided[story.id], f"another decision: {at}"
    assert not seen.queued, "the payload outlives the decision"


def _judge_standing(stage: Stage, story: Story, seen: Seen, kept: Kept | None, at: str) -> None:
    assert kept is not None, f"lost: {at}"
    shown = seen.suivi
    if story.older and kept.etat == "retiree":  # withdrawn in another life of this laptop
        assert shown is Suivi.RETIREE, f"withdrawn there, and not shown: {at}"
        return
    assert (kept.nom, kept.service) in story.told, f"nobody ever said this: {at}"
    if story.id in stage.oracle.forgotten:
        return
    assert kept.etat == "a_decider", at
    assert shown is Suivi.ACCUSEE, at
    if not story.older:
        assert (kept.nom, kept.service) == (story.nom, story.service), f"an older content: {at}"
