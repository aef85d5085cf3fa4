"""The dashboard: every counter that the convention's reports name, for a period."""

from collections.abc import Sequence

from app.domain.bilan import SourceChiffres, Tableau
from app.domain.bilan_modele import Mesure
from app.domain.chiffres import Chiffres
from app.domain.trimestre import Periode
from app.usecases.bilans.contents import table
from app.usecases.bilans.figures import shown
from app.usecases.bilans.wording import Wording
from app.usecases.workplace import Workplace


def figures(workplace: Workplace, source: SourceChiffres) -> Chiffres:
    """Return the figures of a source, as they may be shown."""
    return shown(workplace, source)


def tables(workplace: Workplace, chiffres: Chiffres, periode: Periode) -> Sequence[Tableau]:
    """Return the tables that have something in them, in the order of the reports."""
    wording = Wording(workplace)
    found = (table(mesure, chiffres, periode, wording) for mesure in _measures(workplace))
    return [one for one in found if any(ligne.total != 0 for ligne in one.lignes)]


def _measures(workplace: Workplace) -> Sequence[Mesure]:
    measures: dict[tuple[str, tuple[str, ...]], Mesure] = {}
    for modele in workplace.convention.bilans:
        for rubrique in modele.rubriques:
            for mesure in rubrique.mesures:
                measures.setdefault((mesure.indicateur, mesure.valeurs), mesure)
    return tuple(measures.values())
