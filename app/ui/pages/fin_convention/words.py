"""The end of a convention in words."""

from datetime import date

from app.domain.fin_convention import EtapeFin, FinConvention, MotifReste
from app.ui.dates import day_words
from app.ui.widgets.choice_list import Choice
from app.ui.widgets.confirm_dialog import Question
from app.usecases.laptop.ending_convention import FinState

TITLE = "Fin de la convention"
TITLES = {
    EtapeFin.RESTES: "Ce qui reste à envoyer",
    EtapeFin.RESTITUTION: "Rendre les données",
    EtapeFin.RECEPTION: "La réception par le Département",
    EtapeFin.DESTRUCTION: "Détruire les données des personnes",
    EtapeFin.ATTESTATION: "Garder l’attestation",
    EtapeFin.TERMINEE: "La convention est terminée",
}
_SHORT = {
    EtapeFin.RESTES: "Envoyer",
    EtapeFin.RESTITUTION: "Rendre",
    EtapeFin.RECEPTION: "Confirmer",
    EtapeFin.DESTRUCTION: "Détruire",
    EtapeFin.ATTESTATION: "Garder la preuve",
}
ABOUT = {
    EtapeFin.RESTES: "Une prescription qui attend n’arrivera plus après la destruction.",
    EtapeFin.RESTITUTION: "Tout ce que ce poste sait des personnes, dans un fichier scellé que "
    "seul le Département peut ouvrir. Il est relu après écriture. Remettez-le sur une clé ou par "
    "un envoi\u00a0: personne d’autre n’y lit rien.",
    EtapeFin.RECEPTION: "En ouvrant le fichier, le Département y trouve un code de réception de "
    "huit signes. Demandez-le-lui\u00a0: il prouve que le fichier s’ouvre et que rien ne manque.",
    EtapeFin.DESTRUCTION: "Dossiers, réponses, prescriptions, papiers et historiques de tous les "
    "agents, ici et dans les sauvegardes à portée. Les compteurs anonymes restent.",
    EtapeFin.ATTESTATION: "Elle est numérotée et signée par ce poste. Enregistrez-la hors du "
    "poste, et remettez-la au Département.",
    EtapeFin.TERMINEE: "Plus aucune donnée des personnes reçues n’est conservée sur ce poste.",
}
REASONS = (
    Choice(MotifReste.SERVICE_FERME.value, "Le service du Département ne répond plus"),
    Choice(MotifReste.ACCORD.value, "Le Département a écrit qu’il ne les attend plus"),
    Choice(MotifReste.ERREUR.value, "Elles ont été préparées par erreur"),
)
BY_NETWORK = "&Synchroniser"
BY_STICK = "&Préparer ou lire une clé"
_REASON_FIRST = "Synchronisez, ou dites pourquoi ces prescriptions ne partiront pas."
_REASON_FIRST_STICK = (
    "Préparez une clé et lisez la réponse du Département, ou dites pourquoi ces prescriptions ne "
    "partiront pas."
)
_RESTES_STICK = (
    "Ce poste n’a pas de réseau\u00a0: préparez une clé, portez-la, et lisez la réponse avant "
    "d’aller plus loin. Ce que la réponse n’a pas confirmé peut s’être perdu en route, et "
    "n’arrivera plus après la destruction."
)
TYPE_FIRST = "Écrivez votre phrase de passe\u00a0: c’est la dernière vérification."
NOT_REFERENT = "Seul le référent de ce poste met fin à la convention. Demandez-le-lui."
NOT_ACTIVE = (
    "Ce poste n’est pas activé\u00a0: il ne connaît pas la clé du Département et ne peut rien "
    "sceller pour lui. Activez-le dans Réglages, puis revenez ici."
)
QUESTION = Question(
    title="Détruire les données de toutes les personnes\u00a0?",
    text="Elles deviennent invisibles aussitôt, pour tous les agents, puis sont effacées. Rien ne "
    "permet de revenir en arrière. Interrompue, la destruction reprend à l’ouverture suivante.",
    confirm="Tout détruire",
    destructive=True,
)
GIVE_UP = Question(
    title="Renoncer à la fin de la convention\u00a0?",
    text="Rien n’a été détruit. Les étapes faites seront à refaire. Le fichier déjà remis au "
    "Département reste chez lui.",
    confirm="Renoncer",
)


def trail(fin: FinConvention) -> tuple[str, ...]:
    """Return the steps of this convention, in short."""
    skipped = () if fin.restitution else (EtapeFin.RESTITUTION, EtapeFin.RECEPTION)
    return tuple(words for etape, words in _SHORT.items() if etape not in skipped)


def step_number(etape: EtapeFin, fin: FinConvention) -> int:
    """Return where `etape` stands in the trail, from 0; behind its end once all is done."""
    words = trail(fin)
    return words.index(_SHORT[etape]) if etape in _SHORT else len(words)


def about(etape: EtapeFin, *, only_stick: bool) -> str:
    """Return what a step is; on a laptop without a network, what the way by stick asks."""
    return _RESTES_STICK if only_stick and etape is EtapeFin.RESTES else ABOUT[etape]


def reason_first(*, only_stick: bool) -> str:
    """Return what to do before going on."""
    return _REASON_FIRST_STICK if only_stick else _REASON_FIRST


def unsent(number: int, *, on_stick: int = 0) -> str:
    """Return what is unsent; of it, `on_stick` was carried away and is not confirmed."""
    if number == 0:
        return "Rien n’attend d’être envoyé."
    waits = "Un envoi attend encore" if number == 1 else f"{number}\u00a0envois attendent encore"
    if not on_stick:
        return f"{waits}."
    if number == 1:
        return f"{waits}\u00a0: il est parti sur une clé, sans réponse lue ici."
    gone = "un est parti" if on_stick == 1 else f"{on_stick} sont partis"
    return f"{waits}, dont {gone} sur une clé, sans réponse lue ici."


def kept_longer(number: int) -> str:
    """Return a warning about records that somebody asked to keep or to freeze."""
    if number == 0:
        return ""
    which = (
        "Un dossier est conservé ou gelé"
        if number == 1
        else f"{number}\u00a0dossiers sont conservés ou gelés"
    )
    return (
        f"{which} à la demande de quelqu’un\u00a0: vérifiez avec le Département avant d’aller plus "
        "loin."
    )


def said(state: FinState) -> str:
    """Return what is remembered of the steps that are done."""
    done = state.avancement
    parts: list[str] = []
    if done.reste:
        parts += [
            f"Non envoyées\u00a0: {choice.label}" for choice in REASONS if choice.code == done.reste
        ]
    if done.sha256:
        parts.append(f"Fichier remis, empreinte {done.sha256[:16]}.")
    if done.recu:
        by = "par son code" if done.recu == "code" else f"par écrit\u00a0: {done.recu}"
        parts.append(f"Réception confirmée {by}.")
    if done.numero:
        parts.append(f"Destruction n°\u00a0{done.numero}.")
    if done.terminee_on:
        parts.append(f"Terminée le {day_words(date.fromisoformat(done.terminee_on))}.")
    return "\n".join(parts)
