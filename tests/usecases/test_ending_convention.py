"""The end of a convention: nothing unsent unsaid, a file for the Département alone, nobody left."""

import json
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from app.domain.fin_convention import EtapeFin, FinConvention, MotifReste, apres
from app.storage import fin_convention, parametres
from app.storage.conservations import MotifConservation
from app.storage.vault.failures import WrongPassphraseError
from app.sync.protocol.errors import ErrorCode, ProtocolError
from app.sync.protocol.restitution import read_return
from app.sync.protocol.sealing import new_receiving_key
from app.sync.protocol.signing import new_signing_key, public_of
from app.ui.pages.fin_convention.presenter import FinConventionPresenter
from app.ui.pages.fin_convention.state import FinConventionState
from app.ui.tasks import InlineRunner
from app.ui.widgets.tones import Tone
from app.usecases.backup import saving
from app.usecases.destruction import erasing
from app.usecases.destruction.erasing_certificate import check
from app.usecases.exchange.activating import NotActivatedError
from app.usecases.laptop import dating, ending_convention, giving_back, housekeeping
from app.usecases.laptop.ending_steps import ChangedSinceError, ReturnPlaceError, StepError
from app.usecases.laptop.giving_back import WrongReceiptError
from app.usecases.laptop.habilitations import NotAllowedError
from app.usecases.people import persons
from app.usecases.workplace import Workplace
from tests.leaks import leaks
from tests.storage.database.pages import decrypted, encodings
from tests.ui.examples import known_person
from tests.ui.workplace import (
    LOT_ET_GARONNE,
    PASSPHRASE,
    MakeWorkplace,
    WallClock,
    add_colleague,
    as_agent,
    new_workplace,
    workplace,
)
from tests.usecases.backing import NAME, opened, quick, stick
from tests.usecases.test_erasing import prescribed
from tests.usecases.test_sending import Line, line

__all__ = ["line", "new_workplace", "quick", "stick", "workplace"]  # fixtures


def step(place: Workplace) -> EtapeFin:
    return ending_convention.state(place).avancement.etape


def with_return(place: Workplace) -> Workplace:
    """A place whose convention wants its data back, and prescribes to the person of the tests."""
    return replace(place, convention=replace(place.convention, fin=FinConvention()))


def to_destruction(place: Workplace) -> None:
    """A convention without return: one reason, and the rest is destruction."""
    ending_convention.settle_rest(place, MotifReste.SERVICE_FERME)
    assert step(place) is EtapeFin.DESTRUCTION


def opened_by_the_departement(line: Line, path: Path) -> dict[str, Any]:
    """Open a return with the Département's key, once nobody else's was seen to open it."""
    file = read_return(path.read_bytes())
    with pytest.raises(ProtocolError):
        file.check(public_of(new_signing_key()))
    with pytest.raises(ProtocolError) as closed:
        file.open(new_receiving_key())
    assert closed.value.code is ErrorCode.CANNOT_OPEN
    file.check(next(iter(line.departement.devices.values())).signing)
    return file.open(line.departement.receiving[0])


def test_what_goes_back_is_the_profile_s_to_say(new_workplace: MakeWorkplace) -> None:
    assert new_workplace(LOT_ET_GARONNE).convention.fin.restitution
    assert not new_workplace().convention.fin.restitution
    assert "28.3 g" in new_workplace(LOT_ET_GARONNE).convention.fin.source
    assert apres(EtapeFin.RESTES, FinConvention(restitution=False)) is EtapeFin.DESTRUCTION
    assert apres(EtapeFin.RESTES, FinConvention()) is EtapeFin.RESTITUTION


class Page:
    """What the presenter shows."""

    def __init__(self) -> None:
        self.state, self.forgot = FinConventionState(), 0

    def show_state(self, state: FinConventionState) -> None:
        self.state = state

    def forget_secrets(self) -> None:
        self.forgot += 1


def returned(place: Workplace, line: Line, path: Path) -> dict[str, Any]:
    """Write the sealed file and confirm it by its code; return what the Département reads."""
    giving_back.give_back(place, path)
    content = opened_by_the_departement(line, path)
    giving_back.confirm_receipt(place, str(content["code"]))
    return content


def test_what_was_written_after_the_file_goes_back_too(
    new_workplace: MakeWorkplace, line: Line, tmp_path: Path
) -> None:
    place, path = with_return(new_workplace()), tmp_path / "restitution.passerelle"
    line.activate(place)
    prescribed(place, NAME)
    known = known_person(place, "Exemplaire", "Ana")  # who has nothing at the Département
    line.run(place)
    ending_convention.settle_rest(place, None)
    returned(place, line, path)

    persons.correct(place, replace(known, nom="Corrigee"))
    with pytest.raises(ChangedSinceError):
        ending_convention.destroy(place, PASSPHRASE)
    assert step(place) is EtapeFin.RESTITUTION
    assert len(persons.find(place, "Corrigee")) == 1
    content = returned(place, line, path)
    assert "Corrigee" in {one["nom"] for one in content["tables"]["personnes"]}
    line.run(place)  # its answers write, and change nothing that the Département lacks
    ending_convention.destroy(place, PASSPHRASE)
    assert step(place) is EtapeFin.ATTESTATION
    assert leaks([place.vault.folder], ["fin.convention.rendu"]) == []


def test_a_file_of_a_version_that_noted_nothing_is_asked_for_once_more_in_true_words(
    new_workplace: MakeWorkplace, line: Line, tmp_path: Path
) -> None:
    place, path = with_return(new_workplace()), tmp_path / "restitution.passerelle"
    line.activate(place)
    known_person(place, "Exemplaire", "Ana")
    ending_convention.settle_rest(place, None)
    returned(place, line, path)
    with place.database.writing() as session:  # as a version before left it
        parametres.remove(session, "fin.convention.rendu")
    page = Page()
    FinConventionPresenter(page, InlineRunner(), place).destroy(PASSPHRASE)
    assert step(place) is page.state.etape is EtapeFin.RESTITUTION
    assert "Des données ont été écrites" not in page.state.message, "nobody wrote anything"
    assert "ne notait pas ce qu’il contient" in page.state.message
    assert "Rien n’a été détruit." in page.state.message
    returned(place, line, path)
    ending_convention.destroy(place, PASSPHRASE)
    assert step(place) is EtapeFin.ATTESTATION


def test_what_was_prescribed_after_the_rest_was_settled_leaves_first(
    new_workplace: MakeWorkplace, line: Line
) -> None:
    place = new_workplace()  # 001: nothing goes back
    line.activate(place)
    ending_convention.settle_rest(place, None)
    prescribed(place, NAME)
    page = Page()
    presenter = FinConventionPresenter(page, InlineRunner(), place)
    presenter.destroy(PASSPHRASE)
    assert step(place) is page.state.etape is EtapeFin.RESTES
    assert (page.state.tone, page.forgot) == (Tone.DANGER, 1)
    assert "Rien n’a été détruit." in page.state.message
    line.run(place)
    ending_convention.settle_rest(place, None)
    ending_convention.destroy(place, PASSPHRASE)
    assert len(line.departement.held) == 1
    assert persons.find(place, NAME) == []


@pytest.mark.obligation("S0-57")
def test_a_convention_ends_with_its_return_and_its_certificate(
    new_workplace: MakeWorkplace, line: Line, stick: Path, tmp_path: Path
) -> None:
    place = with_return(new_workplace())
    line.activate(place)
    person = prescribed(place, NAME)
    line.run(place)
    assert len(line.departement.held) == 1
    saving.choose_folder(place, stick)
    saving.back_up(place)

    assert ending_convention.state(place).unsent == 0
    ending_convention.settle_rest(place, None)
    path = tmp_path / "seul" / "restitution.passerelle"
    path.parent.mkdir()
    giving_back.give_back(place, path)
    assert step(place) is EtapeFin.RECEPTION
    assert leaks([tmp_path / "seul"], [NAME]) == []

    content = opened_by_the_departement(line, path)
    assert content["nombres"]["personnes"] == 1
    assert content["tables"]["personnes"][0]["id"] == person
    assert NAME.upper() in json.dumps(content, ensure_ascii=False).upper()
    with pytest.raises(WrongReceiptError):
        giving_back.confirm_receipt(place, "ABCD2345")
    code = str(content["code"])
    giving_back.confirm_receipt(place, f"{code[:4].lower()}-{code[4:]}")
    with pytest.raises(WrongPassphraseError):
        ending_convention.destroy(place, "une autre phrase de passe")
    assert len(persons.find(place, NAME)) == 1
    ending_convention.destroy(place, PASSPHRASE)
    assert step(place) is EtapeFin.ATTESTATION
    assert persons.find(place, NAME) == []
    assert not list(stick.glob("*.sauvegarde"))
    held = line.departement.held.values()
    line.run(place)
    assert all(one.payloads for one in held), "what the Département holds stays with it"

    paper = tmp_path / "attestation.pdf"
    ending_convention.keep_certificate(place, paper)
    said = check(paper.read_bytes())
    assert said.statement.event == "Fin de la convention"
    assert dict(said.statement.counts)["Personnes"] == 1
    assert "1 prescription déjà transmise" in said.statement.beyond[0].replace("\xa0", " ")
    state = ending_convention.state(place).avancement
    assert (state.etape, state.terminee_on) == (EtapeFin.TERMINEE, "2026-11-22")
    data, key, database = place.vault.folder, place.vault.database_key(), place.database.path
    place.close()
    pages = decrypted(database, key)
    assert not any(form in pages for trace in (NAME, person) for form in encodings(trace))
    assert leaks([data, stick], [NAME]) == []


def test_people_received_afterwards_make_another_end_possible(
    workplace: Workplace, tmp_path: Path
) -> None:
    prescribed(workplace, NAME)
    to_destruction(workplace)
    ending_convention.destroy(workplace, PASSPHRASE)
    ending_convention.keep_certificate(workplace, tmp_path / "attestation.pdf")
    assert step(workplace) is EtapeFin.TERMINEE
    prescribed(workplace, "Autrelieu")
    assert step(workplace) is EtapeFin.RESTES
    ending_convention.settle_rest(workplace, MotifReste.ACCORD)
    ending_convention.destroy(workplace, PASSPHRASE)
    found = ending_convention.proof(workplace)
    assert found is not None
    assert found.numero == "2026-CCASILL-D0002"


def test_what_is_unsent_is_sent_or_explained_by_the_referent(workplace: Workplace) -> None:
    prescribed(workplace, NAME)
    colleague = as_agent(workplace, add_colleague(workplace))
    with pytest.raises(NotAllowedError):
        ending_convention.settle_rest(colleague, MotifReste.ERREUR)
    with pytest.raises(StepError):
        ending_convention.settle_rest(workplace, None)
    ending_convention.settle_rest(workplace, MotifReste.ACCORD)
    assert ending_convention.state(workplace).avancement.reste == "accord_du_departement"
    with pytest.raises(StepError):  # done already
        ending_convention.settle_rest(workplace, MotifReste.ACCORD)
    ending_convention.give_up(workplace)
    assert step(workplace) is EtapeFin.RESTES


def test_a_laptop_without_the_departement_s_key_cannot_seal(
    new_workplace: MakeWorkplace, line: Line, tmp_path: Path
) -> None:
    place = new_workplace(LOT_ET_GARONNE)
    ending_convention.settle_rest(place, None)
    with pytest.raises(NotActivatedError):
        giving_back.give_back(place, tmp_path / "restitution.passerelle")
    line.activate(place)
    for wrong in (place.vault.folder / "r.passerelle", tmp_path / "absent" / "r.passerelle"):
        with pytest.raises(ReturnPlaceError):
            giving_back.give_back(place, wrong)
    assert step(place) is EtapeFin.RESTITUTION
    giving_back.give_back(place, tmp_path / "r.passerelle")
    with pytest.raises(WrongReceiptError):
        giving_back.confirm_in_writing(place, "  ")
    giving_back.confirm_in_writing(place, "Courriel du 3 décembre 2026")
    assert step(place) is EtapeFin.DESTRUCTION


def test_killed_in_the_purge_nobody_is_seen_and_it_goes_on_under_its_number(
    new_workplace: MakeWorkplace,
) -> None:
    clock = WallClock()
    place = new_workplace(clock=clock)
    person = prescribed(place, NAME)
    prescribed(place, "Autrelieu")
    clock.at = clock.at.replace(year=2030, month=9)
    erasing.keep_longer(place, person, MotifConservation.LITIGE, date(2031, 3, 1))
    to_destruction(place)
    ending_convention.destroy(place, PASSPHRASE, keep_going=lambda: False)
    assert step(place) is EtapeFin.DESTRUCTION
    assert persons.find(place, NAME) == []
    with pytest.raises(StepError):
        ending_convention.give_up(place)
    place.close()
    clock.go_on(days=2)
    again = opened(place.vault.folder, place.agent.id, clock)
    dating.confirm_date(again)
    housekeeping.tidy(again, keep_going=lambda: True)
    assert step(again) is EtapeFin.ATTESTATION
    with again.database.reading() as session:
        assert fin_convention.is_empty(session)
    found = ending_convention.proof(again)
    assert found is not None
    assert (found.numero, found.bilan["personnes"]) == ("2030-CCASILL-D0001", 2)
    assert [one.numero for one in erasing.done(again)] == [found.numero]
    again.close()
