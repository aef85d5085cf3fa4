from dataclasses import replace
from datetime import timedelta

from app.domain.dossier import Dossier, EtatDossier
from app.domain.identifiers import PersonneId
from app.domain.prescription import Suivi
from app.storage import dossiers_prepares, effacement, evenements, outbox
from app.storage.database import Database
from tests.storage.database import world
from tests.storage.database.pages import decrypted
from tests.storage.database.sending import ID, advance

JETON = "W3LFL68vStyL62kRBdJSGU1f"
URL = "https://demarche.example/commencer/essai?prefill_token=" + JETON


def prefilled(database: Database, etat: EtatDossier = EtatDossier.PREREMPLI) -> Dossier:
    with database.writing() as session:
        begun = dossiers_prepares.begin(session, ID, revision=1, empreinte="e" * 64, at=world.NOW)
        made = replace(
            begun, etat=etat, numero=21075665, jeton=JETON, url=URL, prefilled_at=world.NOW
        )
        assert dossiers_prepares.keep(session, made)
    return made


def kept(database: Database) -> list[Dossier]:
    with database.reading() as session:
        return list(dossiers_prepares.of_prescription(session, ID))


def test_a_dossier_comes_back_as_it_was_kept(queued: Database) -> None:
    made = prefilled(queued)
    assert kept(queued) == [made]
    with queued.reading() as session:
        assert list(dossiers_prepares.with_token(session)) == [made]
        kinds = [event.kind for event in evenements.of(session, ID)]
    assert kinds[-1] == "dossier_prerempli"
    assert JETON not in repr(made)


def test_a_new_dossier_abandons_the_former_one_and_drops_what_got_no_answer(
    queued: Database,
) -> None:
    first = prefilled(queued)
    with queued.writing() as session:
        dossiers_prepares.begin(session, ID, revision=1, empreinte="f" * 64, at=world.NOW)
    with queued.writing() as session:
        dossiers_prepares.begin(session, ID, revision=1, empreinte="f" * 64, at=world.NOW)
    found = kept(queued)
    assert [(one.etat, one.current) for one in found] == [
        (EtatDossier.PREREMPLI, False),
        (EtatDossier.ENVOYE, True),
    ]
    assert found[0].numero == first.numero


def test_the_dossiers_in_force_come_by_state_the_longest_waiting_first(queued: Database) -> None:
    made = prefilled(queued)
    with queued.reading() as session:
        assert list(dossiers_prepares.current(session, [EtatDossier.PREREMPLI])) == [made]
        assert not dossiers_prepares.current(session, [EtatDossier.BROUILLON])


def test_erasing_the_person_leaves_nothing_of_an_unclaimed_draft(queued: Database) -> None:
    prefilled(queued)
    advance(queued, Suivi.REMISE)
    assert effacement.effacer_pour_de_bon(queued, PersonneId("personne-1"))
    assert kept(queued) == []
    assert JETON.encode() not in decrypted(queued.path, world.KEY)


def test_erasing_the_person_keeps_the_number_alone_of_a_claimed_dossier(queued: Database) -> None:
    prefilled(queued, EtatDossier.EN_CONSTRUCTION)
    advance(queued, Suivi.REMISE)
    assert effacement.effacer_pour_de_bon(queued, PersonneId("personne-1"))
    (left,) = kept(queued)
    assert (left.numero, left.jeton, left.url, left.empreinte) == (21075665, "", "", "")
    with queued.reading() as session:
        assert list(dossiers_prepares.to_remove(session)) == [left]
        assert [one.kind.value for one in outbox.to_send(session)] == ["retrait"]
    assert JETON.encode() not in decrypted(queued.path, world.KEY)


def test_an_answer_that_comes_after_the_erasure_is_thrown_away(queued: Database) -> None:
    made = prefilled(queued, EtatDossier.BROUILLON)
    advance(queued, Suivi.REMISE)
    effacement.effacer_pour_de_bon(queued, PersonneId("personne-1"))
    later = replace(made, seen_at=world.NOW + timedelta(hours=1))
    with queued.writing() as session:
        assert not dossiers_prepares.keep(session, later)
    assert kept(queued)[0].jeton == ""
