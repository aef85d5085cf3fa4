import json
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, time
from pathlib import Path
from typing import Any

import pytest

from app.documents.sheet import pdf_hash
from app.domain.conformite import EtatAipd, Faute, Renseignements, Rubrique
from app.domain.demande import CanalDemande, Droit
from app.domain.retention import Objet, RetentionRule
from app.storage import appareil
from app.storage.appareil import Activation, Appareil
from app.ui.tasks import CancelledError
from app.usecases import journal
from app.usecases.backup import saving
from app.usecases.conformity import conformite, conformite_papers
from app.usecases.conformity.conformite import MistakenError, OnlyReferentError
from app.usecases.destruction.retention_words import OBJECTS
from app.usecases.registers import demandes, violations
from app.usecases.registers.demandes import NewDemande
from app.usecases.registers.hours import Sent
from app.usecases.workplace import Workplace
from tests.demarches_simplifiees import example
from tests.documents.examples import fonts_of, info_of, pages_of, text_of
from tests.fast_vault import fast_vaults
from tests.ui.workplace import (
    LOT_ET_GARONNE,
    STRASBOURG,
    MakeWorkplace,
    WallClock,
    add_colleague,
    as_agent,
    new_workplace,
    workplace,
)
from tests.usecases.test_day import follow, interview

__all__ = ["new_workplace", "workplace"]  # fixtures

DOCUMENTATION = Path(__file__).parents[2] / "docs" / "dossier-conformite.md"
SAID = Renseignements(
    representant="le Président du CCAS",
    dpo="Délégué mutualisé, dpo@ccas.example",
    responsable="Service inclusion numérique du Département",
    sous_traitants=("Archives Exemple, pour le papier",),
    consultes="Deux usagers, en mars",
    aipd_on=date(2026, 3, 1),
    aipd_par="le Président du CCAS",
)


@pytest.fixture(autouse=True)
def quick() -> Iterator[None]:
    with fast_vaults():
        yield


def flat(text: str) -> str:
    return " ".join(text.split())


def register_of(place: Workplace, folder: Path) -> str:
    return flat(text_of(folder, conformite_papers.produce_register(place).content))


def data_of(place: Workplace) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(conformite_papers.produce_data(place))
    return found


def test_what_is_said_is_kept_and_the_journal_has_that_it_was(workplace: Workplace) -> None:
    conformite.keep(workplace, SAID)
    kept = conformite.state(workplace)
    assert kept.said == replace(SAID, aipd_sous=workplace.convention.hash)
    assert kept.aipd is EtatAipd.VALIDEE
    assert kept.manques == ()
    assert [line.kind for line in journal.read(workplace)][:2] == [
        "aipd_datee",
        "conformite_modifiee",
    ]
    conformite.keep(workplace, replace(SAID, consultes="Trois usagers"))
    assert [line.kind for line in journal.read(workplace)][:2] == [
        "conformite_modifiee",
        "aipd_datee",
    ]
    before = len(journal.read(workplace))
    conformite.keep(workplace, replace(SAID, consultes="Trois usagers"))
    assert len(journal.read(workplace)) == before  # nothing changed, nothing to note


def test_a_mistake_or_another_agent_keeps_nothing(workplace: Workplace) -> None:
    with pytest.raises(MistakenError) as caught:
        conformite.keep(workplace, replace(SAID, dpo="sichardaire@albretcommunaute"))
    assert caught.value.fautes == {Rubrique.DPO: Faute.COURRIEL}
    other = as_agent(workplace, add_colleague(workplace))
    with pytest.raises(OnlyReferentError):
        conformite.keep(other, SAID)
    assert conformite.state(workplace).said == Renseignements()
    assert not conformite.state(other).may_write


def test_the_date_is_recalled_to_the_referent_and_presses_once_the_laptop_is_active(
    workplace: Workplace,
) -> None:
    other = as_agent(workplace, add_colleague(workplace))
    assert conformite.reminder(other) is None
    recalled = conformite.reminder(workplace)
    assert recalled is not None
    assert (recalled.aipd, recalled.pressing) == (EtatAipd.A_RENSEIGNER, False)
    device = Appareil(device_id="poste", signing_key=b"k" * 32, receiving_key=b"r")
    with workplace.database.writing() as session:
        appareil.keep(session, device)  # its keys are there for the journal, nobody knows it yet
    recalled = conformite.reminder(workplace)
    assert recalled is not None
    assert not recalled.pressing
    with workplace.database.writing() as session:
        appareil.keep(session, replace(device, activation=Activation.ACTIVE))
    pressed = conformite.reminder(workplace)
    assert pressed is not None
    assert pressed.pressing
    conformite.keep(workplace, SAID)
    assert conformite.reminder(workplace) is None


def test_another_convention_asks_for_the_assessment_again_and_a_correction_does_not_hide_it(
    workplace: Workplace,
) -> None:
    conformite.keep(workplace, SAID)
    changed = replace(workplace, convention=replace(workplace.convention, hash="d" * 64))
    assert conformite.state(changed).aipd is EtatAipd.A_REVOIR
    conformite.keep(changed, replace(SAID, consultes="Autre"))
    assert conformite.state(changed).aipd is EtatAipd.A_REVOIR
    conformite.keep(changed, replace(SAID, aipd_on=date(2026, 11, 20)))
    assert conformite.state(changed).aipd is EtatAipd.VALIDEE


@pytest.mark.obligation("S0-36", "S0-38", "S0-41", "S0-51")
def test_the_register_of_a_sub_processor_says_what_article_30_2_wants(
    new_workplace: MakeWorkplace, tmp_path: Path
) -> None:
    place = new_workplace(LOT_ET_GARONNE)
    text = register_of(place, tmp_path)
    for expected in (
        "Registre du sous-traitant",
        "Sous-traitant CCAS d’Illustration",  # (a) names and contacts
        "Responsable de traitement Département de Lot-et-Garonne",
        "contact-dpd@lotetgaronne.fr",  # 000 l. 126
        "collecte, utilisation, conservation, archivage",  # (b), 000 l. 112
        "Lot-et-garonnais en difficulté avec le numérique et dans l’incapacité",  # l. 120
        "Nom, prénom, adresse postale",  # l. 116
        "effacées le soir au plus tard",
        "Aucun transfert hors de l’Union européenne.",  # (c)
        "SQLCipher, AES 256 bits",  # (d)
        "Prescription et son dossier 4 ans",  # l. 118
    ):
        assert expected in text
    assert "Il manque encore" in text
    conformite.keep(place, SAID)
    text = register_of(place, tmp_path)
    assert "Il manque encore" not in text
    assert "Délégué mutualisé, dpo@ccas.example" in text
    assert "Archives Exemple, pour le papier" in text


def test_the_register_of_a_controller_is_the_one_of_article_30_1(
    workplace: Workplace, tmp_path: Path
) -> None:
    text = register_of(workplace, tmp_path)
    assert "Registre du responsable de traitement" in text
    assert "Responsable de traitement CCAS d’Illustration" in text
    assert "Interlocuteur" not in text
    assert "Habitants de l’Eurométropole de Strasbourg" in text  # 001 l. 104
    # 001 l. 172
    assert "une situation de handicap" in text


@pytest.mark.parametrize(
    ("profile", "by_form"), [(LOT_ET_GARONNE, False), (STRASBOURG, False), (LOT_ET_GARONNE, True)]
)
def test_every_clock_is_in_the_register(
    profile: str, new_workplace: MakeWorkplace, tmp_path: Path, *, by_form: bool
) -> None:
    place = new_workplace(profile)
    if by_form:
        place = replace(place, convention=example.convention("https://demarche.example"))
    of_mandates = {Objet.MANDATS, Objet.MANDATS_BROUILLON, Objet.MANDATS_PAPIER}
    wanted = set(Objet) - of_mandates - (set() if by_form else {Objet.DOSSIERS})
    wanted -= set() if profile == STRASBOURG else {Objet.CARNETS}  # the others hand none over
    text = register_of(place, tmp_path)
    durations = text[text.index("Durées de conservation") : text.index("Mesures de sécurité")]
    for objet in wanted:
        assert flat(OBJECTS[objet]) in durations, objet
    assert {one["objet"] for one in data_of(place)["durees"]} == {one.value for one in wanted}


def test_a_changed_figure_of_the_profile_changes_the_paper(
    workplace: Workplace, tmp_path: Path
) -> None:
    before = register_of(workplace, tmp_path)
    rule = RetentionRule(years=2, source="avenant 3")
    changed = replace(workplace, convention=replace(workplace.convention, retention=rule))
    after = register_of(changed, tmp_path)
    assert "Prescription et son dossier 4 ans" in before
    assert "Prescription et son dossier 2 ans" in after
    assert "Source : avenant 3" in after
    assert data_of(changed)["durees"][0]["duree"] == "2 ans"


def test_the_measures_give_the_figures_of_the_program_and_of_this_vault(
    workplace: Workplace, tmp_path: Path
) -> None:
    text = register_of(workplace, tmp_path)
    assert "{" not in text
    for expected in (
        "12 caractères au moins",  # decision 0010
        "Après 2 erreurs",  # decision 0021
        "jusqu’à 1 h 30",
        "après 10 minutes sans activité",
        "12 mois au plus",  # decision 0022
        "gardées 30 jours au plus",  # decision 0019
    ):
        assert expected in text
    said = data_of(workplace)["poste"]["argon2id"]
    (slot,) = workplace.vault.current_header().agents
    assert said["memoire_kio"] == slot.kdf.memory_kib


def test_the_assessment_is_prefilled_says_its_limits_and_leaves_what_people_must_say(
    new_workplace: MakeWorkplace, tmp_path: Path
) -> None:
    place = new_workplace(LOT_ET_GARONNE)

    def text() -> str:
        return flat(text_of(tmp_path, conformite_papers.produce_assessment(place).content))

    first = text()
    last = flat(pages_of(tmp_path, conformite_papers.produce_assessment(place).content)[-1])
    assert "Validée par (fonction)" in last  # nobody signs a page that says nothing
    assert "Le responsable de traitement" in last
    for expected in (
        "L’analyse est faite par le responsable de traitement : Le Département de Lot-et-Garonne",
        "Ce qui n’est pas protégé par le programme",
        "Accès illégitime aux données",
        "Modification non désirée",
        "Disparition des données",
        "Choisir un dossier ou une clé de sauvegarde",
        "Personnes consultées, et leur avis …",
        "Date de l’analyse …",
    ):
        assert expected in first
    assert "handicap" not in first  # this convention counts nothing about health
    conformite.keep(place, SAID)
    after = text()
    assert "Date de l’analyse 1er mars 2026" in after
    assert "Deux usagers, en mars" in after


@pytest.mark.obligation("S0-52")
def test_the_file_holds_every_part_and_nobody_who_is_helped(
    workplace: Workplace, tmp_path: Path
) -> None:
    follow(workplace, interview(workplace, nom="Zwingelstein"))
    add_colleague(workplace)
    made = conformite_papers.produce_file(workplace)
    text = flat(text_of(tmp_path, made.content))
    for expected in (
        "1. Registre du responsable de traitement",
        "2. Ce que la convention demande",
        "3. Analyse d’impact relative à la protection des données",
        "4. Information des personnes et questionnaires",
        "5. État de ce poste",
        "1 personne, 1 entretien, 1 prescription",
        "Le journal est entier",
        "Agent 1 Conseillère numérique",
        "Agent 2 Travailleur social",
        "0 en cours, 0 closes",
    ):
        assert expected in text
    data = conformite_papers.produce_data(workplace).decode()
    for name in ("Zwingelstein", "Camille", "Dominique"):
        assert name.lower() not in text.lower()
        assert name not in data
    assert made.file_name == "conformite-2026-11-22.pdf"
    assert "Tagged:          yes" in info_of(tmp_path, made.content)
    assert all("AtkinsonHyperlegible" in font for font in fonts_of(tmp_path, made.content))
    assert pdf_hash(made.content) == pdf_hash(conformite_papers.produce_file(workplace).content)


def test_the_data_have_the_values_of_the_convention_and_of_the_laptop(
    new_workplace: MakeWorkplace, tmp_path: Path
) -> None:
    place = new_workplace(LOT_ET_GARONNE)
    conformite.keep(place, SAID)
    folder = tmp_path / "cle"
    folder.mkdir()
    saving.choose_folder(place, folder)
    saving.back_up(place)
    data = data_of(place)
    assert data["format"] == "passerelle/dossier-conformite/1"
    assert data["registre"]["article"] == "30.2"
    assert data["registre"]["donnees"] == ["adresse", "nom", "prenom"]
    assert data["convention"]["debut"] == "2021-06-14"
    assert len(data["convention"]["engagements"]) == 9
    assert data["aipd"]["date"] == "2026-03-01"
    assert data["manque"] == []
    assert data["journal"]["entier"] is True
    assert data["sauvegardes"]["gardees"] == 1
    assert data["sauvegardes"]["autre_disque"] is False
    assert data["sauvegardes"]["derniere_reussie"] == "2026-11-22T09:12:00+00:00"
    assert data["habilitations"][0]["fonction"] == "conseillère numérique"


def test_requests_and_breaches_are_counted_and_not_told(workplace: Workplace) -> None:
    asked = NewDemande(
        droits=(Droit.ACCES,),
        day=date(2026, 11, 22),
        hour=time(9, 30),
        canal=CanalDemande.GUICHET,
        recue_par="l’accueil",
        personne="Zwingelstein Zoé",
    )
    first = demandes.register(workplace, asked)
    for _ in range(2):
        demandes.register(workplace, asked)
    sent = Sent(day=date(2026, 11, 22), hour=time(10, 0), canal=CanalDemande.COURRIEL)
    demandes.note_sending(workplace, first.id, sent)
    demandes.close(workplace, first.id)
    violations.declare(workplace, date(2026, 11, 22), time(8, 0))
    made = conformite_papers.produce_data(workplace)
    assert json.loads(made)["registres"] == {
        "demandes_en_cours": 2,
        "demandes_closes": 1,
        "demandes_en_retard": 0,
        "violations_en_cours": 1,
        "violations_closes": 0,
    }
    assert b"Zwingelstein" not in made


def test_a_changed_journal_is_said(workplace: Workplace, tmp_path: Path) -> None:
    with workplace.database.writing() as session:
        from sqlalchemy import text as sql  # noqa: PLC0415 - this test alone

        session.execute(sql("UPDATE journal SET detail = 'essais_9' WHERE rang = 1"))
    assert data_of(workplace)["journal"]["entier"] is False
    text = flat(text_of(tmp_path, conformite_papers.produce_file(workplace).content))
    assert "Le journal a été modifié" in text


def test_the_documentation_names_every_key(workplace: Workplace) -> None:
    said = set(re.findall(r"`([a-z_0-9]+)`", DOCUMENTATION.read_text("utf-8")))

    def keys(value: object) -> set[str]:
        if isinstance(value, dict):
            own = set(value)
            return own.union(*(keys(one) for one in value.values())) if value else own
        if isinstance(value, list):
            return set[str]().union(*(keys(one) for one in value))
        return set()

    follow(workplace, interview(workplace))
    assert keys(data_of(workplace)) <= said


def test_a_paper_is_stopped_between_two_steps(workplace: Workplace) -> None:
    heard: list[int] = []

    def stop(done: int, _total: int) -> None:
        heard.append(done)
        if done == 2:
            raise CancelledError

    with pytest.raises(CancelledError):
        conformite_papers.produce_file(workplace, stop)
    assert heard == [0, 1, 2]


def test_the_first_term_of_an_assessment_follows_the_clock(new_workplace: MakeWorkplace) -> None:
    clock = WallClock()
    place = new_workplace(STRASBOURG, clock)
    conformite.keep(place, replace(SAID, aipd_on=date(2026, 11, 22)))
    clock.at = clock.at.replace(year=2029)
    assert conformite.state(place).aipd is EtatAipd.A_REVOIR
