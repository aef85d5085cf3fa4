"""Carnets: what there is, where and until when; what moved; what is followed."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QWidget

from app.ui.dossiers.facts import Facts
from app.ui.dossiers.lists import RowsPart
from app.ui.pages.carnets.state import StockState, Way
from app.ui.theme.tokens import Space
from app.ui.typed import override
from app.ui.widgets.banner import Banner
from app.ui.widgets.buttons import primary, secondary
from app.ui.widgets.empty_state import EmptyState
from app.ui.widgets.flow import flow
from app.ui.widgets.form_field import LineField
from app.ui.widgets.labels import hint
from app.ui.widgets.layouts import clear, column, show_if
from app.ui.widgets.page import Page
from app.ui.widgets.tabs import Tabs
from app.ui.widgets.tones import Tone

_WIDTH = 1100
_SHOWN = 12


class CarnetsPage(Page):
    """Shows a `StockState`.

    Signals:
        came: the page comes on screen; what it shows may be old.
        hand_asked: hand a carnet over.
        act_asked: the code of an act.
        day_typed: the day whose stock is wanted, as it was typed.
        move_opened: the number of a movement. holder_opened, volume_opened: an id.
        print_asked: the stock of the day on paper. expire_asked: take out what is over.
    """

    came = Signal()
    hand_asked = Signal()
    act_asked = Signal(str)
    day_typed = Signal(str)
    move_opened = Signal(str)
    holder_opened = Signal(str)
    volume_opened = Signal(str)
    print_asked = Signal()
    expire_asked = Signal()

    def __init__(self) -> None:
        super().__init__("Carnets", width=_WIDTH)
        self._problem = ""
        self._hand = primary("&Remettre un carnet", icon="carnet", name="handCarnet")
        self._hand.clicked.connect(self.hand_asked)
        self.add_action(self._hand)
        self._alerts = column(gap=Space.S)
        self._shown_alerts: Sequence[tuple[Tone, str]] = ()
        self._alert_part = QWidget()
        self._alert_part.setLayout(self._alerts)
        self._expire = secondary(
            "Sortir les carnets &périmés du stock", icon="retirer", name="expireCarnets"
        )
        self._expire.clicked.connect(self.expire_asked)
        self._none = EmptyState(
            "Aucun carnet dans ce stock",
            "Notez la première livraison avec ses numéros\u00a0: chaque carnet sera suivi, de "
            "l’armoire à la personne.",
            icon="carnet",
        )
        self.tabs = Tabs("Les parties de cette page", name="carnetTabs")
        self._ways: dict[QWidget, tuple[Way, ...]] = {}
        self.tabs.add(self._stock_part(), "Stock")
        self.tabs.add(self._moves_part(), "Mouvements")
        self.tabs.add(self._holders_part(), "Prescripteurs")
        self.tabs.add(self._follow_part(), "Livraisons et suivi")
        for part in (self._alert_part, self._expire, self._none, self.tabs):
            self.body.addWidget(part)
        self._expire.hide()
        self._none.hide()
        self.set_first_focus(self._hand)

    def show_state(self, state: StockState) -> None:
        """Show `state` and nothing else."""
        if state.problem != self._problem:  # else what another page left to say would go at once
            self._problem = state.problem
            self.say(Tone.DANGER, state.problem)
        show_if(self._hand, state.may_hand)
        self._show_alerts(state.alerts)
        show_if(self._expire, state.can_expire)
        show_if(self._none, state.is_empty)
        if self.day.text() != state.on:
            self.day.set_text(state.on)
        self.day.set_error(state.on_wrong)
        show_if(self._dated, not state.is_empty)
        self._summary.show_facts(() if state.is_empty else state.summary)
        self.places.show_rows(state.places)
        self.lots.show_rows(state.lots)
        self.moves.show_rows(state.moves)
        show_if(self._no_move, not state.moves)
        self.holders.show_rows(state.holders)
        show_if(self._no_holder, not state.holders)
        self._follow.show_facts(state.follow)
        self.volumes.show_rows(state.volumes)
        self.months.show_rows(state.months)
        ways = state.stock_ways[:1] if state.is_empty else state.stock_ways  # a delivery first
        self._show_ways(self._stock_ways, ways)
        self._show_ways(self._holder_ways, state.holder_ways)
        self._show_ways(self._follow_ways, state.follow_ways)
        if not state.may_hand and state.stock_ways:
            first = self._stock_ways.findChild(QWidget, f"act-{state.stock_ways[0].code}")
            if first is not None:
                self.set_first_focus(first)

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if not event.spontaneous():
            self.came.emit()

    def _show_alerts(self, alerts: Sequence[tuple[Tone, str]]) -> None:
        if alerts != self._shown_alerts:
            self._shown_alerts = alerts
            clear(self._alerts)
            for tone, words in alerts:
                banner = Banner()
                self._alerts.addWidget(banner)
                banner.say(tone, words)
        show_if(self._alert_part, bool(alerts))

    def _show_ways(self, part: QWidget, ways: tuple[Way, ...]) -> None:
        """Make the buttons of a part once for each list of acts: the focus stays where it is."""
        if self._ways.get(part) != ways:
            self._ways[part] = ways
            layout = part.layout()
            if layout is not None:
                while (item := layout.takeAt(0)) is not None:
                    if (former := item.widget()) is not None:
                        former.hide()
                        former.deleteLater()
                for way in ways:
                    button = secondary(way.words, icon=way.icon, name=f"act-{way.code}")
                    button.clicked.connect(partial(self.act_asked.emit, way.code))
                    layout.addWidget(button)
        show_if(part, bool(ways))

    def _stock_part(self) -> QWidget:
        part = QWidget()
        inside = column(part, gap=Space.L)
        self._stock_ways = _ways_row()
        self._summary = Facts("Le stock en nombres", labels=260)
        self.day = LineField(
            "État au", name="stockDay", hint_text="Jour/mois/année\u00a0; Entrée pour l’afficher"
        )
        self.day.submitted.connect(lambda: self.day_typed.emit(self.day.text()))
        self._print = secondary("&Imprimer cet état", icon="imprimer", name="printStock")
        self._print.clicked.connect(self.print_asked)
        self._dated = QWidget()
        dated = column(self._dated, gap=Space.S)
        buttons = flow(gap=Space.S)
        buttons.addWidget(self._print)
        dated.addWidget(self.day)
        dated.addLayout(buttons)
        self.places = RowsPart("Où sont les carnets", name="carnetPlaces", rows_shown=_SHOWN)
        self.lots = RowsPart("Lots", name="carnetLots", rows_shown=_SHOWN)
        for one in (self._stock_ways, self._summary, self.places, self.lots, self._dated):
            inside.addWidget(one)
        return part

    def _moves_part(self) -> QWidget:
        part = QWidget()
        inside = column(part, gap=Space.L)
        self._no_move = hint("Aucun mouvement pour le moment.")
        self.moves = RowsPart("Derniers mouvements", name="carnetMoves", rows_shown=_SHOWN)
        self.moves.opened.connect(self.move_opened)
        inside.addWidget(self._no_move)
        inside.addWidget(self.moves)
        return part

    def _holders_part(self) -> QWidget:
        part = QWidget()
        inside = column(part, gap=Space.L)
        self._holder_ways = _ways_row()
        self._no_holder = hint(
            "Personne n’a encore de carnets à son nom. Ajoutez un prescripteur, puis "
            "transférez-lui des carnets\u00a0: le bordereau se signe à deux."
        )
        self.holders = RowsPart("À qui des carnets sont confiés", name="carnetHolders")
        self.holders.opened.connect(self.holder_opened)
        for one in (self._holder_ways, self._no_holder, self.holders):
            inside.addWidget(one)
        return part

    def _follow_part(self) -> QWidget:
        part = QWidget()
        inside = column(part, gap=Space.L)
        self._follow_ways = _ways_row()
        self._follow = Facts("Consommation et dotation", labels=260)
        self.volumes = RowsPart("Volumes demandés et attendus", name="carnetVolumes")
        self.volumes.opened.connect(self.volume_opened)
        self.months = RowsPart("Retours mensuels", name="carnetMonths")
        for one in (self._follow_ways, self._follow, self.volumes, self.months):
            inside.addWidget(one)
        return part


def _ways_row() -> QWidget:
    part = QWidget()
    flow(part, gap=Space.S)
    return part
