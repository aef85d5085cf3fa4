"""Reads the stock again whenever the page comes; leads to the acts."""

from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from app.domain.failures import AppError, UnusableFileError
from app.domain.habilitation import Acte
from app.ui.clock_words import parse_day
from app.ui.messages import failure_text
from app.ui.navigation import Navigator
from app.ui.pages.carnets import words
from app.ui.pages.carnets.state import StockState, Way
from app.ui.pages.carnets.ways import CarnetWays
from app.ui.tasks import TaskRunner
from app.usecases.carnets import following, holders, monthly_return, moving, papers, stock
from app.usecases.carnets.following import Suivi
from app.usecases.carnets.stock import Etat, LigneHistoire
from app.usecases.carnets.words import count_words, day_text
from app.usecases.laptop import habilitations
from app.usecases.records import Detenteur
from app.usecases.workplace import Workplace
from app.whole_files import read_at_most, write_whole

if TYPE_CHECKING:
    from datetime import date

_STOCK_WAYS = (
    Way(code="livraison", words="&Noter une livraison", icon="ajouter"),
    Way(code="transfert", words="&Transférer", icon="suite"),
    Way(code="inventaire", words="Faire un in&ventaire", icon="fait"),
    Way(code="perte", words="Perte ou v&ol", icon="manque"),
    Way(code="restitution", words="Restit&uer", icon="retour"),
    Way(code="comptage", words="Feuille d’inventaire à la main", icon="imprimer"),
)
_HOLDER_WAYS = (
    Way(code="detenteur", words="&Ajouter un prescripteur", icon="ajouter"),
    Way(code="lieu", words="Chan&ger un lieu sécurisé", icon="modifier"),
)
_VOLUME_WAYS = (
    Way(code="amorcage", words="&Demander l’amorçage", icon="envoi"),
    Way(code="courriel", words="Courriel de demande (.eml)", icon="enregistrer"),
    Way(code="confirmation", words="&Confirmation reçue", icon="fait"),
    Way(code="arrivee", words="Volume arri&vé", icon="fait"),
    Way(code="abondement", words="A&bondement annoncé", icon="ajouter"),
    Way(code="mois", words="Noter un retour &mensuel", icon="modifier"),
    Way(code="import", words="Importer un retour (CSV)", icon="enregistrer"),
)
_YEAR_WAYS = (Way(code="dotation", words="&Dotation de l’année", icon="modifier"),)
_LARGEST = 1_000_000  # bytes of a monthly return: some lines a year
_MAIL_SAID = "Le courriel est enregistré\u00a0: ouvrez-le avec votre messagerie pour l’envoyer."


class StockView(Protocol):
    """The page, as the presenter sees it."""

    def show_state(self, state: StockState) -> None:
        """Show `state` and nothing else."""
        ...


@dataclass(frozen=True, slots=True)
class _Loaded:
    now: Etat
    shown: Etat
    suivi: Suivi
    moves: list[LigneHistoire]
    holders: list[Detenteur]


class StockPresenter:
    """Turns the ledger into the page."""

    def __init__(
        self,
        view: StockView,
        runner: TaskRunner,
        workplace: Workplace,
        navigate: Navigator,
        ways: CarnetWays,
    ) -> None:
        self._view = view
        self._runner = runner
        self._workplace = workplace
        self._navigate = navigate
        self._ways = ways
        self._on: date | None = None
        acts = habilitations.mine(workplace).actes
        keeps = Acte.STOCK in acts
        profil = workplace.convention.carnets
        follow = (
            *(_VOLUME_WAYS if profil and profil.versements else ()),
            *(_YEAR_WAYS if profil and profil.allocation_annuelle else ()),
        )
        self._state = StockState(
            on=day_text(workplace.clock.today()),
            may_hand=Acte.PRESCRIRE in acts,
            may_keep=keeps,
            stock_ways=_STOCK_WAYS if keeps else (),
            holder_ways=_HOLDER_WAYS if keeps else (),
            follow_ways=follow if keeps else (),
        )
        view.show_state(self._state)

    @property
    def state(self) -> StockState:
        """Return what the page shows."""
        return self._state

    def load(self) -> None:
        """Read the ledger again."""
        place, on = self._workplace, self._on

        def read() -> _Loaded:
            return _Loaded(
                now=stock.etat(place),
                shown=stock.etat(place, on),
                suivi=following.follow(place),
                moves=stock.history(place),
                holders=list(holders.holders(place)),
            )

        self._runner.run(read, on_success=self._loaded, on_failure=self._failed)

    def on_day(self, typed: str) -> None:
        """Show the stock at the end of a day."""
        found = parse_day(typed)
        today = self._workplace.clock.today()
        if found is None or found > today:
            wrong = "Écrivez un jour passé, comme 31/03/2021."
            self._show(replace(self._state, on=typed, on_wrong=wrong))
            return
        self._on = found if found != today else None
        self._show(replace(self._state, on=day_text(found), on_wrong=""))
        self.load()

    def hand(self) -> None:
        """Hand a carnet over."""
        self._ways.hand()

    def act(self, code: str) -> None:
        """Go and do an act; a sheet to count on and the mail are made here."""
        if code == "comptage":
            place = self._workplace
            self._runner.run(
                lambda: papers.counting_sheet(place),
                on_success=self._navigate.show_paper,
                on_failure=self._failed,
            )
        else:
            self._ways.act(code)

    def open_move(self, number: str) -> None:
        """Show a movement whole."""
        self._ways.move(int(number))

    def print_stock(self) -> None:
        """Show the stock of the day on paper."""
        place, on = self._workplace, self._on
        self._runner.run(
            lambda: papers.stock_sheet(place, on),
            on_success=self._navigate.show_paper,
            on_failure=self._failed,
        )

    def expire(self) -> None:
        """Take out of the stock what is over."""
        place = self._workplace
        self._runner.run(
            lambda: moving.expire(place), on_success=self._expired, on_failure=self._failed
        )

    def end_holder(self, holder_id: str) -> None:
        """Entrust no more to somebody."""
        place = self._workplace
        self._runner.run(
            lambda: holders.end(place, holder_id),
            on_success=lambda _: self._said("Cette personne n’est plus dans la liste."),
            on_failure=self._failed,
        )

    def drop_volume(self, volume_id: str) -> None:
        """Wait no more for a volume."""
        place = self._workplace
        self._runner.run(
            lambda: following.drop(place, volume_id),
            on_success=lambda _: self._said("Ce volume n’est plus attendu."),
            on_failure=self._failed,
        )

    def await_volume(self, volume_id: str) -> None:
        """Wait again for a volume that was noted come, or dropped, by mistake."""
        place = self._workplace
        self._runner.run(
            lambda: following.await_again(place, volume_id),
            on_success=lambda _: self._said("Ce volume est attendu de nouveau."),
            on_failure=self._failed,
        )

    def import_file(self, file: Path) -> None:
        """Take a monthly return from a file."""
        place = self._workplace
        self._runner.run(
            lambda: monthly_return.import_months(place, _content(file)),
            on_success=lambda months: self._said(f"{months} mois pris du fichier."),
            on_failure=self._failed,
        )

    def make_mail(self, file: Path) -> None:
        """Write the mail that asks for the amorçage, for any mail program."""
        place = self._workplace
        self._runner.run(
            lambda: _write(file, papers.request_mail(place)),
            on_success=lambda _: self._said(_MAIL_SAID),
            on_failure=self._failed,
        )

    def _expired(self, carnets: int) -> None:
        self._said(f"{count_words(carnets)} hors du stock.")

    def _said(self, words_: str) -> None:
        self._navigate.show_message(words_)
        self.load()

    def _loaded(self, loaded: _Loaded) -> None:
        place, today = self._workplace, self._workplace.clock.today()
        each = place.convention.pass_numerique.pass_par_carnet
        self._show(
            replace(
                self._state,
                summary=words.summary(loaded.shown),
                alerts=words.alerts(loaded.now, loaded.suivi, today, place.convention),
                places=tuple(words.place_row(one) for one in loaded.shown.places),
                lots=tuple(words.lot_row(one, today) for one in loaded.shown.lots),
                moves=tuple(words.move_row(one) for one in loaded.moves),
                holders=tuple(words.holder_row(one, loaded.now) for one in loaded.holders),
                follow=words.follow_facts(loaded.suivi, place.convention, today),
                volumes=tuple(
                    words.volume_row(one, each, today) for one in loaded.suivi.versements
                ),
                awaited=frozenset(one.id for one in loaded.suivi.versements if one.is_open),
                restorable=loaded.suivi.restorable,
                months=tuple(words.month_row(one) for one in loaded.suivi.months),
                can_expire=self._state.may_keep
                and any(one.palier == 0 for one in loaded.now.alertes),
                stocked=bool(loaded.now.lots),
                problem="",
                loaded=True,
            )
        )

    def _failed(self, failure: Exception) -> None:
        self._show(replace(self._state, problem=failure_text(failure)))
        if not isinstance(failure, AppError):
            raise failure  # a bug: the crash handler reports it

    def _show(self, state: StockState) -> None:
        if state != self._state:
            self._state = state
            self._view.show_state(state)


def _content(file: Path) -> bytes:
    try:
        return read_at_most(file, _LARGEST)
    except OSError as error:
        raise UnusableFileError(file.name, "ce fichier ne se lit pas.") from error


def _write(file: Path, content: bytes) -> None:
    try:
        write_whole(file, content)
    except OSError as error:
        problem = "ce fichier ne s’écrit pas à cet endroit."
        raise UnusableFileError(file.name, problem) from error
