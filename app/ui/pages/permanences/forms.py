"""What is asked over the page « Permanences », one small form at a time."""

from collections.abc import Callable
from datetime import date

from app.domain.horaires import HorairesError, Nature, Periode, Plage, read_day
from app.ui.interview.written import TypedError, day_of
from app.ui.pages.permanences.presenter import BoardPresenter
from app.ui.pages.permanences.state import BoardState, HeldRow, TodayRow
from app.ui.pages.permanences.words import NATURES
from app.ui.widgets.choice_list import ChoiceList
from app.ui.widgets.confirm_dialog import ConfirmDialog, Question
from app.ui.widgets.form_dialog import FormDialog
from app.ui.widgets.form_field import LineField
from app.ui.widgets.page import Page
from app.usecases.permanences.affiches import AfficheVoulue

LIKE = "22/11/2026"
HOURS_HINT = "Comme ceci\u00a0: 9 h – 12 h"
_DAY_HINT = f"Comme ceci\u00a0: {LIKE}"
_HOURS_WRONG = "Écrivez les heures comme ceci\u00a0: 9 h – 12 h, 14 h – 17 h."
_EVERYWHERE = ""


def typed_hours(text: str) -> tuple[Plage, ...] | None:
    """Return what was typed as openings of one day, None when it is no hours of that day."""
    try:
        found = read_day(0, text)
    except HorairesError:
        return None
    return None if any(one.semaines for one in found) else found or None


class BoardForms:
    """Asks over `page` and hands the answers to `presenter`."""

    def __init__(self, page: Page, presenter: BoardPresenter, today: Callable[[], date]) -> None:
        self._page, self._presenter = page, presenter
        self._clock = today

    @property
    def _today(self) -> str:
        """Return the day as it is typed; the page may have been left open since yesterday."""
        return f"{self._clock():%d/%m/%Y}"

    def today(self, row: TodayRow) -> None:
        """Ask what to do with a permanence of today."""
        dialog = FormDialog(row.row.title, self._page.window(), about=row.hours, name="todayForm")
        if row.tenue_id and not row.held:
            self._closing(dialog, row.tenue_id, row.hours)
            dialog.add_act(
                "&Retirer cette ouverture",
                lambda: self._done(lambda: self._presenter.take_back(row.tenue_id)),
                icon="retirer",
                name="takeBack",
            )
        else:
            dialog.add_act(
                "&Ouvrir de nouveau" if row.held else "&Ouvrir maintenant",
                lambda: self._done(lambda: self._presenter.open_now(row.lieu_id)),
                icon="fait",
                name="openNow",
                main=True,
            )
            hours = dialog.add_line(
                "Ou noter les heures t&enues",
                name="heldHours",
                text="" if row.held else row.hours,
                hint_text=HOURS_HINT,
            )
            dialog.add_act(
                "&Noter ces heures",
                lambda: self._note(dialog, row.lieu_id, self._today, hours),
                icon="enregistrer",
                name="noteHours",
            )
            if row.held:
                dialog.add_act(
                    "&Retirer la permanence comptée",
                    lambda: self._done(lambda: self._presenter.take_back(row.tenue_id)),
                    icon="retirer",
                    name="takeBack",
                )
        dialog.finish().open()

    def held(self, row: HeldRow) -> None:
        """Ask the hours of a permanence that stayed open, or whether to take one back."""
        if row.closed:
            self._take_back(row.row.id, f"{row.row.title}, {row.day}")
            return
        dialog = FormDialog(
            row.row.title, self._page.window(), about=row.row.about, name="heldForm"
        )
        self._closing(dialog, row.row.id, row.hours)
        dialog.add_act(
            "&Retirer cette ouverture",
            lambda: self._done(lambda: self._presenter.take_back(row.row.id)),
            icon="retirer",
            name="takeBack",
        )
        dialog.finish().open()

    def note(self, state: BoardState) -> None:
        """Ask where and when a permanence was held that nobody opened here."""
        dialog = FormDialog("Noter une permanence tenue", self._page.window(), name="noteForm")
        lieu = dialog.add_choice("Lieu", list(state.places), selected=set(), several=False)
        day = dialog.add_line("&Jour", name="heldDay", text=self._today, hint_text=_DAY_HINT)
        hours = dialog.add_line("&Heures", name="heldHours", hint_text=HOURS_HINT)

        def keep() -> bool:
            picked = next(iter(lieu.selected()), "")
            if not picked:
                return dialog.refuse("Choisissez le lieu.")
            return self._note(dialog, picked, day.text(), hours)

        dialog.add_act("&Noter", keep, icon="fait", name="noteHours", main=True)
        dialog.finish().open()

    def periode(self, state: BoardState) -> None:
        """Ask for a closure, school holidays, or an exceptional opening."""
        dialog = FormDialog(
            "Fermeture, vacances ou ouverture", self._page.window(), name="periodeForm"
        )
        nature = dialog.add_choice(
            "C’est",
            [(one.value, words) for one, words in NATURES.items()],
            selected={Nature.FERMETURE.value},
            several=False,
        )
        du = dialog.add_line("&Du", name="periodeFrom", hint_text=_DAY_HINT)
        au = dialog.add_line(
            "A&u, ce jour compris", name="periodeTo", hint_text="Vide\u00a0: un seul jour"
        )
        motif = dialog.add_line(
            "&Motif, pour l’affiche", name="periodeReason", hint_text="Par exemple\u00a0: congés"
        )
        where = dialog.add_choice(
            "Où",
            [(_EVERYWHERE, "Tous les lieux"), *state.places],
            selected={_EVERYWHERE},
            several=False,
        )

        def keep() -> bool:
            return self._keep_periode(nature, where, (du, au, motif))

        dialog.add_act("&Enregistrer", keep, icon="enregistrer", name="keepPeriode", main=True)
        dialog.finish().open()

    def remove_periode(self, periode_id: str, words: str) -> None:
        """Ask whether to take an exception back."""
        self._confirm(
            Question(
                title="Retirer cette période\u00a0?",
                text=f"{words}. Les horaires habituels reprennent ce jour-là.",
                confirm="Retirer",
            ),
            lambda: self._presenter.remove_periode(periode_id),
        )

    def agreement(self, state: BoardState) -> None:
        """Ask who agreed to the poster and when, or take it back."""
        found = state.agreement
        dialog = FormDialog(
            "Accord sur l’affiche",
            self._page.window(),
            about="L’autre partie autorise l’affiche avant qu’elle soit montrée au public. "
            "Ensuite, elle ne porte plus «\u00a0Projet\u00a0».",
            name="agreementForm",
        )
        par = dialog.add_line(
            "&Validée par",
            name="agreedBy",
            text=found.par if found else "",
            hint_text="Le service ou la fonction, par exemple\u00a0: service communication",
        )
        le = dialog.add_line(
            "&Le",
            name="agreedOn",
            text=f"{found.le:%d/%m/%Y}" if found else self._today,
            hint_text=_DAY_HINT,
        )

        def keep() -> bool:
            day = self._day(le)
            if day is None:
                return False
            if not par.text():
                par.set_error("Écrivez qui a validé l’affiche.")
                return False
            self._presenter.agree(par.text(), day)
            return True

        dialog.add_act("&Noter l’accord", keep, icon="fait", name="keepAgreement", main=True)
        if found is not None:
            dialog.add_act(
                "&Retirer l’accord",
                lambda: self._done(self._presenter.disagree),
                icon="retirer",
                name="dropAgreement",
            )
        dialog.finish().open()

    def posters(self, state: BoardState, chosen: Callable[[list[AfficheVoulue]], None]) -> None:
        """Ask which posters are wanted and what they say besides the hours."""
        dialog = FormDialog(
            "Affiches des permanences",
            self._page.window(),
            about="Les jours et les heures viennent des horaires de chaque lieu. Un copieur "
            "agrandit la page en A3 (141\u00a0%).",
            name="posterForm",
        )
        lieux = dialog.add_choice(
            "Lieux",
            [(str(number), name) for number, (_, name) in enumerate(state.posters)],
            selected={str(number) for number in range(len(state.posters))},
            several=True,
        )
        agent = dialog.add_line(
            "Prénom de l’a&gent (facultatif)", name="posterAgent", text=state.agent
        )
        phone = dialog.add_line(
            "&Téléphone des rendez-vous (facultatif)", name="posterPhone", text=state.telephone
        )
        du = dialog.add_line(
            "Horaires valables &du (facultatif)", name="posterFrom", text=self._today
        )
        au = dialog.add_line("A&u (facultatif)", name="posterTo", hint_text=_DAY_HINT)

        def show() -> bool:
            picked = lieux.selected()
            if not picked:
                return dialog.refuse("Choisissez au moins un lieu.")
            first, last = (self._day(one) if one.text() else None for one in (du, au))
            if (du.text() and first is None) or (au.text() and last is None):
                return False
            if first and last and last < first:
                au.set_error("La fin vient avant le début.")
                return False
            chosen(
                [
                    AfficheVoulue(
                        lieu_id=state.posters[int(one)][0],
                        agent=agent.text(),
                        telephone=phone.text(),
                        du=first,
                        au=last,
                    )
                    for one in picked
                ]
            )
            return True

        dialog.add_act("&Voir ou imprimer…", show, icon="imprimer", name="showPosters", main=True)
        dialog.finish().open()

    def _closing(self, dialog: FormDialog, tenue_id: str, hours: str) -> None:
        field = dialog.add_line(
            "&Heures tenues", name="heldHours", text=hours, hint_text=HOURS_HINT
        )

        def close() -> bool:
            plages = typed_hours(field.text())
            if plages is None:
                field.set_error(_HOURS_WRONG)
                return False
            self._presenter.close(tenue_id, plages)
            return True

        dialog.add_act("&Fermer et compter", close, icon="fait", name="closeHeld", main=True)

    def _note(self, dialog: FormDialog, lieu_id: str, typed: str, hours: LineField) -> bool:
        try:
            day = day_of(typed, like=LIKE)
        except TypedError as wrong:
            return dialog.refuse(str(wrong))
        plages = typed_hours(hours.text())
        if plages is None:
            hours.set_error(_HOURS_WRONG)
            return False
        self._presenter.note(lieu_id, day, plages)
        return True

    def _keep_periode(
        self,
        nature: ChoiceList,
        where: ChoiceList,
        fields: tuple[LineField, LineField, LineField],
    ) -> bool:
        du, au, motif = fields
        first = self._day(du)
        last = self._day(au) if au.text() else first
        if first is None or last is None:
            return False
        if last < first:
            au.set_error("La fin vient avant le début.")
            return False
        if last < self._clock():
            (au if au.text() else du).set_error("Cette période est déjà passée.")
            return False
        self._presenter.add_periode(
            Periode(
                id="",
                lieu_id=next(iter(where.selected()), _EVERYWHERE),
                nature=Nature(next(iter(nature.selected()), Nature.FERMETURE.value)),
                du=first,
                au=last,
                motif=motif.text(),
            )
        )
        return True

    @staticmethod
    def _day(field: LineField) -> date | None:
        try:
            return day_of(field.text(), like=LIKE)
        except TypedError as wrong:
            field.set_error(str(wrong))
            return None

    def _take_back(self, tenue_id: str, words: str) -> None:
        self._confirm(
            Question(
                title="Retirer cette permanence\u00a0?",
                text=f"{words}. Ses heures ne seront plus comptées.",
                confirm="Retirer",
            ),
            lambda: self._presenter.take_back(tenue_id),
        )

    def _confirm(self, question: Question, act: Callable[[], None]) -> None:
        dialog = ConfirmDialog(question, self._page.window())
        dialog.accepted.connect(act)
        dialog.open()

    @staticmethod
    def _done(act: Callable[[], None]) -> bool:
        act()
        return True


def periode_words(state: BoardState, periode_id: str) -> str:
    """Return the words of a dated exception that is shown."""
    return next((one.title for one in state.periodes if one.id == periode_id), "")
