"""What 002, article 2, line 160 and 169, asks when a mandate ends: the data go the same day."""

import subprocess
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from app.domain.entretien import Canal, Entretien, Etape
from app.domain.identifiers import EntretienId, MandatId
from app.domain.mandat_listes import (
    Aboutissement,
    CanalRetrait,
    DureeMandat,
    EtatMandat,
    Explication,
    NatureActe,
    NatureFin,
    Piece,
    RefusMandat,
    Resultat,
)
from app.storage import effacement, entretiens, fin_convention, indicateurs, mandats, registre
from app.storage.database import open_database
from app.storage.destructions import Destruction, MotifDestruction
from app.storage.indicateurs import Fait
from app.storage.sauvegarde.replaying import replay
from app.usecases.destruction import erasing
from app.usecases.destruction.erasing_proof import verify_certificate
from app.usecases.laptop import dating, housekeeping
from app.usecases.mandats import (
    acting,
    destroying,
    drafting,
    ending,
    identity,
    informing,
    overview,
    papers,
    signing,
)
from app.usecases.mandats.ended import Caducite
from app.usecases.mandats.errors import MandateGoneError, MandateRefusedError
from app.usecases.people import persons
from app.usecases.people.openings import PersonGoneError
from app.usecases.workplace import Workplace
from tests.leaks import leaks
from tests.storage.database.pages import decrypted
from tests.ui.workplace import WallClock
from tests.usecases.mandats.steps import (
    LU,
    NAME,
    SIGNED,
    demander,
    draft,
    faire,
    ready,
    running,
    whole,
)


def going_on() -> bool:
    return True


def nothing_left(place: Workplace, folder: Path, *canaries: str) -> None:
    """Search the whole decrypted file, freed space included, and every file beside it."""
    pages = decrypted(place.database.path, place.vault.database_key())
    assert [one for one in canaries if one.encode() in pages] == []
    assert leaks([folder], canaries) == []


def printed(content: bytes) -> str:
    command = ["pdftotext", "-layout", "-", "-"]
    said = subprocess.run(command, input=content, capture_output=True, check=True).stdout
    return " ".join(said.decode().split())


def is_gone(place: Workplace, mandat_id: MandatId) -> bool:
    try:
        whole(place, mandat_id)
    except MandateGoneError:
        return True
    return False


@pytest.mark.obligation("S2-17")
def test_when_the_last_line_is_completed_the_data_are_destroyed_at_once_with_proof(
    place: Workplace, tmp_path: Path
) -> None:
    """L. 160: « une destruction lors de l'aboutissement de la démarche administrative engagée »."""
    do, ask = faire(place), demander(place)
    mandat_id = running(place, draft(place, lignes=[do, ask]))
    found = whole(place, mandat_id)
    assert found.personne is not None
    acting.act(place, mandat_id, do.id, NatureActe.DEPOT, Resultat.EN_ATTENTE)
    assert ending.foresee(place, mandat_id, do.id) == ending.Consequence(
        last=False, untold=1, waiting=1
    )
    first = ending.complete(place, mandat_id, do.id, Aboutissement.REPONSE)
    assert (first.over, first.destruction) == (False, None)
    assert whole(place, mandat_id).mandat.etat is EtatMandat.ACTIF
    with pytest.raises(MandateRefusedError) as caught:
        acting.act(place, mandat_id, do.id, NatureActe.RELANCE, Resultat.FAIT)
    assert caught.value.refus is RefusMandat.LIGNE_TERMINEE
    assert ending.foresee(place, mandat_id, ask.id).last
    last = ending.complete(place, mandat_id, ask.id, Aboutissement.PERSONNE)
    assert last.over
    assert last.mandat.etat is EtatMandat.ABOUTI
    assert is_gone(place, mandat_id)
    nothing_left(place, tmp_path, NAME, found.personne.id, mandat_id, do.id, "1951-04-03")
    destruction = last.destruction
    assert destruction is not None
    assert destruction.numero == "2026-CCASILL-D0001"
    assert destruction.reference == "2026-CCASILL-M0001"
    assert destruction.motif is MotifDestruction.MANDAT_ABOUTI
    assert (destruction.bilan["mandats"], destruction.bilan["mandat_lignes"]) == (1, 2)
    assert (destruction.bilan["mandat_actes"], destruction.bilan["personnes"]) == (1, 1)
    paper = papers.attestation(place, last)
    checked = verify_certificate(place, paper.content)
    assert checked.mine
    assert checked.statement.event == "Démarches du mandat abouties (2026-CCASILL-M0001)"
    assert "aboutissement de la démarche" in checked.statement.rule
    assert overview.destroyed(place)[0].numero == destruction.numero
    with place.database.reading() as session:
        counted = indicateurs.exact_by_month(session)["2026-11"]
    assert counted == {
        ("mandat", "signe"): 1,
        ("mandat", "abouti"): 1,
        ("mandat_demarche", "famille"): 1,
        ("mandat_demarche", "communication"): 1,
        ("mandat_acte", "depot"): 1,
    }


@pytest.mark.obligation("S2-18")
@pytest.mark.obligation("S2-26")
def test_the_person_withdraws_at_any_time_a_line_or_all_of_it(
    place: Workplace, clock: WallClock, tmp_path: Path
) -> None:
    """L. 160: « le retrait du mandat »; l. 169: « L'utilisateur peut à tout moment »."""
    do, ask = faire(place), demander(place)
    mandat_id = running(place, draft(place, lignes=[do, ask]))
    clock.go_on(hours=2)
    received = clock.now() - timedelta(minutes=20)  # told on the phone, typed a bit later
    seen = ending.prepare(
        place, mandat_id, nature=NatureFin.RETIRE, canal=CanalRetrait.ORAL, recu_at=received
    )
    assert seen.over
    assert "(mandant), signature" in printed(papers.withdrawal(place, seen).content)
    assert whole(place, mandat_id).mandat.open_lines  # prepared: nothing ended
    one = ending.withdraw(place, mandat_id, ask.id, canal=CanalRetrait.ORAL, recu_at=received)
    assert one.retrait is not None
    assert [ligne.id for ligne in one.retrait.lignes] == [ask.id]
    fin = whole(place, mandat_id).mandat.lignes[1].fin
    assert fin is not None
    assert (fin.at, one.retrait.recu_at) == (received, received)  # the hour of receipt
    with pytest.raises(MandateRefusedError) as caught:
        acting.act(place, mandat_id, ask.id, NatureActe.DEMANDE, Resultat.FAIT)
    assert caught.value.refus is RefusMandat.LIGNE_TERMINEE
    acting.act(place, mandat_id, do.id, NatureActe.DEPOT, Resultat.FAIT)
    rest = ending.withdraw(place, mandat_id, canal=CanalRetrait.COURRIER)
    assert rest.mandat.etat is EtatMandat.RETIRE
    letter = printed(papers.withdrawal(place, rest).content)
    assert "par courrier" in letter
    assert "qui ne connaissent pas ce retrait peuvent" in letter
    assert "(mandant), signature" not in letter  # b2: « mandant if present »
    assert rest.mandat.ended_at == clock.now()
    assert rest.destruction is not None
    assert rest.destruction.motif is MotifDestruction.MANDAT_RETIRE
    nothing_left(place, tmp_path, NAME, mandat_id)
    with pytest.raises(MandateGoneError):
        acting.act(place, mandat_id, do.id, NatureActe.DEPOT, Resultat.FAIT)


@pytest.mark.obligation("S2-26")
def test_a_withdrawal_is_taken_between_the_signature_and_the_handing_over_too(
    place: Workplace,
) -> None:
    mandat_id = ready(place, draft(place))
    signing.sign(place, mandat_id, SIGNED)
    assert ending.withdraw(place, mandat_id, canal=CanalRetrait.GUICHET).over


@pytest.mark.obligation("S2-19")
def test_at_its_hour_a_mandate_is_over_and_destroyed_never_before(
    place: Workplace, clock: WallClock, tmp_path: Path
) -> None:
    """L. 160: « à défaut au terme du délai »; signed at 10 h 12 for 31 days."""
    mandat_id = running(place, draft(place, duree=DureeMandat.MOIS))
    (ligne,) = whole(place, mandat_id).mandat.lignes
    end = datetime(2026, 12, 23, 9, 12, tzinfo=UTC)
    clock.at = end - timedelta(days=8)
    assert not any(one.soon for one in overview.listing(place))
    clock.at = end - timedelta(days=6)
    (soon,) = [one for one in overview.listing(place) if one.soon]
    assert (soon.mandat.id, soon.who) == (mandat_id, f"Odile {NAME.upper()}")
    (line,) = erasing.foreseen(place)
    assert (line.mandat, line.due_on) == ("2026-CCASILL-M0001", date(2026, 12, 23))
    clock.at = end - timedelta(seconds=1)
    assert destroying.expire(place) == []
    acting.act(place, mandat_id, ligne.id, NatureActe.DEPOT, Resultat.FAIT)
    clock.at = end
    with pytest.raises(MandateRefusedError) as caught:
        acting.act(place, mandat_id, ligne.id, NatureActe.DEPOT, Resultat.FAIT)
    assert caught.value.refus is RefusMandat.TERME_DEPASSE
    (done,) = destroying.expire(place)
    assert (done.motif, done.agent_id) == (MotifDestruction.MANDAT_EXPIRE, None)
    nothing_left(place, tmp_path, NAME, mandat_id)


@pytest.mark.obligation("S2-19")
def test_the_unlocking_and_a_page_that_come_to_it_at_once_destroy_it_once(
    place: Workplace, clock: WallClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The erasures of a session have a thread of their own (`bootstrap.tidying`)."""
    running(place, draft(place, duree=DureeMandat.JOUR))
    clock.go_on(hours=25)
    alone, other = destroying.reach_files, list[Destruction]()

    def meanwhile(at: Workplace, mandat_id: MandatId) -> None:
        monkeypatch.setattr(destroying, "reach_files", alone)
        other.extend(destroying.expire(at))
        alone(at, mandat_id)

    monkeypatch.setattr(destroying, "reach_files", meanwhile)
    assert destroying.expire(place) == []
    assert overview.destroyed(place) == other
    assert len(other) == 1
    with place.database.reading() as session:
        assert indicateurs.exact_by_month(session)["2026-11"][Fait("mandat", "expire")] == 1


@pytest.mark.obligation("S2-19")
def test_a_laptop_opened_later_hides_it_and_destroys_it_under_a_sure_date_alone(
    place: Workplace, clock: WallClock
) -> None:
    mandat_id = running(place, draft(place, duree=DureeMandat.JOUR))
    clock.go_on(days=1)  # the hour is come: still shown that day, for who looks at it
    assert whole(place, mandat_id).may_act is RefusMandat.TERME_DEPASSE
    clock.go_on(days=60)  # a leap that nobody believes
    assert is_gone(place, mandat_id)
    assert destroying.expire(place) == []
    assert dating.doubt(place) is not None
    dating.confirm_date(place)
    housekeeping.tidy(place, keep_going=going_on)
    (done,) = overview.destroyed(place)
    assert done.reference == "2026-CCASILL-M0001"
    assert done.ended_at is not None


def test_a_delay_of_the_profile_keeps_the_data_after_the_end_and_no_act(
    place: Workplace, clock: WallClock
) -> None:
    profil = place.convention.mandat
    assert profil is not None
    later = replace(
        place, convention=replace(place.convention, mandat=replace(profil, delai_jours=10))
    )
    mandat_id = running(later, draft(later, duree=DureeMandat.JOUR))
    clock.go_on(days=10)
    assert destroying.expire(later) == []
    assert whole(later, mandat_id).may_act is RefusMandat.TERME_DEPASSE
    clock.go_on(days=1)
    assert len(destroying.expire(later)) == 1


def test_a_person_who_has_more_than_the_mandate_keeps_what_that_needs(
    place: Workplace, clock: WallClock
) -> None:
    mandat_id = running(place, draft(place, duree=DureeMandat.ANNEE))
    personne = whole(place, mandat_id).personne
    assert personne is not None
    other = running(
        place,
        draft(place, personne_id=personne.id, duree=DureeMandat.SEMESTRE, lignes=[demander(place)]),
    )
    ending.renounce(place, mandat_id)
    assert whole(place, other).personne == personne
    with place.database.writing() as session:
        entretiens.keep(
            session,
            Entretien(
                id=EntretienId("entretien-1"),
                agent_id=place.agent.id,
                canal=Canal.SUR_PLACE,
                opened_at=clock.now(),
                touched_at=clock.now(),
                etape=Etape.TERMINE,
                convention_hash=place.convention.hash,
                questionnaire_hash="0" * 64,
                personne_id=personne.id,
            ),
            due_on=date(2027, 1, 5),
        )
    ended = ending.lapse(place, other, Caducite.DECES)
    assert ended.destruction is not None
    assert "personnes" not in ended.destruction.bilan
    with place.database.reading() as session:
        assert mandats.of_personne(session, personne.id) == []
    assert persons.open_record(place, personne.id).due_on == date(2027, 1, 5)  # not a year later


def test_a_new_mandate_replaces_the_same_line_of_an_older_one_and_says_so_before(
    place: Workplace,
) -> None:
    older = running(place, draft(place, lignes=[faire(place)]))
    personne = whole(place, older).personne
    assert personne is not None
    newer = ready(
        place, draft(place, personne_id=personne.id, lignes=[faire(place), demander(place)])
    )
    (warned,) = drafting.same_running(place, newer)
    assert (warned.reference, warned.last) == ("2026-CCASILL-M0001", True)
    signing.sign(place, newer, SIGNED)
    assert not is_gone(place, older)  # until the new one runs
    (gone,) = signing.hand_over(place, newer).replaced
    assert gone.mandat.etat is EtatMandat.REMPLACE
    assert gone.destruction is not None
    assert gone.destruction.motif is MotifDestruction.MANDAT_REMPLACE
    paper = printed(papers.withdrawal(place, gone).content)
    assert "Origine La personne : un nouveau mandat le remplace" in paper  # with the same agent
    assert "qui ne connaissent pas cette fin peuvent" in paper
    assert "personnes" not in gone.destruction.bilan
    assert is_gone(place, older)
    assert whole(place, newer).mandat.etat is EtatMandat.ACTIF
    assert whole(place, newer).personne == personne


def test_a_paper_that_is_entered_late_replaces_no_mandate_that_was_signed_since(
    place: Workplace, clock: WallClock
) -> None:
    """Code civil, art. 2006: the later mandate revokes the earlier one, never the reverse."""
    newer = running(place, draft(place, lignes=[faire(place)]))
    personne = whole(place, newer).personne
    assert personne is not None
    at = clock.now() - timedelta(days=2)  # the hours that stand on the paper
    late = draft(place, personne_id=personne.id, lignes=[faire(place)])
    for quoi in Explication:
        informing.explain(place, late, quoi, at)
    identity.check(place, late, Piece.CNI, en_cours_de_validite=True, at=at)
    identity.declare(place, late, LU, at)
    signing.sign(place, late, replace(SIGNED, at=at))
    assert signing.hand_over(place, late, at).replaced == ()
    assert whole(place, newer).mandat.etat is EtatMandat.ACTIF


def test_what_was_destroyed_does_not_come_back_with_an_older_state(
    place: Workplace, tmp_path: Path
) -> None:
    mandat_id = running(place, draft(place))
    personne = whole(place, mandat_id).personne
    assert personne is not None
    other = draft(place, personne_id=personne.id)
    place.database.rewrite()
    old = tmp_path / "ancien.db"
    old.write_bytes(place.database.path.read_bytes())
    ending.renounce(place, mandat_id)
    with place.database.reading() as session:
        marks = registre.marks(session)
    restored = open_database(old, place.vault.database_key(), today=place.clock.today)
    with restored.reading() as session:
        assert mandats.load(session, mandat_id) is not None
    replay(restored, marks, place.clock.today())
    with restored.reading() as session:
        assert [one.id for one in mandats.all_here(session)] == [other]
    restored.close()


def test_who_may_not_sign_leaves_nothing_and_no_reason(place: Workplace, tmp_path: Path) -> None:
    mandat_id = draft(place)
    personne = whole(place, mandat_id).personne
    assert personne is not None
    with place.database.reading() as session:
        before = session.connection().exec_driver_sql("SELECT count(*) FROM journal").scalar_one()
    drafting.block(place, mandat_id)
    assert is_gone(place, mandat_id)
    with pytest.raises(PersonGoneError):
        persons.open_record(place, personne.id)
    nothing_left(place, tmp_path, NAME, mandat_id, personne.id, "tutelle", "mineur")
    with place.database.reading() as session:
        after = session.connection().exec_driver_sql("SELECT count(*) FROM journal").scalar_one()
    assert after == before
    slip = papers.orientation(place)
    assert (slip.subject_id, slip.file_name) == ("", "fiche-orientation.pdf")


def test_a_draft_is_gone_after_thirty_days(place: Workplace, clock: WallClock) -> None:
    draft(place)
    for days, left in ((29, 1), (1, 0)):
        clock.go_on(days=days)
        housekeeping.tidy(place, keep_going=going_on)
        assert len(overview.listing(place)) == left
    with place.database.reading() as session:
        kept = session.connection().exec_driver_sql("SELECT count(*) FROM mandats").scalar_one()
    assert kept == 0
    done: list[Destruction] = erasing.done(place)
    assert done[0].motif is MotifDestruction.ECHEANCE
    assert done[0].bilan["mandats"] == 1


def test_the_end_of_a_convention_takes_mandates_and_drafts_of_nobody(place: Workplace) -> None:
    running(place, draft(place))
    drafting.begin(place)
    with place.database.writing() as session:
        fin_convention.condemn(session, place.clock.today())
    assert overview.listing(place) == []
    effacement.purger(place.database, place.clock.today())
    with place.database.reading() as session:
        left = [
            session.connection().exec_driver_sql(f"SELECT count(*) FROM {table}").scalar_one()  # noqa: S608 - our names
            for table in ("mandats", "mandat_lignes", "mandat_actes", "personnes", "papiers")
        ]
    assert left == [0, 0, 0, 0, 0]
