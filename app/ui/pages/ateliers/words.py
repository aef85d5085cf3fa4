"""The words of workshops."""

from app.domain.activite import Atelier
from app.domain.coop import duration_words
from app.ui.widgets.list_rows import ListRow
from app.ui.widgets.tones import Pill, Tone
from app.usecases.activites.ateliers import Suivi, Tenu
from app.usecases.activites.catalogue import Modele
from app.usecases.activites.offre import Offre


def participants_words(number: int) -> str:
    """Say how many came."""
    return "1 participant" if number == 1 else f"{number} participants"


def told_words(atelier: Atelier) -> str:
    """Say what was noted of a workshop."""
    came, long = participants_words(atelier.participants), duration_words(atelier.minutes)
    return f"{atelier.day:%d/%m/%Y}\u00a0: {came}, {long}."


def row_of(tenu: Tenu, offre: Offre) -> ListRow:
    """Say a workshop in one line of the list."""
    atelier = tenu.atelier
    themes = dict(offre.themes)
    subjects = ", ".join(themes.get(code, code) for code in atelier.themes)
    targets = {one.code: one.libelle for one in offre.objectifs}
    parts = [
        participants_words(atelier.participants),
        duration_words(atelier.minutes),
        subjects if atelier.titre else "",
        targets.get(atelier.objectif, ""),
    ]
    return ListRow(
        id=atelier.id,
        title=f"{atelier.day:%d/%m/%Y} · {atelier.titre or subjects}",
        subtitle=" · ".join(part for part in parts if part),
        pill=None if tenu.open else Pill("Transmis", Tone.INFO),
    )


def model_row(modele: Modele, offre: Offre) -> ListRow:
    """Say a workshop of the catalogue in one line."""
    themes, levels = dict(offre.themes), dict(offre.niveaux)
    parts = [
        duration_words(modele.minutes) if modele.minutes else "",
        ", ".join(themes.get(code, code) for code in modele.themes),
        levels.get(modele.niveau, ""),
    ]
    subtitle = " · ".join(part for part in parts if part)
    return ListRow(id=modele.titre, title=modele.titre, subtitle=subtitle)


def target_words(suivi: Suivi) -> tuple[str, str]:
    """Say a target and how far it is reached."""
    wanted = suivi.objectif.par_an
    left = wanted - suivi.tenus
    state = "atteint" if suivi.reached else f"encore {left}"
    return suivi.objectif.libelle, f"{suivi.tenus} sur {wanted} dans l’année\u00a0: {state}"
