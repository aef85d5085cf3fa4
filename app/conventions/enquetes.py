"""Reads a survey (resources/activites/<name>.toml): its questions are data."""

import tomllib
from pathlib import Path
from typing import Final

from app.conventions.reading import ConventionError, Table
from app.domain.activites_profil import Rubrique
from app.domain.enquete import SANS_REPONSE, Enquete, Question

_FOLDER: Final = Path(__file__).resolve().parents[2] / "resources" / "activites"


def load_enquete(name: str, folder: Path = _FOLDER) -> Enquete:
    """Read the survey `name`.

    Raises:
        ConventionError: the file is missing, or states something impossible.
    """
    file = f"{name}.toml"
    try:
        values = tomllib.loads((folder / file).read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise ConventionError(file, "ce fichier est introuvable ou illisible.") from error
    root = Table(file, "", values)
    questions: list[Question] = []
    for table in root.tables("question"):
        code = table.text("code")
        if any(other.code == code for other in questions):
            raise table.refuse("code", f"« {code} » y figure deux fois.")
        questions.append(
            Question(code=code, libelle=table.text("libelle"), reponses=_answers(table))
        )
        table.close()
    enquete = Enquete(
        titre=root.text("titre"),
        introduction=root.text("introduction"),
        questions=tuple(questions),
        libre=root.text("libre"),
    )
    root.close()
    return enquete


def _answers(table: Table) -> tuple[Rubrique, ...]:
    found: list[Rubrique] = []
    for text in table.texts("reponses"):
        code, _, libelle = (part.strip() for part in text.partition("|"))
        if not (code and libelle) or code == SANS_REPONSE:
            raise table.refuse("reponses", f"« {text} » : « code | libellé » est attendu.")
        if any(other.code == code for other in found):
            raise table.refuse("reponses", f"« {code} » y figure deux fois.")
        found.append(Rubrique(code=code, libelle=libelle))
    return tuple(found)
