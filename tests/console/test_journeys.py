"""What an agent does in the console, in a real browser, asserting what he reads."""

import asyncio
from pathlib import Path

import pytest
from selenium.webdriver import Keys
from sqlalchemy import select

from app.department.database.actors import AccountRow
from app.department.records import second_factor
from app.sync.keys import new_device_keys
from app.sync.protocol import routes
from app.sync.protocol.canonical import parse_json
from app.sync.protocol.requests import new_nonce, open_request
from app.sync.protocol.signed import MaterialKind, open_manifest, parse_signed
from app.sync.protocol.signing import public_of
from tests.console.agent import TABLET, Agent
from tests.console.workplace import AGENT, PASSWORD
from tests.department.demarches import TOKEN, item_of, reading_elsewhere
from tests.department.support import Laptop, prescription
from tests.sealed_file.courier import CarriedGateway, Courier
from tests.sync.gateway_suite import new_item, outgoing


def decision_on(laptop: Laptop, item: str) -> dict[str, object]:
    """Return what the laptop hears about one prescription."""
    entries = asyncio.run(laptop.feed())["entries"]
    (entry,) = [one for one in entries if one["item"] == item]
    return dict(entry)


def test_an_agent_signs_in_with_a_password_and_the_code_of_a_telephone(agent: Agent) -> None:
    agent.place.departement.forget_used_codes()
    agent.opens("/prescriptions")
    assert agent.title == "Connexion"
    assert agent.focused == "Nom du compte"
    agent.enters(AGENT, Keys.TAB, "pas-celui-la-du-tout")
    assert agent.told("alert") == "Le nom du compte ou le mot de passe n’est pas le bon."
    agent.enters(AGENT, Keys.TAB, PASSWORD)
    assert agent.title == "Code de connexion"
    agent.reads(f"{AGENT}, étape 2 sur 2")
    assert agent.focused == "Les six chiffres que montre votre téléphone"
    agent.enters(agent.telephone_code())
    assert (agent.title, agent.where) == ("Prescriptions", "/prescriptions?etat=a_decider")


def test_a_code_serves_once(agent: Agent) -> None:
    agent.place.departement.forget_used_codes()
    for _ in range(2):
        agent.browser.delete_all_cookies()
        agent.opens("/connexion")
        agent.fills("Nom du compte", AGENT)
        agent.fills("Mot de passe", PASSWORD)
        agent.presses("Se connecter")
        agent.fills("Les six chiffres", agent.telephone_code())
        agent.presses("Se connecter")
    assert agent.title == "Code de connexion"
    assert agent.told("alert") != ""
    agent.opens("/prescriptions")
    assert agent.title == "Connexion"


@pytest.mark.long
def test_an_agent_without_his_telephone_signs_in_with_a_recovery_code(agent: Agent) -> None:
    service = agent.place.departement.service
    with service.database.writing() as session:
        account = session.scalars(select(AccountRow.id).where(AccountRow.name == AGENT)).one()
        codes = second_factor.renew_recovery_codes(session, service.keys, account)

    def comes_as_far_as_the_code() -> None:
        agent.browser.delete_all_cookies()
        agent.opens("/connexion")
        agent.enters(AGENT, Keys.TAB, PASSWORD)
        agent.presses("Je n’ai pas mon téléphone")
        assert (agent.title, agent.focused) == ("Code de secours", "Un de vos codes de secours")

    comes_as_far_as_the_code()
    agent.enters("ABCDE-23456")
    assert agent.told("alert").startswith("Ce code de secours n’est pas le bon")
    agent.enters(codes[0].lower().replace("-", " "))
    assert agent.where == "/mon-compte?secours=1"
    agent.reads("Vous êtes entré avec un code de secours", "Il en reste 9 sur 10.")
    comes_as_far_as_the_code()
    agent.enters(codes[0])
    assert agent.title == "Code de secours"
    assert agent.told("alert") != ""


def test_an_agent_decides_by_the_keyboard_alone(agent: Agent) -> None:
    (item,) = agent.place.send(prescription("Zeller", "Hélène", reference="2026-CCASILL-0900"))
    agent.signs_in()
    agent.opens("/prescriptions?etat=a_decider&q=zeller")
    agent.tabs_to("Madame Hélène ZELLER")
    agent.enters()
    assert agent.title == "Madame Hélène ZELLER"
    agent.reads("12 rue des Tilleuls", "67400 ILLKIRCH-GRAFFENSTADEN", "2026-CCASILL-0900")
    agent.tabs_to("Accepter")
    agent.types(Keys.SPACE)
    agent.tabs_to("Message à la structure")
    agent.types("À retirer à l’accueil.")
    agent.tabs_to("Continuer")
    agent.enters()
    assert agent.title == "Accepter cette prescription ?"
    agent.reads("Madame Hélène ZELLER", "À retirer à l’accueil.")
    agent.tabs_to("Accepter")
    agent.enters()
    assert agent.told().startswith("La décision est enregistrée.")
    heard = decision_on(agent.place.laptops["CCASILL"], item)
    assert (heard["sens"], heard["message"]) == ("acceptee", "À retirer à l’accueil.")
    agent.tabs_to("Suivante : Madame")
    agent.enters()
    agent.reads("À décider", "Que décidez-vous ?")


def test_a_refusal_asks_for_its_motive_then_tells_it(agent: Agent) -> None:
    (item,) = agent.place.send(prescription("Ziegler", "Rémi", reference="2026-CCASILL-0901"))
    agent.signs_in()
    agent.opens(f"/prescriptions/{item}")
    agent.chooses("Refuser")
    agent.presses("Continuer")
    assert agent.told("alert") == "Un refus a besoin d’un motif de la liste."
    agent.chooses("Rupture du stock")
    agent.presses("Continuer")
    assert agent.title == "Refuser cette prescription ?"
    agent.reads("Rupture du stock", "Il n’y a plus de Pass.")
    agent.presses("Modifier")
    assert agent.title == "Madame Rémi ZIEGLER"  # and what was chosen is still there
    agent.presses("Continuer")
    agent.presses("Refuser")
    agent.reads("La décision est enregistrée", "Motif : Rupture du stock")
    heard = decision_on(agent.place.laptops["CCASILL"], item)
    assert (heard["sens"], heard["motif"]) == ("refusee", "stock")


@pytest.mark.long
def test_an_agent_decides_on_several_at_once_on_a_tablet(agent: Agent) -> None:
    items = agent.place.send(
        *(prescription("Zorn", f"Anne{n}", reference=f"2026-CCASILL-091{n}") for n in range(4))
    )
    agent.sees_at(TABLET)
    agent.signs_in()
    agent.opens("/prescriptions?etat=a_decider&q=zorn")
    assert len(agent.rows()) == 4
    for name in ("Anne0", "Anne1", "Anne2"):
        agent.chooses(f"Choisir Madame {name} ZORN")
    agent.presses("Décider ensemble")
    agent.reads("La même décision pour les 3 prescriptions choisies")
    agent.chooses("Décider de Madame Anne2 ZORN")  # ticked: this takes it out
    agent.chooses("Accepter")
    agent.presses("Continuer")
    assert agent.title == "Accepter ces 2 prescriptions ?"
    agent.presses("Accepter les 2 prescriptions")
    assert agent.title == "Décisions prises ensemble"
    assert agent.told().startswith("2 prescriptions acceptées")
    laptop = agent.place.laptops["CCASILL"]
    heard = {e["item"] for e in asyncio.run(laptop.feed())["entries"]}
    assert [item in heard for item in items] == [True, True, False, False]
    agent.opens("/prescriptions?etat=a_decider&q=zorn")
    assert len(agent.rows()) == 2


@pytest.mark.long
def test_a_lost_laptop_is_revoked(agent: Agent) -> None:
    laptop = agent.place.departement.laptop()
    asyncio.run(laptop.activate(agent.place.departement.code("EPNOBERN")))
    agent.signs_in()
    agent.opens(f"/postes/{laptop.id}")
    agent.presses("Révoquer ce poste")
    assert agent.title.startswith("Révoquer Poste")
    agent.reads("On ne revient pas en arrière")
    agent.presses_in_vain("Révoquer ce poste")
    assert agent.title.startswith("Révoquer Poste"), "the browser asks why first"
    agent.browser.find_element("css selector", "input[name=motif]").click()
    agent.presses("Révoquer ce poste")
    agent.reads("Révoqué")
    response = asyncio.run(laptop.push_raw({"items": []}))
    assert response.json()["error"] == "device_revoked"


@pytest.mark.long
def test_an_announcement_is_read_again_then_reaches_the_laptops(agent: Agent) -> None:
    agent.signs_in()
    agent.opens("/publications")
    agent.presses("Écrire une annonce")
    agent.fills("Titre", "Fermeture de la semaine 10")
    agent.fills("Texte", "Le service est fermé jeudi.")
    for label, day in (("Premier jour", "2026-03-03"), ("Dernier jour", "2026-03-09")):
        agent.asks("arguments[0].value = arguments[1]", agent.field(label), day)
    agent.presses("Relire avant de publier")
    agent.reads("Ce que lit l’agent", "Le service est fermé jeudi.", "9 mars 2026")
    agent.presses("Publier pour tous les postes")
    assert agent.title == "Publications"
    assert any(row.startswith("Fermeture de la semaine 10") for row in agent.rows())
    client = agent.place.departement.client()
    answer = asyncio.run(client.get(routes.MATERIAL, headers=open_request(new_nonce())))
    root = public_of(agent.place.departement.service.keys.root)
    listed = open_manifest(parse_signed(parse_json(answer.content)), root).documents
    assert [one.kind for one in listed] == [MaterialKind.ANNOUNCEMENT]


@pytest.mark.long
def test_a_file_of_a_stick_is_imported_and_its_answer_given(agent: Agent, tmp_path: Path) -> None:
    departement = agent.place.departement
    courier = Courier(departement)
    gateway = CarriedGateway(
        courier, courier.stick(tmp_path / "cle"), keys=new_device_keys(), now=departement.clock.now
    )
    gateway.activate(departement.code())
    item = new_item()
    gateway.push([outgoing(item, structure="CCASILL", nom="Zimmer")])
    (file,) = gateway.stick.glob("envoi-*")
    foreign = tmp_path / "photo.passerelle"
    foreign.write_bytes(b"\x89PNG")
    agent.signs_in()
    agent.opens("/fichiers")
    agent.field("Fichiers de la clé").send_keys(f"{file}\n{foreign}")
    agent.presses("Importer")
    assert agent.told().startswith("2 fichiers : 1 importé, 1 non importé.")
    agent.reads("envoi n° 1", "photo.passerelle", "Remettre la réponse")
    agent.opens("/prescriptions?q=zimmer")
    assert len(agent.rows()) == 1


@pytest.mark.long
def test_signing_out_leaves_nothing_behind(agent: Agent) -> None:
    agent.signs_in()
    agent.opens("/prescriptions?etat=a_decider")
    agent.presses("Se déconnecter")
    assert agent.title == "Connexion"
    agent.browser.back()
    assert agent.title == "Connexion"
    agent.opens("/prescriptions")
    assert agent.title == "Connexion"


@pytest.mark.parametrize("address", ["/prescriptions?etat=a_decider", "/structures"])
def test_the_first_key_leads_past_the_menu(agent: Agent, address: str) -> None:
    agent.signs_in()
    agent.opens(address)
    agent.types(Keys.TAB)
    assert agent.focused == "Aller au contenu"
    outline = "return getComputedStyle(document.activeElement).outlineStyle"
    assert agent.asks(outline) == "solid"
    agent.types(Keys.ENTER, Keys.TAB)
    assert agent.asks("return document.querySelector('main').contains(document.activeElement)")


@pytest.mark.long
def test_an_agent_gives_the_token_of_the_form_and_reads_what_was_decided_there(
    agent: Agent,
) -> None:
    with reading_elsewhere(agent.place.departement) as relay:
        mine = relay.one_of_each_kind()
        agent.signs_in()
        agent.opens("/prescriptions")
        agent.presses("Démarches simplifiées")
        agent.reads("Aucune démarche n’est lue : il manque un jeton.")
        agent.fills("Jeton d’accès", TOKEN)
        agent.presses("Essayer et enregistrer")
        assert agent.told().startswith("Le jeton fonctionne.")
        agent.presses("Relire maintenant")
        assert agent.told() == "3 dossiers lus, 1 réponse nouvelle relayée."
        assert [row.partition(" ")[0].isdecimal() for row in agent.rows()] == [True, True]
        agent.reads("Structure inconnue de ce service", "Déposé sans Passerelle")
        entry = decision_on(agent.place.laptops["CCASILL"], item_of(mine))
        assert (entry["sens"], entry["motif"]) == ("refusee", "stock")
        agent.presses("Arrêter la lecture")
        agent.presses("Arrêter la lecture")
        assert agent.told() == "La lecture est arrêtée, le jeton est oublié."
