"""The first page of the conformity file: what it is, and how things stand at a glance."""

from app.documents.typography import french_date
from app.domain.conformite import EtatAipd
from app.usecases.conformity import conformite_words as words
from app.usecases.conformity.conformite_facts import Facts
from app.usecases.conformity.conformite_state import verdict
from app.usecases.workplace import Workplace


def about(workplace: Workplace, facts: Facts) -> str:
    """Return what this file is, of whom and of when."""
    return (
        f"Établi le {french_date(facts.today)} par Passerelle pour {workplace.structure.name}, "
        f"d’après la convention « {workplace.convention.title} » et l’état de ce poste. Il ne "
        "nomme aucune personne aidée."
    )


def summary(workplace: Workplace, facts: Facts) -> tuple[tuple[str, str], ...]:
    """Return how each part stands."""
    return (
        ("Rôle de la structure", words.capital(workplace.convention.protection.role_structure)),
        ("Registre", _register(facts)),
        ("Analyse d’impact", _aipd(facts)),
        ("Journal", verdict(facts)),
        ("Sauvegardes", _backups(workplace, facts)),
        ("Volume", words.volume(facts.counts)),
    )


def _aipd(facts: Facts) -> str:
    day, who = facts.etat.said.aipd_on, facts.etat.said.aipd_par
    if day is None:
        return words.AIPD[EtatAipd.A_RENSEIGNER]
    again = f" – {words.AIPD[EtatAipd.A_REVOIR]}" if facts.etat.aipd is EtatAipd.A_REVOIR else ""
    return f"Validée le {french_date(day)} ({who}){again}"


def _register(facts: Facts) -> str:
    lacks = len(words.lacks(facts))
    return f"{lacks} renseignement{'s' if lacks > 1 else ''} à compléter" if lacks else "Complet"


def _backups(workplace: Workplace, facts: Facts) -> str:
    last = facts.backups.last_success
    return f"Dernière réussie le {words.moment(workplace, last)}" if last else "Aucune"
