"""One deadline: its source, its date where somebody sets it, whether it is done."""

from collections.abc import Callable
from datetime import date

from app.domain.echeance import Echeance
from app.ui.dates import day_words, long_day_words
from app.ui.interview.written import TypedError, day_of
from app.ui.pages.echeances.presenter import CalendarPresenter
from app.ui.widgets.form_dialog import FormDialog
from app.ui.widgets.form_field import LineField
from app.ui.widgets.page import Page

LIKE = "22/11/2026"
_DAY_HINT = f"Comme ceci\u00a0: {LIKE}"
_LATEST = "La date n’est pas fixée\u00a0: ce jour est le dernier possible."
_PLACES = {
    "mandats": "Voir les &mandats",
    "demandes": "Voir les de&mandes",
    "conformite": "Voir la confor&mité",
    "permanences": "Voir les per&manences",
    "bilan": "Voir les &bilans",
    "carnets": "Voir les &carnets",
}


def open_item(page: Page, presenter: CalendarPresenter, one: Echeance, *, today: date) -> None:
    """Show an item over the page, with what may be noted of it."""
    dialog = FormDialog(
        one.titre, page.window(), about=long_day_words(one.jour), name="deadlineForm"
    )
    for line in _lines(one):
        dialog.add_text(line)
    if presenter.state.may_note:
        if one.date_saisie:
            _offer_day(dialog, presenter, one)
        if one.a_la_main:
            _offer_done(dialog, presenter, one, today)
    if one.where:
        dialog.add_act(
            _PLACES[one.where], lambda: _go(presenter, one.where), icon="suite", name="goSettle"
        )
    dialog.finish("Retour").open()


def _lines(one: Echeance) -> list[str]:
    said = [_LATEST] if one.provisoire else []
    if one.precision:
        said.append(one.precision)
    if one.faite_le is not None:
        by = f" par {one.faite_par}" if one.faite_par else ""
        said.append(f"Fait le {day_words(one.faite_le)}{by}.")
    if one.source:
        said.append(f"Source\u00a0: {one.source}")
    return said


def _offer_day(dialog: FormDialog, presenter: CalendarPresenter, one: Echeance) -> None:
    about = _DAY_HINT
    if one.periode is not None:
        about = f"Du {day_words(one.periode[0])} au {day_words(one.periode[1])}. {_DAY_HINT}"
    field = dialog.add_line(
        "&Date de la réunion",
        name="meetingDay",
        text="" if one.provisoire else f"{one.jour:%d/%m/%Y}",
        hint_text=about,
    )

    def keep() -> bool:
        day = _day(field)
        if day is None:
            return False
        if one.periode is not None and not one.periode[0] <= day <= one.periode[1]:
            field.set_error(
                f"La convention la prévoit du {day_words(one.periode[0])} au "
                f"{day_words(one.periode[1])}."
            )
            return False
        presenter.set_day(one.cle, day)
        return True

    dialog.add_act("&Fixer cette date", keep, icon="enregistrer", name="setDay", main=True)
    if not one.provisoire:
        dialog.add_act(
            "Re&tirer la date",
            lambda: _done(lambda: presenter.set_day(one.cle, None)),
            icon="retirer",
            name="dropDay",
        )


def _offer_done(
    dialog: FormDialog, presenter: CalendarPresenter, one: Echeance, today: date
) -> None:
    if one.faite_le is not None:
        dialog.add_act(
            "Ce n’est &pas fait",
            lambda: _done(lambda: presenter.note_done(one.cle, None)),
            icon="retirer",
            name="notDone",
        )
        return
    field = dialog.add_line(
        "Fait &le", name="doneDay", text=f"{today:%d/%m/%Y}", hint_text=_DAY_HINT
    )

    def keep() -> bool:
        day = _day(field)
        if day is None:
            return False
        if day > today:
            field.set_error("Ce jour n’est pas encore venu.")
            return False
        presenter.note_done(one.cle, day)
        return True

    dialog.add_act("C’est f&ait", keep, icon="fait", name="noteDone", main=not one.date_saisie)


def _day(field: LineField) -> date | None:
    try:
        return day_of(field.text(), like=LIKE)
    except TypedError as wrong:
        field.set_error(str(wrong))
        return None


def _go(presenter: CalendarPresenter, where: str) -> bool:
    presenter.go(where)
    return True


def _done(act: Callable[[], None]) -> bool:
    act()
    return True
