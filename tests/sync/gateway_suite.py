"""What every gateway must do. A gateway's tests subclass `GatewaySuite` and give it a `bench`.

    class TestTheDepartmentService(GatewaySuite):
        @pytest.fixture
        def bench(self) -> Iterator[Bench]:
            ...

What a gateway declares it cannot do is skipped (`needs`), and only that.
"""

import uuid
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Protocol, TypeVar

import pytest

from app.sync.gateway import Cursor, Gateway, GatewayError, ItemResult, Outgoing, batches
from app.sync.keys import DeviceKeys, new_device_keys
from app.sync.outcomes import Outcome, Then
from app.sync.protocol.activation_code import SECRET_SYMBOLS, ActivationCode
from app.sync.protocol.answers import DecisionSens
from app.sync.protocol.device import open_device
from app.sync.protocol.payload import Kind, prescription_payload
from app.sync.protocol.signed import MaterialKind
from app.sync.protocol.signing import public_of
from tests.workbooks import BUNDLED, written


class Bench(Protocol):
    """A Département under the tests' hand, and the gateway to it."""

    def gateway(self, keys: DeviceKeys) -> Gateway:
        """Return a gateway that is not activated."""
        ...

    def new_code(self) -> ActivationCode:
        """Return a fresh code for the structure CCAS-ILL."""
        ...

    def expire(self, code: ActivationCode) -> None: ...

    def revoke(self, device: str) -> None: ...

    def decide(self, item: str, sens: DecisionSens, motif: str, message: str) -> None: ...

    def rotate_keys(self, *, overlap: bool) -> None:
        """Make new receiving and signing keys current; forget the old ones unless `overlap`."""
        ...

    def put_back(self) -> None:
        """Restore a backup made after the activation and before any item."""
        ...

    def held(self) -> dict[str, int]:
        """Return the last revision held of each item."""
        ...

    def publish(self, path: Path) -> None:
        """Publish a workbook."""
        ...

    def arrive(self) -> None:
        """Do what people must do for what was pushed to arrive; nothing where it does so itself.

        What comes back by hand is there at the next `pull`.
        """
        ...

    def named_persons(self, item: str) -> list[str]:
        """Return the surnames held of an item's last revision; empty once withdrawn."""
        ...


def outgoing(
    item: str,
    *,
    revision: int = 1,
    kind: Kind = Kind.PRESCRIPTION,
    nom: str = "Ægidius-Ç",
    **changes: object,
) -> Outgoing:
    """Return an item to send; `changes` replace fields of the payload."""
    nameless = {
        "kind": kind.value,
        "reference": f"2026-CCASILL-{item[-4:]}",
        "structure": "CCAS-ILL",
    }
    fields = {
        **nameless,
        "prescribed_on": "2026-11-23",
        "service": "assistance",
        "carnets": 1,
        "personne": {
            "nom": nom,
            "prenom": "Zoé",
            "adresse": {
                "voie": "12 rue des Lilas",
                "code_postal": "67400",
                "commune": "Illkirch-Graffenstaden",
                "code_insee": "67218",
            },
        },
        **changes,
    }
    payload = prescription_payload(nameless if kind is Kind.WITHDRAWAL else fields)
    return Outgoing(item=item, revision=revision, kind=kind, payload=payload)


def new_item() -> str:
    return str(uuid.uuid4())


TestT = TypeVar("TestT", bound=Callable[..., None])
_NEEDS: dict[str, str] = {}


def needs(capability: str) -> Callable[[TestT], TestT]:
    """Say that a test is of the gateways that declare `capability`: the others skip it."""

    def noted(test: TestT) -> TestT:
        _NEEDS[test.__name__] = capability
        return test

    return noted


class GatewaySuite:
    """The tests; `bench` is the subclass's fixture."""

    @pytest.fixture(autouse=True)
    def declared(self, request: pytest.FixtureRequest, bench: Bench) -> None:
        """Skip what this gateway declares that it cannot do."""
        capability = _NEEDS.get(request.function.__name__)
        if capability is None:
            return
        if not getattr(bench.gateway(new_device_keys()).capabilities, capability):
            pytest.skip(f"this gateway declares that it does not: {capability}")

    @pytest.fixture
    def gateway(self, bench: Bench) -> Gateway:
        gateway = bench.gateway(new_device_keys())
        if gateway.capabilities.activates:
            gateway.activate(bench.new_code())
        return gateway

    @needs("activates")
    def test_activation_names_the_structure_and_the_service(self, bench: Bench) -> None:
        link = bench.gateway(new_device_keys()).activate(bench.new_code(), structure="CCAS-ILL")
        assert link.structure == "CCAS-ILL"
        assert link.structure_name
        assert link.service

    @needs("activates")
    def test_activation_asked_again_gives_the_same(self, bench: Bench) -> None:
        keys, code = new_device_keys(), bench.new_code()
        first = bench.gateway(keys).activate(code)
        assert bench.gateway(keys).activate(code).structure == first.structure

    @needs("activates")
    def test_a_code_serves_one_device(self, bench: Bench) -> None:
        code = bench.new_code()
        bench.gateway(new_device_keys()).activate(code)
        with _stops(Outcome.CODE_UTILISE):
            bench.gateway(new_device_keys()).activate(code)

    @needs("activates")
    def test_a_code_past_its_time_is_refused(self, bench: Bench) -> None:
        code = bench.new_code()
        bench.expire(code)
        with _stops(Outcome.CODE_EXPIRE):
            bench.gateway(new_device_keys()).activate(code)

    @needs("activates")
    def test_a_code_nobody_gave_is_refused(self, bench: Bench) -> None:
        code = replace(bench.new_code(), secret="0" * SECRET_SYMBOLS)
        with _stops(Outcome.CODE_INCONNU):
            bench.gateway(new_device_keys()).activate(code)

    @needs("activates")
    def test_a_code_of_another_structure_is_refused(self, bench: Bench) -> None:
        with _stops(Outcome.POSTE_NON_AUTORISE):
            bench.gateway(new_device_keys()).activate(bench.new_code(), structure="AUTRE")

    @needs("activates")
    def test_nothing_is_sent_before_activation(self, bench: Bench) -> None:
        with _stops(Outcome.POSTE_INCONNU):
            bench.gateway(new_device_keys()).push([outgoing(new_item())])

    @needs("activates")
    def test_what_is_sent_is_acknowledged_and_held(self, bench: Bench, gateway: Gateway) -> None:
        item = new_item()
        result = _told(bench, gateway, outgoing(item, nom="Müller-Ñandú"))
        assert (result.item, result.revision) == (item, 1)
        assert result.outcome is Outcome.ACCUSEE
        assert bench.held() == {item: 1}
        assert bench.named_persons(item) == ["Müller-Ñandú"]

    @needs("deduplicates")
    def test_the_same_twice_is_held_once(self, bench: Bench, gateway: Gateway) -> None:
        item = new_item()
        _told(bench, gateway, outgoing(item))
        again = _told(bench, gateway, outgoing(item))
        late = gateway.capabilities.answers_later  # the answer that it read says it already
        assert again.outcome is (Outcome.ACCUSEE if late else Outcome.DEJA_RECUE)
        assert bench.held() == {item: 1}

    @needs("deduplicates")
    def test_the_same_from_another_laptop_of_the_structure_is_held_once(
        self, bench: Bench, gateway: Gateway
    ) -> None:
        item = new_item()
        _told(bench, gateway, outgoing(item))
        other = bench.gateway(new_device_keys())
        other.activate(bench.new_code())
        again = _told(bench, other, outgoing(item))
        assert again.outcome is Outcome.DEJA_RECUE

    @needs("deduplicates")
    def test_another_content_under_the_same_number_is_a_conflict(
        self, bench: Bench, gateway: Gateway
    ) -> None:
        item = new_item()
        _told(bench, gateway, outgoing(item, nom="Premier"))
        second = _told(bench, gateway, outgoing(item, nom="Second"))
        assert second.outcome is Outcome.CONFLIT
        assert bench.named_persons(item) == ["Premier"]

    def test_one_bad_item_does_not_stop_the_others(self, bench: Bench, gateway: Gateway) -> None:
        first, bad, last = new_item(), new_item(), new_item()
        results = _all_told(
            bench,
            gateway,
            [
                outgoing(first),
                Outgoing(item=bad, revision=1, kind=Kind.PRESCRIPTION, payload=b'{"v":1}'),
                outgoing(last),
            ],
        )
        outcomes = [result.outcome for result in results]
        arrived = Outcome.ACCUSEE if gateway.capabilities.activates else Outcome.A_DEPOSER
        assert outcomes == [arrived, Outcome.A_CORRIGER, arrived]
        bench.arrive()
        assert set(bench.held()) == {first, last}

    def test_what_is_sent_again_is_held_once_whoever_deposits(
        self, bench: Bench, gateway: Gateway
    ) -> None:
        item = new_item()
        cursor = Cursor()
        for _ in range(3):
            (result,) = gateway.push([outgoing(item, nom="Müller-Ñandú")])
            assert result.outcome.then is not Then.RETRY
            cursor = gateway.pull(cursor).cursor
            bench.arrive()
        assert bench.held() == {item: 1}
        assert bench.named_persons(item) == ["Müller-Ñandú"]

    def test_nothing_is_said_to_be_received_before_it_is(
        self, bench: Bench, gateway: Gateway
    ) -> None:
        item = new_item()
        (result,) = gateway.push([outgoing(item)])
        assert result.outcome.acknowledged == (item in bench.held())
        bench.arrive()
        gateway.pull(Cursor())
        (result,) = gateway.push([outgoing(item)])
        assert result.outcome.acknowledged
        assert item in bench.held()

    @needs("activates")
    def test_an_item_of_another_structure_is_refused(self, bench: Bench, gateway: Gateway) -> None:
        result = _told(bench, gateway, outgoing(new_item(), structure="AUTRE"))
        assert not result.outcome.acknowledged

    @needs("corrects")
    def test_a_correction_replaces_the_revision_before(
        self, bench: Bench, gateway: Gateway
    ) -> None:
        item = new_item()
        _told(bench, gateway, outgoing(item, nom="Avant"))
        result = _told(
            bench, gateway, outgoing(item, revision=2, kind=Kind.CORRECTION, nom="Après")
        )
        assert result.outcome is Outcome.ACCUSEE
        assert bench.held() == {item: 2}
        assert bench.named_persons(item) == ["Après"]

    @needs("corrects")
    def test_a_correction_of_something_never_received_is_told(
        self, bench: Bench, gateway: Gateway
    ) -> None:
        result = _told(bench, gateway, outgoing(new_item(), revision=2, kind=Kind.CORRECTION))
        assert result.outcome is Outcome.REVISION_INCONNUE

    @needs("withdraws")
    def test_a_withdrawal_leaves_no_name(self, bench: Bench, gateway: Gateway) -> None:
        item = new_item()
        _told(bench, gateway, outgoing(item, nom="Effacée"))
        result = _told(bench, gateway, outgoing(item, revision=2, kind=Kind.WITHDRAWAL))
        assert result.outcome is Outcome.ACCUSEE
        assert bench.named_persons(item) == []

    @needs("withdraws")
    def test_a_withdrawal_of_something_never_received_is_acknowledged(
        self, bench: Bench, gateway: Gateway
    ) -> None:
        item = new_item()
        result = _told(bench, gateway, outgoing(item, revision=2, kind=Kind.WITHDRAWAL))
        assert result.outcome is Outcome.ACCUSEE
        late = _told(bench, gateway, outgoing(item))
        assert late.outcome is Outcome.REVISION_INCONNUE

    @needs("corrects")
    def test_after_the_decision_a_correction_comes_too_late(
        self, bench: Bench, gateway: Gateway
    ) -> None:
        item = new_item()
        _told(bench, gateway, outgoing(item))
        bench.decide(item, DecisionSens.ACCEPTEE, "", "")
        result = _told(bench, gateway, outgoing(item, revision=2, kind=Kind.CORRECTION))
        assert result.outcome is Outcome.DEJA_DECIDEE

    @needs("returns_decisions")
    def test_decisions_come_back_once_and_in_order(self, bench: Bench, gateway: Gateway) -> None:
        kept, refused = new_item(), new_item()
        _push_all(gateway, [outgoing(kept), outgoing(refused)])
        bench.arrive()
        bench.decide(kept, DecisionSens.ACCEPTEE, "", "")
        bench.decide(refused, DecisionSens.REFUSEE, "hors_territoire", "À revoir avec la mairie.")
        told = gateway.capabilities.states_motives
        pulled = gateway.pull(Cursor())
        assert [(entry.item, entry.sens, entry.motif) for entry in pulled.entries] == [
            (kept, DecisionSens.ACCEPTEE, ""),
            (refused, DecisionSens.REFUSEE, "hors_territoire" if told else ""),
        ]
        assert pulled.entries[1].message == ("À revoir avec la mairie." if told else "")
        assert not pulled.more
        assert list(gateway.pull(pulled.cursor).entries) == []

    @needs("activates")
    def test_a_replacement_laptop_receives_the_old_decisions(
        self, bench: Bench, gateway: Gateway
    ) -> None:
        item = new_item()
        _told(bench, gateway, outgoing(item))
        bench.decide(item, DecisionSens.ACCEPTEE, "", "")
        replacement = bench.gateway(new_device_keys())
        replacement.activate(bench.new_code())
        assert [entry.item for entry in replacement.pull(Cursor()).entries] == [item]

    @needs("activates")
    def test_a_revoked_device_is_refused(self, bench: Bench) -> None:
        keys = new_device_keys()
        gateway = bench.gateway(keys)
        gateway.activate(bench.new_code())
        bench.revoke(keys.device)
        with _stops(Outcome.POSTE_NON_AUTORISE):
            _told(bench, gateway, outgoing(new_item()))
        with _stops(Outcome.POSTE_NON_AUTORISE):
            gateway.pull(Cursor())

    @needs("activates")
    def test_a_key_in_its_overlap_still_opens(self, bench: Bench, gateway: Gateway) -> None:
        bench.rotate_keys(overlap=True)
        result = _told(bench, gateway, outgoing(new_item()))
        assert result.outcome is Outcome.ACCUSEE

    @needs("activates")
    def test_a_key_that_is_gone_is_replaced_within_the_run(
        self, bench: Bench, gateway: Gateway
    ) -> None:
        before = gateway.link
        bench.rotate_keys(overlap=False)
        result = _told(bench, gateway, outgoing(new_item()))
        assert result.outcome is Outcome.ACCUSEE
        assert gateway.link != before

    @needs("activates")
    def test_keys_fetched_again_have_a_higher_serial(self, bench: Bench, gateway: Gateway) -> None:
        assert gateway.link is not None
        before = gateway.link.keys().serial
        bench.rotate_keys(overlap=True)
        gateway.pull(Cursor())  # what comes back by hand is read here
        assert gateway.refresh_keys().keys().serial > before

    @needs("activates")
    def test_a_service_put_back_is_noticed_and_receives_everything_again(
        self, bench: Bench, gateway: Gateway
    ) -> None:
        item = new_item()
        _told(bench, gateway, outgoing(item))
        bench.decide(item, DecisionSens.ACCEPTEE, "", "")
        cursor = gateway.pull(Cursor()).cursor
        bench.put_back()
        pulled = gateway.pull(cursor)
        assert pulled.put_back
        assert list(pulled.entries) == []
        assert bench.held() == {}
        again = _told(bench, gateway, outgoing(item))
        assert again.outcome.acknowledged
        assert bench.held() == {item: 1}
        assert not gateway.pull(pulled.cursor).put_back

    @needs("publishes_material")
    def test_a_published_questionnaire_comes_whole(
        self, bench: Bench, gateway: Gateway, tmp_path: Path
    ) -> None:
        before = gateway.material()
        assert before.documents == ()
        bench.publish(BUNDLED)
        listed = gateway.material()
        (entry,) = listed.documents
        assert listed.serial > before.serial
        assert (entry.kind, entry.name) == (MaterialKind.QUESTIONNAIRE, "autonomie-numerique")
        assert gateway.document(entry) == BUNDLED.read_bytes()
        bench.publish(written(tmp_path / "version-2.xlsx"))
        (second,) = gateway.material().documents
        assert second.sha256 != entry.sha256

    @needs("publishes_material")
    def test_a_document_that_is_not_the_listed_one_is_refused(
        self, bench: Bench, gateway: Gateway
    ) -> None:
        bench.publish(BUNDLED)
        (entry,) = gateway.material().documents
        unknown = replace(entry, sha256=bytes(32))
        with pytest.raises(GatewayError):
            gateway.document(unknown)

    def test_a_full_batch_passes(self, bench: Bench, gateway: Gateway) -> None:
        queue = [outgoing(new_item()) for _ in range(gateway.capabilities.most_items + 1)]
        full, rest = batches(queue, most_items=gateway.capabilities.most_items)
        results = gateway.push(full)
        assert {result.outcome for result in results} == {_sent(gateway)}
        bench.arrive()
        assert len(bench.held()) == len(full)
        assert rest == queue[-1:]

    @needs("certifies")
    def test_the_key_of_a_device_is_certified_by_the_root(self, bench: Bench) -> None:
        keys = new_device_keys()
        gateway = bench.gateway(keys)
        link = gateway.activate(bench.new_code())
        document = gateway.certificate()
        assert document is not None
        certified = open_device(document, link.root)
        assert (certified.device, certified.structure) == (keys.device, link.structure)
        assert certified.signing == public_of(keys.signing)
        assert gateway.certificate() == document

    @needs("keeps_erasures")
    def test_a_ledger_of_erasures_comes_back_whole_and_once(self, gateway: Gateway) -> None:
        ledger, marks = "0" * 32, [f"{number:032x}" for number in range(5)]
        empty = gateway.erasures(ledger, 0)
        assert empty is not None
        assert (list(empty.entries), empty.high_water, empty.more) == ([], 0, False)
        assert gateway.deposit_erasures(ledger, marks[:3])
        assert gateway.deposit_erasures(ledger, marks[2:])
        page = gateway.erasures(ledger, 0)
        assert page is not None
        assert [entry.mark for entry in page.entries] == marks
        later = gateway.erasures(ledger, page.entries[3].seq)
        assert later is not None
        assert [entry.mark for entry in later.entries] == marks[4:]
        other = gateway.erasures("f" * 32, 0)
        assert other is not None
        assert not other.entries

    @needs("keeps_erasures")
    def test_another_laptop_of_the_structure_reads_the_ledger(self, bench: Bench) -> None:
        first, second = bench.gateway(new_device_keys()), bench.gateway(new_device_keys())
        first.activate(bench.new_code())
        first.deposit_erasures("a" * 32, ["b" * 32])
        second.activate(bench.new_code())
        page = second.erasures("a" * 32, 0)
        assert page is not None
        assert [entry.mark for entry in page.entries] == ["b" * 32]


def _push_all(gateway: Gateway, queue: list[Outgoing]) -> list[ItemResult]:
    found: list[ItemResult] = []
    for batch in batches(queue, most_items=gateway.capabilities.most_items):
        found += gateway.push(batch)
    return found


def _told(bench: Bench, gateway: Gateway, one: Outgoing) -> ItemResult:
    """Push one item, and return what the Département says of it, at once or when it comes back."""
    (result,) = _all_told(bench, gateway, [one])
    return result


def _all_told(bench: Bench, gateway: Gateway, queue: list[Outgoing]) -> list[ItemResult]:
    results = _push_all(gateway, queue)
    for _ in range(2):  # a key that is gone is learnt by the first answer
        waits = any(result.outcome.then is Then.WAIT for result in results)
        if gateway.capabilities.answers_later and waits:
            bench.arrive()
            gateway.pull(Cursor())
            results = _push_all(gateway, queue)
    return results


def _sent(gateway: Gateway) -> Outcome:
    """Return how a gateway says that an item went as far as it can bring it."""
    if gateway.capabilities.answers_later:
        return Outcome.DANS_LE_FICHIER
    return Outcome.ACCUSEE if gateway.capabilities.acknowledges else Outcome.A_DEPOSER


def _stops(outcome: Outcome) -> "pytest.RaisesExc[GatewayError]":
    def is_it(fault: GatewayError) -> bool:
        return fault.outcome is outcome

    return pytest.raises(GatewayError, check=is_it)
