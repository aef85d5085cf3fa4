"""What the Département publishes reaches the laptop, and waits there for the référent."""

from pathlib import Path

import pytest

from app.storage.rapports import EtatRapport
from app.storage.versions import Source
from app.sync.gateway import GatewayError
from app.sync.outcomes import Outcome
from app.sync.protocol.signed import MaterialEntry
from app.ui.outcome_words import report_text
from app.ui.pages.synchroniser.words import report_detail
from app.usecases.versions import questionnaire_versions
from app.usecases.versions.published_faults import last_refusal
from app.usecases.workplace import Workplace
from tests.usecases.test_sending import Line, line, new_workplace, prescribe, workplace
from tests.workbooks import BUNDLED, UNTESTED, written

__all__ = ["line", "new_workplace", "workplace"]  # fixtures


def waiting(place: Workplace) -> list[str]:
    return [one.version.numero for one in questionnaire_versions.shelved(place).others]


@pytest.mark.obligation("S1-40")
def test_a_published_questionnaire_is_kept_and_changes_nothing_yet(
    workplace: Workplace, line: Line, tmp_path: Path
) -> None:
    line.activate(workplace)
    prescription = prescribe(workplace)
    entry = line.departement.publish(written(tmp_path / "version-2.xlsx").read_bytes())
    before = workplace.questionnaire.hash
    report, _ = line.run(workplace)
    assert report.state is EtatRapport.REUSSIE
    assert [(item.item_id, item.code) for item in report.items] == [
        (prescription.id, "accusee"),
        (entry.sha256.hex(), "questionnaire_recu"),
    ]
    (held,) = questionnaire_versions.shelved(workplace).others
    assert (held.version.numero, held.version.source, held.by, held.since) == (
        "2",
        Source.DEPARTEMENT,
        "",
        None,
    )
    assert workplace.questionnaire.hash == before
    assert report_text(report) == (
        "La synchronisation est terminée. 1\u00a0prescription reçue par le Département"
        " · 1\u00a0questionnaire reçu."
    )
    detail = report_detail(report, {}, workplace)
    assert detail.items[1].row.title == "Questionnaire publié par le Département"
    assert detail.items[1].sentence.startswith("Il est vérifié et gardé. Le référent le met")
    questionnaire_versions.activate(workplace, held.version.sha256)
    assert workplace.questionnaire.guide.version == "2"


def test_it_is_fetched_once(workplace: Workplace, line: Line, tmp_path: Path) -> None:
    line.activate(workplace)
    line.departement.publish(written(tmp_path / "version-2.xlsx").read_bytes())
    line.run(workplace)
    line.departement.documents.clear()
    report, _ = line.run(workplace)
    assert (report.state, report.items) == (EtatRapport.REUSSIE, ())
    assert waiting(workplace) == ["2"]


def test_the_questionnaire_that_the_laptop_has_is_not_fetched(
    workplace: Workplace, line: Line
) -> None:
    line.activate(workplace)
    line.departement.publish(BUNDLED.read_bytes())
    line.departement.documents.clear()
    report, _ = line.run(workplace)
    assert (report.state, report.items) == (EtatRapport.REUSSIE, ())


def test_one_with_a_fault_is_refused_said_and_not_fetched_again(
    workplace: Workplace, line: Line, tmp_path: Path
) -> None:
    line.activate(workplace)
    line.departement.publish(written(tmp_path / "essai.xlsx", UNTESTED).read_bytes())
    report, _ = line.run(workplace)
    assert report.state is EtatRapport.PARTIELLE
    assert [item.code for item in report.items] == ["questionnaire_refuse"]
    assert "1\u00a0questionnaire refusé" in report_text(report)
    assert waiting(workplace) == []
    found = last_refusal(workplace)
    assert found is not None
    assert [(fault.sheet, fault.cell) for fault in found.errors] == [("cas_tests", "AN15")]
    assert "X21" in found.errors[0].message
    line.departement.documents.clear()
    report, _ = line.run(workplace)
    assert (report.state, report.items) == (EtatRapport.REUSSIE, ())
    line.departement.publish(written(tmp_path / "version-2.xlsx").read_bytes())
    line.run(workplace)
    assert waiting(workplace) == ["2"]
    assert last_refusal(workplace) is None, "a right one came after it"


def test_what_is_for_another_convention_is_left(
    workplace: Workplace, line: Line, tmp_path: Path
) -> None:
    line.activate(workplace)
    content = written(tmp_path / "version-2.xlsx").read_bytes()
    line.departement.publish(content, name="autre-questionnaire")
    report, _ = line.run(workplace)
    assert (report.state, report.items, waiting(workplace)) == (EtatRapport.REUSSIE, (), [])


def test_a_list_older_than_the_one_held_is_passed_over(
    workplace: Workplace, line: Line, tmp_path: Path
) -> None:
    line.activate(workplace)
    line.departement.material_serial = 7
    line.run(workplace)
    line.departement.material_serial = 5
    line.departement.publish(written(tmp_path / "version-2.xlsx").read_bytes())  # serial 6
    report, _ = line.run(workplace)
    assert (report.state, waiting(workplace)) == (EtatRapport.REUSSIE, [])


def test_a_document_that_does_not_come_is_tried_again_by_the_next_run(
    workplace: Workplace, line: Line, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    line.activate(workplace)
    prescription = prescribe(workplace)
    line.departement.publish(written(tmp_path / "version-2.xlsx").read_bytes())
    assert line.gateway is not None

    def broken(_entry: MaterialEntry) -> bytes:
        raise GatewayError(Outcome.COUPURE)

    with monkeypatch.context() as patch:
        patch.setattr(line.gateway, "document", broken)
        report, _ = line.run(workplace)
    assert (report.state, report.code) == (EtatRapport.PARTIELLE, "coupure")
    assert [item.item_id for item in report.items] == [prescription.id], "it went first"
    report, _ = line.run(workplace)
    assert (report.state, waiting(workplace)) == (EtatRapport.REUSSIE, ["2"])


def test_a_list_signed_by_somebody_else_is_refused(
    workplace: Workplace, line: Line, tmp_path: Path
) -> None:
    line.activate(workplace)
    line.departement.publish(written(tmp_path / "version-2.xlsx").read_bytes())
    line.departement.root = bytes(32)
    report, _ = line.run(workplace)
    assert (report.code, waiting(workplace)) == ("faux_service", [])
