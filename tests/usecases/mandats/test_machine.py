"""Random actions of an agent on a real encrypted file: no act without a mandate, nothing left."""

import itertools
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from app.domain.failures import AppError
from app.domain.identifiers import MandatId
from app.domain.mandat import Mandat
from app.domain.mandat_listes import (
    Aboutissement,
    CanalRetrait,
    DureeMandat,
    EtatMandat,
    Explication,
    Mode,
    NatureActe,
    Piece,
    Resultat,
)
from app.storage import mandats
from app.usecases.mandats import (
    acting,
    destroying,
    drafting,
    ending,
    identity,
    informing,
    signing,
)
from app.usecases.workplace import Workplace
from tests.fast_vault import fast_vaults
from tests.storage.database.pages import decrypted
from tests.ui.workplace import CONFLENT, WallClock, make_workplace
from tests.usecases.mandats.steps import LU, SIGNED, demander, faire, typed

CLOCK = WallClock()
NUMBERS = itertools.count(1)


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workplace]:
    with fast_vaults():
        made = make_workplace(tmp_path_factory.mktemp("machine") / "coffre", CONFLENT, CLOCK)
    yield made
    made.close()


class Case:
    """A mandate under random actions; each action is tried, whatever the state."""

    def __init__(self, place: Workplace) -> None:
        self.place = place
        self.name = f"Xylographe{next(NUMBERS):03}"
        self.id = drafting.begin(place)
        self.lines = (faire(place), demander(place))
        self.actions: Mapping[str, Callable[[], object]] = {
            "name": lambda: drafting.name_new(place, self.id, typed(self.name)),
            "write": lambda: drafting.write(
                place, self.id, self.lines, Mode.A_DISTANCE, DureeMandat.JOUR
            ),
            "data": lambda: informing.explain(place, self.id, Explication.DONNEES),
            "rights": lambda: informing.explain(place, self.id, Explication.DROITS),
            "acts": lambda: informing.explain(place, self.id, Explication.DEMARCHES),
            "check": lambda: identity.check(
                place, self.id, Piece.PERMIS, en_cours_de_validite=False
            ),
            "declare": lambda: identity.declare(place, self.id, LU),
            "sign": lambda: signing.sign(place, self.id, SIGNED),
            "hand": lambda: signing.hand_over(place, self.id),
            "act": lambda: acting.act(
                place, self.id, self.lines[0].id, NatureActe.DEPOT, Resultat.FAIT
            ),
            "ask": lambda: acting.act(
                place, self.id, self.lines[1].id, NatureActe.DEMANDE, Resultat.EN_ATTENTE
            ),
            "tell": lambda: acting.told(place, self.id),
            "done": lambda: ending.complete(
                place, self.id, self.lines[0].id, Aboutissement.REPONSE
            ),
            "withdraw": lambda: ending.withdraw(
                place, self.id, self.lines[1].id, canal=CanalRetrait.ORAL
            ),
            "renounce": lambda: ending.renounce(place, self.id),
            "drop": lambda: drafting.drop(place, self.id),
            "restart": lambda: drafting.restart(place, self.id),
            "tomorrow": self.tomorrow,
        }

    def tomorrow(self) -> None:
        CLOCK.go_on(days=1)
        destroying.expire(self.place)

    def now(self) -> tuple[Mandat | None, int]:
        with self.place.database.reading() as session:
            return mandats.load(session, MandatId(self.id)), len(mandats.actes(session, self.id))


USUAL = ("name", "write", "data", "rights", "acts", "check", "declare", "sign", "hand")
ACTIONS = (*USUAL, "act", "ask", "tell", "done", "withdraw", "renounce", "drop", "restart")


@settings(max_examples=4, deadline=None, derandomize=True)
@given(
    usual=some.integers(min_value=4, max_value=len(USUAL)),
    actions=some.lists(some.sampled_from((*ACTIONS, "tomorrow")), min_size=4, max_size=12),
)
def test_whatever_an_agent_tries_no_act_is_without_a_line_and_nothing_outlives_the_end(
    shared: Workplace, usual: int, actions: list[str]
) -> None:
    CLOCK.at = datetime(2026, 11, 22, 9, 12, tzinfo=UTC)
    with fast_vaults():
        case = Case(shared)
        for action in (*USUAL[:usual], *actions):
            before, acts = case.now()
            with suppress(AppError):
                case.actions[action]()
            after, more = case.now()
            if more > acts:
                rank = 0 if action == "act" else 1
                assert before is not None
                assert before.etat is EtatMandat.ACTIF
                assert before.lignes[rank].is_open
                assert before.fin_at is not None
                assert CLOCK.now() < before.fin_at
            if after is None:
                break
            if after.signature is not None:
                assert {one.quoi for one in after.explique} == set(Explication)
                assert after.piece is not None
            assert not after.etat.is_over  # ended, it would be gone
    if case.now()[0] is None:
        pages = decrypted(shared.database.path, shared.vault.database_key())
        assert case.name.encode() not in pages
        assert case.id.encode() not in pages
