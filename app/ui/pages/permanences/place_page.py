"""A place: what the convention requires of it, its hours, its address."""

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from app.domain.horaires import JOURS, HorairesError, Plage, day_words, read_day, semaine
from app.domain.lieu import Exigence, Lieu
from app.ui.dossiers.lists import RowsPart
from app.ui.interview.short_choice import Short, ShortChoice
from app.ui.interview.turning import TurningRow
from app.ui.pages.permanences.state import PlaceState
from app.ui.theme.tokens import Space
from app.ui.typed import override
from app.ui.widgets.answer_face import Answer
from app.ui.widgets.buttons import primary, secondary
from app.ui.widgets.card import Card
from app.ui.widgets.choice_row import CheckRow
from app.ui.widgets.form_field import LineField
from app.ui.widgets.labels import Text, TextRole, body, hint
from app.ui.widgets.layouts import show_if
from app.ui.widgets.leaving import leave
from app.ui.widgets.moments import leave_by_escape
from app.ui.widgets.page import Page
from app.ui.widgets.tones import Tone

_SHOWN = 20
_YES, _NO, _UNSAID = "1", "0", ""
_ANSWERS = (Short(_YES, "Oui"), Short(_NO, "Non"), Short(_UNSAID, "Pas encore dit"))
_HOURS_WRONG = "Écrivez comme ceci\u00a0: 9 h – 12 h, 14 h – 17 h."


class PlacePage(Page):
    """Shows a `PlaceState`.

    Signals:
        kept: the `Lieu` as it was filled in.
        verified: what is known of the place holds.
        closing_asked: nobody is received there any more, or again.
        back_asked: leave the page.
    """

    kept = Signal(object)
    verified = Signal()
    closing_asked = Signal()
    back_asked = Signal()

    def __init__(self) -> None:
        super().__init__("Lieu")
        leave_by_escape(self, self._leave)
        self._state = PlaceState()
        self._filled: Lieu | None = None  # the place as the fields said it before anybody typed
        self._first_written: tuple[str, ...] = ()
        self._said = ("", "")
        self._verify = secondary("J’ai &vérifié ce lieu", icon="fait", name="verifyPlace")
        self._close = secondary("", icon="retirer", name="closePlace")
        self._verify.clicked.connect(lambda: self._once_kept(self.verified.emit))
        self._close.clicked.connect(lambda: self._once_kept(self.closing_asked.emit))
        self.add_action(self._verify)
        self.add_action(self._close)
        self._checked = hint("")
        self._checked.setObjectName("verifiedWords")
        self.constats = RowsPart("Ce que demande la convention", name="constats", rows_shown=_SHOWN)
        self._osm = Text("", TextRole.MONO)
        self._osm.setObjectName("osmHours")
        self._osm.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse
            | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self._days: list[LineField] = []
        self._asked: list[tuple[Exigence, ShortChoice | LineField]] = []
        self._hours = self._make_hours()
        self._where = self._make_where()
        self._means = Card("Ce qu’il y a sur place")
        for part in (self._checked, self._hours, self._means, self._where, self.constats):
            self.body.addWidget(part)
            part.hide()
        back = secondary("&Retour", icon="retour", name="back")
        back.clicked.connect(self._leave)
        self._keep = primary("&Enregistrer", icon="enregistrer", name="keepPlace")
        self._keep.clicked.connect(self.ask_keep)
        self.add_answer(back, left=True)
        self.add_answer(self._keep)

    def show_state(self, state: PlaceState) -> None:
        """Show `state` and nothing else."""
        came = state.loaded and state.lieu is not None and state.lieu != self._state.lieu
        self._state = state
        if (state.said, state.problem) != self._said:
            self._said = (state.said, state.problem)
            self.say(Tone.DANGER if state.problem else Tone.SUCCESS, state.problem or state.said)
        if state.lieu is None:
            return
        self.set_heading(state.lieu.nom or "Nouveau lieu", state.summary)
        self._checked.setText(state.verified)
        show_if(self._checked, bool(state.verified))
        show_if(self._verify, state.asks_verification and state.may_change)
        show_if(self._close, state.may_change and bool(state.lieu.id))
        self._close.setText(
            "Recevoir de nouvea&u ici" if state.lieu.ferme else "Ne plus recevoir i&ci"
        )
        show_if(self._keep, state.may_change)
        show_if(self._hours, state.may_change)
        show_if(self._where, state.may_change)
        show_if(self._means, state.may_change and bool(state.exigences))
        self._osm.setText(state.osm)
        show_if(self._osm_part, bool(state.osm))
        self.constats.show_rows(state.constats)
        if came:
            self._fill(state.lieu, state.exigences)

    def ask_keep(self) -> None:
        """Say the place as it is filled in, unless something cannot be read."""
        typed = self._typed()
        if typed is not None:
            self.kept.emit(typed)

    def _once_kept(self, act: Callable[[], None]) -> None:
        """Do it, unless something was typed that is not kept: the place is then read again."""
        typed = self._typed()
        if typed is None:
            return
        if typed == self._filled:
            act()
            return
        self.say(Tone.WARNING, "Enregistrez d’abord ce que vous avez changé ici.")
        self._keep.setFocus(Qt.FocusReason.OtherFocusReason)

    def _leave(self) -> None:
        leave(self.back_asked.emit, self)

    @property
    @override
    def unkept(self) -> bool:
        return self._state.may_change and self._written() != self._first_written

    def _written(self) -> tuple[str, ...]:
        """Return what stands in every field, right or wrong."""
        lines = (*self._days, self._nom, self._commune, self._adresse, self._telephone)
        boxes = (self._feries, self._vacances, self._confirme)
        means = (
            one.text() if isinstance(one, LineField) else one.selected() or ""
            for _, one in self._asked
        )
        checked = (str(one.isChecked()) for one in boxes)
        return (*(one.text() for one in lines), *checked, *means)

    def _typed(self) -> Lieu | None:
        lieu = self._state.lieu
        plages = self._typed_week()
        if lieu is None or plages is None:
            return None
        found = self._typed_means()
        if found is None:
            return None
        own = not lieu.prevu
        return replace(
            lieu,
            nom=self._nom.text() if own else lieu.nom,
            commune=self._commune.text() if own else lieu.commune,
            adresse=self._adresse.text(),
            telephone=self._telephone.text(),
            semaine=semaine(plages),
            feries=self._feries.isChecked(),
            vacances=self._vacances.isChecked(),
            confirme=lieu.confirme or self._confirme.isChecked(),
            constats=found,
        )

    def _typed_week(self) -> list[Plage] | None:
        plages: list[Plage] = []
        wrong: LineField | None = None
        for jour, field in enumerate(self._days):
            try:
                plages += read_day(jour, field.text())
            except HorairesError:
                field.set_error(_HOURS_WRONG)
                wrong = wrong or field
        if wrong is not None:
            wrong.line.setFocus()
            return None
        return plages

    def _typed_means(self) -> dict[str, int] | None:
        lieu, asked = self._state.lieu, {one.code for one, _ in self._asked}
        found = {code: n for code, n in lieu.constats.items() if code not in asked} if lieu else {}
        for exigence, editor in self._asked:
            if isinstance(editor, LineField):
                text = editor.text()
                if text and not text.isdecimal():
                    editor.set_error("Un nombre, ou rien si vous ne savez pas.")
                    editor.line.setFocus()
                    return None
                if text:
                    found[exigence.code] = int(text)
            elif editor.selected():
                found[exigence.code] = int(editor.selected() or 0)
        return found

    def _make_hours(self) -> Card:
        card = Card(
            "Horaires de la semaine",
            about="Écrivez comme ceci\u00a0: 9\u00a0h – 12\u00a0h, 14\u00a0h – 17\u00a0h. "
            "Vide\u00a0: fermé. Une semaine sur deux\u00a0: 14\u00a0h – 17\u00a0h semaines paires.",
        )
        for name in JOURS:
            field = LineField(name.capitalize(), name=f"hours-{name}")
            field.submitted.connect(self.ask_keep)
            self._days.append(field)
        for first in range(0, len(JOURS), 2):
            line = TurningRow(needs=560, gap=Space.L)
            for field in self._days[first : first + 2]:
                line.add(field, 1)
            if len(self._days[first : first + 2]) == 1:
                line.add(QWidget(), 1)
            card.body.addWidget(line)
        self._feries, self._vacances, self._confirme = CheckRow(), CheckRow(), CheckRow()
        for box, name, words in (
            (self._feries, "openHolidays", "Ouvert aussi les jours fériés"),
            (self._vacances, "openSchoolHolidays", "Ouvert aussi pendant les vacances scolaires"),
            (self._confirme, "confirmPlace", "Le Département a confirmé ce lieu"),
        ):
            box.setObjectName(name)
            box.show_answer(Answer(words))
            card.body.addWidget(box)
        self._osm_part = QWidget()
        line = TurningRow(needs=560, gap=Space.M)
        line.add(hint("Pour une carte (OpenStreetMap)\u00a0:"), 1)
        line.add(self._osm, 2)
        self._osm_part = line
        card.body.addWidget(line)
        return card

    def _make_where(self) -> Card:
        card = Card("Adresse")
        self._nom = LineField("&Nom du lieu", name="placeName")
        self._commune = LineField("Co&mmune", name="placeTown")
        self._adresse = LineField("&Adresse", name="placeAddress", optional=True)
        self._telephone = LineField("&Téléphone", name="placePhone", optional=True, max_length=30)
        for field in (self._nom, self._commune, self._adresse, self._telephone):
            field.submitted.connect(self.ask_keep)
            card.body.addWidget(field)
        return card

    def _fill(self, lieu: Lieu, exigences: tuple[Exigence, ...]) -> None:
        for jour, field in enumerate(self._days):
            field.set_text(day_words(lieu.semaine, jour))
            field.set_error("")
        self._feries.setChecked(lieu.feries)
        self._vacances.setChecked(lieu.vacances)
        self._confirme.setChecked(lieu.confirme)
        show_if(self._confirme, not lieu.confirme)
        own = not lieu.prevu
        first = 1 if own else 3  # a place that nobody has named yet is named first
        if self.body.indexOf(self._where) != first:
            self.body.removeWidget(self._where)
            self.body.insertWidget(first, self._where)
        show_if(self._nom, own)
        show_if(self._commune, own)
        self._nom.set_text(lieu.nom)
        self._commune.set_text(lieu.commune)
        self._adresse.set_text(lieu.adresse)
        self._telephone.set_text(lieu.telephone)
        if not self._asked:
            self._make_means(exigences)
        for exigence, editor in self._asked:
            said = lieu.constats.get(exigence.code)
            if isinstance(editor, LineField):
                editor.set_text("" if said is None else str(said))
            else:
                editor.show_choices(_ANSWERS, _UNSAID if said is None else str(said))
        self._filled, self._first_written = self._typed(), self._written()
        self.set_first_focus(self._nom.line if own and not lieu.nom else self._days[0].line)
        self.take_focus()

    def _make_means(self, exigences: tuple[Exigence, ...]) -> None:
        for one in exigences:
            if one.minimum:
                field = LineField(one.libelle, name=f"means-{one.code}", max_length=4)
                field.set_hint(f"Il en faut {one.minimum} au moins. Vide\u00a0: pas encore dit.")
                self._means.body.addWidget(field)
                self._asked.append((one, field))
                continue
            choice = ShortChoice(one.libelle)
            choice.setObjectName(f"means-{one.code}")
            line = TurningRow(needs=640, gap=Space.M)
            line.add(body(one.libelle), 1)
            line.add(choice, 1)
            self._means.body.addWidget(line)
            self._asked.append((one, choice))
