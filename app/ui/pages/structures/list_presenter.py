"""Looks for places as one types and ticks; the last question asked is the one answered."""

from collections.abc import Callable, Collection
from dataclasses import replace
from enum import StrEnum
from typing import TypeVar

from app.domain.convenance import Tri
from app.domain.mediation import (
    Acces,
    Accompagnement,
    Frais,
    PriseEnCharge,
    Public,
    Service,
)
from app.domain.territoire import Commune
from app.ui.dossiers.rows import Row
from app.ui.pages.structures import words
from app.ui.pages.structures.state import SearchState
from app.ui.tasks import TaskRunner
from app.usecases.structures import origins, searching
from app.usecases.structures.needs import PourQui
from app.usecases.structures.searching import PAGE, Recherche, Resultat
from app.usecases.workplace import Workplace

WordT = TypeVar("WordT", bound=StrEnum)


class Searcher:
    """One search at a time: what is asked meanwhile is asked after it, the last alone."""

    def __init__(
        self,
        workplace: Workplace,
        runner: TaskRunner,
        *,
        show: Callable[[SearchState], None],
        failed: Callable[[Exception], None],
        whom: PourQui | None = None,
    ) -> None:
        self._workplace, self._runner = workplace, runner
        self._show_it, self._failed_so = show, failed
        self._whom = whom
        self._looking = self._asked_again = False
        offered = searching.orders(workplace)
        self.asked = Recherche(
            criteres=searching.first_criteria(workplace) if whom else Recherche().criteres,
            tri=offered[0] if whom or offered[0] is Tri.DISTANCE else Tri.DISTANCE,
            besoin=whom.besoin if whom else Recherche().besoin,
            depuis=whom.depuis if whom else "",
        )
        self._offered = offered if whom and not whom.besoin.is_empty else offered[-2:]
        self._found = Resultat()
        self.state = SearchState(
            orders=self._orders(),
            groups=words.groups(),
            quick=self._quick(),
        )

    def look_for(self, text: str) -> None:
        """Look for a beginning of name, of commune or of postal code."""
        self._ask(replace(self.asked, criteres=replace(self.asked.criteres, texte=text)))

    def pick(self, group: str, codes: Collection[str]) -> None:
        """Put the answers of a filter on and off."""
        asked, criteres = self.asked, self.asked.criteres
        match group:
            case words.QUICK:
                criteres = replace(criteres, accepte_pass=words.PASS in codes)
                asked = replace(asked, ouvert=words.OPEN in codes)
            case "services":
                criteres = replace(criteres, services=_ticked(Service, codes))
            case "prises_en_charge":
                criteres = replace(criteres, prises_en_charge=_ticked(PriseEnCharge, codes))
            case "publics":
                criteres = replace(criteres, publics=_ticked(Public, codes))
            case "accompagnements":
                criteres = replace(criteres, accompagnements=_ticked(Accompagnement, codes))
            case "acces":
                criteres = replace(criteres, acces=_ticked(Acces, codes))
            case _:
                criteres = replace(criteres, frais=_ticked(Frais, codes))
        self._ask(replace(asked, criteres=criteres))

    def clear(self) -> None:
        """Take every filter off, and what was typed."""
        self._ask(replace(self.asked, criteres=Recherche().criteres, ouvert=False))

    def sort(self, order: str) -> None:
        """Sort otherwise."""
        self._ask(replace(self.asked, tri=Tri(order)))

    def look_for_commune(self, text: str) -> None:
        """Propose communes to count distances from."""
        place = self._workplace
        self._runner.run(
            lambda: origins.communes_like(place, text),
            on_success=lambda found: self._communes(text, found),
            on_failure=self._failed_so,
        )

    def start_from(self, code_insee: str) -> None:
        """Count distances from a commune; an empty code counts none. It is kept nowhere."""
        self._show(replace(self.state, communes=(), communes_query=""))
        tri = self.asked.tri
        if code_insee and tri is Tri.ALPHABET:
            tri = Tri.DISTANCE
        self._ask(replace(self.asked, depuis=code_insee, tri=tri))

    def show_more(self) -> None:
        """Read the places that come next."""
        self._ask(replace(self.asked, montrees=(self.asked.montrees or 0) + PAGE * 2), more=True)

    def again(self) -> None:
        """Look again for what was looked for."""
        self._ask(self.asked, more=True)

    def found(self, numero: int) -> searching.Trouvee | None:
        """Return a place of those that are shown."""
        return next((one for one in self._found.trouvees if one.place.numero == numero), None)

    def _ask(self, asked: Recherche, *, more: bool = False) -> None:
        self.asked = asked if more else replace(asked, montrees=PAGE)
        if self._looking:
            self._asked_again = True
            return
        self._looking, self._asked_again = True, False
        place, now = self._workplace, self.asked
        self._runner.run(
            lambda: searching.find(place, now), on_success=self._came, on_failure=self._failed
        )

    def _came(self, found: Resultat) -> None:
        self._looking = False
        if self._asked_again:
            self._ask(self.asked, more=True)
            return
        self._found = found
        around = self._commune()
        left = found.total - len(found.trouvees)
        self._show(
            replace(
                self.state,
                query=self.asked.criteres.texte,
                around=around.nom if around else "",
                orders=self._orders(),
                order=found.tri.value,
                picked=words.picked(self.asked.criteres, ouvert=self.asked.ouvert),
                rows=tuple(words.place_row(one) for one in found.trouvees),
                counted=words.counted_words(found, around.nom if around else ""),
                more=f"Montrer les suivantes ({left})" if left else "",
            )
        )

    def _orders(self) -> tuple[tuple[str, str], ...]:
        """Return the orders that make sense: nothing is near without a place to count from."""
        return tuple(
            (one.value, words.ORDERS[one])
            for one in self._offered
            if one is not Tri.DISTANCE or self.asked.depuis
        )

    def _communes(self, text: str, found: tuple[Commune, ...]) -> None:
        rows = tuple(
            Row(id=one.code_insee, title=one.nom, about=", ".join(one.codes_postaux[:4]))
            for one in found
        )
        self._show(replace(self.state, communes=rows, communes_query=text))

    def _commune(self) -> Commune | None:
        return self._workplace.communes.by_insee.get(self.asked.depuis)

    def _quick(self) -> tuple[tuple[str, str], ...]:
        opened = (words.OPEN, "Ouvert maintenant")
        if not searching.needs_pass(self._workplace):
            return (opened,)
        return ((words.PASS, "Accepte le Pass"), opened)

    def _failed(self, failure: Exception) -> None:
        self._looking = False
        self._failed_so(failure)

    def _show(self, state: SearchState) -> None:
        self.state = state
        self._show_it(state)


def _ticked(kind: type[WordT], codes: Collection[str]) -> frozenset[WordT]:
    return frozenset(one for rank, one in enumerate(kind) if str(rank) in codes)
