import importlib
import pkgutil
from contextlib import suppress

import pytest

import app.usecases
from app.domain.failures import AppError, UnusableFileError
from app.storage.vault.failures import WrongPassphraseError
from app.sync.gateway import GatewayError
from app.sync.outcomes import Outcome
from app.sync.protocol.activation_code import CodeProblem
from app.ui.messages import failure_text, outcome_text
from app.usecases.exchange.activating import WrongCodeError

UNKNOWN = "Passerelle a rencontré une difficulté qu’il ne connaît pas."


def _failures(kind: type[AppError]) -> list[type[AppError]]:
    return [kind, *(deeper for child in kind.__subclasses__() for deeper in _failures(child))]


def _silent_failures() -> list[type[AppError]]:
    """Return the program's failures that carry no sentence of their own."""
    for module in pkgutil.walk_packages(app.usecases.__path__, "app.usecases."):
        importlib.import_module(module.name)
    found: list[type[AppError]] = []
    for kind in _failures(AppError):
        if not kind.__module__.startswith("app.usecases"):
            continue
        with suppress(TypeError):  # takes arguments: it makes its own sentence of them
            if not str(kind()):
                found.append(kind)
    return found


def test_every_failure_of_the_use_cases_has_its_sentence() -> None:
    silent = _silent_failures()
    assert len(silent) >= 5, "the walk found too little to be believed"
    assert [kind.__name__ for kind in silent if failure_text(kind()).startswith(UNKNOWN)] == []


@pytest.mark.parametrize("outcome", list(Outcome))
def test_every_outcome_of_a_synchronisation_has_its_sentence(outcome: Outcome) -> None:
    assert not outcome_text(outcome.value).startswith(UNKNOWN)
    assert failure_text(GatewayError(outcome)) == outcome_text(outcome.value)


def test_a_wrong_passphrase_says_what_happened_what_is_kept_and_what_to_do() -> None:
    assert failure_text(WrongPassphraseError()) == (
        "Ce n’est pas la bonne phrase de passe. Rien n’est perdu. "
        "Vérifiez les majuscules et le clavier, puis recommencez."
    )


def test_a_cut_line_never_says_that_something_was_lost() -> None:
    assert "rien n’est perdu et rien ne sera compté deux fois" in outcome_text("coupure")


def test_an_unusable_file_is_named_with_the_place() -> None:
    failure = UnusableFileError("convention.toml", "la clé « pass » manque.", place="ligne 12")
    assert failure_text(failure) == (
        "Fichier «\u00a0convention.toml\u00a0», ligne 12\u00a0: la clé « pass » manque."
    )


def test_a_typing_mistake_in_an_activation_code_says_where() -> None:
    assert failure_text(WrongCodeError(CodeProblem.SYMBOL, 4)) == (
        "Un caractère ne peut pas se trouver dans un code d’activation. Regardez le groupe 4. "
        "Rien n’a été envoyé. Comparez avec la feuille du Département."
    )


def test_a_bug_does_not_show_its_insides() -> None:
    assert failure_text(KeyError("Jeanne Exemple")).startswith(UNKNOWN)
