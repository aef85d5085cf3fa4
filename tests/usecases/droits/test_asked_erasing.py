"""An erasure that is asked for: what leaves first, whose requests go along, what is left out."""

from datetime import date, time
from pathlib import Path

import pytest

from app.domain.demande import ActionLocale, Demande, Droit
from app.domain.droits import Effet, Finalite, MotifLimitation
from app.domain.identifiers import PersonneId
from app.storage import personnes
from app.storage.normalisation import same_name, same_person
from app.usecases.backup import saving
from app.usecases.destruction import erasing
from app.usecases.destruction.erasing import UnsentRequestError
from app.usecases.destruction.erasing_proof import certificate, verify_certificate
from app.usecases.droits import asked_erasing
from app.usecases.droits.asked_erasing import may_erase, namesakes
from app.usecases.droits.overview import standing
from app.usecases.droits.refusing import refuse
from app.usecases.laptop import housekeeping
from app.usecases.registers import demandes
from app.usecases.registers.demandes import NewDemande
from app.usecases.workplace import Workplace
from tests.demandes.asking import request, sent
from tests.leaks import leaks
from tests.storage.database.pages import decrypted
from tests.ui.workplace import LOT_ET_GARONNE, MakeWorkplace, WallClock
from tests.usecases.backing import backups, opened, restore
from tests.usecases.droits.conftest import NOM, received

TYPED = f"Mme {NOM.upper()} simone"
SECRETS = (NOM, "06 00 00 00 00", "Je veux tout voir.", "Paul Représentant")


def asked(who: str = TYPED) -> NewDemande:
    """Return a request typed without its record, with everything that can be said of her."""
    return request(time(9, 5), Droit.ACCES, who=who)


def there(place: Workplace, somebody: PersonneId) -> bool:
    with place.database.reading() as session:
        return personnes.load(session, somebody) is not None


def open_ones(place: Workplace) -> list[Demande]:
    return [one.demande for one in demandes.registre(place).ouvertes]


def pages(place: Workplace) -> list[str]:
    """Return which of her secrets the decrypted pages still hold."""
    held = decrypted(place.database.path, place.vault.database_key()).lower()
    return [word for word in SECRETS if word.lower().encode() in held]


def actions(demande: Demande) -> list[ActionLocale]:
    return [fait.action for fait in demande.faits]


def test_under_a_processor_the_request_leaves_with_its_name_before_anything_is_erased(
    new_workplace: MakeWorkplace,
) -> None:
    clock = WallClock()
    place = new_workplace(LOT_ET_GARONNE, clock=clock)
    somebody = received(place)
    assert standing(place, somebody).sends_first
    first = asked_erasing.erase(place, somebody)
    assert first.proof is None
    (noted,) = open_ones(place)
    assert first.to_send is not None
    assert (first.to_send.id, noted.droits) == (noted.id, (Droit.EFFACEMENT,))
    assert (noted.personne, actions(noted)) == (f"Simone {NOM.upper()}", [])
    limited = standing(place, somebody).limitation
    assert limited is not None
    assert limited.motif is MotifLimitation.EFFACEMENT
    again = asked_erasing.erase(place, somebody)  # impatience notes nothing twice, erases nothing
    assert again.to_send is not None
    assert [one.id for one in open_ones(place)] == [noted.id]
    with pytest.raises(UnsentRequestError):
        erasing.erase(place, somebody)
    assert there(place, somebody)
    assert not may_erase(place, noted)
    clock.go_on(hours=3)
    left = demandes.note_sending(place, noted.id, sent(time(12)))
    assert may_erase(place, left)
    assert not standing(place, somebody).sends_first
    done = asked_erasing.erase(place, somebody)
    assert (done.to_send, there(place, somebody)) == (None, False)
    assert done.proof is not None
    (kept,) = open_ones(place)
    assert (kept.personne, kept.transmise, actions(kept)) == (
        "", left.transmise, [ActionLocale.EFFACEE],
    )  # fmt: skip
    assert not may_erase(place, kept)
    assert pages(place) == []


def test_under_a_processor_a_withdrawn_consent_waits_for_its_request_too(
    new_workplace: MakeWorkplace,
) -> None:
    place = new_workplace(LOT_ET_GARONNE)
    somebody = received(place)
    served = refuse(place, somebody, Finalite.PRESCRIPTION, Droit.RETRAIT_CONSENTEMENT)
    assert (served.effet, served.proof, served.is_everything) == (Effet.TOUT_EFFACER, None, False)
    assert served.to_send is not None
    assert there(place, somebody)
    demandes.note_sending(place, served.to_send.id, sent(time(10, 12)))
    demandes.close(place, served.to_send.id)  # too soon: the erasure goes on all the same
    assert asked_erasing.erase(place, somebody).proof is not None
    assert not there(place, somebody)
    (closed,) = demandes.registre(place).closes
    assert actions(closed.demande) == [ActionLocale.CONSENTEMENT_RETIRE, ActionLocale.EFFACEE]
    assert open_ones(place) == []


def test_an_own_controller_erases_at_once_and_no_clock_runs_for_nobody(
    workplace: Workplace, somebody: PersonneId
) -> None:
    assert not standing(workplace, somebody).sends_first
    assert asked_erasing.erase(workplace, somebody).proof is not None
    (one,) = demandes.registre(workplace).ouvertes
    assert (one.demande.is_nameless, one.runs) == (True, False)
    assert demandes.close(workplace, one.demande.id).closed_on == date(2026, 11, 22)


def test_a_request_typed_without_its_record_goes_with_the_person(
    workplace: Workplace, somebody: PersonneId
) -> None:
    noted = demandes.register(workplace, asked())
    (found,) = namesakes(workplace, somebody)
    assert (found.demande.id, found.exact) == (noted.id, True)
    done = asked_erasing.erase(workplace, somebody, [noted.id])
    left = demandes.load(workplace, noted.id).demande
    assert (left.personne, left.joindre, left.mots, left.representant) == ("", "", "", "")
    assert pages(workplace) == []
    assert leaks([workplace.database.path.parent], SECRETS) == []
    assert done.proof is not None
    assert done.proof.bilan["demandes_videes"] == 2  # hers, and the one noted by the erasure
    assert "demandes_laissees" not in done.proof.bilan


def test_what_is_left_under_the_name_is_named_by_the_certificate(
    workplace: Workplace, somebody: PersonneId
) -> None:
    noted = demandes.register(workplace, asked(NOM))
    (found,) = namesakes(workplace, somebody)
    assert not found.exact  # the agent has to say whose it is
    proof = asked_erasing.erase(workplace, somebody).proof
    assert demandes.load(workplace, noted.id).demande == noted
    assert proof is not None
    said = verify_certificate(workplace, certificate(workplace, proof.numero).content).statement
    (line,) = [one for one in said.beyond if "exercice de droits" in one]
    assert line.startswith("1 demande d’exercice de droits en cours, sous le même nom")


def test_a_withdrawal_takes_the_requests_of_her_whole_name_and_no_other(
    workplace: Workplace, somebody: PersonneId
) -> None:
    hers = demandes.register(workplace, asked())
    other = demandes.register(workplace, asked(f"Paul {NOM}"))
    unsure = demandes.register(workplace, asked(NOM))
    refuse(workplace, somebody, Finalite.PRESCRIPTION, Droit.RETRAIT_CONSENTEMENT)
    assert demandes.load(workplace, hers.id).demande.is_nameless
    for one in (other, unsure):
        assert demandes.load(workplace, one.id).demande == one


def test_a_tied_request_does_not_come_back_with_an_older_backup(
    workplace: Workplace, somebody: PersonneId, tmp_path: Path
) -> None:
    stick, laptop = tmp_path / "cle", tmp_path / "autre" / "donnees"
    stick.mkdir()
    noted = demandes.register(workplace, asked())
    saving.choose_folder(workplace, stick)
    saving.back_up(workplace)
    (backup,) = backups(stick)
    asked_erasing.erase(workplace, somebody, [noted.id])
    saving.pack_if_due(workplace, tolerant=False)  # the ledger goes beside the backup
    restore(laptop, backup, workplace.agent.id)
    elsewhere = opened(laptop, workplace.agent.id)
    left = demandes.load(elsewhere, noted.id).demande
    assert (left.numero, left.is_nameless, left.joindre) == (noted.numero, True, "")
    assert pages(elsewhere) == []
    elsewhere.close()


def test_a_closed_request_keeps_no_name_in_the_file(
    workplace: Workplace, somebody: PersonneId
) -> None:
    noted = demandes.register(workplace, request(personne_id=somebody, who="Zoé Typographe"))
    demandes.note_sending(workplace, noted.id, sent(time(9, 30)))
    closed = demandes.close(workplace, noted.id)
    assert (closed.personne, closed.representant, closed.personne_id) == ("", "", somebody)
    housekeeping.tidy(workplace, keep_going=lambda: True)
    held = decrypted(workplace.database.path, workplace.vault.database_key())
    assert "Zoé Typographe".encode() not in held
    assert "Paul Représentant".encode() not in held


@pytest.mark.parametrize(
    ("typed", "maybe", "certain"),
    [
        ("Dupont Léa", True, True),
        ("Mme LEA DUPONT", True, True),
        ("dupont", True, False),
        ("Paul Dupont", False, False),
        ("Léa", False, False),
        ("Léa Dupond", False, False),
    ],
)
def test_whose_a_typed_name_may_be(typed: str, *, maybe: bool, certain: bool) -> None:
    assert same_person(typed, nom="Dupont", prenom="Léa") is maybe
    assert same_name(typed, nom="Dupont", prenom="Léa") is certain
