"""The person of a mandate, found or entered as for an interview."""

from app.domain.identifiers import MandatId, PersonneId
from app.domain.personne import Personne
from app.ui.pages.mandats.prise.steps import Step
from app.ui.pages.mandats.prise.ways import MandatWays
from app.usecases.mandats import drafting, overview
from app.usecases.people.persons import Typed
from app.usecases.workplace import Workplace


class MandatCase:
    """A draft begins once somebody is known: looking for her uses up no number.

    `about` is the person with whom a mandate was asked for, from her record.
    """

    within_territory = False  # 002 sets no condition of residence

    def __init__(
        self,
        workplace: Workplace,
        ways: MandatWays,
        mandat_id: MandatId | None = None,
        about: PersonneId | None = None,
    ) -> None:
        self._workplace = workplace
        self._ways = ways
        self._id = mandat_id
        self._about = about

    def current(self) -> PersonneId | None:
        """Return the person of the draft, None before one was found."""
        if self._id is None:
            return self._about
        return overview.load(self._workplace, self._id).mandat.personne_id

    def register(self, typed: Typed) -> None:
        """Keep a new person, entered for this mandate."""
        drafting.name_new(self._workplace, self._begun(), typed)

    def recognise(self, personne: Personne, *, reason_elsewhere: str) -> None:
        """Go on with a known person; the reason is one of interviews."""
        del reason_elsewhere
        mandat_id = self._begun()
        mandat = overview.load(self._workplace, mandat_id).mandat
        same = mandat.personne_id == personne.id  # else what was said of somebody else goes
        mandant = mandat.mandant if same else None
        drafting.name_known(self._workplace, mandat_id, personne, mandant)

    def hold(self) -> None:
        """Leave the draft as it is: it is kept already."""

    def end(self) -> None:
        """Erase the draft."""
        if self._id is not None:
            drafting.drop(self._workplace, self._id)

    def go_on(self) -> None:
        """Show who may sign."""
        if self._id is not None:
            self._ways.step(self._id, Step.CAPACITE)

    def _begun(self) -> MandatId:
        if self._id is None:
            self._id = drafting.begin(self._workplace)
        return self._id
