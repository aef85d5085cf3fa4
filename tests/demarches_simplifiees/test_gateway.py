"""The gateway against the platform's double: § 7 of demarches-simplifiees.md, rule by rule."""

from dataclasses import replace
from datetime import date

import pytest

from app.domain.dossier import EtatDossier
from app.sync.demarches.gateway import DemarchesSimplifiees
from app.sync.gateway import Cursor, GatewayError, ItemResult, Outgoing
from app.sync.outcomes import Outcome
from app.sync.protocol.answers import DecisionSens
from app.sync.protocol.payload import Kind
from tests.demarches_simplifiees import example
from tests.demarches_simplifiees.bench import AGENT, Laptop
from tests.demarches_simplifiees.forms import Champ
from tests.sync.gateway_suite import new_item, outgoing


def run(laptop: Laptop, *queue: Outgoing) -> list[ItemResult]:
    """Run once as `sending.synchronise` does: ask first, then send item by item."""
    gateway = laptop.gateway()
    gateway.pull(Cursor())
    return [result for one in queue for result in gateway.push([one])]


def outcome(laptop: Laptop, one: Outgoing) -> Outcome:
    (result,) = run(laptop, one)
    return result.outcome


def test_the_body_is_what_the_form_wants_and_all_of_it_is_stored(laptop: Laptop) -> None:
    item = new_item()
    assert outcome(laptop, outgoing(item, reference="2026-CCASILL-0007")) is Outcome.A_DEPOSER
    (draft,) = laptop.drafts(item)
    assert draft.values == {
        example.UUID.id: item,
        example.STRUCTURE.id: "CCAS-ILL",
        example.REFERENCE.id: "2026-CCASILL-0007",
        example.SERVICE.id: "Assistance",
        example.CARNETS.id: "1",
        example.DAY.id: "2026-11-23",
        example.COMMUNE.id: {"code_postal": "67400", "external_id": "67218"},
        example.ADDRESS.id: "12 rue des Lilas 67400 Illkirch-Graffenstaden",
        example.CONSENT.id: "true",
    }
    assert draft.individual == {"prenom": "Zoé", "nom": "Ægidius-Ç", "genre": None}


def test_the_request_is_the_one_that_the_platform_takes(laptop: Laptop) -> None:
    run(laptop, outgoing(new_item()))
    post = next(asked for asked in laptop.site.wire.asked if asked.method == "POST")
    assert post.headers["content-type"] == "application/json"
    assert post.headers["user-agent"].startswith("Passerelle/")
    assert "authorization" not in post.headers
    assert b"true," not in post.body.replace(b'"true"', b"")  # no JSON boolean: it reads as false


def test_the_token_and_the_address_are_kept_and_the_countdown_begins(laptop: Laptop) -> None:
    item = new_item()
    run(laptop, outgoing(item))
    (dossier,) = laptop.ledger.of(item)
    (draft,) = laptop.drafts(item)
    assert (dossier.numero, dossier.jeton) == (draft.number, draft.token)
    assert (
        dossier.url == f"{laptop.site.origin}/commencer/{example.PATH}?prefill_token={draft.token}"
    )
    assert dossier.deposit_before is not None
    assert (dossier.deposit_before - draft.updated_at).total_seconds() == 4.5 * 86400


def test_the_states_follow_until_the_decision_and_a_reopening(laptop: Laptop) -> None:
    item = new_item()
    one = outgoing(item)
    platform = laptop.platform
    assert outcome(laptop, one) is Outcome.A_DEPOSER
    (draft,) = laptop.drafts(item)
    platform.claim(draft.token, AGENT)
    assert outcome(laptop, one) is Outcome.REPRISE
    platform.deposit(draft)
    assert outcome(laptop, one) is Outcome.ACCUSEE
    platform.instruct(draft)
    assert outcome(laptop, one) is Outcome.ACCUSEE
    platform.decide(draft, "sans_suite")
    (entry,) = laptop.gateway().pull(Cursor()).entries
    assert (entry.item, entry.sens, entry.motif) == (item, DecisionSens.REFUSEE, "")
    assert entry.message == "Classé sans suite sur Démarches simplifiées."
    assert entry.decided_on == date(2026, 11, 22)
    assert laptop.etats(item) == ["sans_suite"]
    platform.instruct(draft)
    assert not laptop.gateway().pull(Cursor()).entries
    assert laptop.etats(item) == ["en_instruction"]
    assert laptop.site.wire.posts == 1


def test_a_draft_that_nobody_claimed_in_five_days_is_made_again(laptop: Laptop) -> None:
    item = new_item()
    run(laptop, outgoing(item))
    laptop.platform.go_on(days=6)
    assert not laptop.drafts(item)
    assert outcome(laptop, outgoing(item)) is Outcome.A_DEPOSER
    assert laptop.etats(item) == ["expire", "prerempli"]
    assert [bool(one.jeton) for one in laptop.ledger.of(item)] == [False, True]
    assert len(laptop.drafts(item)) == 1


def test_what_vanished_after_somebody_took_it_waits_for_a_person(laptop: Laptop) -> None:
    item = new_item()
    run(laptop, outgoing(item))
    (draft,) = laptop.drafts(item)
    laptop.platform.claim(draft.token, AGENT)
    run(laptop)
    laptop.platform.hide(draft)
    assert outcome(laptop, outgoing(item)) is Outcome.A_REPRENDRE
    assert laptop.etats(item) == ["perdu"]
    laptop.platform.go_on(days=30)
    assert outcome(laptop, outgoing(item)) is Outcome.A_REPRENDRE
    assert laptop.site.wire.posts == 1
    laptop.ledger.abandon(item)  # the person said so
    assert outcome(laptop, outgoing(item)) is Outcome.A_DEPOSER


def test_a_dossier_withdrawn_after_its_deposit_is_told_and_not_sent_again(laptop: Laptop) -> None:
    item = new_item()
    run(laptop, outgoing(item))
    laptop.deposit(laptop.drafts(item)[0])
    run(laptop)
    laptop.platform.hide(laptop.drafts(item)[0])
    assert outcome(laptop, outgoing(item)) is Outcome.A_REPRENDRE
    assert laptop.etats(item) == ["retire"]


def test_a_decision_stays_when_the_platform_forgets_the_dossier(laptop: Laptop) -> None:
    item = new_item()
    run(laptop, outgoing(item))
    (draft,) = laptop.drafts(item)
    laptop.deposit(draft)
    laptop.platform.decide(draft, "accepte")
    run(laptop)
    laptop.platform.hide(draft)
    assert outcome(laptop, outgoing(item)) is Outcome.DEJA_DECIDEE
    (dossier,) = laptop.ledger.of(item)
    assert (dossier.etat, dossier.jeton, dossier.url) == (EtatDossier.ARCHIVE, "", "")


def test_a_corrected_draft_replaces_one_that_nobody_took(laptop: Laptop) -> None:
    item = new_item()
    run(laptop, outgoing(item, nom="Avant"))
    corrected = outgoing(item, revision=2, kind=Kind.CORRECTION, nom="Après")
    assert outcome(laptop, corrected) is Outcome.A_DEPOSER
    assert [draft.individual["nom"] for draft in laptop.drafts(item)] == ["Avant", "Après"]
    assert [one.current for one in laptop.ledger.of(item)] == [False, True]
    laptop.platform.go_on(days=6, hours=1)
    run(laptop)
    assert laptop.ledger.of(item)[0].jeton == ""


def test_an_older_revision_still_in_the_queue_asks_for_no_draft_of_its_own(laptop: Laptop) -> None:
    item = new_item()
    first = outgoing(item, nom="Avant")
    second = outgoing(item, revision=2, kind=Kind.CORRECTION, nom="Après")
    for _ in range(3):
        assert {one.outcome for one in run(laptop, first, second)} == {Outcome.A_DEPOSER}
    assert len(laptop.drafts(item)) == 2
    laptop.deposit(laptop.drafts(item)[1])
    assert {one.outcome for one in run(laptop, first, second)} == {Outcome.ACCUSEE}


def test_a_correction_of_what_somebody_took_must_be_made_there(laptop: Laptop) -> None:
    item = new_item()
    run(laptop, outgoing(item))
    laptop.deposit(laptop.drafts(item)[0])
    corrected = outgoing(item, revision=2, kind=Kind.CORRECTION, nom="Après")
    assert outcome(laptop, corrected) is Outcome.A_RETIRER
    assert laptop.site.wire.posts == 1


def test_two_dossiers_of_one_prescription_are_told_every_time(laptop: Laptop) -> None:
    item = new_item()
    run(laptop, outgoing(item, nom="Avant"))
    run(laptop, outgoing(item, revision=2, kind=Kind.CORRECTION, nom="Après"))
    old, new = laptop.drafts(item)
    laptop.deposit(new)
    assert not laptop.gateway().pull(Cursor()).notices
    laptop.deposit(old)  # from the former address, still open in a browser
    for _ in range(2):
        assert list(laptop.gateway().pull(Cursor()).notices) == [(item, Outcome.DOUBLON)]


def test_an_answer_lost_after_the_draft_was_made_leaves_one_dossier_to_deposit(
    laptop: Laptop,
) -> None:
    item = new_item()
    laptop.site.wire.loses_answers = 1
    with pytest.raises(GatewayError) as caught:
        run(laptop, outgoing(item))
    assert caught.value.outcome.may_have_arrived
    assert laptop.etats(item) == ["envoye"]
    assert outcome(laptop, outgoing(item)) is Outcome.A_DEPOSER
    assert laptop.etats(item) == ["prerempli"]
    laptop.platform.go_on(days=4)
    laptop.deposit(laptop.drafts(item)[-1])
    laptop.platform.go_on(days=2)
    assert len(laptop.drafts(item)) == 1  # the lost one, whose address nobody knew, is purged


def test_a_withdrawal_says_what_a_person_must_do_there(laptop: Laptop) -> None:
    never, unclaimed, deposited = new_item(), new_item(), new_item()
    run(laptop, outgoing(unclaimed), outgoing(deposited))
    laptop.deposit(laptop.drafts(deposited)[0])
    results = run(
        laptop,
        *(outgoing(one, revision=2, kind=Kind.WITHDRAWAL) for one in (never, unclaimed, deposited)),
    )
    assert [result.outcome for result in results] == [
        Outcome.RIEN_A_RETIRER,
        Outcome.RIEN_A_RETIRER,
        Outcome.A_RETIRER,
    ]
    assert not laptop.ledger.of(unclaimed)


def test_an_item_erased_meanwhile_is_not_sent(laptop: Laptop) -> None:
    item = new_item()
    laptop.ledger.gone.add(item)
    run(laptop, outgoing(item))
    assert laptop.site.wire.posts == 0


def test_twelve_drafts_go_in_a_quarter_of_a_minute_and_none_is_refused(laptop: Laptop) -> None:
    queue = [outgoing(new_item()) for _ in range(30)]
    results = run(laptop, *queue)
    assert {result.outcome for result in results} == {Outcome.A_DEPOSER}
    # 12 in the first 11 s, the 13th at 15 s, the 25th at 30 s, the 30th five seconds later
    assert laptop.waited == pytest.approx(35.0)


def test_the_platform_that_asks_to_wait_is_waited_for(laptop: Laptop) -> None:
    for _ in range(15):  # a colleague behind the same address
        laptop.site.http.post(
            f"/api/public/v1/demarches/{example.NUMBER}/dossiers",
            content=b"{}",
            headers={"Content-Type": "application/json"},
        )
    assert outcome(laptop, outgoing(new_item())) is Outcome.A_DEPOSER
    assert laptop.waited == pytest.approx(15.0)


def test_cancelling_during_a_wait_leaves_what_was_made_and_makes_nothing_more(
    laptop: Laptop,
) -> None:
    first, second = outgoing(new_item()), outgoing(new_item())
    gateway = laptop.gateway()
    gateway.push([first])
    laptop.cancels = lambda: laptop.waited > 0.3
    with pytest.raises(GatewayError) as caught:
        gateway.push([second])
    assert caught.value.outcome is Outcome.INTERROMPUE
    assert laptop.waited < 0.7
    assert laptop.site.wire.posts == 1
    assert not laptop.ledger.of(second.item)


def closes(gateway: DemarchesSimplifiees, one: Outgoing) -> None:
    with pytest.raises(GatewayError) as caught:
        gateway.push([one])
    assert caught.value.outcome is Outcome.CAMPAGNE_FERMEE


def test_a_closed_form_takes_nothing_and_tells_nothing(laptop: Laptop) -> None:
    followed = new_item()
    run(laptop, outgoing(followed))
    laptop.platform.demarches[example.NUMBER].state = "close"
    gateway = laptop.gateway()
    with pytest.raises(GatewayError) as caught:
        gateway.pull(Cursor())
    assert caught.value.outcome is Outcome.CAMPAGNE_FERMEE
    closes(laptop.gateway(), outgoing(new_item()))
    assert laptop.site.wire.posts == 1
    assert laptop.etats(followed) == ["prerempli"]  # nothing is concluded from the silence


def test_a_form_that_is_still_being_written_takes_nothing(laptop: Laptop) -> None:
    laptop.platform.demarches[example.NUMBER].state = "brouillon"
    closes(laptop.gateway(), outgoing(new_item()))
    assert laptop.site.wire.posts == 0


def test_a_form_past_its_closing_day_takes_nothing(laptop: Laptop) -> None:
    ended = replace(laptop.demarche, fermeture=date(2026, 11, 21))
    closes(laptop.gateway(ended), outgoing(new_item()))
    last_day = replace(laptop.demarche, fermeture=date(2026, 11, 22))
    (result,) = laptop.gateway(last_day).push([outgoing(new_item())])
    assert result.outcome is Outcome.A_DEPOSER


def test_an_option_that_is_gone_blocks_those_prescriptions_alone(laptop: Laptop) -> None:
    form = laptop.platform.demarches[example.NUMBER]
    shorter = replace(example.SERVICE, options=("Formation",))
    form.champs = tuple(shorter if one is example.SERVICE else one for one in example.CHAMPS)
    results = run(laptop, outgoing(new_item()), outgoing(new_item(), service="formation"))
    assert [(result.outcome, result.place) for result in results] == [
        (Outcome.FORMULAIRE_CHANGE, "Service prescrit"),
        (Outcome.A_DEPOSER, ""),
    ]


@pytest.mark.parametrize("kind", ["gone", "another type", "made public"])
def test_a_field_that_is_not_the_same_any_more_blocks_what_fills_it(
    laptop: Laptop, kind: str
) -> None:
    changed = {
        "gone": (),
        "another type": (replace(example.UUID, type="integer_number"),),
        "made public": (replace(example.UUID, private=False),),
    }
    form = laptop.platform.demarches[example.NUMBER]
    form.champs = (*changed[kind], *example.CHAMPS[1:])
    assert outcome(laptop, outgoing(new_item())) is Outcome.FORMULAIRE_CHANGE
    assert laptop.site.wire.posts == 0


def test_a_field_that_is_newly_required_is_told_and_stops_nothing(laptop: Laptop) -> None:
    form = laptop.platform.demarches[example.NUMBER]
    form.champs = (*example.CHAMPS, Champ(stable_id=77, type="text", label="X", required=True))
    gateway = laptop.gateway()
    assert list(gateway.pull(Cursor()).notices) == [("", Outcome.FORMULAIRE_ELARGI)]
    (result,) = gateway.push([outgoing(new_item())])
    assert result.outcome is Outcome.A_DEPOSER


def test_what_the_platform_would_drop_is_set_aside_before_it_leaves(laptop: Laptop) -> None:
    (result,) = run(laptop, outgoing(new_item(), service="inconnu"))
    assert (result.outcome, result.place) == (Outcome.A_CORRIGER, "Service prescrit")
    assert laptop.site.wire.posts == 0


@pytest.mark.parametrize(
    ("status", "expected"),
    [(503, Outcome.SERVICE_INDISPONIBLE), (500, Outcome.PORTAIL_CAPTIF)],
)
def test_a_page_instead_of_an_answer_stops_the_run(
    laptop: Laptop, status: int, expected: Outcome
) -> None:
    laptop.site.wire.fails_with = [status]
    with pytest.raises(GatewayError) as caught:
        laptop.gateway().pull(Cursor())
    assert caught.value.outcome is expected


def test_states_are_asked_for_forty_at_a_time(laptop: Laptop) -> None:
    for _ in range(41):
        laptop.pace.hold(0)
        run(laptop, outgoing(new_item()))
    laptop.site.wire.asked.clear()
    run(laptop)
    asked = [one.target for one in laptop.site.wire.asked if "prefill_token" in one.target]
    assert [target.count("%2C") for target in asked] == [39, 0]


def test_an_address_of_another_site_is_never_kept(laptop: Laptop) -> None:
    laptop.platform.origin = "http://ailleurs.example"
    with pytest.raises(GatewayError) as caught:
        run(laptop, outgoing(new_item()))
    assert caught.value.outcome is Outcome.REPONSE_ILLISIBLE
    assert not laptop.ledger.followed()
