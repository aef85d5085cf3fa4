from dataclasses import replace

import pytest

from app.domain.droits import MotifLimitation
from app.domain.papier import Fait
from app.domain.personne import Personne
from app.domain.prescription import MotifRetrait, Prescription, Sens, Suivi
from app.storage import effacement, entretiens, evenements, outbox, papiers, tenues
from app.storage.outbox import KindEnvoi
from app.storage.rapports import EtatRapport
from app.sync.outcomes import Outcome
from app.sync.protocol.answers import DecisionSens
from app.sync.protocol.payload import Kind
from app.usecases.droits.limiting import limit
from app.usecases.exchange import revising, sending
from app.usecases.exchange.comparing import Compare, NothingToCompareError, compare, settle
from app.usecases.exchange.revising import NotRevisableError, RevisionLeftError
from app.usecases.exchange.revision_state import revisions_of
from app.usecases.interview.deciding import AlreadySentError, ReasonMissingError, undo
from app.usecases.people import overview, persons
from app.usecases.workplace import Workplace
from tests.ui.workplace import new_workplace, workplace
from tests.usecases.test_sending import Line, line, prescribe, state_of

__all__ = ["line", "new_workplace", "workplace"]  # fixtures


def sent(place: Workplace, line: Line, nom: str = "Exemplier") -> Prescription:
    if line.gateway is None:
        line.activate(place)
    made = prescribe(place, nom)
    line.run(place)
    return made


def another(place: Workplace, prescription: Prescription) -> str:
    found = revising.services(place, prescription)
    return next(one.service for one in found if one.service != prescription.service)


def correct(place: Workplace, prescription: Prescription) -> str:
    service = another(place, prescription)
    reason = place.convention.autre_choix[1]
    revising.correct(place, prescription.id, service, reason=reason)
    return service


def now_of(place: Workplace, prescription: Prescription) -> Prescription:
    return overview.detail(place, prescription.id).known.prescription


def history_of(place: Workplace, prescription: Prescription) -> list[str]:
    with place.database.reading() as session:
        return [one.kind for one in evenements.of(session, prescription.id)]


def person_of(place: Workplace, prescription: Prescription) -> Personne:
    return overview.detail(place, prescription.id).known.personne


def test_a_correction_is_the_next_revision_and_takes_the_place_of_the_first(
    workplace: Workplace, line: Line
) -> None:
    first = sent(workplace, line)
    service = correct(workplace, first)
    assert state_of(workplace, first) is Suivi.PREPAREE
    assert line.departement.held[first.id].last == 1  # nothing left yet
    report, _ = line.run(workplace)
    assert [item.code for item in report.items] == ["accusee"]
    held = line.departement.held[first.id]
    assert (held.last, held.payloads[2].service, held.payloads[2].kind) == (
        2,
        service,
        Kind.CORRECTION,
    )
    assert state_of(workplace, first) is Suivi.ACCUSEE
    assert now_of(workplace, first).revision == 2


def test_another_service_than_the_advice_needs_a_reason_and_papers_are_printed_again(
    workplace: Workplace, line: Line
) -> None:
    first = sent(workplace, line)
    with pytest.raises(ReasonMissingError):
        revising.correct(workplace, first.id, another(workplace, first))
    with workplace.database.writing() as session:
        for papier in papiers.of_prescription(session, first.id):
            papiers.note(
                session,
                papier.id,
                Fait.IMPRIME,
                on=workplace.clock.today(),
                by=workplace.agent.id,
                pdf_hash="0" * 64,
            )
    correct(workplace, first)
    with workplace.database.reading() as session:
        again = {one.kind for one in papiers.to_print(session)}
        entretien = entretiens.load(session, first.entretien_id)
    assert {"prescription", "lettre"} <= again
    assert entretien is not None
    assert entretien.choix is not None
    assert entretien.choix.reason == workplace.convention.autre_choix[1]


def test_a_correction_is_undone_until_it_leaves(workplace: Workplace, line: Line) -> None:
    first = sent(workplace, line)
    correct(workplace, first)
    revising.undo_correction(workplace, first.id)
    assert now_of(workplace, first) == first
    assert state_of(workplace, first) is Suivi.ACCUSEE
    with workplace.database.reading() as session:
        entretien = entretiens.load(session, first.entretien_id)
    assert entretien is not None
    assert entretien.choix is not None
    assert (entretien.choix.service, entretien.choix.reason) == (first.service, "")
    assert line.run(workplace)[0].items == ()
    correct(workplace, first)
    line.run(workplace)
    with pytest.raises(RevisionLeftError):
        revising.undo_correction(workplace, first.id)
    with pytest.raises(AlreadySentError):
        undo(workplace, first.id)


def test_correcting_the_record_corrects_what_the_departement_was_told(
    workplace: Workplace, line: Line
) -> None:
    first = sent(workplace, line)
    person = person_of(workplace, first)
    persons.correct(workplace, replace(person, nom="Exemplaire"))
    line.run(workplace)
    told = line.departement.held[first.id].payloads[2].personne
    assert told is not None
    assert told.nom == "Exemplaire"
    persons.correct(workplace, replace(person, nom="Autre"))
    persons.correct(workplace, replace(person, nom="Exemplaire"))  # as it was told
    assert line.run(workplace)[0].items == ()
    assert state_of(workplace, first) is Suivi.ACCUSEE


def test_a_correction_follows_what_may_have_been_lost_in_order(
    workplace: Workplace, line: Line
) -> None:
    line.activate(workplace)
    first = prescribe(workplace)
    assert line.gateway is not None
    line.gateway.breaks_with = [None, Outcome.COUPURE]  # lost before it arrived
    line.run(workplace)
    assert first.id not in line.departement.held
    correct(workplace, first)
    report, _ = line.run(workplace)
    assert [item.code for item in report.items] == ["accusee", "accusee"]
    assert line.departement.held[first.id].last == 2
    assert state_of(workplace, first) is Suivi.ACCUSEE


def test_a_prescription_stands_where_its_latest_revision_does(
    workplace: Workplace, line: Line
) -> None:
    line.activate(workplace)
    first = prescribe(workplace)
    assert line.gateway is not None
    line.gateway.breaks_with = [None, Outcome.COUPURE]
    line.run(workplace)
    correct(workplace, first)
    with workplace.database.writing() as session:
        earlier, _ = outbox.to_send(session)
        outbox.advance(session, earlier, Suivi.ACCUSEE, at=workplace.clock.now())
    assert state_of(workplace, first) is Suivi.PREPAREE  # the correction has not left


def test_a_withdrawal_names_nobody_and_forgets_what_was_sent(
    workplace: Workplace, line: Line
) -> None:
    first = sent(workplace, line)
    revising.withdraw(workplace, first.id, MotifRetrait.RENONCEMENT)
    assert state_of(workplace, first) is Suivi.RETIREE
    line.run(workplace)
    held = line.departement.held[first.id]
    assert (held.last, held.payloads) == (2, {})
    with workplace.database.reading() as session:
        assert outbox.of_item(session, first.id) == []
        event = evenements.of(session, first.id)[-1]
    assert (event.kind, event.detail) == ("retiree", "renoncement")
    with pytest.raises(NotRevisableError):
        correct(workplace, first)


def test_a_withdrawal_is_undone_until_it_leaves(workplace: Workplace, line: Line) -> None:
    first = sent(workplace, line)
    revising.withdraw(workplace, first.id, MotifRetrait.ERREUR)
    revising.undo_withdrawal(workplace, first.id)
    assert state_of(workplace, first) is Suivi.ACCUSEE
    assert line.run(workplace)[0].items == ()
    revising.withdraw(workplace, first.id, MotifRetrait.ERREUR)
    line.run(workplace)
    with pytest.raises(RevisionLeftError):
        revising.undo_withdrawal(workplace, first.id)


def test_what_is_withdrawn_before_it_was_acknowledged_is_not_sent_again(
    workplace: Workplace, line: Line
) -> None:
    line.activate(workplace)
    first = prescribe(workplace)
    assert line.gateway is not None
    line.gateway.breaks_with = [None, Outcome.COUPURE]
    line.run(workplace)
    revising.withdraw(workplace, first.id, MotifRetrait.DOUBLON)
    assert sending.outbox_state(workplace).waiting.total == 1
    report, _ = line.run(workplace)
    assert [item.code for item in report.items] == ["accusee"]
    assert line.departement.held[first.id].payloads == {}


def test_the_decision_wins_over_a_correction_that_comes_too_late(
    workplace: Workplace, line: Line
) -> None:
    first = sent(workplace, line)
    correct(workplace, first)
    assert line.gateway is not None
    push = line.gateway.push

    def decided_meanwhile(outgoing):  # type: ignore[no-untyped-def]  # noqa: ANN001, ANN202
        line.departement.decide(first.id, DecisionSens.ACCEPTEE)
        return push(outgoing)

    line.gateway.push = decided_meanwhile  # type: ignore[method-assign]
    report, _ = line.run(workplace)
    assert [item.code for item in report.items] == ["deja_decidee"]
    assert report.decisions == 1  # read again in the same run
    known = overview.detail(workplace, first.id).known
    assert known.suivi is Suivi.DECIDEE
    assert known.decision is not None
    assert known.decision.sens is Sens.ACCEPTEE
    assert known.prescription.service == first.service  # what was decided on
    assert "correction_tardive" in history_of(workplace, first)


def test_the_decision_wins_over_a_withdrawal_that_comes_too_late(
    workplace: Workplace, line: Line
) -> None:
    first = sent(workplace, line)
    revising.withdraw(workplace, first.id, MotifRetrait.ERREUR)
    line.departement.decide(first.id, DecisionSens.REFUSEE, motif="stock")
    report, _ = line.run(workplace)
    assert report.decisions == 1
    assert state_of(workplace, first) is Suivi.DECIDEE
    assert line.run(workplace)[0].items == ()


def test_nothing_is_revised_after_the_decision(workplace: Workplace, line: Line) -> None:
    first = sent(workplace, line)
    line.departement.decide(first.id, DecisionSens.ACCEPTEE)
    line.run(workplace)
    with pytest.raises(NotRevisableError):
        correct(workplace, first)
    with pytest.raises(NotRevisableError):
        revising.withdraw(workplace, first.id, MotifRetrait.ERREUR)


def test_a_service_put_back_gets_every_revision_again(workplace: Workplace, line: Line) -> None:
    first = sent(workplace, line)
    correct(workplace, first)
    gone = sent(workplace, line, "Maquette")
    revising.withdraw(workplace, gone.id, MotifRetrait.ERREUR)
    line.run(workplace)
    line.departement.put_back()
    report, _ = line.run(workplace)
    assert report.state is EtatRapport.REUSSIE
    assert line.departement.held[first.id].last == 2
    assert line.departement.held[gone.id].payloads == {}  # withdrawn again
    assert state_of(workplace, gone) is Suivi.RETIREE
    assert state_of(workplace, first) is Suivi.ACCUSEE


def test_a_refused_field_is_named_and_blocks_nothing(workplace: Workplace, line: Line) -> None:
    line.activate(workplace)
    line.departement.forbidden_fields = {"civilite"}
    refused = prescribe(workplace)
    line.run(workplace)
    with workplace.database.reading() as session:
        (envoi,) = outbox.of_item(session, refused.id)
    assert (envoi.state, envoi.last_code) == (Suivi.A_CORRIGER, "a_corriger")
    assert envoi.last_place == "payload.personne.civilite"
    line.departement.forbidden_fields = set()
    persons.correct(workplace, replace(person_of(workplace, refused), civilite="M."))
    report, _ = line.run(workplace)
    assert [item.code for item in report.items] == ["accusee"]


def test_what_has_no_form_is_set_aside_and_the_others_leave(
    workplace: Workplace, line: Line
) -> None:
    line.activate(workplace)
    spoilt, sound = prescribe(workplace), prescribe(workplace, "Maquette")
    with workplace.database.writing() as session:
        (envoi,) = outbox.of_item(session, spoilt.id)
        outbox.drop(session, spoilt.id)
        outbox.queue(session, spoilt.id, payload=envoi.payload.replace('"carnets":', '"carnet":'))
    report, _ = line.run(workplace)
    assert {item.item_id: item.code for item in report.items} == {
        spoilt.id: "a_corriger",
        sound.id: "accusee",
    }
    assert state_of(workplace, spoilt) is Suivi.A_CORRIGER


def test_what_was_set_aside_is_taken_up_again_as_it_is_now(
    workplace: Workplace, line: Line
) -> None:
    line.activate(workplace)
    line.departement.forbidden_fields = {"civilite"}
    refused = prescribe(workplace)
    line.run(workplace)
    line.departement.forbidden_fields = set()  # the Département mended its list
    assert revisions_of(workplace, refused.id).can_take_up
    revising.take_up(workplace, refused.id)
    assert state_of(workplace, refused) is Suivi.PREPAREE
    assert [item.code for item in line.run(workplace)[0].items] == ["accusee"]
    with pytest.raises(NotRevisableError):
        revising.take_up(workplace, refused.id)


def conflict(place: Workplace, line: Line) -> tuple[Prescription, str]:
    """Leave a prescription corrected here, and by another copy of this laptop there."""
    first = sent(place, line)
    service = correct(place, first)
    persons.correct(place, replace(person_of(place, first), prenom="Simonne"))
    held = line.departement.held[first.id]
    held.digests[2] = b"\0" * 32
    told = held.payloads[1].personne
    assert told is not None
    held.payloads[2] = replace(
        held.payloads[1], kind=Kind.CORRECTION, personne=replace(told, nom="Exemplaire")
    )
    report, _ = line.run(place)
    assert [item.code for item in report.items] == ["conflit"]
    return first, service


def test_a_conflict_is_compared_field_by_field_with_the_common_base(
    workplace: Workplace, line: Line
) -> None:
    first, service = conflict(workplace, line)
    found = {one.field: one for one in compare(workplace, first.id)}
    assert set(found) == {Compare.SERVICE, Compare.NOM, Compare.PRENOM}
    assert (found[Compare.SERVICE].mine.value, found[Compare.SERVICE].theirs.value) == (
        service,
        first.service,
    )
    base = found[Compare.NOM].base
    assert base is not None
    assert (base.value, found[Compare.NOM].mine.value, found[Compare.NOM].theirs.value) == (
        "Exemplier",
        "Exemplier",
        "Exemplaire",
    )


def test_a_settled_conflict_takes_each_field_from_its_side_and_is_sent(
    workplace: Workplace, line: Line
) -> None:
    first, service = conflict(workplace, line)
    assert settle(workplace, first.id, theirs={Compare.NOM})
    person = person_of(workplace, first)
    assert (person.prenom, person.nom) == ("Simonne", "Exemplaire")
    report, _ = line.run(workplace)
    assert [item.code for item in report.items] == ["accusee"]
    told = line.departement.held[first.id].payloads[3]
    assert told.personne is not None
    assert (told.service, told.personne.nom, told.personne.prenom) == (
        service,
        "Exemplaire",
        "Simonne",
    )
    with pytest.raises(NothingToCompareError):
        compare(workplace, first.id)


def test_taking_the_departement_s_side_everywhere_sends_nothing(
    workplace: Workplace, line: Line
) -> None:
    first, _ = conflict(workplace, line)
    assert not settle(workplace, first.id, theirs=set(Compare))
    assert state_of(workplace, first) is Suivi.ACCUSEE
    assert now_of(workplace, first).service == first.service
    assert line.run(workplace)[0].items == ()


def test_what_the_departement_holds_is_kept_while_it_conflicts(
    workplace: Workplace, line: Line
) -> None:
    first, service = conflict(workplace, line)
    with workplace.database.reading() as session:
        theirs = tenues.load(session, first.id)
        mine = outbox.of_item(session, first.id)[-1]
    assert theirs is not None
    assert (theirs.kind, theirs.revision) == (KindEnvoi.TENUE, 2)
    assert '"nom":"Exemplaire"' in theirs.payload
    assert f'"service":"{service}"' in mine.payload
    shown = revisions_of(workplace, first.id)
    assert (shown.can_compare, shown.can_correct, shown.can_withdraw) == (True, False, True)
    assert [(one.number, one.state) for one in shown.revisions] == [
        (1, Suivi.ACCUSEE),
        (2, Suivi.A_CORRIGER),
    ]
    with pytest.raises(AlreadySentError):
        undo(workplace, first.id)  # it is there, under another content


def test_erasing_a_person_in_conflict_leaves_a_nameless_withdrawal_alone(
    workplace: Workplace, line: Line
) -> None:
    first, _ = conflict(workplace, line)
    effacement.effacer_pour_de_bon(workplace.database, first.personne_id)
    with workplace.database.reading() as session:
        (left,) = outbox.of_item(session, first.id)
        assert tenues.load(session, first.id) is None
    assert (left.kind, left.payload, left.revision) == (KindEnvoi.RETRAIT, outbox.NAMELESS, 3)
    line.run(workplace)
    assert line.departement.held[first.id].payloads == {}


def test_erasing_a_person_whose_withdrawal_waits_still_sends_it(
    workplace: Workplace, line: Line
) -> None:
    first = sent(workplace, line)
    revising.withdraw(workplace, first.id, MotifRetrait.RENONCEMENT)
    effacement.effacer_pour_de_bon(workplace.database, first.personne_id)
    report, _ = line.run(workplace)
    assert [item.code for item in report.items] == ["accusee"]
    assert line.departement.held[first.id].payloads == {}


def test_a_limited_record_is_neither_corrected_nor_withdrawn_by_the_window(
    workplace: Workplace, line: Line
) -> None:
    first = sent(workplace, line)
    limit(workplace, first.personne_id, MotifLimitation.EXACTITUDE)
    assert not revisions_of(workplace, first.id).can_correct
    with pytest.raises(NotRevisableError):
        revising.withdraw(workplace, first.id, MotifRetrait.ERREUR)
    with pytest.raises(NotRevisableError):
        correct(workplace, first)
