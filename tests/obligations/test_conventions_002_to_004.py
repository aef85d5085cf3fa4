"""Rows of Conflent Canigó, Neuilly-Plaisance and the Normandy EPN, through the use cases."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from app.conventions.loading import load_convention
from app.domain.champs import ForbiddenFieldError
from app.domain.conformite import Renseignements, Rubrique
from app.domain.convention import Champ, Porte
from app.domain.entretien import Canal, Choix
from app.domain.habilitation import Acte, Role
from app.storage import outbox
from app.usecases.conformity import conformite, conformite_papers
from app.usecases.exchange import sending
from app.usecases.interview import deciding, interviewing, papers, receiving
from app.usecases.interview.answers import answers_by_name
from app.usecases.interview.steps import DiagnosisMissingError
from app.usecases.laptop.habilitations import NotAllowedError
from app.usecases.papers import desk_papers
from app.usecases.people import persons
from app.usecases.workplace import Workplace
from tests.documents.examples import pages_of, text_of
from tests.fast_vault import fast_vaults
from tests.obligations.conftest import Place
from tests.paths import RESOURCES
from tests.ui.workplace import CONFLENT, LOT_ET_GARONNE, MakeWorkplace, new_workplace
from tests.usecases.mandats.steps import draft, running
from tests.usecases.test_day import ILLKIRCH, answers_of, consent, typed

__all__ = ["new_workplace"]  # a fixture

NEUILLY, EPN = "neuilly-plaisance", "epn-normandie"
MAIRIE = replace(ILLKIRCH, code_postal="93360", commune="Neuilly-Plaisance", code_insee="93049")

CAEN = replace(ILLKIRCH, code_postal="14000", commune="Caen", code_insee="14118")


@pytest.fixture(autouse=True)
def quick() -> Iterator[None]:
    with fast_vaults():
        yield


def received(place: Workplace, nom: str, person: str) -> interviewing.Taken:
    """Receive somebody of Neuilly-Plaisance with the answers of an example person."""
    entretien = receiving.receive(place, Canal.SUR_PLACE)
    receiving.record_consent(place, entretien.id, consent(place))
    persons.register(place, entretien.id, replace(typed(nom), adresse=MAIRIE))
    taken = interviewing.take(place, entretien.id)
    paths = {path.rpartition("/")[2]: path for path in taken.questionnaire.form.by_path}
    for name, value in answers_of(person).items():
        path = paths[name]
        interviewing.keep_answer(place, entretien.id, path, value, position=path)
    return interviewing.take(place, entretien.id)


def diagnosed(place: Workplace, taken: interviewing.Taken) -> dict[str, object]:
    named = answers_by_name(taken.questionnaire, taken.answers, place.clock)
    found = interviewing.assess(place, taken, named)
    interviewing.keep_diagnosis(place, taken, found)
    return found.as_json()


@pytest.mark.obligation("S0-15", "S2-32")
@pytest.mark.parametrize("profile", [LOT_ET_GARONNE, CONFLENT])
def test_the_contact_at_the_departement_is_asked_for_and_printed(
    new_workplace: MakeWorkplace, tmp_path: Path, profile: str
) -> None:
    """000, l. 71 (« désigner un interlocuteur privilégié »); 002, l. 195 (dedicated team)."""
    place = new_workplace(profile)
    assert Rubrique.RESPONSABLE in conformite.state(place).manques
    said = Renseignements(responsable="Équipe technique dédiée, 04 00 00 00 01")
    conformite.keep(place, said)
    assert Rubrique.RESPONSABLE not in conformite.state(place).manques
    register = text_of(tmp_path, conformite_papers.produce_register(place).content)
    assert "Équipe technique dédiée, 04 00 00 00 01" in register


@pytest.mark.obligation("S2-14", "S2-15")
def test_what_is_done_under_a_mandate_leaves_for_nobody(new_workplace: MakeWorkplace) -> None:
    """002, l. 152: only where rules provide; l. 155: « qu’aux seules démarches »."""
    place = new_workplace(CONFLENT)
    running(place, draft(place))
    with place.database.reading() as session:
        assert list(outbox.to_send(session)) == []
    assert sending.outbox_state(place).waiting.total == 0
    assert place.convention.fields_sent == frozenset()
    entretien = receiving.receive(place, Canal.SUR_PLACE)
    prescribed = Choix(service="formation", carnets=1, advised="formation")
    with pytest.raises(NotAllowedError) as caught:  # no role of 002 sends anything about anybody
        deciding.decide(place, entretien.id, prescribed)
    assert caught.value.acte == Acte.PRESCRIRE.value


@pytest.mark.obligation("S2-37")
def test_the_notice_of_002_names_the_controller_access_objection_and_how(
    place: Place, tmp_path: Path
) -> None:
    """L. 226: controller; « droits d’accéder … ou de s’opposer … et des conditions d’exercice »."""
    complete = pages_of(tmp_path, desk_papers.blank_notice(place(CONFLENT)).content)[1]
    for said in (
        "Responsable du traitement Le Département des Pyrénées-Orientales",
        "24 quai Sadi Carnot, 66906 PERPIGNAN",
        "mission d’intérêt public",
        "Accès, rectification, effacement, limitation, opposition",
        "Pour les exercer Auprès de l’agent, sur place ou par téléphone.",
        "jusqu’à l’aboutissement de la démarche ou au retrait du mandat",
        "Destinataires Les agents habilités de la structure ; l’organisme de chaque démarche",
    ):
        assert said in complete, said


@pytest.mark.obligation("S3-09", "S3-13", "S3-04")
def test_the_profile_of_003_has_its_term_its_roles_and_its_delivery_address() -> None:
    """L. 76, l. 63-64, l. 91-93."""
    convention = load_convention(RESOURCES / "conventions" / NEUILLY)
    assert convention.ends_on == date(2021, 10, 31)
    assert set(convention.habilitations.roles) == {
        Role.REFERENT,
        Role.PRESCRIPTEUR,
        Role.FACILITATEUR,
        Role.OPERATEUR,
    }
    assert convention.habilitations.actes({Role.FACILITATEUR}) == frozenset()
    assert convention.partenaire.adresse == (
        "Mairie de Neuilly-Plaisance",
        "6 rue du Général de Gaulle",
        "93360 NEUILLY-PLAISANCE",
    )


@pytest.mark.obligation("S3-03", "S3-32")
def test_under_003_a_carnet_goes_to_who_is_in_difficulty_after_a_first_diagnosis(
    place: Place,
) -> None:
    """L. 26 (« les personnes les plus en difficulté »), l. 169 (target public, diagnosis)."""
    neuilly = place(NEUILLY)
    carnet = Choix(service="assistance", carnets=1, advised="assistance")
    simone = received(neuilly, "Ligne", "X01")
    with pytest.raises(DiagnosisMissingError):
        deciding.decide(neuilly, simone.entretien.id, carnet)
    said = diagnosed(neuilly, simone)
    assert (said["service"], said["carnets"]) == ("assistance", 1)
    assert deciding.decide(neuilly, simone.entretien.id, carnet).prescription is not None
    philippe = received(neuilly, "Aisance", "X08")
    path = next(one for one in philippe.answers if one.endswith("/D2"))
    easy = replace(philippe, answers={**philippe.answers, path: "seul_facile"})
    said = diagnosed(neuilly, easy)
    assert (said["service"], said["carnets"]) == ("aucun", 0)


@pytest.mark.obligation("S3-33", "S3-38")
def test_under_003_the_document_goes_with_the_carnet_and_names_the_metropole(
    place: Place, tmp_path: Path
) -> None:
    """L. 97 and 170: explanatory document; l. 201: « Métropole du Grand Paris » legible."""
    neuilly = place(NEUILLY)
    monique = received(neuilly, "Document", "X05")
    diagnosed(neuilly, monique)
    chosen = Choix(service="formation", carnets=1, advised="formation")
    deciding.decide(neuilly, monique.entretien.id, chosen)
    known = papers.papers_of(neuilly, monique.entretien.id)
    letter = next(one for one in known if one.kind == "lettre")
    text = text_of(tmp_path, papers.produce(neuilly, letter.id).content)
    for said in (
        "Nous vous remettons 10 Pass numériques",
        "10 € chacun",
        "Choisissez un lieu dans la liste.",
        "Métropole du Grand Paris",
    ):
        assert said in text, said


@pytest.mark.obligation("S4-01", "S4-19", "S4-18")
def test_the_profile_of_004_labels_the_space_and_keeps_nobody(place: Place) -> None:
    """L. 33 (label), l. 84: no purpose beyond the agreement, no commercial prospecting."""
    epn = place(EPN)
    assert epn.convention.partenaire.name == "EPN Normandie"
    assert "labellisé" in epn.convention.partenaire.service
    assert epn.convention.fields_kept == epn.convention.fields_sent == frozenset[Champ]()
    assert set(epn.convention.portes) == {Porte.AIDE_RAPIDE, Porte.ATELIER}
    begun = receiving.receive(epn, Canal.SUR_PLACE)
    with pytest.raises(ForbiddenFieldError):  # nobody is kept by name: nobody could be prospected
        persons.register(epn, begun.id, replace(typed("Démarchage"), adresse=CAEN))
    assert persons.find(epn, "Démarchage", everyone=True) == []


@pytest.mark.obligation("S4-20", "S4-24")
def test_the_notice_of_004_gives_the_rights_and_says_that_nothing_is_sold(
    place: Place, tmp_path: Path
) -> None:
    """L. 85: information, access, rectification, objection and how; l. 90: the contact."""
    simple, complete = pages_of(tmp_path, desk_papers.blank_notice(place(EPN)).content)
    assert "Nous n’écrivons pas votre nom." in simple
    assert "votre prénom et votre adresse" not in simple
    for said in (
        "Accès, rectification, effacement, limitation, opposition",
        "Pour les exercer Auprès de l’agent",
        "ni publicité, ni vente",
        # l. 90: the address of the contact is masked in the model
        "Délégué à la protection des données L’adresse vous est donnée à l’accueil",
        "le temps strictement nécessaire",  # l. 87
    ):
        assert said in complete, said
