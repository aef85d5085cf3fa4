"""Says what waits for this agent, opens the doors and takes interviews up again."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Protocol

from app.documents.kinds import PapierKind
from app.domain.convention import Porte
from app.domain.entretien import Canal, Entretien, Issue
from app.domain.failures import AppError
from app.domain.habilitation import Acte
from app.domain.identifiers import EntretienId, MandatId, PrescriptionId
from app.domain.prescription import Suivi
from app.domain.vie_convention import Etat
from app.ui.announcing import announcement_words
from app.ui.browsing import NO_BROWSER, Browse, browse
from app.ui.dates import long_day_words
from app.ui.messages import failure_text
from app.ui.navigation import Navigator
from app.ui.pages.aujourdhui.activities import activities_of
from app.ui.pages.aujourdhui.deposit_rows import Platform, on_platform
from app.ui.pages.aujourdhui.mandates import Mandates, mandates
from app.ui.pages.aujourdhui.state import TodayState
from app.ui.pages.aujourdhui.urgent import Urgent, urgent
from app.ui.pages.aujourdhui.vie import doors_left, vie_line
from app.ui.pages.aujourdhui.words import (
    aipd_words,
    answer_row,
    backup_words,
    paper_rows,
    roles_words,
    tray_row,
    version_words,
    waiting_words,
)
from app.ui.tasks import TaskRunner
from app.ui.version_words import VersionNotice, version_notice
from app.usecases.backup.saving_late import Standing, standing
from app.usecases.conformity import conformite
from app.usecases.demarches_simplifiees import demarches
from app.usecases.exchange.sending import LONG_UNSENT_DAYS, MANY_UNSENT
from app.usecases.interview import paper_sheets, receiving
from app.usecases.laptop import habilitations, informing, vie
from app.usecases.people import overview
from app.usecases.versions import announcements, convention_versions
from app.usecases.versions.convention_versions import Held
from app.usecases.versions.questionnaire_waiting import WaitingVersion, waiting_version
from app.usecases.workplace import Workplace

if TYPE_CHECKING:
    from app.usecases.records import Papier

DOORS = {  # the doors behind which there is a room, and the act each needs
    Porte.AIDE_RAPIDE: None,
    Porte.DIAGNOSTIC: Acte.RECEVOIR,
    Porte.MANDAT: Acte.MANDATER,
    Porte.ATELIER: None,
    Porte.CARNET: Acte.PRESCRIRE,
}
_UNSENT = (Suivi.PREPAREE, Suivi.A_CORRIGER, Suivi.REMISE)


class TodayView(Protocol):
    """The page, as the presenter sees it."""

    def show_state(self, state: TodayState) -> None:
        """Show `state` and nothing else."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class _Loaded:
    today: overview.Today
    platform: Platform
    oldest_unsent: date | None
    typed: frozenset[EntretienId]  # on the page of the papers, not in the tray
    version: WaitingVersion | None
    software: VersionNotice
    urgent: Urgent
    backups: Standing
    told: bool
    aipd: conformite.Rappel | None
    mandates: Mandates
    announcement: announcements.Annonce | None
    lived: Etat
    convention: Held | None


class AujourdhuiPresenter:
    """Turns what is in the database into the page, and what the agent wants into use cases."""

    def __init__(
        self,
        view: TodayView,
        runner: TaskRunner,
        workplace: Workplace,
        navigate: Navigator,
        browse: Browse = browse,
    ) -> None:
        self._view = view
        self._runner = runner
        self._workplace = workplace
        self._navigate = navigate
        self._browse = browse
        self._papers: dict[str, Papier] = {}
        mine = habilitations.mine(workplace)
        self._keeps_keys = Acte.CLES in mine.actes
        self._consults = Acte.CONSULTER in mine.actes  # else the places behind are not there
        receives = Acte.RECEVOIR in mine.actes
        self._doors = tuple(
            porte
            for porte in workplace.convention.portes
            if porte in DOORS and (DOORS[porte] is None or DOORS[porte] in mine.actes)
        )
        self._state = TodayState(
            greeting=f"Bonjour {workplace.agent.prenom}",
            day="",
            doors=doors_left(self._doors, vie.etat(workplace)),
            activities=activities_of(workplace),
            roles="" if receives else roles_words(mine.labels, conflict=mine.conflict),
        )
        self._opening = False
        view.show_state(self._state)  # no door that is not his, not even for a moment

    def load(self) -> None:
        """Read again what waits."""
        self._runner.run(self._read, on_success=self._loaded, on_failure=self.failed)

    def open_quick_help(self) -> None:
        """Go and count a quick help."""
        self._navigate.open_quick_help()

    def open_papers(self) -> None:
        """Go and print questionnaires, or type those filled in on paper."""
        self._navigate.open_paper_sheets()

    def synchronise(self) -> None:
        """Go and send what waits."""
        self._navigate.synchronise()

    def open_settings(self) -> None:
        """Go and check the recovery sheet."""
        self._navigate.open_settings()

    def open_versions(self) -> None:
        """Go and see what a waiting version of the questionnaire changes."""
        self._navigate.open_versions()

    def open_backups(self) -> None:
        """Go and see how the backups stand, or choose where they go."""
        self._navigate.open_backups()

    def open_conformity(self) -> None:
        """Go and date the impact assessment."""
        self._navigate.open_conformity()

    def open_convention(self) -> None:
        """Go and see the life of the convention, or enter an avenant."""
        self._navigate.open_convention()

    def accept_journal(self) -> None:
        """Note that the agent has read that a journal is kept."""
        self._run(lambda: informing.accept(self._workplace), self.load)

    def put_announcement_away(self) -> None:
        """Note that the agent has read what the Département announces."""
        self._run(lambda: announcements.put_away(self._workplace), self.load)

    def choose_channel(self) -> None:
        """Ask where the interview takes place."""
        self._show(replace(self._state, choosing_channel=True, problem=""))

    def leave_channel(self) -> None:
        """Do not open an interview after all."""
        self._show(replace(self._state, choosing_channel=False))

    def receive(self, canal: Canal) -> None:
        """Open an interview; a second press while it opens does nothing."""
        if self._opening:
            return
        self._opening = True
        self._runner.run(
            lambda: receiving.receive(self._workplace, canal),
            on_success=self._opened,
            on_failure=self.failed,
        )

    def review(self, entretien_id: str) -> None:
        """Show an interview to read, without going on with it."""
        self._navigate.open_review(EntretienId(entretien_id))

    def take_up(self, entretien_id: str) -> None:
        """Go on with an interview where it stood."""
        if self._opening:
            return
        self._opening = True
        self._runner.run(
            lambda: receiving.take_up(self._workplace, EntretienId(entretien_id)),
            on_success=self._opened,
            on_failure=self.failed,
        )

    def abandon(self, entretien_id: str) -> None:
        """End an interview of which nothing is kept (the page asked whether it is meant)."""
        self._run(
            lambda: receiving.put_aside(self._workplace, EntretienId(entretien_id), Issue.ABANDON),
            self.load,
        )

    def hand_carnet(self) -> None:
        """Hand a carnet over to somebody whose prescription waits for it."""
        self._navigate.hand_carnet()

    def take_mandate(self) -> None:
        """Begin a mandate."""
        self._navigate.take_mandate()

    def open_mandate(self, mandat_id: str) -> None:
        """Go on with a mandate where it stands."""
        self._navigate.open_mandate(MandatId(mandat_id))

    def drop_mandate(self, mandat_id: str) -> None:
        """Erase a draft (the page asked whether it is meant)."""
        from app.usecases.mandats import drafting  # noqa: PLC0415 - few profiles have any

        self._run(lambda: drafting.drop(self._workplace, MandatId(mandat_id)), self.load)

    def open_dossier(self, prescription_id: str) -> None:
        """Open a dossier in the browser (the page asked whether it is meant)."""
        self._runner.run(
            lambda: demarches.open_dossier(self._workplace, PrescriptionId(prescription_id)),
            on_success=self._show_in_browser,
            on_failure=self.failed,
        )

    def removed(self, item: str) -> None:
        """Note that somebody removed a dossier there (the page asked whether it is so)."""
        self._run(lambda: demarches.note_removed(self._workplace, item), self.load)

    def open_paper(self, papier_id: str) -> None:
        """Go where the paper can be printed."""
        papier = self._papers.get(papier_id)
        if papier is not None and papier.entretien_id is not None:
            self._navigate.open_papers(papier.entretien_id)
        elif papier is not None and papier.prescription_id is not None:
            self._navigate.open_prescription(papier.prescription_id)

    def open_answer(self, prescription_id: str) -> None:
        """Show what the Département decided."""
        self._navigate.open_prescription(PrescriptionId(prescription_id))

    def _show_in_browser(self, address: str) -> None:
        if not self._browse(address):
            self._show(replace(self._state, problem=NO_BROWSER))

    def _read(self) -> _Loaded:
        consults = self._consults
        sends = consults and self._workplace.convention.sends
        unsent = overview.listing(self._workplace, _UNSENT, everyone=True) if sends else []
        platform = on_platform(self._workplace) if consults else Platform()
        days = [
            known.prescription.prescribed_on
            for known in unsent
            if known.prescription.id not in platform.waiting
        ]
        return _Loaded(
            today=overview.today(self._workplace),
            platform=platform,
            oldest_unsent=min(days, default=None),
            typed=paper_sheets.sheet_ids(self._workplace) if consults else frozenset(),
            version=waiting_version(self._workplace),
            software=version_notice(self._workplace),
            urgent=urgent(self._workplace) if consults else Urgent(),
            backups=standing(self._workplace),
            told=informing.is_told(self._workplace),
            aipd=conformite.reminder(self._workplace),
            mandates=mandates(self._workplace),
            announcement=announcements.unread(self._workplace),
            lived=vie.etat(self._workplace),
            convention=convention_versions.waiting(self._workplace),
        )

    def _loaded(self, loaded: _Loaded) -> None:
        clock, found = self._workplace.clock, loaded.today
        today = clock.today()
        days = (today - loaded.oldest_unsent).days if loaded.oldest_unsent else 0
        self._papers = {one.papier.id: one.papier for one in found.to_print}
        backup, backup_action = backup_words(loaded.backups)
        waiting = demarches.still_to_send(found.waiting, loaded.platform.waiting)
        self._show(
            replace(
                self._state,
                day=long_day_words(today).capitalize(),
                doors=doors_left(self._doors, loaded.lived),
                vie=vie_line(loaded.lived, loaded.convention),
                tray=(
                    *loaded.mandates.drafts,
                    *(
                        tray_row(one, today=today, zone=clock.zone())
                        for one in found.unfinished
                        if one.id not in loaded.typed
                    ),
                ),
                mandates_soon=loaded.mandates.soon,
                deposits=loaded.platform.deposits,
                removals=loaded.platform.removals,
                typed=len(loaded.typed),
                papers=paper_rows(found.to_print),
                letters=sum(
                    one.papier.kind == PapierKind.LETTRE and not one.limited
                    for one in found.to_print
                ),
                answers=tuple(answer_row(one) for one in found.answers),
                waiting=waiting_words(waiting, days=days) if self._consults else "",
                waiting_late=waiting.total > MANY_UNSENT or days > LONG_UNSENT_DAYS,
                version=version_words(loaded.version),
                software=loaded.software,
                urgent=loaded.urgent,
                sheet_unchecked=not found.sheet_checked and self._keeps_keys,
                untold=not loaded.told,
                backup=backup,
                backup_action=backup_action,
                aipd=aipd_words(loaded.aipd),
                aipd_pressing=loaded.aipd is not None and loaded.aipd.pressing,
                announcement=announcement_words(loaded.announcement),
                problem="",
                loaded=True,
            )
        )

    def _opened(self, entretien: Entretien) -> None:
        self._opening = False
        self._show(replace(self._state, choosing_channel=False))
        self._navigate.open_interview(entretien.id)

    def _run(self, work: Callable[[], None], then: Callable[[], None]) -> None:
        self._runner.run(work, on_success=lambda _done: then(), on_failure=self.failed)

    def failed(self, failure: Exception) -> None:
        """Say what went wrong."""
        self._opening = False
        self._show(replace(self._state, problem=failure_text(failure)))
        if not isinstance(failure, AppError):
            raise failure  # a bug: the crash handler reports it

    def _show(self, state: TodayState) -> None:
        if state != self._state:
            self._state = state
            self._view.show_state(state)
