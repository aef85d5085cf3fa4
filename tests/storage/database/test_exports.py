"""Files that left go with the record, where they are still what was written."""

import hashlib
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import text

from app.domain.droits import Lieu, Sort
from app.domain.identifiers import PersonneId
from app.storage import destructions, effacement, exports
from app.storage.database import Database
from app.storage.destructions import MotifDestruction, Ouverture
from app.storage.exports import Export
from tests.storage.database import sending, world

MARIE = world.personne().id
PROOF = Ouverture(
    structure="CCASILL", motif=MotifDestruction.DEMANDE, regle="RGPD, art. 17", at=world.NOW
)


def left(path: Path, *, content: bytes = b"%PDF-", number: int = 1) -> Export:
    path.write_bytes(content)
    return Export(
        id=f"export-{number}",
        kind="donnees",
        lieu=Lieu.AMOVIBLE,
        chiffre=False,
        sha256=hashlib.sha256(content).hexdigest(),
        agent_id=world.CLAIRE,
        at=world.NOW + timedelta(minutes=number),
        chemin=path,
        personne_id=MARIE,
    )


def keep(database: Database, *known: Export) -> None:
    with database.writing() as session:
        for export in known:
            exports.keep(session, export)


def counted(database: Database) -> tuple[int, int]:
    with database.reading() as session:
        (destruction,) = destructions.latest(session)
        bilan = destruction.bilan
    return bilan.get("fichiers_effaces", 0), bilan.get("fichiers_dehors", 0)


def test_an_erased_person_takes_the_files_that_did_not_change_along(
    queued: Database, tmp_path: Path
) -> None:
    same, changed, gone = (tmp_path / name for name in ("a.pdf", "b.pdf", "c.pdf"))
    keep(queued, left(same), left(changed, number=2), left(gone, number=3))
    changed.write_bytes(b"%PDF- annotated")
    gone.unlink()
    assert effacement.effacer_pour_de_bon(queued, MARIE, PROOF)
    assert not same.exists()
    assert changed.read_bytes() == b"%PDF- annotated"
    assert counted(queued) == (1, 2)
    with queued.reading() as session:
        assert session.execute(text("SELECT count(*) FROM exports")).scalar() == 0


def test_a_link_put_in_the_place_of_a_file_is_not_followed(
    queued: Database, tmp_path: Path
) -> None:
    path, other = tmp_path / "a.pdf", tmp_path / "autre.pdf"
    keep(queued, left(path))
    path.rename(other)
    path.symlink_to(other)
    assert effacement.effacer_pour_de_bon(queued, MARIE, PROOF)
    assert other.exists()
    assert counted(queued) == (0, 1)


def test_a_purge_reaches_the_files_of_what_is_due_and_no_other(
    queued: Database, tmp_path: Path
) -> None:
    mine, alone = tmp_path / "a.pdf", tmp_path / "b.pdf"
    of_prescription = replace(left(mine), personne_id=None, prescription_id=sending.ID)
    keep(queued, of_prescription, left(alone, number=2))
    due = world.TODAY.replace(year=2030) + timedelta(days=400)
    with queued.writing() as session:
        session.execute(text("UPDATE prescriptions SET due_on = '2026-11-01'"))
    purge = effacement.purger(queued, world.TODAY)
    assert (purge.prescriptions, mine.exists(), alone.exists()) == (1, False, True)
    effacement.purger(queued, due)
    assert not alone.exists()


def test_files_of_a_person_are_those_of_her_papers_too_and_never_show_their_path(
    queued: Database, tmp_path: Path
) -> None:
    export = left(tmp_path / "Lefèvre.pdf")
    keep(queued, export)
    with queued.reading() as session:
        assert exports.of_personne(session, MARIE) == [export]
        assert exports.of_personne(session, PersonneId("autre")) == []
    assert "Lefèvre" not in repr(export)


def test_what_was_reached_is_known_even_when_the_erasure_was_cut(
    queued: Database, tmp_path: Path
) -> None:
    path = tmp_path / "a.pdf"
    keep(queued, left(path))
    exports.reach(queued, [MARIE])  # and here the program is killed
    with queued.reading() as session:
        assert [one.sort for one in exports.of_personne(session, MARIE)] == [Sort.EFFACE]
    assert effacement.effacer_pour_de_bon(queued, MARIE, PROOF)
    assert counted(queued) == (1, 0)


def test_a_part_that_a_killed_writer_left_beside_it_goes_too(
    queued: Database, tmp_path: Path
) -> None:
    """The line is kept before the file takes its name: killed in between, a part alone is there."""
    path, part, other = (tmp_path / name for name in ("a.pdf", "a.pdf.0f.partiel", "b.0f.partiel"))
    export = left(path)
    path.unlink()
    keep(queued, export)
    for one in (part, other):
        one.write_bytes(b"of her")
    exports.reach(queued, [MARIE])
    assert (part.exists(), other.exists()) == (False, True)


def test_a_file_of_nobody_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="belongs to a record"):
        Export(
            id="1", kind="donnees", lieu=Lieu.POSTE, chiffre=True, sha256="", chemin=tmp_path,
            agent_id=world.CLAIRE, at=world.NOW,
        )  # fmt: skip


def test_files_are_reached_among_as_many_records_as_a_laptop_holds(
    queued: Database, tmp_path: Path
) -> None:
    path = tmp_path / "a.pdf"
    keep(queued, left(path))
    exports.reach(queued, [*(f"personne-{number}" for number in range(100_000)), MARIE])
    assert not path.exists()
