"""The last step: the text read, two originals, both signatures, on the spot (002 l. 167)."""

from dataclasses import replace
from datetime import datetime
from typing import Protocol

from app.documents.mandate_data import Exemplaire
from app.domain.entretien import LectureNotice
from app.domain.mandat import LectureFaite, Mandat
from app.domain.mandat_listes import EtatMandat, Forme
from app.domain.papier import Fait
from app.ui.asking.asked import Asked, Form, with_value
from app.ui.clock_words import day_line, hour_line
from app.ui.dates import day_words
from app.ui.pages.mandats.prise import forms
from app.ui.pages.mandats.prise.by_hand import is_by_hand, when_of
from app.ui.pages.mandats.prise.form_presenter import first_of
from app.ui.pages.mandats.prise.presenter import StepPresenter, StepView
from app.ui.pages.mandats.prise.state import OriginalRow, SigningState
from app.ui.pages.mandats.prise.steps import Step
from app.ui.pages.mandats.prise.words import until_words
from app.usecases.interview.papers import ProducedPaper
from app.usecases.mandats import identity, overview, papers, signing
from app.usecases.mandats.overview import MandatComplet
from app.usecases.mandats.signing import Signed, Started
from app.usecases.papers import life

STARTED = "Le mandat commence. Vous pouvez faire ce qu’il permet, rien d’autre."
PASSED = (
    "C’est noté. Le terme de ce mandat est déjà passé\u00a0: rien ne peut plus être fait, et ses "
    "données sont détruites."
)
_WITNESSES = 2
_TITLES = {1: "Exemplaire 1/2 – pour la personne", 2: "Exemplaire 2/2 – pour la structure"}


class SigningView(StepView[SigningState], Protocol):
    """The page, as the presenter sees it."""

    def to_mistake(self, code: str) -> None:
        """Put the focus on what is missing, about the reading or about the signatures."""
        ...


class SigningPresenter(StepPresenter[SigningState, SigningView]):
    """Nothing is signed before the originals are made; they are made once the text was read."""

    step = Step.SIGNATURE
    _mandat: Mandat

    def edit(self, code: str, value: tuple[str, ...]) -> None:
        """Take an answer about the reading."""
        form = with_value(self._state.form, code, value)
        self._show(replace(self._state, form=replace(form, asked=_reading(form))))

    def edit_signing(self, code: str, value: tuple[str, ...]) -> None:
        """Take an answer about the signatures."""
        self._show(replace(self._state, signing=with_value(self._state.signing, code, value)))

    def show_project(self) -> None:
        """Show the paper as far as it is, without value."""
        self._do(lambda: papers.originals(self._workplace, self._id), self._project)

    def print_both(self) -> None:
        """Keep how it was read, make both originals and show them, to be printed."""
        self._print(None)

    def print_one(self, number: int) -> None:
        """Show one original alone: the other one is well printed."""
        self._print(Exemplaire(number))

    def go_on(self) -> None:
        """Note that both are signed; the mandate begins once the person has hers."""
        if not self._state.may_sign:
            self.print_both()
            return
        said = self._read_form()
        if said is None:
            return
        form, wrong = self._state.signing, dict[str, str]()
        at = when_of(form, self._workplace.clock.zone(), wrong)
        wrong |= _signing_mistakes(form)
        if wrong or at is None:
            form = replace(form, mistakes=wrong)
            self._show(replace(self._state, signing=form))
            self._view.to_mistake(first_of(form))
            return
        self._do(lambda: self._sign(form, at, said), self._signed)

    # -- behind --------------------------------------------------------------------------------

    def _loaded(self, found: MandatComplet) -> None:
        self._mandat = found.mandat
        mandat, clock = found.mandat, self._workplace.clock
        now = clock.now()
        form, sign_form = self._state.form, self._state.signing
        if not form.asked:
            form = _form_of(mandat)
        if not sign_form.asked:
            seen = mandat.piece
            now = seen.at if is_by_hand(mandat) and seen else now
            sign_form = _signing_form(mandat, now.astimezone(clock.zone()), self._workplace_town())
        end = mandat.planned_end(now, clock.zone())
        fixed, originals = mandat.imprime is not None, _originals(found)
        by_hand = is_by_hand(mandat)
        self._show(
            replace(
                self._state,
                form=form,
                signing=sign_form,
                originals=originals if fixed else (),
                ends=f"{'Prend' if fixed else 'Prendrait'} fin {until_words(end)}.",
                may_sign=by_hand or (fixed and all(one.printed for one in originals)),
                by_hand=by_hand,
            )
        )

    def _print(self, only: Exemplaire | None) -> None:
        said = self._read_form()
        if said is None:
            return

        def work() -> ProducedPaper:
            self._declare(said)
            return papers.originals(self._workplace, self._id, only)

        self._do(work, lambda paper: self._show_paper(paper, only))

    def _read_form(self) -> LectureFaite | None:
        """Return how it was read; None when something is missing, which is shown then."""
        form = self._state.form
        wrong = _reading_mistakes(form)
        form = replace(form, mistakes=wrong)
        self._show(replace(self._state, form=form))
        if wrong:
            self._view.to_mistake(first_of(form))
            return None
        return LectureFaite(
            maniere=LectureNotice(form.text(forms.LECTURE)),
            langue=form.text(forms.LANGUE),
            interprete=form.text(forms.INTERPRETE),
        )

    def _declare(self, said: LectureFaite) -> None:
        """Keep how it was read, in a thread; her declaration keeps its first hour."""
        if said != self._mandat.lecture:
            identity.declare(self._workplace, self._id, said)

    def _project(self, paper: ProducedPaper) -> None:
        self._show(replace(self._state, working=False))
        self._navigate.show_paper(paper)

    def _show_paper(self, paper: ProducedPaper, only: Exemplaire | None) -> None:
        self.load()
        self._navigate.show_paper(paper, done=lambda act: self._printed(paper, only, act))

    def _printed(self, paper: ProducedPaper, only: Exemplaire | None, act: str) -> None:
        def note() -> None:
            rows = overview.load(self._workplace, self._id).papers
            for one in rows:
                if only not in (None, one.exemplaire):
                    continue
                life.mark(self._workplace, one.id, Fait.IMPRIME, pdf_hash=paper.pdf_hash, act=act)

        self._runner.run(note, on_success=lambda _: self.load(), on_failure=self._failed)

    def _sign(self, form: Form, at: datetime, said: LectureFaite) -> Started | Mandat | None:
        """Sign, then hand over where it is ticked; return the mandate where its term has passed."""
        by_hand = self._state.by_hand
        if by_hand:  # she declared it when she signed
            identity.declare(self._workplace, self._id, said, at)
        done = form.values.get(forms.SIGNATURES, ())
        verbal = self._mandat.forme is Forme.VERBAL_CONSTATE
        found = overview.load(self._workplace, self._id)  # signed already if the handing failed
        if found.mandat.etat is not EtatMandat.SIGNE:
            signed = signing.sign(
                self._workplace,
                self._id,
                Signed(
                    lieu=form.text(forms.LIEU),
                    par_le_mandant=not verbal,
                    par_le_mandataire=True,
                    temoins=_WITNESSES if verbal else 0,
                    at=at,
                ),
            )
            if signed.fin_at is not None and signed.fin_at <= self._workplace.clock.now():
                return signed  # a paper of the carnet, entered late: nobody sees it any more
        if forms.HANDED in done:
            return signing.hand_over(self._workplace, self._id, at if by_hand else None)
        return None

    def _signed(self, started: Started | Mandat | None) -> None:
        if isinstance(started, Mandat):
            self._gone(PASSED)
            return
        replaced = [one for one in started.replaced if one.over] if started else []
        if replaced:
            self._ways.ended(replaced, then=self._id)
        else:
            self._ways.open(self._id, said=STARTED if started else "")

    def _workplace_town(self) -> str:
        """Return the town of the structure's address: « 66500 PRADES » gives « Prades »."""
        lines = self._workplace.structure.adresse
        words = lines[-1].split(maxsplit=1) if lines else []
        return words[1].title() if len(words) > 1 and words[0].isdigit() else ""


def _form_of(mandat: Mandat) -> Form:
    said = mandat.lecture
    values = (
        {
            forms.LECTURE: (said.maniere.value,),
            forms.LANGUE: (said.langue,),
            forms.INTERPRETE: (said.interprete,),
        }
        if said
        else {}
    )
    form = Form(values=values)
    return replace(form, asked=_reading(form))


def _reading(form: Form) -> tuple[Asked, ...]:
    explained = form.text(forms.LECTURE) == LectureNotice.EXPLIQUEE.value
    return (forms.READING, *(forms.EXPLAINED if explained else ()))


def _reading_mistakes(form: Form) -> dict[str, str]:
    said = {
        forms.LECTURE: "Dites comment le texte lui est parvenu.",
        forms.LANGUE: "Écrivez la langue.",
        forms.INTERPRETE: "Dites qui a expliqué.",
    }
    return {one.code: said[one.code] for one in form.asked if not form.text(one.code)}


def _signing_form(mandat: Mandat, now: datetime, town: str) -> Form:
    asked = forms.WITNESSED if mandat.forme is Forme.VERBAL_CONSTATE else forms.SIGNING
    return Form(
        asked=asked,
        values={
            forms.LIEU: (town,),
            forms.JOUR: (day_line(now),),
            forms.HEURE: (hour_line(now),),
        },
    )


def _signing_mistakes(form: Form) -> dict[str, str]:
    wrong = dict[str, str]()
    if not form.text(forms.LIEU):
        wrong[forms.LIEU] = "Écrivez où vous avez signé."
    if forms.BOTH not in form.values.get(forms.SIGNATURES, ()):
        wrong[forms.SIGNATURES] = "Le mandat n’existe qu’une fois signé par les deux, ici."
    return wrong


def _originals(found: MandatComplet) -> tuple[OriginalRow, ...]:
    return tuple(
        OriginalRow(
            number=one.exemplaire,
            title=_TITLES[one.exemplaire],
            about=f"Imprimé le {day_words(one.printed_on)}" if one.printed_on else "À imprimer",
            printed=one.printed_on is not None,
        )
        for one in sorted(found.papers, key=lambda paper: paper.exemplaire)
        if one.exemplaire in _TITLES
    )
