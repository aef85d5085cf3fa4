"""Say in French what a name, a value or a condition of the guide means."""

from collections.abc import Iterable

from app.questionnaire.expressions.syntax import (
    BinaryOperation,
    Expression,
    FunctionCall,
    NumberLiteral,
    Reference,
    StringLiteral,
)
from app.questionnaire.guide.model import Guide
from app.questionnaire.guide.names import AGE
from app.questionnaire.guide.values import Atom, Ticked, Value

_SIGNS = {"<": "moins de", "<=": "au plus", ">": "plus de", ">=": "au moins"}
_RESULTS = {
    AGE: "Âge",
    "niveau": "Niveau",
    "niveau_declare": "Niveau déclaré",
    "niveau_simulation": "Niveau observé à l’exercice",
    "ecart_simulation": "Écart entre l’exercice et le déclaré",
    "plafond": "Plafond appliqué",
    "service": "Service",
    "code_service": "Règle de service",
    "suite": "Suite",
}


class Wording:
    """Words one guide: labels of questions, answers, variables and results."""

    def __init__(self, guide: Guide) -> None:
        self._guide = guide
        self._variables = {variable.name: variable for variable in guide.variables}

    def name(self, name: str) -> str:
        """Return what `name` is called."""
        question = self._guide.questions.get(name)
        if question:
            return question.label
        variable = self._variables.get(name)
        return variable.label if variable else _RESULTS.get(name, name)

    def code(self, name: str, code: Atom) -> str:
        """Return what one value of `name` is called."""
        if isinstance(code, bool):
            return "oui" if code else "non"
        text = str(code)
        if not text:
            return "sans objet"
        question = self._guide.questions.get(self._source(name))
        choice = question.choice(text) if question else None
        if choice:
            return choice.label
        return self._label(name, text)

    def _source(self, name: str) -> str:
        """Follow a variable that repeats a question back to that question."""
        variable = self._variables.get(name)
        if variable and variable.calcul == "expression" and not variable.condition:
            return variable.arguments[0] if len(variable.arguments) == 1 else name
        return name

    def _label(self, name: str, code: str) -> str:
        if name == AGE:
            return self._guide.tranches_age.get(code, code)
        service = self._guide.service_labels.get(code)
        if name == "service" and service:
            return service.label
        variable = self._variables.get(name)
        bands = self._guide.tables.get(variable.table, ()) if variable else self._guide.niveaux
        return next((band.label for band in bands if band.code == code), code)

    def value(self, name: str, value: Value) -> str:
        """Return what is known of `name`, in words."""
        if isinstance(value, Ticked):
            if value.sure != value.possible:
                return "pas encore connu"
            return self.codes(name, sorted(value.sure)) or "rien de coché"
        if len(value) == 1:
            return self.code(name, next(iter(value)))
        numbers = sorted(n for n in value if isinstance(n, int) and not isinstance(n, bool))
        if numbers:
            return f"de {numbers[0]} à {numbers[-1]}"
        return "pas encore connu"

    def codes(self, name: str, codes: Iterable[Atom]) -> str:
        """Return several values of `name`, in words."""
        return ", ".join(self.code(name, code) for code in codes)

    def condition(  # noqa: PLR0911  one return for each form of expression
        self, expression: Expression
    ) -> str:
        """Return a condition in words."""
        match expression:
            case BinaryOperation(operator="and"):
                return f"{self.condition(expression.left)}, et {self.condition(expression.right)}"
            case BinaryOperation(operator="or"):
                return f"{self.condition(expression.left)} ou {self.condition(expression.right)}"
            case BinaryOperation():
                return self._comparison(expression)
            case FunctionCall(name="not", arguments=(inner,)):
                return self._denied(inner)
            case FunctionCall(name="true"):
                return "dans tous les autres cas"
            case FunctionCall(
                name="selected" | "genre" as word,
                arguments=(Reference(name=name), StringLiteral(value=code)),
            ):
                shown = self.code(name, code) if word == "selected" else f"genre {code}"
                return _said(self.name(name), f"« {shown} »")
            case Reference(name=name):
                return _said(self.name(name), "oui")
            case _:
                return self._operand(expression, "")

    def _denied(self, inner: Expression) -> str:
        match inner:
            case Reference(name=name):
                return _said(self.name(name), "non")
            case FunctionCall(
                name="selected", arguments=(Reference(name=name), StringLiteral(value=code))
            ):
                return _said(self.name(name), f"pas « {self.code(name, code)} »")
            case _:
                return f"ce n’est pas le cas que : {self.condition(inner)}"

    def _comparison(self, expression: BinaryOperation) -> str:
        about = next((_about(s) for s in (expression.left, expression.right) if _about(s)), "")
        left = self._operand(expression.left, about)
        right = self._operand(expression.right, about)
        match expression.operator:
            case "=":
                return _said(left, right)
            case "!=":
                return _said(left, f"autre que « {right} »")
            case sign:
                return _said(left, f"{_SIGNS.get(sign, sign)} {right}")

    def _operand(self, expression: Expression, about: str) -> str:
        match expression:
            case StringLiteral(value=code):
                return self.code(about, code)
            case NumberLiteral(value=number):
                return f"{number:g}"
            case Reference(name=name):
                return self.name(name)
            case FunctionCall(arguments=(Reference(name=name),)):
                return f"{self.name(name)} (points)"
            case BinaryOperation(left=left, right=right, operator=sign):
                return f"{self._operand(left, about)} {sign} {self._operand(right, about)}"
            case _:
                return "…"


def _said(about: str, value: str) -> str:
    """Put a label and its value in one line; a question ends with its own sign."""
    if about.endswith(("?", "…")):
        return f"{about} {value}"
    return f"{about.removesuffix('.')} : {value}"


def _about(expression: Expression) -> str:
    return expression.name if isinstance(expression, Reference) else ""
