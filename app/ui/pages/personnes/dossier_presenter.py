"""Opens a record, a colleague's with a reason, and corrects it."""

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Protocol

from app.documents.typography import apostrophes
from app.domain.failures import AppError
from app.domain.identifiers import EntretienId, MandatId, PersonneId, PrescriptionId
from app.domain.personne import Personne
from app.domain.territoire import Commune
from app.ui.dossiers.limited import limited_words
from app.ui.dossiers.words import history_facts
from app.ui.messages import failure_text
from app.ui.navigation import Navigator
from app.ui.pages.personnes import words
from app.ui.pages.personnes.diagnoses_words import diagnoses_line
from app.ui.pages.personnes.form import corrected, fields_asked, mistakes_of, values_of
from app.ui.pages.personnes.mandates import Mandates, mandates_of
from app.ui.pages.personnes.state import DiagnosesLine, DossierState, Field, Form, Pick
from app.ui.tasks import TaskRunner
from app.usecases.droits.rectifying import rectify
from app.usecases.interview import reevaluating
from app.usecases.laptop.nomenclatures import nomenclature
from app.usecases.people import persons
from app.usecases.people.openings import ReasonNeededError
from app.usecases.people.persons import Dossier
from app.usecases.records import MotifAcces
from app.usecases.workplace import Workplace

if TYPE_CHECKING:
    from collections.abc import Callable


class DossierView(Protocol):
    """The page, as the presenter sees it."""

    def show_state(self, state: DossierState) -> None:
        """Show `state` and nothing else."""
        ...

    def to_mistake(self) -> None:
        """Put the focus where something is missing."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class _Read:
    """What a record needs to be shown."""

    dossier: Dossier
    ages: tuple[Pick, ...]
    diagnoses: tuple[DiagnosesLine, ...]
    mandates: Mandates


class DossierPresenter:
    """A colleague's record is read once a reason was given; the reason is noted before.

    `opened` hears of the record each time it is read.
    """

    def __init__(
        self,
        view: DossierView,
        runner: TaskRunner,
        workplace: Workplace,
        navigate: Navigator,
        personne_id: PersonneId,
    ) -> None:
        self.opened: Callable[[Dossier], None] = lambda _: None
        self._view = view
        self._runner = runner
        self._workplace = workplace
        self._navigate = navigate
        self._id = personne_id
        self._dossier: Dossier | None = None
        self._ages: tuple[Pick, ...] = ()
        self._reason: MotifAcces | None = None
        self._as_right = False
        self._state = DossierState()

    def load(self) -> None:
        """Open the record; a reason given once serves until the page is left."""
        self._work()
        self._runner.run(self._read, on_success=self._loaded, on_failure=self._refused)

    def pick_reason(self, code: str) -> None:
        """Note why a colleague's record is opened."""
        self._show(replace(self._state, reason=code, reason_mistake=""))

    def open_with_reason(self) -> None:
        """Open a colleague's record, if a reason was picked."""
        if not self._state.reasons or self._state.working:
            return
        if not self._state.reason:
            mistake = "Choisissez un motif pour ouvrir ce dossier."
            self._show(replace(self._state, reason_mistake=mistake))
            self._view.to_mistake()
            return
        self._reason = MotifAcces(self._state.reason)
        self.load()

    def correct(self) -> None:
        """Begin a correction."""
        self._as_right = False
        self._begin()

    def rectify(self) -> None:
        """Begin a correction that the person asked for as her right."""
        self._as_right = True
        self._begin()

    def open_rights(self) -> None:
        """Show what the person may ask of her data."""
        self._navigate.open_rights(self._id, self)

    def open_erasure(self) -> None:
        """Go on to what erasing her does: a request of hers, noted in the register (000 l. 126)."""
        self._navigate.open_rights(self._id, self, to_erase=True)

    def _begin(self) -> None:
        if self._dossier is None:
            return
        values = values_of(self._dossier.personne)
        self._show(
            replace(
                self._state,
                said="",
                form=Form(
                    asks=fields_asked(self._workplace.convention),
                    values=values,
                    communes=self._communes(values[Field.CODE_POSTAL]),
                    ages=self._ages,
                ),
            )
        )

    def edit(self, name: Field, text: str) -> None:
        """Note what was typed or picked."""
        form = self._state.form
        if form is None:
            return
        values = {**form.values, name: text}
        mistakes = {field: said for field, said in form.mistakes.items() if field is not name}
        communes = form.communes
        if name is Field.CODE_POSTAL:
            communes = self._communes(text)
            alone = communes[0].code if len(communes) == 1 else ""
            listed = {one.code for one in communes}
            kept = values[Field.COMMUNE] if values[Field.COMMUNE] in listed else alone
            values[Field.COMMUNE] = kept
        changed = replace(form, values=values, mistakes=mistakes, communes=communes)
        self._show(replace(self._state, form=changed))

    def keep(self) -> None:
        """Keep the correction, if nothing is wrong."""
        form, dossier = self._state.form, self._dossier
        if form is None or dossier is None or self._state.working:
            return
        mistakes = mistakes_of(form.values)
        commune = self._commune(form)
        if commune is None and not mistakes:
            mistakes = {Field.COMMUNE: "Choisissez la commune."}
        self._show(replace(self._state, form=replace(form, mistakes=mistakes)))
        if mistakes or commune is None:
            self._view.to_mistake()
            return
        personne = corrected(dossier.personne, form.values, commune)
        self._work()
        self._runner.run(
            lambda: self._corrected(personne, as_right=self._as_right),
            on_success=lambda left: self._kept(personne, left),
            on_failure=self._failed,
        )

    def open_prescription(self, prescription_id: str) -> None:
        """Show one of her prescriptions."""
        self._navigate.open_prescription(PrescriptionId(prescription_id))

    def open_mandate(self, mandat_id: str) -> None:
        """Show one of her mandates where it stands."""
        self._navigate.open_mandate(MandatId(mandat_id))

    def take_mandate(self) -> None:
        """Begin a mandate with her."""
        self._navigate.take_mandate(self._id)

    def lead(self) -> None:
        """Lead her to a structure, from her home or from elsewhere."""
        self._navigate.lead_to_structure(personne_id=self._id)

    def open_interview(self, entretien_id: str) -> None:
        """Show an interview to read: from there one takes it up, or goes to its papers."""
        self._navigate.open_review(EntretienId(entretien_id))

    def open_person(self, personne_id: str) -> None:
        """Show somebody of the same home."""
        self._navigate.open_person(PersonneId(personne_id))

    def reevaluate(self, entretien_id: str) -> None:
        """Make a diagnosis again under the version in force, beside the first."""
        if self._state.working:
            return
        self._work()
        self._runner.run(
            lambda: reevaluating.reevaluate(self._workplace, EntretienId(entretien_id)),
            on_success=lambda _done: self._reevaluated(),
            on_failure=self._failed,
        )

    def leave(self) -> None:
        """Give up the correction, else leave the page."""
        if self._state.form is not None:
            self._show(replace(self._state, form=None))
        else:
            self._navigate.go_back()

    def _read(self) -> _Read:
        dossier = persons.open_record(self._workplace, self._id, reason=self._reason)
        diagnoses = reevaluating.assessments(self._workplace, self._id)
        ages = nomenclature(self._workplace, "tranches_age") or ()
        return _Read(
            dossier=dossier,
            ages=tuple(Pick(code, apostrophes(label)) for code, label in ages),
            diagnoses=tuple(diagnoses_line(one, self._workplace) for one in diagnoses),
            mandates=mandates_of(self._workplace, self._id),
        )

    def _loaded(self, read: _Read) -> None:
        self._dossier, self._ages = read.dossier, read.ages
        dossier, workplace = self._dossier, self._workplace
        personne = dossier.personne
        mine = personne.owner == workplace.agent.id
        convention, limited = workplace.convention, dossier.limitation is not None
        self._show(
            replace(
                self._state,
                who=personne.display_name,
                about=words.about_words(dossier, mine=mine),
                reasons=(),
                identity=words.identity_of(personne, self._ages),
                household=tuple(words.household_row(one) for one in dossier.foyer),
                interviews=tuple(words.interview_row(one, workplace) for one in dossier.entretiens),
                prescriptions=tuple(
                    words.prescription_row(one, convention, limited=limited)
                    for one in dossier.prescriptions
                ),
                mandates=read.mandates.rows,
                may_mandate=read.mandates.may_take and not limited,
                diagnoses=read.diagnoses,
                history=history_facts(dossier.history, workplace),
                limited=limited_words(dossier.limitation, workplace.clock.zone()),
                may_correct=not limited,
                working=False,
            )
        )
        self.opened(dossier)

    def tell(self, sentence: str, *, problem: bool) -> None:
        """Say what was done with the record, or what went wrong."""
        said, wrong = ("", sentence) if problem else (sentence, "")
        self._show(replace(self._state, said=said, problem=wrong))

    def _refused(self, failure: Exception) -> None:
        if isinstance(failure, ReasonNeededError):
            self._show(replace(self._state, working=False, reasons=words.REASONS))
        else:
            self._failed(failure)

    def _corrected(self, personne: Personne, *, as_right: bool) -> str:
        if as_right:
            return words.corrected_words(rectify(self._workplace, personne))
        return words.revised_words(persons.correct(self._workplace, personne))

    def _kept(self, personne: Personne, said: str) -> None:
        if self._dossier is not None:
            self._dossier = replace(self._dossier, personne=personne)
        self._show(replace(self._state, form=None, said=said))
        self.load()

    def _reevaluated(self) -> None:
        self._show(replace(self._state, said="Diagnostic réévalué, gardé à côté du premier."))
        self.load()

    def _communes(self, code_postal: str) -> tuple[Pick, ...]:
        found = self._workplace.communes.at(code_postal)
        return tuple(Pick(commune.code_insee, apostrophes(commune.nom)) for commune in found)

    def _commune(self, form: Form) -> Commune | None:
        return self._workplace.communes.by_insee.get(form.values.get(Field.COMMUNE, ""))

    def _work(self) -> None:
        self._show(replace(self._state, working=True, problem=""))

    def _failed(self, failure: Exception) -> None:
        self._show(replace(self._state, working=False, problem=failure_text(failure)))
        if not isinstance(failure, AppError):
            raise failure  # a bug: the crash handler reports it

    def _show(self, state: DossierState) -> None:
        self._state = state
        self._view.show_state(state)
