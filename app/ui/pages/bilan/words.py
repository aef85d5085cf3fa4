"""Sentences of the pages of reports."""

from collections.abc import Sequence
from typing import Final

from app.domain.bilan import Bilan, EtatBilan, SourceChiffres
from app.domain.bilan_modele import ModeleBilan
from app.domain.indicateur_mots import months_words
from app.domain.trimestre import Periode, Trimestre
from app.sync.protocol.figures import FigureFile, PosteDit
from app.ui.dates import day_words
from app.ui.dossiers.rows import Row
from app.ui.widgets.tones import Pill, Tone

STATES: Final = {
    EtatBilan.BROUILLON: Pill("Brouillon", Tone.NEUTRAL),
    EtatBilan.VALIDE: Pill("Validé", Tone.INFO),
    EtatBilan.TRANSMIS: Pill("Transmis", Tone.SUCCESS),
}
SOURCES: Final = {
    SourceChiffres.POSTE: "Ce poste",
    SourceChiffres.STRUCTURE: "Toute la structure",
}
FORMATS: Final = {
    "xlsx": "Classeur (XLSX)",
    "csv": "Tableau (CSV)",
    "json": "Données (JSON)",
    "coop": "Statistiques au format de La Coop (JSON)",
}
NO_NAME: Final = (
    "N’écrivez le nom de personne\u00a0: ce texte est gardé sans terme et transmis tel quel."
)
LEAVING: Final = (
    "Les nombres ne nomment personne. Les textes partent tels quels\u00a0: relisez-les avant."
)
EMPTY: Final = "Rien n’a été compté pour"


def row_of(bilan: Bilan, modele: ModeleBilan | None) -> Row:
    """Return a report as a line of the list."""
    about = first_upper(bilan.periode.words)
    if bilan.transmis_le is not None:
        about += f" – transmis le {day_words(bilan.transmis_le)}"
    elif bilan.valide_le is not None:
        about += f" – validé le {day_words(bilan.valide_le)}"
    title = modele.titre if modele else bilan.modele
    return Row(id=bilan.id, title=title, about=about, pill=STATES[bilan.etat])


def period_of(code: str) -> Periode:
    """Read « 2026 » or « 2026-T1 »."""
    if "-" in code:
        quarter = Trimestre.parse(code)
        return Periode(first=quarter, last=quarter)
    return Periode.of_year(int(code))


def periods(quarters: Sequence[Trimestre]) -> tuple[tuple[str, str], ...]:
    """Return the periods of the board: whole years, then the latest quarters, the latest first."""
    over = set(quarters)
    years = [
        year
        for year in sorted({one.year for one in quarters}, reverse=True)
        if set(Periode.of_year(year).quarters) <= over
    ]
    latest = sorted(quarters, reverse=True)[:8]
    return (
        *((str(year), f"Année {year}") for year in years[:4]),
        *((str(one), f"{one.name} {one.year}") for one in latest),
    )


def tellers(file: FigureFile | None) -> tuple[tuple[str, str], ...]:
    """Return the laptops of the structure, each with until when it told its figures."""
    return tuple((one.nom, _told(one)) for one in file.postes) if file else ()


def waited(file: FigureFile | None) -> str:
    """Say which quarter waits for which laptops, empty where none does."""
    if file is None or file.attente is None:
        return ""
    lines = [f"–\u00a0{one}" for one in file.attente.postes]
    first = (
        f"{file.attente.trimestre} {file.annee.year} paraîtra quand ces postes auront transmis, ou "
        f"après le {day_words(file.attente.jusqu_au)} sans eux (ce qu’ils transmettront ensuite "
        "comptera dans le trimestre suivant)\u00a0:"
    )
    return "\n".join((first, *lines))


def _told(poste: PosteDit) -> str:
    if not poste.jusque:
        return "n’a encore rien transmis"
    said = f"a transmis jusqu’à {months_words([poste.jusque])}"
    return f"{said}, le {day_words(poste.dit_le)}" if poste.dit_le else said


def first_upper(words: str) -> str:
    """Begin a sentence."""
    return words[:1].upper() + words[1:]
