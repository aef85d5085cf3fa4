from dataclasses import replace
from datetime import UTC, date, datetime, time
from pathlib import Path

import pytest

from app.domain.demande import MotifRetard
from app.domain.violation import (
    Cause,
    Consequence,
    Constat,
    Donnees,
    Etendue,
    Gravite,
    Mesure,
    Nature,
    Origine,
    Secret,
    Support,
)
from app.storage import violation_text
from app.storage.vault.failures import WrongPassphraseError, WrongRecoveryKeyError
from app.usecases.backup import restoring, saving
from app.usecases.backup.restoring import SHEET
from app.usecases.destruction import erasing
from app.usecases.laptop import dating, housekeeping
from app.usecases.people import persons
from app.usecases.registers import stolen, violations, violations_papers
from app.usecases.registers.hours import DelayReasonError, TooEarlyHourError
from app.usecases.registers.violation_advice import advised
from app.usecases.registers.violations import BreachGoneError, NothingNewError
from app.usecases.workplace import Workplace
from tests.demandes.asking import TODAY, sent
from tests.demandes.test_papers import opened, said
from tests.ui.workplace import LOT_ET_GARONNE, PASSPHRASE, MakeWorkplace, WallClock
from tests.usecases.backing import backups
from tests.usecases.test_day import follow, interview


def known_well(constat: Constat) -> Constat:
    """Return everything said of a stolen laptop."""
    return advised(
        replace(
            constat,
            cause=Cause.VOL,
            supports=(Support.POSTE, Support.PAPIER),
            description="Sac volé dans le tramway.",
            debut_at=datetime(2026, 11, 22, 6, tzinfo=UTC),
            dates_certaines=True,
            secret=Secret.NON,
            gravite=Gravite.LIMITEE,
            mesures=(Mesure.REVOCATION,),
        )
    )


def test_a_breach_is_noted_before_it_is_understood_and_this_laptop_is_counted(
    workplace: Workplace,
) -> None:
    follow(workplace, interview(workplace, nom="Zwingelstein"))
    noted = violations.declare(workplace, TODAY, time(8, 30))
    assert noted.numero == "2026-CCASILL-V0001"
    found = violations.load(workplace, noted.id)
    assert found.runs
    assert found.compte.ends_at == datetime(2026, 11, 23, 7, 30, tzinfo=UTC)
    held = found.violation.constat.inventaire
    assert held is not None
    # one person, one interview, one prescription, and its papers
    assert (held.etendue, held.personnes, held.agents, held.chiffre) == (Etendue.POSTE, 1, 1, True)
    papers = 4
    assert held.enregistrements == 3 + papers
    assert set(held.donnees) == set(Donnees) - {Donnees.MANDATS}
    assert (found.violation.constat.personnes, found.violation.constat.chiffre) == (1, True)


def test_a_laptop_that_kept_little_says_little(new_workplace: MakeWorkplace) -> None:
    place = new_workplace(LOT_ET_GARONNE)  # 000 l. 116: neither civility, nor age
    empty = violations.count_here(place)
    assert (empty.personnes, empty.enregistrements, empty.donnees) == (0, 0, (Donnees.AGENTS,))
    follow(place, interview(place, "X11", nom="Zwingelstein"))
    assert Donnees.CIVILITE_AGE not in violations.count_here(place).donnees
    assert Donnees.PRESCRIPTIONS in violations.count_here(place).donnees


def test_what_is_past_its_term_but_still_in_the_file_counts(
    new_workplace: MakeWorkplace,
) -> None:
    clock = WallClock()
    place = new_workplace(clock=clock)
    follow(place, interview(place, nom="Zwingelstein"))
    clock.at = clock.at.replace(year=2036)
    assert persons.find(place, "Zwing") == []
    assert violations.count_here(place).personnes == 1


def test_everything_said_is_kept_to_the_letter() -> None:
    constat = known_well(Constat(connue_at=datetime(2026, 11, 22, 7, 30, tzinfo=UTC)))
    assert violation_text.read(violation_text.write(constat)) == constat


def test_what_follows_from_the_cause_is_filled_in_and_never_written_over() -> None:
    known = Constat(connue_at=datetime(2026, 11, 22, tzinfo=UTC), chiffre=True)
    told = advised(replace(known, cause=Cause.VOL, supports=(Support.POSTE,), secret=Secret.NON))
    assert told.natures == (Nature.CONFIDENTIALITE, Nature.DISPONIBILITE)
    assert told.origine is Origine.EXTERNE_VOLONTAIRE
    assert told.prevues == (Mesure.REVOCATION, Mesure.SECRETS)
    assert told.consequences == (Consequence.AUCUNE,)
    said_already = replace(told, natures=(Nature.INTEGRITE,), origine=Origine.INCONNUE)
    assert advised(said_already) == said_already
    assert advised(known) == known
    assert advised(replace(told, secret=Secret.OUI, consequences=())).consequences == ()


def test_the_initial_notification_stops_the_clock_and_is_frozen_as_it_left(
    new_workplace: MakeWorkplace,
) -> None:
    clock = WallClock()
    place = new_workplace(clock=clock)
    noted = violations.declare(place, TODAY, time(8, 30))
    with pytest.raises(TooEarlyHourError):
        violations.note_sending(place, noted.id, sent(time(8, 29)))
    first = violations.note_sending(place, noted.id, sent(time(9, 40)))
    assert not violations.load(place, noted.id).runs
    with pytest.raises(NothingNewError):
        violations.note_sending(place, noted.id, sent(time(9, 50)))
    violations.keep(place, noted.id, known_well(first.constat))
    assert violations.load(place, noted.id).violation.may_be_completed
    clock.go_on(hours=40)  # a complement has no term
    second = violations.note_sending(place, noted.id, sent(time(18), date(2026, 11, 23)))
    kept = violations.load(place, noted.id).violation
    assert [envoi.is_initial for envoi in kept.envois] == [True, False]
    assert kept.envois[0].constat == first.constat
    assert kept.envois[1].constat == known_well(first.constat)
    assert kept == second


def test_a_late_initial_notification_needs_its_reason(new_workplace: MakeWorkplace) -> None:
    clock = WallClock()
    place = new_workplace(clock=clock)
    noted = violations.declare(place, TODAY, time(8, 30))
    clock.go_on(hours=25)
    late = sent(time(8, 31), date(2026, 11, 23))
    with pytest.raises(DelayReasonError):
        violations.note_sending(place, noted.id, late)
    after = violations.note_sending(place, noted.id, replace(late, retard=MotifRetard.FERMETURE))
    assert after.envois[0].transmission.retard is MotifRetard.FERMETURE


def test_the_log_keeps_a_breach_that_was_never_notified_for_five_years(
    new_workplace: MakeWorkplace,
) -> None:
    clock = WallClock()
    place = new_workplace(clock=clock)
    noted = violations.declare(place, TODAY, time(8, 30))
    violations.note_sending(place, noted.id, sent(time(9)))
    violations.close(place, noted.id)
    quiet = violations.declare(place, TODAY, time(9))
    violations.close(place, quiet.id)
    log = violations.journal(place)
    assert (len(log.ouvertes), len(log.closes)) == (0, 2)
    clock.at = clock.at.replace(year=2031, day=21)
    dating.confirm_date(place)
    housekeeping.tidy(place, keep_going=lambda: True)
    assert len(violations.journal(place).closes) == 2
    clock.at = clock.at.replace(day=22)
    with pytest.raises(BreachGoneError):
        violations.load(place, noted.id)
    housekeeping.tidy(place, keep_going=lambda: True)
    clock.at = clock.at.replace(year=2026)
    with place.database.reading() as session:
        left = session.connection().exec_driver_sql("SELECT count(*) FROM violation_envois")
        assert left.scalar() == 0


@pytest.mark.obligation("S0-46")
def test_the_notification_says_the_fields_of_b9_and_what_is_missing(
    new_workplace: MakeWorkplace,
) -> None:
    place = new_workplace(LOT_ET_GARONNE)
    noted = violations.declare(place, TODAY, time(8, 30))
    first = said(violations_papers.notification(place, noted.id).content)
    assert "notification initiale" in first
    assert "Pas encore connu : ce qui s’est passé, sur quoi étaient les données" in first
    violations.keep(place, noted.id, known_well(noted.constat))
    words = said(violations_papers.notification(place, noted.id).content)
    for expected in (
        "Violation n° 2026-CCASILL-V0001",
        "Connue le : 22 novembre 2026 à 8 h 30.",
        "À notifier au plus tard : 23 novembre 2026 à 8 h 30",
        "Camille Martin, conseillère numérique",
        "03 00 00 00 00",
        "contact-dpd@lotetgaronne.fr",
        "Début de la violation 22 novembre 2026 à 7 h 00 (dates certaines)",
        "Vol d’un ordinateur ou d’un support",
        "Sac volé dans le tramway.",
        "Confidentialité : des données ont pu être vues",
        "Externe, volontaire",
        "Ordinateur Papier",
        "Noms des agents",
        "Compté sur ce poste, état du 22 novembre 2026 à 10 h 12",
        "Oui : base entièrement chiffrée",
        "Aucune attendue : les données sont illisibles sans la phrase de passe",
        "Limitée",
        "Révocation du poste par le Département (rien ne s’efface à distance)",
        "Personnes informées Non",
    ):
        assert expected in words, expected
    assert "Pas encore connu" not in words


@pytest.mark.obligation("S0-46")
def test_the_mail_of_a_breach_carries_its_pdf(new_workplace: MakeWorkplace) -> None:
    place = new_workplace(LOT_ET_GARONNE)
    noted = violations.declare(place, TODAY, time(8, 30))
    violations.note_sending(place, noted.id, sent(time(9)))
    violations.keep(place, noted.id, known_well(noted.constat))
    mail = opened(violations_papers.mail(place, noted.id).content)
    assert mail["To"] == "contact-dpd@lotetgaronne.fr"
    assert mail["Subject"] == (
        "Violation de données 2026-CCASILL-V0001 – notification complémentaire 1"
    )
    (attached,) = mail.iter_attachments()
    assert "Envoyée le 22 novembre 2026 à 9 h 00" in said(attached.get_content())


def test_the_last_backup_of_a_stolen_laptop_is_counted_on_another_one(
    new_workplace: MakeWorkplace, tmp_path: Path
) -> None:
    stick = tmp_path / "cle"
    stick.mkdir()
    lost, here = new_workplace(), new_workplace(LOT_ET_GARONNE)
    follow(lost, interview(lost, nom="Zwingelstein"))
    follow(lost, interview(lost, "X11", nom="Quelconque"))
    saving.choose_folder(lost, stick)
    saving.back_up(lost)
    erasing.erase(lost, persons.find(lost, "Quel")[0].personne.id)  # after the backup
    before = sorted(path.name for path in here.vault.folder.iterdir())
    found = restoring.examine(backups(stick)[0], here.clock)
    counted = stolen.count(here, found, lost.agent.id, PASSPHRASE)
    assert (counted.etendue, counted.personnes, counted.agents) == (Etendue.SAUVEGARDE, 2, 1)
    assert (counted.at, counted.backup_at) == (found.made_at, found.made_at)
    assert Donnees.CIVILITE_AGE in counted.donnees  # Strasbourg keeps it, this laptop does not
    assert sorted(path.name for path in here.vault.folder.iterdir()) == before
    assert persons.find(here, "Zwing") == []
    assert persons.find(lost, "Zwing")


def test_a_wrong_secret_counts_nothing_and_leaves_nothing(
    new_workplace: MakeWorkplace, tmp_path: Path
) -> None:
    stick = tmp_path / "cle"
    stick.mkdir()
    lost, here = new_workplace(), new_workplace()
    saving.choose_folder(lost, stick)
    saving.back_up(lost)
    found = restoring.examine(backups(stick)[0], here.clock)
    before = sorted(path.name for path in here.vault.folder.iterdir())
    with pytest.raises(WrongPassphraseError):
        stolen.count(here, found, lost.agent.id, "pas la bonne phrase")
    with pytest.raises(WrongRecoveryKeyError):  # a key that is none
        stolen.count(here, found, SHEET, "AAAA")
    assert sorted(path.name for path in here.vault.folder.iterdir()) == before
