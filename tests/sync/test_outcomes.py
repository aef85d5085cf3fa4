from pathlib import Path

import pytest

from app.sync.outcomes import Outcome, Then, outcome_of_code, outcome_of_receipt
from app.sync.protocol.answers import Receipt, ReceiptStatus
from app.sync.protocol.errors import MEANING, ErrorCode
from tests.sync import samples

# By hand from architecture.md § 5 and CommCare's list: the fault of one record never stops the run.
OF_ONE_ITEM = {
    Outcome.ACCUSEE,
    Outcome.DEJA_RECUE,
    Outcome.CONFLIT,
    Outcome.A_CORRIGER,
    Outcome.REVISION_INCONNUE,
    Outcome.DEJA_DECIDEE,
    Outcome.NON_OUVERTE,
    Outcome.NON_TRAITEE,
    Outcome.A_DEPOSER,
    Outcome.REPRISE,
    Outcome.A_REPRENDRE,
    Outcome.A_RETIRER,
    Outcome.RIEN_A_RETIRER,
    Outcome.FORMULAIRE_CHANGE,
    Outcome.FORMULAIRE_ELARGI,
    Outcome.DOUBLON,
    Outcome.DOUBLON_POSSIBLE,
    Outcome.MOTIFS_EN_ATTENTE,
    Outcome.DANS_LE_FICHIER,
}


@pytest.mark.parametrize("outcome", Outcome)
def test_only_the_fault_of_one_record_lets_the_run_go_on(outcome: Outcome) -> None:
    assert outcome.stops_run == (outcome not in OF_ONE_ITEM)


@pytest.mark.parametrize("outcome", Outcome)
def test_only_an_acknowledgement_counts_as_received(outcome: Outcome) -> None:
    assert outcome.acknowledged == (outcome.value in {"accusee", "deja_recue"})
    assert not (outcome.acknowledged and outcome.then is not Then.DONE)


@pytest.mark.parametrize("code", ErrorCode)
def test_a_refusal_is_never_taken_for_an_acknowledgement(code: ErrorCode) -> None:
    refused = Receipt(item=samples.ITEM, revision=1, status=ReceiptStatus.REFUSED, code=code)
    assert not outcome_of_receipt(refused).acknowledged
    assert not outcome_of_code(code).acknowledged


@pytest.mark.parametrize(
    ("code", "outcome"),
    [
        (ErrorCode.FIELD_NOT_ALLOWED, Outcome.A_CORRIGER),
        (ErrorCode.MALFORMED, Outcome.A_CORRIGER),
        (ErrorCode.UNKNOWN_KEY, Outcome.CLE_INCONNUE),
        (ErrorCode.QUOTA, Outcome.QUOTA),
        (ErrorCode.UNAVAILABLE, Outcome.NON_TRAITEE),
        (ErrorCode.UNKNOWN_REVISION, Outcome.REVISION_INCONNUE),
        (ErrorCode.WRONG_STRUCTURE, Outcome.A_CORRIGER),
    ],
)
def test_a_refused_item_is_told_as_the_worker_needs_it(code: ErrorCode, outcome: Outcome) -> None:
    refused = Receipt(item=samples.ITEM, revision=1, status=ReceiptStatus.REFUSED, code=code)
    assert outcome_of_receipt(refused) is outcome


def test_a_malformed_request_is_not_a_record_to_correct() -> None:
    assert outcome_of_code(ErrorCode.MALFORMED) is Outcome.REPONSE_ILLISIBLE


@pytest.mark.parametrize("code", ErrorCode)
def test_the_document_lists_every_fault_with_its_status_and_meaning(code: ErrorCode) -> None:
    page = Path(__file__).parents[2] / "docs" / "protocole.md"
    row = f"| `{code.value}` | {code.status} | {MEANING[code]} |"
    assert row in page.read_text(encoding="utf-8").splitlines()


def test_a_receipt_with_a_code_is_a_refusal() -> None:
    with pytest.raises(ValueError, match="a refusal has a code"):
        Receipt(item=samples.ITEM, revision=1, status=ReceiptStatus.REFUSED)
    with pytest.raises(ValueError, match="a refusal has a code"):
        Receipt(item=samples.ITEM, revision=1, status=ReceiptStatus.ACCEPTED, code=ErrorCode.CLOCK)
