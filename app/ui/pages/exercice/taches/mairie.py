"""T2: find an opening hour on the page of a town hall."""

import re

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QStackedWidget, QWidget

from app.ui.pages.exercice.taches.base import TaskPage, plain_line
from app.ui.theme.tokens import Space
from app.ui.widgets.buttons import Button, link, primary
from app.ui.widgets.flow import flow
from app.ui.widgets.labels import body, separator, strong
from app.ui.widgets.layouts import column

OPENS_AT = 9
_HOUR = re.compile(r"\D*(\d{1,2})\s*(?:h(?:eures?)?|:)?\s*(\d{2})?(?!\d)", re.IGNORECASE)
_WELCOME = (
    "Bienvenue à Clairval-les-Prés. La fête des associations aura lieu le premier dimanche "
    "de juin, de 10\u00a0h à 18\u00a0h. La piscine rouvre le 15\u00a0mai."
)
_DESK = (
    "État civil, inscription à l’école, cantine. Prenez rendez-vous au guichet "
    "pour une carte d’identité\u00a0: le mardi et le jeudi, de 14\u00a0h à 17\u00a0h."
)
_HOURS = (
    "Lundi au jeudi\u00a0: de 8\u00a0h\u00a030 à 17\u00a0h\n"
    "Vendredi\u00a0: de 8\u00a0h\u00a030 à 16\u00a0h\n"
    f"Samedi\u00a0: de {OPENS_AT}\u00a0h à 12\u00a0h\n"
    "Dimanche\u00a0: fermée"
)
_CONTACT = "Mairie de Clairval-les-Prés, place du Marché, près de la fontaine."
_PLACES = (
    ("Accueil", _WELCOME),
    ("Vos démarches", _DESK),
    ("Horaires de la mairie", _HOURS),
    ("Contact", _CONTACT),
)


class MairiePage(TaskPage):
    """A small site with four places; the hour stands in the third."""

    def __init__(self) -> None:
        super().__init__("Mairie de Clairval-les-Prés", about="Page fictive.")
        menu = QWidget()
        places = flow(menu, gap=Space.S)
        self._texts = QStackedWidget()
        self._buttons: list[Button] = []
        for number, (name, text) in enumerate(_PLACES):
            button = link(name, name=f"taskPlace{number}")
            button.clicked.connect(lambda _=False, n=number: self._texts.setCurrentIndex(n))
            places.addWidget(button)
            self._buttons.append(button)
            self._texts.addWidget(_place(name, text))
        question = strong("Le samedi, la mairie ouvre à\u00a0:")
        self.line = plain_line("Le samedi, la mairie ouvre à")
        self.line.setObjectName("taskLine")
        question.setBuddy(self.line)
        button = primary("Valider", name="taskValidate")
        button.clicked.connect(self._validate)
        self.line.returnPressed.connect(self._validate)
        for part in (menu, self._texts, separator(), question, self.line):
            self.body.addWidget(part)
        self.body.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
        self.first = self._buttons[0]

    def seen(self) -> str:
        """Return the hour that was given, and whether it is right."""
        text = self.line.text().strip()
        if not text:
            return "pas de réponse écrite."
        judged = "c’est la bonne heure" if is_right(text) else "ce n’est pas la bonne heure"
        return f"«\u00a0{text}\u00a0», {judged}."

    def _validate(self) -> None:
        if self.line.text().strip():
            self.done.emit()


def is_right(text: str) -> bool:
    """Tell whether an hour typed in any usual way is the one on the page."""
    found = _HOUR.match(text)
    return found is not None and (int(found[1]), int(found[2] or 0)) == (OPENS_AT, 0)


def _place(name: str, text: str) -> QWidget:
    page = QWidget()
    lines = column(page, gap=Space.S)
    lines.addWidget(strong(name))
    lines.addWidget(body(text))
    lines.addStretch(1)
    return page
