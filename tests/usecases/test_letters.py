"""The published text of the letter: proposed, put into force, printed, left again."""

from dataclasses import replace
from hashlib import sha256

import pytest

from app.documents.kinds import PapierKind
from app.storage import evenements
from app.storage.rapports import EtatRapport
from app.sync.protocol.signed import MaterialKind
from app.ui.outcome_words import report_text
from app.usecases.interview import papers
from app.usecases.laptop.habilitations import NotAllowedError
from app.usecases.versions import letters
from app.usecases.workplace import Workplace
from tests.documents.reading import read
from tests.ui.workplace import add_colleague, as_agent
from tests.usecases.test_day import follow, interview
from tests.usecases.test_sending import Line, line, new_workplace, workplace

__all__ = ["line", "new_workplace", "workplace"]  # fixtures

RIGHT = 'version = "2027-01"\n[commun]\nusage = "Ils paient des ateliers."\n'
WRONG = 'version = "2027-02"\n[refus]\nouverture = "Non."\n'


def publish(line: Line, place: Workplace, text: str) -> str:
    content = text.encode()
    made = line.departement.publish(content, name=place.convention.profile)
    line.departement.entries[-1] = replace(made, kind=MaterialKind.LETTERS)
    return sha256(content).hexdigest()


def test_a_published_text_waits_serves_once_chosen_and_is_left_again(
    workplace: Workplace, line: Line
) -> None:
    line.activate(workplace)
    digest = publish(line, workplace, RIGHT)
    report, _ = line.run(workplace)
    assert (report.state, [one.code for one in report.items]) == (
        EtatRapport.REUSSIE,
        ["lettres_recues"],
    )
    assert "1\u00a0texte de lettre reçu" in report_text(report)
    found = letters.letters(workplace)
    assert (found.current, found.proposed, found.former) == ("", "2027-01", None)
    assert [(one.part, one.key) for one in found.changes] == [("commun", "usage")]
    assert letters.wording(workplace) == "", "nothing changed yet"
    colleague = as_agent(workplace, add_colleague(workplace, "Colette"))
    with pytest.raises(NotAllowedError):
        letters.activate(colleague, digest)
    with pytest.raises(letters.LetterGoneError):
        letters.activate(workplace, "0" * 64)
    letters.activate(workplace, digest)
    assert letters.wording(workplace) == RIGHT
    with workplace.database.reading() as session:
        (noted,) = evenements.of(session, digest)
    assert (noted.kind, noted.detail) == ("lettres_activees", "apres_programme")
    entretien_id = interview(workplace)
    follow(workplace, entretien_id)
    asked = papers.papers_of(workplace, entretien_id)
    (letter,) = (one.id for one in asked if one.kind is PapierKind.LETTRE)
    printed = read(papers.produce(workplace, letter).content)
    assert "Texte de lettre du Département, version 2027-01." in printed
    found = letters.letters(workplace)
    assert (found.current, found.proposed, found.former) == ("2027-01", "", "")
    letters.activate(workplace, "")
    assert letters.wording(workplace) == ""
    found = letters.letters(workplace)
    assert (found.current, found.proposed, found.former) == ("", "", digest)
    line.departement.documents.clear()
    again = [one.code for one in line.run(workplace)[0].items]
    assert again == ["accusee"], "the prescription went; the text is fetched once"


def test_a_wrong_text_changes_nothing_and_says_why(workplace: Workplace, line: Line) -> None:
    line.activate(workplace)
    digest = publish(line, workplace, RIGHT)
    line.run(workplace)
    letters.activate(workplace, digest)
    publish(line, workplace, WRONG)
    report, _ = line.run(workplace)
    assert [one.code for one in report.items] == ["lettres_refusees"]
    found = letters.letters(workplace)
    assert (found.current, found.proposed) == ("2027-01", "")
    assert found.refused == "letter.toml, [refus] ouverture : la valeur {motif} manque."
    assert letters.wording(workplace) == RIGHT
