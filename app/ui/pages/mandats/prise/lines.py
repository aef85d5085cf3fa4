"""The authorisations of a draft, kept one by one as they are given."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from app.domain.mandat import Ligne, Mandat
from app.domain.mandat_listes import CanalMandat, EtatMandat, Famille, Portee
from app.ui.asking.asked import Form, with_value
from app.ui.pages.mandats.prise import forms
from app.ui.pages.mandats.prise.form_presenter import first_of
from app.ui.pages.mandats.prise.lines_page import CHANGE, DO
from app.ui.pages.mandats.prise.presenter import StepPresenter, StepView
from app.ui.pages.mandats.prise.state import LineRow, LinesState
from app.ui.pages.mandats.prise.steps import Step
from app.ui.pages.mandats.prise.words import line_about
from app.usecases.mandats import drafting, overview
from app.usecases.mandats import words as listed
from app.usecases.mandats.drafting import Remplacee
from app.usecases.mandats.overview import MandatComplet

_NONE = "Ajoutez au moins une ligne\u00a0: un mandat dit ce qu’il permet."
_LOCKED = (
    "Ces démarches ont été expliquées à la personne. Pour les changer, il faudra les réexpliquer."
)


class LinesView(StepView[LinesState], Protocol):
    """The page, as the presenter sees it."""

    def to_mistake(self, code: str) -> None:
        """Put the focus on what is missing in the form; an empty code is the list."""
        ...


@dataclass(frozen=True, slots=True)
class _Read:
    whole: MandatComplet
    same: tuple[Remplacee, ...]


class LinesPresenter(StepPresenter[LinesState, LinesView]):
    """Each line is kept when it is written; one that was removed can come back."""

    step = Step.DEMARCHES
    _mandat: Mandat
    _before: tuple[Ligne, ...] = ()
    _changed: str = ""
    _portee: Portee = Portee.FAIRE
    _same: tuple[Remplacee, ...] = ()

    def add(self, kind: str) -> None:
        """Open the form of a new line."""
        self._changed = ""
        self._portee = Portee.FAIRE if kind == DO else Portee.DEMANDER
        self._open(kind, Form(asked=forms.line_asked(self._portee)))

    def change(self, line_id: str) -> None:
        """Open the form with a line as it stands."""
        ligne = next((one for one in self._mandat.lignes if one.id == line_id), None)
        if ligne is None:
            return
        self._changed = line_id
        self._portee = ligne.portee
        values = {
            forms.FAMILLE: (ligne.famille.value if ligne.famille else "",),
            forms.ORGANISME: (ligne.organisme,),
            forms.OBJET: (ligne.objet,),
            forms.CANAL: (ligne.canal.value if ligne.canal else "",),
        }
        self._open(CHANGE, _offering(self._portee, Form(values=values)))

    def edit(self, code: str, value: tuple[str, ...]) -> None:
        """Take an answer of the form."""
        form = with_value(self._state.form, code, value)
        filled = {forms.COURANT: forms.ORGANISME, forms.MODELE: forms.OBJET}
        if code in filled and value:  # what was picked is written, and can be made precise
            form = with_value(form, filled[code], value)
        form = _offering(self._portee, form)
        self._show(replace(self._state, form=form, mistake=""))

    def keep(self) -> None:
        """Keep the line of the form, if nothing is missing."""
        form = self._state.form
        wrong = {
            one.code: forms.LINE_MISTAKES[one.code]
            for one in form.asked
            if one.code in forms.LINE_MISTAKES and not form.text(one.code)
        }
        if wrong:
            form = replace(form, mistakes=wrong)
            self._show(replace(self._state, form=form))
            self._view.to_mistake(first_of(form))
            return
        made = self._made(form)
        lignes = tuple(
            replace(made, id=one.id) if one.id == self._changed else one
            for one in self._mandat.lignes
        )
        self._write(lignes if self._changed else (*lignes, made), undo="")

    def give_up(self) -> None:
        """Close the form."""
        self._show(replace(self._state, asking="", form=Form()))

    def remove(self, line_id: str) -> None:
        """Take a line out; it can come back."""
        gone = next((one for one in self._mandat.lignes if one.id == line_id), None)
        if gone is None:
            return
        self._before = self._mandat.lignes
        left = tuple(one for one in self._mandat.lignes if one.id != line_id)
        self._write(left, undo=f"«\u00a0{gone.objet}\u00a0» est retirée.")

    def undo(self) -> None:
        """Put back the line that was taken out last."""
        self._write(self._before, undo="")

    def reopen(self) -> None:
        """Change the lines although they were explained: that is done again afterwards."""
        self._do(lambda: drafting.restart(self._workplace, self._id), lambda _: self.load())

    def go_on(self) -> None:
        """Go on with where and how long, if there is a line."""
        if not self._state.loaded or self._state.asking:
            return
        if not self._state.rows:
            self._show(replace(self._state, mistake=_NONE))
            self._view.to_mistake("")
            return
        self._next()

    def back(self) -> None:
        """Close the form, else go to the step before."""
        if self._state.asking:
            self.give_up()
        else:
            super().back()

    def load(self) -> None:
        """Read the draft and what it would replace."""

        def read() -> _Read:
            whole = overview.load(self._workplace, self._id)
            return _Read(whole, tuple(drafting.same_running(self._workplace, self._id)))

        self._runner.run(read, on_success=self._both, on_failure=self._failed)

    def _both(self, read: _Read) -> None:
        self._same = read.same
        self._read(read.whole)

    def _loaded(self, found: MandatComplet) -> None:
        self._mandat = found.mandat
        locked = found.mandat.etat is not EtatMandat.BROUILLON
        self._show(
            replace(
                self._state,
                rows=tuple(_row(one, self._same) for one in found.mandat.lignes),
                locked=_LOCKED if locked else "",
                asking="",
                form=Form(),
                mistake="",
            )
        )

    def _open(self, asking: str, form: Form) -> None:
        self._show(replace(self._state, asking=asking, form=form, undo="", mistake="", problem=""))

    def _made(self, form: Form) -> Ligne:
        canal, famille = form.text(forms.CANAL), form.text(forms.FAMILLE)
        do = self._portee is Portee.FAIRE
        return drafting.new_line(
            self._workplace,
            self._portee,
            form.text(forms.ORGANISME),
            form.text(forms.OBJET),
            CanalMandat(canal) if do else None,
            Famille(famille) if do else None,
        )

    def _write(self, lignes: tuple[Ligne, ...], *, undo: str) -> None:
        mandat = self._mandat

        def written(_: Mandat) -> None:
            self._state = replace(self._state, undo=undo)
            self.load()

        self._do(
            lambda: drafting.write(
                self._workplace, self._id, lignes, mandat.mode, mandat.duree, mandat.forme
            ),
            written,
        )


def _offering(portee: Portee, form: Form) -> Form:
    """Return the form with the offers that follow from what was said."""
    organisme = form.text(forms.ORGANISME)
    asked = forms.line_asked(portee, form.text(forms.FAMILLE), organisme)
    values = {
        **form.values,
        forms.COURANT: (organisme,),
        forms.MODELE: (form.text(forms.OBJET),),
    }
    return replace(form, asked=asked, values=values)


def _row(ligne: Ligne, same: Sequence[Remplacee]) -> LineRow:
    notes = [_replaces(one) for one in same if one.ligne.same_as(ligne)]
    warned = listed.warning(ligne)
    return LineRow(
        id=ligne.id,
        kind=listed.SCOPES[ligne.portee],
        title=ligne.objet,
        about=line_about(ligne),
        warning=" ".join(part for part in (*notes, warned) if part),
    )


def _replaces(one: Remplacee) -> str:
    words = f"Le mandat {one.reference}, en cours, a déjà cette ligne\u00a0: elle y prendra fin."
    return f"{words} C’est sa dernière\u00a0: ses données seront détruites." if one.last else words
