"""Which postal codes go with which communes: Démarches simplifiées drops the others in silence."""

from app.sync.demarches.body import KnowsCommune
from app.usecases.workplace import Workplace


def knows_commune(workplace: Workplace) -> KnowsCommune:
    """Return whether a postal code and an INSEE code go together."""

    def knows(code_postal: str, code_insee: str) -> bool:
        return any(one.code_insee == code_insee for one in workplace.communes.at(code_postal))

    return knows
