"""The program itself in words."""

from app.ui.dates import day_words
from app.ui.pages.reglages.logiciel.state import UP_TO_DATE, LogicielState, RuleLine
from app.ui.version_words import notice_tone, notice_words
from app.ui.widgets.tones import Pill, Tone
from app.usecases.versions.releases import Checked, Verdict
from app.usecases.versions.software import Software, imposed_values

STOPPED = "Vous avez arrêté la vérification. Rien n’a été modifié."
_NOT_TOLD = Pill("Suivi par votre service informatique", Tone.NEUTRAL)
_NEWER = Pill("Une version plus récente existe", Tone.WARNING)
_NO_RULE = "Aucune règle n’est imposée à ce poste."


def shown(found: Software) -> LogicielState:
    """Return the state of the part."""
    avis, rules = found.avis, found.policies
    pill = UP_TO_DATE if found.told else _NOT_TOLD
    return LogicielState(
        version=f"Passerelle {found.version}",
        pill=_NEWER if avis else pill,
        notice=notice_words(avis, found.version),
        notice_tone=notice_tone(avis),
        address=avis.release.url if avis else "",
        earlier=f"La base d’avant la mise à jour est gardée, chiffrée, jusqu’au "
        f"{day_words(found.earlier_until)} au plus\u00a0; elle part plus tôt dès qu’un dossier est "
        "effacé."
        if found.earlier_until
        else "",
        rules_about=f"Lues dans {rules.source}" if rules.source else _NO_RULE,
        rules=tuple(RuleLine(title=one.title, value=value) for one, value in imposed_values(rules)),
        ignored=tuple(RuleLine(title=one.name, value=one.why) for one in rules.ignored),
    )


def verdict_tone(found: Checked) -> Tone:
    """Return how a verdict is shown."""
    return {
        Verdict.GOOD: Tone.SUCCESS,
        Verdict.TOO_OLD: Tone.WARNING,
    }.get(found.verdict, Tone.DANGER)


def verdict_words(found: Checked, present: str) -> str:
    """Return what an installer proved to be, and what to do."""
    name, version = f"«\u00a0{found.file}\u00a0»", f"Passerelle {found.release.version}"
    match found.verdict:
        case Verdict.GOOD:
            return (
                f"Bon\u00a0: {name} est {version}, tel que son éditeur l’a publié le "
                f"{day_words(found.release.issued_on)}. Il peut être installé\u00a0; vos données "
                "restent."
            )
        case Verdict.DAMAGED:
            return (
                f"Abîmé\u00a0: {name} porte le nom d’un installateur de {version} et n’en a pas le "
                "contenu. Ne l’installez pas\u00a0: copiez-le de nouveau, puis vérifiez-le."
            )
        case Verdict.UNKNOWN:
            return (
                f"Inconnu\u00a0: l’annonce de {version} ne connaît pas {name}. Ne l’installez pas. "
                "Demandez l’installateur et son annonce à votre service informatique."
            )
        case Verdict.TOO_OLD:
            return (
                f"Trop ancien\u00a0: {name} est bien {version}, et ce poste a déjà {present}. Il "
                "n’y a rien à installer."
            )
