"""What the agent is told first, once the vault is open."""


def missed_words(missed: int) -> str:
    """Return how many wrong passphrases were typed under the agent's name, and what to do."""
    return (
        f"{missed}\u00a0mauvaises phrases de passe ont été tapées à votre nom juste avant cette "
        "ouverture. Si ce n’était pas vous, parlez-en à votre référent et changez votre phrase de "
        "passe dans Réglages."
    )
