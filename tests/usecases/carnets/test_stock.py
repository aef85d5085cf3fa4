"""The référent's stock under 003: deliveries, slips, counts, losses, returns, what is followed."""

from dataclasses import replace
from datetime import date
from email import message_from_bytes
from email.policy import SMTP

import pytest

from app.domain.carnets_registre import STRUCTURE, Mouvement
from app.domain.habilitation import Role
from app.storage import carnets
from app.storage.carnets_suivi import Volume
from app.usecases.carnets import (
    counting,
    explaining,
    following,
    handing,
    holders,
    monthly_return,
    moving,
    papers,
    receiving,
    reversing,
    stock,
)
from app.usecases.carnets.errors import CsvRefusedError, RefusStock, StockRefusedError
from app.usecases.carnets.moving import Part
from app.usecases.carnets.receiving import Livraison
from app.usecases.laptop.habilitations import IncompatibleRolesError, NotAllowedError, assign
from tests.documents.reading import read
from tests.ui.workplace import CCAS
from tests.usecases.carnets.mairie import LAST_DAY, Mairie

CONDITIONS = ("convention", "referent", "reseau", "capacite")


def refused(reason: RefusStock) -> "pytest.RaisesExc[StockRefusedError]":
    return pytest.raises(StockRefusedError, check=lambda found: found.reason == reason)


def in_places(mairie: Mairie, on: date | None = None) -> dict[str, int]:
    found: dict[str, int] = {}
    for one in stock.etat(mairie.place, on).places:
        found[one.nom] = found.get(one.nom, 0) + one.carnets
    return found


@pytest.mark.obligation("S3-07")
@pytest.mark.obligation("S3-25")
@pytest.mark.obligation("S3-28")
def test_a_delivery_is_counted_split_between_prescribers_and_read_at_any_date(
    mairie: Mairie,
) -> None:
    lot = mairie.delivered("1-40")
    mairie.on(2021, 3, 8)
    alice = mairie.entrusted(lot, "1-10")
    mairie.on(2021, 3, 15)
    bruno = mairie.holder(mairie.other)
    moving.transfer(mairie.place, Part(lot_id=lot, numbers="9-10", source=alice), bruno)
    assert in_places(mairie) == {"Structure": 30, "Alice Bernard": 8, "Bruno Costa": 2}
    assert in_places(mairie, date(2021, 3, 10)) == {"Structure": 30, "Alice Bernard": 10}
    assert in_places(mairie, date(2021, 3, 5)) == {"Structure": 40}
    assert in_places(mairie, date(2021, 2, 28)) == {}
    (line,) = stock.etat(mairie.place).lots
    assert (line.recus, line.stock, line.remis) == (40, 40, 0)


@pytest.mark.obligation("S3-35")
def test_carnets_go_to_a_secure_place_and_to_prescribers_who_are_not_operators(
    mairie: Mairie,
) -> None:
    with refused(RefusStock.LIEU):
        receiving.receive(
            mairie.place,
            Livraison(name="A", operator="#APTIC", numbers="1-5", valid_until=LAST_DAY, lieu="  "),
        )
    lot = mairie.delivered("1-5")
    with refused(RefusStock.LIEU):
        holders.add(mairie.place, "", "", agent_id=mairie.prescripteur.agent.id)
    with refused(RefusStock.OPERATEUR):  # 003 l. 174: stated for who is not of this laptop
        holders.add(mairie.place, "Carole Denis", "Coffre de la médiathèque")
    with refused(RefusStock.PAS_PRESCRIPTEUR):
        assign(mairie.place, mairie.other.agent.id, {Role.OPERATEUR})
        holders.add(mairie.place, "", "Tiroir", agent_id=mairie.other.agent.id)
    with refused(RefusStock.DETENTEUR):
        part = Part(lot_id=lot, numbers="1", source=STRUCTURE)
        moving.transfer(mairie.place, part, "prescripteur:inconnu")


@pytest.mark.obligation("S3-36")
def test_nobody_is_prescriber_and_operator(mairie: Mairie) -> None:
    with pytest.raises(IncompatibleRolesError):
        assign(mairie.place, mairie.other.agent.id, {Role.PRESCRIPTEUR, Role.OPERATEUR})


def test_the_prescriber_alone_does_not_move_the_stock(mairie: Mairie) -> None:
    lot = mairie.delivered("1-5")
    part = Part(lot_id=lot, numbers="1", source=STRUCTURE)
    for act in (
        lambda: moving.lose(mairie.prescripteur, part, stolen=False),
        lambda: moving.give_back(mairie.prescripteur, part),
        lambda: counting.take(mairie.prescripteur, part),
        lambda: moving.expire(mairie.prescripteur),
    ):
        with pytest.raises(NotAllowedError):
            act()
    assert stock.etat(mairie.prescripteur).stock == 5


def test_what_cannot_be_is_refused_and_nothing_is_written(mairie: Mairie) -> None:
    lot = mairie.delivered("1-10")
    mairie.on(2021, 3, 10)
    part = Part(lot_id=lot, numbers="5-11", source=STRUCTURE)
    with refused(RefusStock.HORS_DU_LOT):
        moving.lose(mairie.place, part, stolen=True)
    with refused(RefusStock.CHEVAUCHE):
        mairie.delivered("8-12", "2021-B")
    with refused(RefusStock.DATES):  # before these carnets came
        early = Part(lot_id=lot, numbers="5", source=STRUCTURE, on=date(2021, 2, 27))
        moving.lose(mairie.place, early, stolen=True)
    with refused(RefusStock.DATES):
        late = Part(lot_id=lot, numbers="5", source=STRUCTURE, on=date(2021, 3, 11))
        moving.lose(mairie.place, late, stolen=True)
    with refused(RefusStock.VALIDITE):  # 003 l. 95
        receiving.receive(
            mairie.place,
            Livraison(
                name="C",
                operator="#APTIC",
                numbers="90",
                valid_until=date(2022, 2, 1),
                lieu="Armoire",
            ),
        )
    assert len(stock.history(mairie.place)) == 1


@pytest.mark.obligation("S3-39")
def test_carnets_that_nobody_received_go_back_to_the_metropole(mairie: Mairie) -> None:
    lot = mairie.delivered("1-40")
    done = moving.give_back(mairie.place, Part(lot_id=lot, numbers="11-40", source=STRUCTURE))
    assert (done.piece, done.carnets) == ("R-2021-001", 30)
    (line,) = stock.etat(mairie.place).lots
    assert (line.recus, line.stock, line.rendus) == (40, 10, 30)
    (given,) = [
        one.ecriture.number
        for one in stock.history(mairie.place)
        if one.ecriture.kind is Mouvement.RETOUR
    ]
    reversing.take_back(mairie.place, given)
    with refused(RefusStock.DEJA_CORRIGE):
        reversing.take_back(mairie.place, given)
    (line,) = stock.etat(mairie.place).lots
    assert (line.recus, line.stock, line.rendus) == (40, 40, 0)
    assert len(stock.history(mairie.place)) == 3  # the ledger keeps both


def test_expired_carnets_are_taken_out_of_the_stock(mairie: Mairie) -> None:
    lot = mairie.delivered("1-10")
    mairie.entrusted(lot, "1-3")
    mairie.on(2022, 1, 31)
    assert [one.palier for one in stock.etat(mairie.place).alertes] == [7]
    assert moving.expire(mairie.place) == 0
    mairie.on(2022, 2, 1)
    assert [one.palier for one in stock.etat(mairie.place).alertes] == [0]
    assert moving.expire(mairie.place) == 10
    (line,) = stock.etat(mairie.place).lots
    assert (line.stock, line.perimes) == (0, 10)


@pytest.mark.obligation("S3-11")
@pytest.mark.obligation("S3-16")
@pytest.mark.obligation("S3-17")
@pytest.mark.obligation("S3-19")
def test_the_amorcage_is_asked_once_every_condition_is_fulfilled_until_october(
    mairie: Mairie,
) -> None:
    mairie.on(2021, 9, 30)
    with refused(RefusStock.CONDITIONS):
        following.ask_amorcage(mairie.place, CONDITIONS[:3])
    asked = following.ask_amorcage(mairie.place, CONDITIONS)
    assert (asked.volume, asked.pass_count) == (Volume.AMORCAGE, 5000)
    with refused(RefusStock.DEJA_CORRIGE):
        following.ask_amorcage(mairie.place, CONDITIONS)
    following.drop(mairie.place, asked.id)
    mairie.on(2021, 10, 1)  # l. 117: « à compter du 1er octobre 2021 »
    with refused(RefusStock.FERME):
        following.ask_amorcage(mairie.place, CONDITIONS)


@pytest.mark.obligation("S3-12", "S3-24")
def test_an_abondement_follows_the_amorcage_and_is_awaited_twenty_working_days(
    mairie: Mairie,
) -> None:
    mairie.on(2021, 4, 1)
    with refused(RefusStock.SEUIL):
        following.announce_abondement(mairie.place, date(2021, 4, 1))
    asked = following.ask_amorcage(mairie.place, CONDITIONS)
    confirmed = following.confirm(mairie.place, asked.id, date(2021, 4, 1))
    assert confirmed.expected_on == date(2021, 4, 30)  # Easter Monday is the 5th
    receiving.receive(
        mairie.place,
        Livraison(
            name="2021-A",
            operator="#APTIC",
            numbers="1-500",
            valid_until=LAST_DAY,
            lieu="Armoire",
            versement_id=asked.id,
        ),
    )
    at_illkirch = replace(mairie.place, structure=CCAS)
    told = following.announce_abondement(at_illkirch, date(2021, 4, 1))
    assert (told.volume, told.pass_count) == (Volume.ABONDEMENT, 2500)
    # In Alsace Good Friday, the 2nd, is no working day.
    assert told.expected_on == date(2021, 5, 3)
    first, second = following.follow(mairie.place).versements
    assert (first.received_on, second.is_open) == (date(2021, 4, 1), True)


RETURN = b"mois;scannes;contre_paiement\n2021-03;900;600\n2021-04;2600;1899\n"


@pytest.mark.obligation("S3-08")
@pytest.mark.obligation("S3-20")
@pytest.mark.obligation("S3-21")
@pytest.mark.obligation("S3-22")
def test_half_of_the_pass_is_consumed_by_the_metropoles_return_and_not_by_what_is_handed_over(
    mairie: Mairie,
) -> None:
    mairie.delivered("1-500")
    mairie.on(2021, 5, 3)
    assert monthly_return.import_months(mairie.place, RETURN) == 2
    found = following.follow(mairie.place).consommation
    assert found is not None
    # 500 carnets of 10 Pass; 3 500 scanned, 2 499 of them put into contre-paiement
    assert (found.received, found.scanned, found.consumed) == (5000, 3500, 2499)
    assert (found.percent, found.reached) == (49, False)
    monthly_return.tell_month(mairie.place, "2021-04", "2 600", "1 900")  # told again: replaced
    found = following.follow(mairie.place).consommation
    assert found is not None
    assert (found.consumed, found.percent, found.reached) == (2500, 50, True)


def test_a_return_with_a_fault_is_refused_whole_and_says_which_line(mairie: Mairie) -> None:
    mairie.on(2021, 5, 3)
    wrong = (
        b"mois;scannes;contre_paiement\n2021-03;900;600\n2021-13;1;1\n2021-04;5;x\n2021-06;1;1\n"
    )
    with pytest.raises(CsvRefusedError) as found:
        monthly_return.import_months(mairie.place, wrong)
    assert [line.partition("\u00a0")[0] for line in found.value.lines] == [
        "Ligne 3",
        "Ligne 4",
        "Ligne 5",
    ]
    with pytest.raises(CsvRefusedError):
        monthly_return.import_months(mairie.place, b"a;b\n1;2\n")
    assert following.follow(mairie.place).months == ()


def test_a_pass_scanned_in_a_month_may_be_paid_in_the_next(mairie: Mairie) -> None:
    """003 l. 121: consumed is scanned and put into contre-paiement, whenever."""
    mairie.on(2021, 5, 3)
    monthly_return.tell_month(mairie.place, "2021-03", "900", "0")
    monthly_return.tell_month(mairie.place, "2021-04", "5", "905")
    late = b"mois;scannes;contre_paiement\n2021-03;900;0\n2021-04;5;906\n"
    with pytest.raises(CsvRefusedError) as found:
        monthly_return.import_months(mairie.place, late)
    assert found.value.lines[0].startswith("Ligne 3\u00a0: à la fin de 2021-04, 906 Pass")
    with pytest.raises(CsvRefusedError):
        monthly_return.tell_month(
            mairie.place, "2021-03", "899", "0"
        )  # April would not add up any more
    assert [one.contre_paiement for one in following.follow(mairie.place).months] == [0, 905]


def test_the_lots_of_a_ledger_never_lose_a_carnet(mairie: Mairie) -> None:
    lot = mairie.delivered("1-12, 15-20")
    with mairie.place.database.reading() as session:
        found = carnets.lot(session, lot)
        assert found is not None
        held = carnets.held(session, found)
    assert sum(run.carnets for run, _ in held) == 20
    assert in_places(mairie) == {"Structure": 18}


@pytest.mark.obligation("S3-13")
@pytest.mark.obligation("S3-17")
def test_the_request_is_a_mail_to_the_metropole_with_the_address_of_delivery(
    mairie: Mairie,
) -> None:
    mail = message_from_bytes(papers.request_mail(mairie.place), policy=SMTP)
    assert mail["To"] == "eloy.lafaye@metropolegrandparis.fr"  # l. 108
    body = mail.get_content().replace("\u00a0", " ").replace("\r\n", "\n")
    assert "5000 Pass numériques, soit 500 carnets" in body  # l. 86
    assert "6 rue du Général de Gaulle\n93360 Neuilly-Plaisance" in body  # l. 92-93
    assert body.count("\n- ") == 4  # l. 103-106


@pytest.mark.obligation("S3-15")
@pytest.mark.obligation("S3-33")
def test_the_explanatory_document_is_the_first_thing_asked_at_a_hand_over(mairie: Mairie) -> None:
    profil = mairie.place.convention.carnets
    assert profil is not None
    assert profil.gestes[0].texte == "Document explicatif joint au carnet"
    lot = mairie.delivered("1-4")
    mairie.entrusted(lot, "1-4")
    _, prescription = mairie.prescribed()
    handed = handing.hand_over(mairie.prescripteur, prescription, "1", gestes=["document"])
    assert handed.remise.gestes == ("document",)
    document = explaining.document(mairie.prescripteur, prescription)
    assert document is not None
    assert document.handed_on == date(2021, 3, 1)  # a fact of the paper, not a tick alone
    assert document.handed_by == mairie.prescripteur.agent.id
    made = explaining.produce(mairie.prescripteur, document.id)
    assert "Choisissez un lieu dans la liste." in read(made.content)
    explaining.went_out(mairie.prescripteur, document.id, made.pdf_hash, "impression")
    printed = explaining.document(mairie.prescripteur, prescription)
    assert printed is not None
    assert (printed.printed_on, printed.pdf_hash) == (date(2021, 3, 1), made.pdf_hash)
    handing.undo(mairie.prescripteur, handed.remise.id)
    back = explaining.document(mairie.prescripteur, prescription)
    assert back is not None
    assert (back.handed_on, back.printed_on) == (None, date(2021, 3, 1))
