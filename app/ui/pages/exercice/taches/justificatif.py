"""T4: a small form with a date and a document to join."""

import re

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from app.ui.pages.exercice.taches.base import TaskPage, plain_line
from app.ui.theme.tokens import Space
from app.ui.widgets.buttons import primary, secondary
from app.ui.widgets.choice_list import Choice, ChoiceList
from app.ui.widgets.labels import body, strong
from app.ui.widgets.layouts import column

DAY = (14, 3, 2026)
_WRITTEN = "14 mars 2026"
_MONTH = "mars"
_PICTURES = (
    Choice("vacances", "vacances.jpg", "Photo, une plage"),
    Choice("facture", "facture.jpg", "Photo, une facture d’électricité"),
    Choice("chat", "chat.jpg", "Photo, un chat"),
)


class JustificatifPage(TaskPage):
    """A date to copy, an image to join, « Envoyer »."""

    def __init__(self) -> None:
        about = "Formulaire fictif\u00a0: rien n’est envoyé, aucun fichier n’est ouvert."
        super().__init__("Demande d’aide au logement", about=about)
        self.body.addWidget(body(f"Date de la demande\u00a0: {_WRITTEN}"))
        label = strong("Recopiez la date")
        self.line = plain_line("Recopiez la date")
        self.line.setObjectName("taskLine")
        label.setBuddy(self.line)
        join = secondary("Joindre une image", icon="ajouter", name="taskJoin")
        self._pictures = self._make_pictures()
        join.clicked.connect(lambda: self._pictures.setVisible(True))
        self._joined = body("Aucune image jointe.")
        self._joined.setObjectName("taskJoined")
        send = primary("Envoyer", icon="envoi", name="taskValidate")
        send.clicked.connect(self._send)
        for part in (label, self.line, join, self._pictures, self._joined, send):
            left = part in (join, send)
            place = Qt.AlignmentFlag.AlignLeft if left else Qt.AlignmentFlag(0)
            self.body.addWidget(part, 0, place)
        self._picture = ""
        self._sent = False
        self.first = self.line

    def seen(self) -> str:
        """Return what was filled in, joined and sent."""
        date = "date juste" if is_the_day(self.line.text()) else "date fausse ou absente"
        joined = {"": "aucune image", "facture": "facture jointe"}.get(
            self._picture, "une autre image jointe"
        )
        sent = "formulaire envoyé" if self._sent else "formulaire non envoyé"
        return f"{date}, {joined}, {sent}."

    def _make_pictures(self) -> QWidget:
        holder = QWidget()
        lines = column(holder, gap=Space.S)
        lines.addWidget(strong("Vos images"))
        self.choices = ChoiceList("Vos images")
        self.choices.show_choices(_PICTURES, keys=False)
        self.choices.answered.connect(self._join)
        lines.addWidget(self.choices)
        holder.hide()
        return holder

    def _join(self, codes: tuple[str, ...]) -> None:
        for code in codes:
            self._picture = code
            name = next(one.label for one in _PICTURES if one.code == code)
            self._joined.setText(f"Image jointe\u00a0: {name}")

    def _send(self) -> None:
        self._sent = True
        self.done.emit()


def is_the_day(text: str) -> bool:
    """Tell whether `text` is the date on the page, in figures or in words."""
    found = re.findall(r"\d+", text.lower().replace(_MONTH, f" {DAY[1]} "))
    day, month, year = DAY
    return [int(part) for part in found] in ([day, month, year], [day, month, year % 100])
