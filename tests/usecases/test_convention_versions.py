"""Versions of the convention: signed files, published ones, values written anew, the way back."""

import zipfile
from dataclasses import replace
from datetime import date
from hashlib import sha256
from pathlib import Path

import pytest

from app.conventions.reading import ConventionError
from app.conventions.values import ClosedValueError
from app.domain.failures import UnusableFileError
from app.storage import conventions
from app.storage.conventions import Origine
from app.storage.rapports import EtatRapport
from app.sync.protocol.canonical import canonical
from app.sync.protocol.convention_file import ConventionFile, propose, read, signed, write
from app.sync.protocol.signed import MaterialEntry, MaterialKind
from app.sync.protocol.signing import new_signing_key
from app.ui.outcome_words import report_text
from app.usecases.exchange.activating import NotActivatedError
from app.usecases.laptop import housekeeping
from app.usecases.laptop.habilitations import NotAllowedError
from app.usecases.laptop.opening import current_convention, kept_convention
from app.usecases.versions import convention_files, convention_versions
from app.usecases.versions.convention_files import (
    ConventionFileBrokenError,
    ConventionFileForeignError,
    ConventionFileNewerError,
    ConventionFileUnsignedError,
    OtherConventionError,
)
from app.usecases.versions.convention_versions import NothingChangedError
from app.usecases.workplace import Workplace
from tests.ui.workplace import add_colleague, as_agent
from tests.usecases.test_sending import Line, line, new_workplace, prescribe, workplace

__all__ = ["line", "new_workplace", "workplace"]  # fixtures

PROFILE = "eurometropole-strasbourg"
PHONE = "departement.telephone"


def toml(place: Workplace, old: str = 'telephone = ""', new: str = 'telephone = "03 68"') -> bytes:
    file = place.resources.conventions / PROFILE / "convention.toml"
    return file.read_text("utf-8").replace(old, new, 1).encode()


def serving(place: Workplace) -> str:
    """The telephone of the Eurométropole in the convention that the next opening would take."""
    today = place.clock.today()
    found = current_convention(place.database, place.resources, PROFILE, today)
    return found.departement.telephone


def test_a_file_signed_by_the_departement_is_kept_then_put_into_force_and_back(
    workplace: Workplace, line: Line, tmp_path: Path
) -> None:
    line.activate(workplace)
    before = workplace.convention.hash
    file = tmp_path / "2027.passerelle-convention"
    proposed = propose(PROFILE, toml(workplace), at=workplace.clock.now())
    file.write_bytes(write(signed(proposed, line.departement.root)))
    taken = convention_files.take_in(workplace, file)
    assert taken == sha256(toml(workplace)).hexdigest()
    assert serving(workplace) == ""  # kept beside the others: nobody put it into force
    assert [one.key for one in convention_versions.difference_with(workplace, taken)] == [PHONE]
    convention_versions.activate(workplace, taken)
    assert serving(workplace) == "03 68"
    assert kept_convention(workplace, before).departement.telephone == ""  # of former records
    shelved = convention_versions.shelved(workplace)
    assert shelved.next_one is not None
    assert (shelved.next_one.version.source, shelved.next_one.by) == (
        Origine.FICHIER,
        "Camille Martin",
    )
    convention_versions.activate(workplace, before)
    assert serving(workplace) == ""


def test_each_file_that_is_not_right_is_refused_for_its_own_reason(
    workplace: Workplace, line: Line, tmp_path: Path
) -> None:
    file = tmp_path / "essai.passerelle-convention"
    good = propose(PROFILE, toml(workplace), at=workplace.clock.now())
    root, at = line.departement.root, workplace.clock.now()
    file.write_bytes(write(signed(good, root)))
    with pytest.raises(NotActivatedError):
        convention_files.take_in(workplace, file)
    line.activate(workplace)
    whole = write(signed(good, root))
    later = canonical({"v": 2, "profile": PROFILE, "sha256": "0" * 64, "issued_at": "x"})
    swapped = ConventionFile(
        profile=PROFILE, toml=toml(workplace, "2023-12-31", "2043-12-31"), manifest=good.manifest
    )
    other = propose("lot-et-garonne", toml(workplace), at=at)
    cases = [
        (write(good), ConventionFileUnsignedError),
        (write(signed(good, new_signing_key())), ConventionFileForeignError),
        (whole[:-20], ConventionFileBrokenError),
        (b"un texte", ConventionFileBrokenError),
        (write(swapped), ConventionFileBrokenError),  # another content under the same signature
        (
            write(ConventionFile(profile=PROFILE, toml=b"", manifest=later)),
            ConventionFileNewerError,
        ),
        (write(signed(other, root)), OtherConventionError),
    ]
    for content, expected in cases:
        file.write_bytes(content)
        with pytest.raises(expected):
            convention_files.take_in(workplace, file)
    with zipfile.ZipFile(file, "w") as packed:
        packed.writestr("../ailleurs", b"x")
    with pytest.raises(ConventionFileBrokenError):
        convention_files.take_in(workplace, file)
    with zipfile.ZipFile(file, "w", zipfile.ZIP_LZMA) as packed:  # another packing, and damaged
        packed.writestr("manifest.json", good.manifest)
    damaged = bytearray(file.read_bytes())
    damaged[60:80] = bytes(20)
    file.write_bytes(damaged)
    with pytest.raises(ConventionFileBrokenError):
        convention_files.take_in(workplace, file)
    wrong = propose(PROFILE, toml(workplace, "annees = 4", "annees = 40"), at=at)
    file.write_bytes(write(signed(wrong, root)))
    with pytest.raises(ConventionError) as caught:
        convention_files.take_in(workplace, file)
    assert caught.value.place == "clé « conservation.annees »"
    assert convention_versions.shelved(workplace).others == ()
    assert serving(workplace) == ""


def test_values_left_open_are_written_anew_read_again_and_signed_by_the_departement(
    workplace: Workplace, line: Line, tmp_path: Path
) -> None:
    line.activate(workplace)
    typed = {PHONE: ("03 68 98 50 00",), "mentions.textes": ("Avec le soutien de l’État.",)}
    found = convention_versions.edited(workplace, typed)
    assert [(one.key, one.after) for one in found] == [
        (PHONE, ("03 68 98 50 00",)),
        ("mentions.textes", ("Avec le soutien de l’État.",)),
    ]
    with pytest.raises(ConventionError) as caught:
        convention_versions.edited(workplace, {"departement.adresse": ()})
    assert caught.value.place == "clé « departement.adresse »"
    with pytest.raises(ClosedValueError):  # the convention says it, l. 63
        convention_versions.edited(workplace, {"duree.fin": ("2033-12-31",)})
    with pytest.raises(NothingChangedError):
        convention_versions.keep_edited(workplace, {PHONE: ()})
    convention_versions.activate(workplace, convention_versions.keep_edited(workplace, typed))
    today = workplace.clock.today()
    now = current_convention(workplace.database, workplace.resources, PROFILE, today)
    assert now.departement.telephone == "03 68 98 50 00"
    assert today == date(2026, 11, 22)
    assert now.sources["departement"].reference.endswith(
        "; telephone : saisi par le référent le 22/11/2026"
    )
    assert now.ends_on == date(2023, 12, 31)
    assert convention_versions.waiting(workplace) is None  # the program's own was decided on
    name, content = convention_files.give_out(workplace)
    assert name == "eurometropole-strasbourg-proposition.passerelle-convention"
    file = tmp_path / name
    file.write_bytes(content)
    with pytest.raises(ConventionFileUnsignedError):
        convention_files.take_in(workplace, file)
    served = replace(workplace, convention=now)  # the next opening: it is signed, and comes back
    _, proposed = convention_files.give_out(served)
    file.write_bytes(write(signed(read(proposed), line.departement.root)))
    assert convention_files.take_in(served, file) == now.hash
    name, content = convention_files.give_out(served)
    assert name == "eurometropole-strasbourg.passerelle-convention"
    assert read(content).signature == read(file.read_bytes()).signature
    assert serving(workplace) == "03 68 98 50 00"


def test_a_second_edit_before_the_next_opening_keeps_the_first(workplace: Workplace) -> None:
    """What was put into force serves from the next opening on: it is what is then edited."""
    first = convention_versions.keep_edited(workplace, {PHONE: ("03 68 98 50 00",)})
    convention_versions.activate(workplace, first)
    shelved = convention_versions.shelved(workplace)
    phone = next(one for one in shelved.open_values if one.key == PHONE)
    assert phone.lines == ("03 68 98 50 00",)
    service = {"departement.service": ("Mission numérique",)}
    found = convention_versions.edited(workplace, service)
    assert [one.key for one in found] == ["departement.service"]
    second = convention_versions.keep_edited(workplace, service)
    convention_versions.activate(workplace, second)
    today = workplace.clock.today()
    now = current_convention(workplace.database, workplace.resources, PROFILE, today)
    assert (now.departement.telephone, now.departement.service) == (
        "03 68 98 50 00",
        "Mission numérique",
    )
    with pytest.raises(NothingChangedError):
        convention_versions.keep_edited(workplace, service)


def test_a_published_convention_arrives_and_waits(workplace: Workplace, line: Line) -> None:
    line.activate(workplace)
    departement = line.departement
    for number, content in enumerate((toml(workplace), b"pas une convention")):
        file = signed(propose(PROFILE, content, at=workplace.clock.now()), departement.root)
        published = write(file)
        digest = sha256(published).digest()
        departement.documents[digest] = published
        departement.entries = [
            MaterialEntry(
                kind=MaterialKind.CONVENTION, name=PROFILE, size=len(published), sha256=digest
            )
        ]
        departement.material_serial += 1
        report, _ = line.run(workplace)
        assert report.state is (EtatRapport.REUSSIE, EtatRapport.PARTIELLE)[number]
        words = ("1\u00a0convention reçue", "1\u00a0convention refusée")[number]
        assert words in report_text(report)
        again, _ = line.run(workplace)
        assert "convention" not in report_text(again)  # fetched once
    shelved = convention_versions.shelved(workplace)
    assert shelved.waiting is not None
    assert shelved.waiting.version.source is Origine.DEPARTEMENT
    assert serving(workplace) == ""
    convention_versions.activate(workplace, shelved.waiting.version.sha256)
    assert serving(workplace) == "03 68"
    name, _ = convention_files.give_out(workplace)
    assert "proposition" in name  # the one that serves until the next opening is the program's


def test_the_referent_alone_changes_the_convention(workplace: Workplace, tmp_path: Path) -> None:
    other = as_agent(workplace, add_colleague(workplace))
    for act in (
        lambda: convention_versions.edited(other, {PHONE: ("1",)}),
        lambda: convention_versions.keep_edited(other, {PHONE: ("1",)}),
        lambda: convention_versions.activate(other, workplace.convention.hash),
        lambda: convention_files.take_in(other, tmp_path / "rien"),
        lambda: convention_files.give_out(other),
    ):
        with pytest.raises(NotAllowedError):
            act()
    assert not convention_versions.shelved(other).may_activate


def test_prescriptions_name_the_version_that_they_were_made_under(workplace: Workplace) -> None:
    made = prescribe(workplace)
    assert made.convention_hash == workplace.convention.hash


def test_a_record_of_a_version_that_nobody_reads_any_more_says_which(workplace: Workplace) -> None:
    content = b"une convention de demain"
    name = sha256(content).hexdigest()
    with workplace.database.writing() as session:
        conventions.keep_content(session, PROFILE, name, content, workplace.clock.today())
    with pytest.raises(UnusableFileError, match="ne se lit plus avec ce programme") as refused:
        kept_convention(workplace, name)
    assert refused.value.file == f"convention {PROFILE}, version {name[:8]}"
    housekeeping.tidy(workplace, keep_going=lambda: True)  # nor does it stop what is due
