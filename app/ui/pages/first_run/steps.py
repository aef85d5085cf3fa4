"""The forms of the first steps: convention, structure, agent, passphrase."""

from collections.abc import Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from app.ui.pages.first_run.key_choice import KeyChoice
from app.ui.pages.first_run.state import FirstRunForm, FirstRunState, RoleEntry
from app.ui.theme.tokens import Space
from app.ui.widgets.choice_list import Choice, ChoiceList
from app.ui.widgets.form_field import FormField, LineField
from app.ui.widgets.labels import Text, TextRole, body, strong
from app.ui.widgets.layouts import column, sized
from app.ui.widgets.passphrase_field import PassphraseField
from app.ui.widgets.strength_meter import StrengthMeter


class ProfileStep(QWidget):
    """Which convention this laptop works for.

    Signals:
        submitted: Enter was pressed on an answer.
    """

    submitted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.choices = ChoiceList("Convention")
        self.choices.submitted.connect(self.submitted)
        self._mistake = Text("", TextRole.ERROR)
        layout = column(self, gap=Space.L)
        layout.addWidget(
            body("Pour quelle convention ce poste travaille-t-il\u00a0? Il n’en suit qu’une.")
        )
        layout.addWidget(self.choices)
        layout.addWidget(self._mistake)

    def show_state(self, state: FirstRunState) -> None:
        """Show the conventions and the one that was picked."""
        entries = [Choice(p.code, p.title, p.explanation) for p in state.profiles]
        self.choices.show_choices(entries, selected=[state.form.profile])
        self._mistake.setText(state.mistakes.get("profile", ""))
        self._mistake.setVisible(bool(state.mistakes.get("profile")))

    def profile(self) -> str:
        """Return the code of the picked convention, empty when none is."""
        return "".join(self.choices.selected()[:1])


class StructureStep(QWidget):
    """The structure, as papers will name it.

    Signals:
        submitted: Enter was pressed in a field.
    """

    submitted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.name = LineField(
            "&Nom de la structure",
            name="structureName",
            hint_text="Comme il doit paraître sur les courriers.",
        )
        self.code = LineField(
            "&Code",
            name="structureCode",
            hint_text="Il commence les références, par exemple CCASILL dans 2026-CCASILL-0001.",
            max_length=12,
        )
        self.adresse = sized(QPlainTextEdit(), min_height=96, max_height=96)
        self.adresse.setTabChangesFocus(True)
        self.adresse_field = FormField(
            "&Adresse", self.adresse, hint_text="Une ligne par élément.", name="structureAdresse"
        )
        self.telephone = LineField("&Téléphone", name="structureTelephone", optional=True)
        self.courriel = LineField("C&ourriel", name="structureCourriel", optional=True)
        layout = column(self, gap=Space.L)
        self.key = KeyChoice()
        for part in (
            self.name, self.code, self.adresse_field, self.telephone, self.courriel, self.key,
        ):  # fmt: skip
            layout.addWidget(part)
        for line in (self.name, self.code, self.telephone, self.courriel):
            line.submitted.connect(self.submitted)

    def show_state(self, state: FirstRunState) -> None:
        """Show what was typed and what is wrong."""
        form, wrong = state.form, state.mistakes
        self.name.set_text(form.structure_name)
        self.code.set_text(form.structure_code)
        if self.lines() != form.adresse:
            self.adresse.setPlainText("\n".join(form.adresse))
        self.telephone.set_text(form.telephone)
        self.courriel.set_text(form.courriel)
        self.key.show_key(state.key, state.key_mistake)
        self.key.fix(fixed=state.key_is_imposed)
        _mark(
            wrong,
            structure_name=self.name,
            structure_code=self.code,
            adresse=self.adresse_field,
            telephone=self.telephone,
            courriel=self.courriel,
        )

    def lines(self) -> tuple[str, ...]:
        """Return the lines of the address that say something."""
        lines = (line.strip() for line in self.adresse.toPlainText().splitlines())
        return tuple(line for line in lines if line)


class AgentStep(QWidget):
    """The first agent.

    Signals:
        submitted: Enter was pressed in a field.
    """

    submitted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.prenom = LineField("&Prénom", name="agentPrenom")
        self.nom = LineField("&Nom", name="agentNom")
        self.fonction = LineField(
            "&Fonction",
            name="agentFonction",
            optional=True,
            hint_text="Par exemple conseillère numérique.",
        )
        layout = column(self, gap=Space.L)
        layout.addWidget(
            body(
                "Vous ouvrirez ce poste et en serez le référent\u00a0: vous y ajouterez des "
                "collègues et direz ce que chacun peut faire."
            )
        )
        for part in (self.prenom, self.nom, self.fonction):
            part.submitted.connect(self.submitted)
            layout.addWidget(part)
        self._asks = strong("Vos autres rôles")
        self.roles = ChoiceList("Vos autres rôles")
        self.roles.setObjectName("firstRoles")
        self.roles.submitted.connect(self.submitted)
        self._roles: tuple[RoleEntry, ...] = ()
        layout.addWidget(self._asks)
        layout.addWidget(self.roles)

    def show_state(self, state: FirstRunState) -> None:
        """Show what was typed and what is wrong."""
        self.prenom.set_text(state.form.prenom)
        self.nom.set_text(state.form.nom)
        self.fonction.set_text(state.form.fonction)
        if state.roles != self._roles:
            self._roles = state.roles
            choices = [Choice(one.code, one.label, one.explanation) for one in state.roles]
            usual = [one.code for one in state.roles[:1]]
            self.roles.show_choices(choices, multiple=True, selected=usual, keys=False)
        self._asks.setVisible(bool(state.roles))
        self.roles.setVisible(bool(state.roles))
        _mark(state.mistakes, prenom=self.prenom, nom=self.nom)


class PassphraseStep(QWidget):
    """The passphrase, twice, with its estimate.

    Signals:
        changed: the first field as it is being typed.
        submitted: Enter was pressed in the second field.
    """

    changed = Signal(str)
    submitted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.first = PassphraseField("&Phrase de passe", name="firstPassphrase")
        self.second = PassphraseField("La même, encore une &fois", name="secondPassphrase")
        self.meter = StrengthMeter()
        self.first.changed.connect(self._changed)
        self.second.submitted.connect(self.submitted)
        layout = column(self, gap=Space.L)
        layout.addWidget(
            body(
                "Elle protège les dossiers si l’ordinateur est volé. Personne ne peut la retrouver "
                "à votre place\u00a0: l’étape suivante donne une feuille de secours."
            )
        )
        for part in (self.first, self.meter, self.second):
            layout.addWidget(part)

    def show_state(self, state: FirstRunState) -> None:
        """Show what is wrong; never a passphrase."""
        self.first.set_error(state.mistakes.get("first", ""))
        self.second.set_error(state.mistakes.get("second", ""))

    def clear(self) -> None:
        """Forget both fields."""
        self.first.clear()
        self.second.clear()
        self.meter.show_strength(None)

    def _changed(self) -> None:
        self.changed.emit(self.first.passphrase())


def form_of(profile: ProfileStep, structure: StructureStep, agent: AgentStep) -> FirstRunForm:
    """Return what stands in the three forms."""
    return FirstRunForm(
        profile=profile.profile(),
        structure_name=structure.name.text(),
        structure_code=structure.code.text().upper(),
        adresse=structure.lines(),
        telephone=structure.telephone.text(),
        courriel=structure.courriel.text(),
        prenom=agent.prenom.text(),
        nom=agent.nom.text(),
        fonction=agent.fonction.text(),
        roles=agent.roles.selected(),
    )


def _mark(mistakes: Mapping[str, str], **fields: FormField) -> None:
    for name, field in fields.items():
        field.set_error(mistakes.get(name, ""))
