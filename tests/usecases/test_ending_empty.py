"""Both ends where nobody is left: their certificate says so, and the last step can be done."""

import base64
import hashlib
from pathlib import Path

import pytest

from app.domain.droits import Lieu
from app.domain.fin_convention import EtapeFin, MotifReste
from app.storage import evaluations, exports, fin_du_poste
from app.storage.exports import Export
from app.usecases.destruction import erasing
from app.usecases.destruction.erasing_certificate import ForgedCertificateError, check
from app.usecases.laptop import ending_convention, ending_laptop
from app.usecases.people import persons
from app.usecases.workplace import Workplace
from tests.documents.examples import text_of
from tests.ui.workplace import PASSPHRASE, new_workplace, workplace
from tests.usecases.backing import NAME, quick
from tests.usecases.test_day import interview

__all__ = ["new_workplace", "quick", "workplace"]  # fixtures

NOTHING = "Aucune donnée de personne"


def end(place: Workplace, paper: Path) -> bytes:
    """End the laptop and return its certificate."""
    data = place.vault.folder
    farewell = ending_laptop.prepare(place, PASSPHRASE, paper)
    ending_laptop.destroy(place)
    place.close()
    ending_laptop.finish(data, farewell)
    assert not data.exists()
    return paper.read_bytes()


def test_a_laptop_that_never_held_anybody_ends(workplace: Workplace, tmp_path: Path) -> None:
    paper = end(workplace, tmp_path / "attestation.pdf")
    assert check(paper).statement.counts == ()
    assert NOTHING in text_of(tmp_path, paper)


def test_a_laptop_ends_after_its_last_erasure(workplace: Workplace, tmp_path: Path) -> None:
    interview(workplace, nom=NAME)
    (found,) = persons.find(workplace, NAME)
    erasing.erase(workplace, found.personne.id)
    paper = end(workplace, tmp_path / "attestation.pdf")
    assert check(paper).statement.counts == ()
    assert NOTHING in text_of(tmp_path, paper)


def test_a_convention_with_nobody_ends_up_to_its_last_step(
    workplace: Workplace, tmp_path: Path
) -> None:
    with workplace.database.writing() as session:
        evaluations.add(session, {"v1": ["proche"]})
        evaluations.keep_drawn(session, evaluations.waiting(session))
    forms = (("Fiches d’évaluation à transmettre", 1),)
    assert (
        ending_convention.state(workplace).held == ending_laptop.holding(workplace).counts == forms
    )
    ending_convention.settle_rest(workplace, MotifReste.ACCORD)
    ending_convention.destroy(workplace, PASSPHRASE)
    with workplace.database.reading() as session:  # too few to leave: they point at somebody
        assert evaluations.waiting(session) == evaluations.drawn(session) == []
    ending_convention.keep_certificate(workplace, tmp_path / "attestation.pdf")
    assert ending_convention.state(workplace).avancement.etape is EtapeFin.TERMINEE
    assert NOTHING in text_of(tmp_path, (tmp_path / "attestation.pdf").read_bytes())


def test_a_file_that_left_with_an_interview_of_nobody_goes_with_the_laptop(
    workplace: Workplace, tmp_path: Path
) -> None:
    entretien = interview(workplace, nom=NAME)
    file = tmp_path / "synthese.pdf"
    file.write_bytes(b"%PDF-")
    with workplace.database.writing() as session:
        session.connection().exec_driver_sql("UPDATE entretiens SET personne_id = NULL")
        exports.keep(
            session,
            Export(
                id="export-1",
                kind="feuille",
                lieu=Lieu.AMOVIBLE,
                chiffre=False,
                sha256=hashlib.sha256(b"%PDF-").hexdigest(),
                agent_id=workplace.agent.id,
                at=workplace.clock.now(),
                chemin=file,
                entretien_id=entretien,
            ),
        )
    ending_laptop.destroy(workplace)
    assert fin_du_poste.is_under_way(workplace.vault.folder)
    assert not file.exists()


def test_bits_that_no_part_of_the_seal_holds_may_not_change(
    workplace: Workplace, tmp_path: Path
) -> None:
    ending_laptop.prepare(workplace, PASSPHRASE, tmp_path / "attestation.pdf")
    whole = (tmp_path / "attestation.pdf").read_bytes()
    head, _, line = whole.rpartition(b"ATTESTATION-1 ")
    parts = line.split(b" ")
    signature = parts[2]  # of 64 bytes: the last sign before « == » has four bits of nothing
    other = {b"A": b"B", b"Q": b"R", b"g": b"h", b"w": b"x"}[signature[-3:-2]]
    parts[2] = signature[:-3] + other + b"=="
    assert base64.b64decode(parts[2]) == base64.b64decode(signature)
    with pytest.raises(ForgedCertificateError):
        check(head + b"ATTESTATION-1 " + b" ".join(parts))
