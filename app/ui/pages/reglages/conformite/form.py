"""The few fields of « Conformité » that only people can fill in."""

from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QPlainTextEdit

from app.domain.conformite import LONGEST, Rubrique
from app.ui.pages.reglages.conformite.state import ConformiteState, Typed
from app.ui.pages.reglages.conformite.words import LIKE
from app.ui.widgets.banner import Banner
from app.ui.widgets.buttons import primary
from app.ui.widgets.card import Card
from app.ui.widgets.flow import flow
from app.ui.widgets.form_field import FormField, LineField
from app.ui.widgets.labels import body
from app.ui.widgets.layouts import sized

_LINES_HIGH = 84
_ONLY_REFERENT = (
    "Seul le référent de ce poste complète ces renseignements. Vous pouvez lire et imprimer les "
    "papiers."
)


class ConformiteForm(Card):
    """Functions and services, never a person who is helped.

    Signals:
        kept: a `Typed`, as the fields stand.
        wanted: the widget that must now be seen: the first mistake, or what was said.
    """

    kept = Signal(object)
    wanted = Signal(object)

    def __init__(self) -> None:
        super().__init__(
            "Ce que le programme ne peut pas savoir",
            about="Des fonctions et des services, jamais le nom d’une personne aidée. Le reste "
            "vient de la convention et de ce poste.",
        )
        self._shown = Typed()
        self._only = body(_ONLY_REFERENT)
        self._lines = sized(QPlainTextEdit(), min_height=_LINES_HIGH, max_height=_LINES_HIGH)
        self._lines.setTabChangesFocus(True)
        self._fields: dict[Rubrique, FormField] = {
            Rubrique.REPRESENTANT: _line(
                "&Représentant de la structure",
                "conformiteRepresentant",
                "Sa fonction, par exemple\u00a0: le Président du CCAS.",
            ),
            Rubrique.DPO: _line("Délégué à la &protection des données", "conformiteDpo", ""),
            Rubrique.RESPONSABLE: _line(
                "Interlocuteur &chez le responsable de traitement",
                "conformiteResponsable",
                "Son service, sa fonction, comment le joindre.",
            ),
            Rubrique.SOUS_TRAITANTS: FormField(
                "&Sous-traitants de la structure",
                self._lines,
                hint_text="Qui d’autre voit ces données pour votre compte (archives, "
                "maintenance)\u00a0? Un par ligne. Rien, s’il n’y en a pas.",
                optional=True,
                name="conformiteSousTraitants",
            ),
            Rubrique.CONSULTES: _line(
                "Personnes co&nsultées pour l’analyse d’impact",
                "conformiteConsultes",
                "Qui, quand, et leur avis, en quelques mots.",
                optional=True,
            ),
            Rubrique.AIPD_ON: _line(
                "&Date de l’analyse d’impact (AIPD)",
                "conformiteAipdOn",
                f"Le jour où elle a été validée, par exemple {LIKE}.",
            ),
            Rubrique.AIPD_PAR: _line(
                "&Validée par", "conformiteAipdPar", "La fonction de qui l’a validée."
            ),
        }
        self.keep_button = primary("&Enregistrer", icon="enregistrer", name="keepConformite")
        self.keep_button.clicked.connect(self._keep)
        self.body.addWidget(self._only)
        for part in self._fields.values():
            self.body.addWidget(part)
            if isinstance(part, LineField):
                part.submitted.connect(self._keep)
        buttons = flow()
        buttons.addWidget(self.keep_button)
        self.body.addLayout(buttons)
        self.banner = Banner()
        self.body.addWidget(self.banner)

    def show_state(self, state: ConformiteState) -> None:
        """Show what was kept, where nothing else is being typed, and the mistakes."""
        written = state.loaded and state.may_write
        self._only.setVisible(state.loaded and not state.may_write)
        for field, part in self._fields.items():
            asked = state.asks_responsable or field is not Rubrique.RESPONSABLE
            part.setVisible(written and asked)
        self.keep_button.setVisible(written)
        self.keep_button.setEnabled(not state.working)
        said = state.message if state.about_form else ""
        if (self.banner.text, said) != ("", ""):
            self.banner.say(state.tone, said)
            if said:
                self.wanted.emit(self.banner)
        self._fields[Rubrique.DPO].set_hint(_dpo_hint(state.dpo_ecrit))
        self._show_kept(state.kept)
        self._show_mistakes(state.mistakes)

    def typed(self) -> Typed:
        """Return the fields as they stand."""
        return Typed(**{one.value: self._text(one) for one in self._fields})

    @property
    def is_begun(self) -> bool:
        """Tell whether a field says something else than what was kept."""
        return self.typed() != self._shown

    def _text(self, field: Rubrique) -> str:
        part = self._fields[field]
        return part.text() if isinstance(part, LineField) else self._lines.toPlainText().strip()

    def _show_kept(self, kept: Typed) -> None:
        for field, part in self._fields.items():
            now, was = str(getattr(kept, field.value)), str(getattr(self._shown, field.value))
            if now != was and self._text(field) == was:
                if isinstance(part, LineField):
                    part.set_text(now)
                else:
                    self._lines.setPlainText(now)
        self._shown = kept

    def _show_mistakes(self, mistakes: Mapping[Rubrique, str]) -> None:
        first = next((one for one in self._fields if one in mistakes), None)
        for field, part in self._fields.items():
            part.set_error(mistakes.get(field, ""))
        if first is not None and self.keep_button.hasFocus():
            self._fields[first].editor.setFocus(Qt.FocusReason.OtherFocusReason)
            self.wanted.emit(self._fields[first])

    def _keep(self) -> None:
        self.kept.emit(self.typed())


def _line(label: str, name: str, hint: str, *, optional: bool = False) -> LineField:
    return LineField(label, name=name, hint_text=hint, optional=optional, max_length=LONGEST)


def _dpo_hint(written: str) -> str:
    hint = "Celui de votre structure, avec son courriel."
    if not written:
        return hint
    said = f"La convention écrit «\u00a0{written}\u00a0»"
    return f"{hint} {said}\u00a0: il manque la fin de l’adresse."
