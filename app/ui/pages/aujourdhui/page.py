"""Aujourd’hui: doors, not a menu."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QShowEvent

from app.domain.convention import Porte
from app.domain.entretien import Canal
from app.ui.interview.notices import Notice
from app.ui.interview.turning import TurningRow
from app.ui.navigation import Activity
from app.ui.pages.aujourdhui.activities import ActivityRow
from app.ui.pages.aujourdhui.channel import ChannelChoice
from app.ui.pages.aujourdhui.dated import DatedPart
from app.ui.pages.aujourdhui.deposits import Deposits
from app.ui.pages.aujourdhui.plain_list import plain_list, show_rows
from app.ui.pages.aujourdhui.quiet_row import QuietRow
from app.ui.pages.aujourdhui.state import TodayState
from app.ui.pages.aujourdhui.tray import Tray
from app.ui.pages.aujourdhui.words import TOLD, letters_words, typed_words
from app.ui.premiers_pas.card import StepsCard
from app.ui.typed import override
from app.ui.widgets.announcement_card import AnnouncementCard
from app.ui.widgets.door import DoorButton
from app.ui.widgets.empty_state import EmptyState
from app.ui.widgets.labels import body
from app.ui.widgets.page import Page
from app.ui.widgets.tones import Tone
from app.usecases.laptop.first_steps import Pas

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

_WIDTH = 1100
_FIRST = (Porte.DIAGNOSTIC, Porte.MANDAT, Porte.AIDE_RAPIDE)  # the door that has the focus


class AujourdhuiPage(Page):
    """Shows a `TodayState`.

    Signals:
        came: the page comes on screen; what it shows may be old.
        quick_help_asked, interview_asked, mandate_asked, carnet_asked: a door was opened.
        activity_asked: the `Activity` to go to.
        papers_asked: the way to the questionnaires filled in on paper.
        channel_left: the agent does not want an interview after all.
        channel_picked: the `Canal` of the interview to open.
        take_up_asked, review_asked: the id of an interview.
        abandon_asked: the id of an interview; the agent has confirmed.
        mandate_opened: the id of a mandate; mandate_dropped: of a draft, confirmed.
        dossier_asked, removed_asked: the id of a prescription; the agent has confirmed.
        letters_asked: all letters that wait are to be printed in one go.
        paper_asked, answer_asked: the id of a paper to print, of a decided prescription.
        synchronise_asked, settings_asked, versions_asked, software_asked, backups_asked,
            conformity_asked, convention_asked: the way to those pages.
        register_asked: the way to the rights requests and breaches.
        told_accepted: the agent has read that a journal is kept.
        announcement_read: the agent has read what the Département announces.
    """

    came = Signal()
    quick_help_asked = Signal()
    interview_asked = Signal()
    mandate_asked = Signal()
    carnet_asked = Signal()
    activity_asked = Signal(object)
    papers_asked = Signal()
    channel_left = Signal()
    channel_picked = Signal(object)
    take_up_asked = Signal(str)
    review_asked = Signal(str)
    abandon_asked = Signal(str)
    mandate_opened = Signal(str)
    mandate_dropped = Signal(str)
    dossier_asked = Signal(str)
    removed_asked = Signal(str)
    letters_asked = Signal()
    paper_asked = Signal(str)
    answer_asked = Signal(str)
    synchronise_asked = Signal()
    settings_asked = Signal()
    versions_asked = Signal()
    software_asked = Signal()
    register_asked = Signal()
    backups_asked = Signal()
    conformity_asked = Signal()
    convention_asked = Signal()
    told_accepted = Signal()
    announcement_read = Signal()

    def __init__(self) -> None:
        super().__init__("Aujourd’hui", width=_WIDTH)
        self._problem = ""
        self._doors: dict[Porte, DoorButton] = {}
        self._sheet = Notice(
            "Votre feuille de secours n’est pas vérifiée. Sans elle, une phrase de passe oubliée "
            "ferme ce poste pour toujours.",
            "Vérifier la feuille",
            name="checkSheet",
        )
        self._roles = body("")
        self._roles.setObjectName("rolesNote")
        self._announcement = AnnouncementCard(name="announcement", can_be_put_away=True)
        self._told = Notice(TOLD, "J’ai lu", name="acceptJournal")
        self._vie = Notice("", "Voir la convention", name="goConvention")
        self._backup = Notice("", "", name="goBackups")
        self._aipd = Notice("", "Compléter", name="goConformity")
        self._waiting = Notice("", "Synchroniser", name="goSynchronise")
        self._urgent = Notice("", "Voir les demandes", name="seeRegister")
        self._version = Notice("", "Voir ce qui change", name="seeVersion")
        self._software = Notice("", "Voir la version", name="seeSoftware")
        self._door_row = TurningRow(needs=620)
        self._typed = QuietRow("Questionnaires papier", icon="modifier", name="paperQuestionnaires")
        self._activities = ActivityRow()
        self._channel = ChannelChoice()
        self.dated = DatedPart()
        self.dated.changed.connect(self._show_dated)
        self.steps = StepsCard()
        self.steps.changed.connect(self._show_steps)
        self._deposits = Deposits()
        self._tray = Tray()
        self._soon, self._soon_part = plain_list("Mandats bientôt terminés")
        self._papers, self._papers_part = plain_list("À imprimer plus tard")
        self._letters = QuietRow("Lettres du &jour…", icon="imprimer", name="lettersOfTheDay")
        self._letters.asked.connect(self.letters_asked)
        self._decided, self._decided_part = plain_list("Dernières réponses du Département")
        self._quiet = EmptyState(
            "Rien n’attend",
            "Les entretiens mis en attente, les papiers à imprimer et les réponses du "
            "Département viendront ici.",
            icon="succes",
        )
        self._make_doors()
        self._build_body()
        self._connect()

    def show_state(self, state: TodayState) -> None:
        """Show `state` and nothing else."""
        self.set_heading(state.greeting, state.day)
        if state.problem != self._problem:  # else what another page left to say would go at once
            self._problem = state.problem
            self.say(Tone.DANGER, state.problem)
        self._waiting.say(Tone.WARNING if state.waiting_late else Tone.INFO, state.waiting)
        self._version.say(Tone.INFO, state.version)
        self._software.say(state.software.tone, state.software.words)
        self._urgent.say(state.urgent.tone, state.urgent.words)
        self._roles.setText(state.roles)
        self._announcement.show_words(state.announcement)
        self._told.say(Tone.INFO, TOLD if state.untold else "")
        self._vie.say(state.vie.tone, state.vie.words)
        self._backup.say(Tone.WARNING, state.backup, action=state.backup_action)
        self._aipd.say(Tone.WARNING if state.aipd_pressing else Tone.INFO, state.aipd)
        for porte, door in self._doors.items():
            door.setVisible(porte in state.doors)
        first = next(porte for porte in _FIRST if porte in state.doors or porte is _FIRST[-1])
        self.set_first_focus(self._doors[first])
        self._typed.say(typed_words(state.typed))
        self._activities.show_activities(state.activities)
        self._deposits.show_rows(state.deposits, state.removals)
        self._tray.show_rows(state.tray)
        show_rows(self._soon, state.mandates_soon)
        show_rows(self._papers, state.papers)
        self._letters.say(letters_words(state.letters))
        show_rows(self._decided, state.answers)
        self._show_parts(state)

    def _show_parts(self, state: TodayState) -> None:
        """Show what has something to say; while the channel is asked, that question alone."""
        free = not state.choosing_channel
        for part, wanted in (
            (self._door_row, True),
            (self._typed, Porte.DIAGNOSTIC in state.doors or bool(state.typed)),
            (self._vie, bool(state.vie.words)),
            (self._activities, bool(state.activities)),
            (self._roles, bool(state.roles)),
            (self._urgent, bool(state.urgent.words)),
            (self._announcement, state.announcement is not None),
            (self._told, state.untold),
            (self._sheet, state.sheet_unchecked),
            (self._backup, bool(state.backup)),
            (self._waiting, bool(state.waiting)),
            (self._deposits, bool(state.deposits or state.removals)),
            (self._tray, bool(state.tray)),
            (self._soon_part, bool(state.mandates_soon)),
            (self._version, bool(state.version)),
            (self._software, bool(state.software.words)),
            (self._aipd, state.recalls_aipd),
            (self._papers_part, bool(state.papers)),
            (self._letters, bool(state.letters)),
            (self._decided_part, bool(state.answers)),
            (self.dated, self.dated.has_rows),
            (self.steps, self.steps.has_rows),
            (self._quiet, state.is_quiet and not self.dated.has_rows),
        ):
            part.setVisible(free and wanted)
        came = state.choosing_channel and self._channel.isHidden()
        left = free and not self._channel.isHidden()
        self._channel.setVisible(state.choosing_channel)
        if came:
            self._channel.setFocus(Qt.FocusReason.OtherFocusReason)
        elif left:
            self.take_focus()

    def _show_dated(self) -> None:
        """Show what is dated, unless the channel is asked."""
        free = self._channel.isHidden()
        self.dated.setVisible(free and self.dated.has_rows)
        if self.dated.has_rows:
            self._quiet.hide()

    def said_already(self) -> tuple[Pas, ...]:
        """Return the first steps that another part of the page asks for."""
        said = (
            (Pas.FEUILLE, self._sheet),
            (Pas.SAUVEGARDE, self._backup),
            (Pas.CONVENTION, self._vie),
        )
        return tuple(pas for pas, part in said if not part.isHidden())

    def _show_steps(self) -> None:
        """Show the first steps, unless the channel is asked."""
        self.steps.setVisible(self._channel.isHidden() and self.steps.has_rows)

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if not event.spontaneous():
            self._problem = ""
            self.banner.clear()
            self.came.emit()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self._channel.isVisible():
            if event.key() == Qt.Key.Key_Escape:
                self.channel_left.emit()
                return
            if self._channel.press_key(event.text()):
                return
        super().keyPressEvent(event)

    def _make_doors(self) -> None:
        self._add_door(
            Porte.DIAGNOSTIC,
            DoorButton(
                "Diagnostic et Pass",
                "Faire le point avec quelqu’un, conseiller, prescrire",
                icon="diagnostic",
                name="doorInterview",
            ),
        ).clicked.connect(self.interview_asked)
        self._add_door(
            Porte.CARNET,
            DoorButton(
                "Remise de carnet",
                "Remettre un carnet de Pass, avec son numéro et son reçu",
                icon="carnet",
                name="doorCarnet",
            ),
        ).clicked.connect(self.carnet_asked)
        self._add_door(
            Porte.MANDAT,
            DoorButton(
                "Mandat",
                "Faire une démarche au nom de quelqu’un, avec sa signature",
                icon="mandat",
                name="doorMandate",
            ),
        ).clicked.connect(self.mandate_asked)
        self._add_door(
            Porte.AIDE_RAPIDE,
            DoorButton(
                "Aide rapide",
                "Un coup de main sans dossier, compté en dix secondes",
                icon="aide",
                name="doorQuickHelp",
            ),
        ).clicked.connect(self.quick_help_asked)
        self._add_door(
            Porte.ATELIER,
            DoorButton(
                "Atelier",
                "Noter un atelier en une seule grille, sans aucun nom",
                icon="atelier",
                name="doorWorkshop",
            ),
        ).clicked.connect(lambda: self.activity_asked.emit(Activity.WORKSHOPS))

    def _build_body(self) -> None:
        """Put the parts in their order; each shows itself when it has something to say."""
        self.body.addWidget(self._door_row)
        parts: tuple[QWidget, ...] = (
            self._vie,
            self._typed, self._activities, self._channel, self._roles, self._urgent,
            self._announcement, self._told, self._sheet, self._backup, self._waiting,
            self._tray,  # somebody may be sitting there
            self.steps, self._deposits, self.dated, self._soon_part,
            self._papers_part,
            self._letters,
            self._decided_part, self._version, self._software, self._aipd, self._quiet,
        )  # fmt: skip
        for part in parts:
            self.body.addWidget(part)
            part.hide()

    def _add_door(self, porte: Porte, door: DoorButton) -> DoorButton:
        self._door_row.add(door, 1)
        self._doors[porte] = door
        return door

    def _connect(self) -> None:
        self._typed.asked.connect(self.papers_asked)
        self._activities.asked.connect(self.activity_asked)
        self._sheet.asked.connect(self.settings_asked)
        self._waiting.asked.connect(self.synchronise_asked)
        self._version.asked.connect(self.versions_asked)
        self._software.asked.connect(self.software_asked)
        self._urgent.asked.connect(self.register_asked)
        self._backup.asked.connect(self.backups_asked)
        self._aipd.asked.connect(self.conformity_asked)
        self._vie.asked.connect(self.convention_asked)
        self._told.asked.connect(self.told_accepted)
        self._announcement.read.connect(self.announcement_read)
        self._channel.picked.connect(self._channel_picked)
        self._channel.left.connect(self.channel_left)
        self._deposits.open_asked.connect(self.dossier_asked)
        self._deposits.see_asked.connect(self.answer_asked)
        self._deposits.removed_asked.connect(self.removed_asked)
        self._tray.take_up_asked.connect(self.take_up_asked)
        self._tray.review_asked.connect(self.review_asked)
        self._tray.abandon_asked.connect(self.abandon_asked)
        self._tray.mandate_asked.connect(self.mandate_opened)
        self._tray.mandate_dropped.connect(self.mandate_dropped)
        self._soon.opened.connect(self.mandate_opened)
        self._papers.opened.connect(self.paper_asked)
        self._decided.opened.connect(self.answer_asked)

    def _channel_picked(self, canal: Canal) -> None:
        self.channel_picked.emit(canal)
