"""What each step of the guided notification asks (documents.md b9)."""

from enum import IntEnum

from app.domain.violation import LONGEST_SENTENCE
from app.ui.asking.asked import Asked, Kind
from app.usecases.registers import violation_words as words

YES, NO, UNKNOWN = "oui", "non", "inconnu"
YES_NO = ((NO, "Non"), (YES, "Oui"))
_NO_NAME = "Sans nom de personne, une phrase suffit."


class Step(IntEnum):
    """Where the assistant stands."""

    KNOWN = 0
    WHAT = 1
    DATA = 2
    GUARD = 3
    AFTER = 4
    SEND = 5


TRAIL = ("Connue", "Faits", "Données", "Protection", "Mesures", "Envoi")
TITLES = {
    Step.KNOWN: "Quand l’avez-vous su\u00a0?",
    Step.WHAT: "Que s’est-il passé\u00a0?",
    Step.DATA: "Quelles données, combien de personnes\u00a0?",
    Step.GUARD: "Qu’est-ce qui protégeait les données\u00a0?",
    Step.AFTER: "Conséquences et mesures",
    Step.SEND: "Relire et envoyer",
}


ASKED: dict[Step, tuple[Asked, ...]] = {
    Step.KNOWN: (
        Asked(
            code="jour",
            words="Le",
            hint="Le jour où quelqu’un de la structure l’a su",
            most=10,
        ),
        Asked(code="heure", words="À", hint="Le délai court de là", most=8, beside=True),
    ),
    Step.WHAT: (
        Asked(
            code="cause",
            words="Ce qui s’est passé",
            kind=Kind.ONE,
            choices=tuple((code.value, said) for code, said in words.CAUSES.items()),
        ),
        Asked(
            code="supports",
            words="Sur quoi étaient les données",
            kind=Kind.MANY,
            choices=tuple((code.value, said) for code, said in words.SUPPORTS.items()),
        ),
        Asked(
            code="description",
            words="En une phrase",
            hint=_NO_NAME,
            optional=True,
            most=LONGEST_SENTENCE,
        ),
        Asked(code="debut_jour", words="Début, le", hint="Si on le sait", optional=True, most=10),
        Asked(
            code="debut_heure",
            words="Début, à",
            hint="Si on le sait",
            optional=True,
            most=8,
            beside=True,
        ),
        Asked(code="fin_jour", words="Fin, le", hint="Si c’est fini", optional=True, most=10),
        Asked(
            code="fin_heure",
            words="Fin, à",
            hint="Si c’est fini",
            optional=True,
            most=8,
            beside=True,
        ),
        Asked(
            code="certaines",
            words="Ces dates sont-elles certaines\u00a0?",
            kind=Kind.SHORT,
            choices=((NO, "Estimées"), (YES, "Certaines")),
        ),
    ),
    Step.DATA: (
        Asked(code="personnes", words="Personnes concernées", hint="Environ", most=7),
        Asked(
            code="enregistrements",
            words="Fiches concernées",
            hint="Dossiers, entretiens, prescriptions, papiers",
            most=8,
            beside=True,
        ),
        Asked(
            code="donnees",
            words="Catégories de données",
            kind=Kind.MANY,
            choices=tuple((code.value, said) for code, said in words.DONNEES.items()),
        ),
    ),
    Step.GUARD: (
        Asked(
            code="chiffre",
            words="Les données étaient-elles chiffrées\u00a0?",
            hint="La base et les sauvegardes de Passerelle le sont toujours. Un papier, un fichier "
            "PDF ou un courriel ne le sont pas.",
            kind=Kind.SHORT,
            choices=((YES, "Oui"), (NO, "Non"), (UNKNOWN, "Je ne sais pas")),
        ),
        Asked(
            code="secret",
            words="Quelqu’un d’autre connaît-il la phrase de passe ou la feuille de secours\u00a0?",
            hint="Notée sur un papier avec l’ordinateur, par exemple.",
            kind=Kind.SHORT,
            choices=tuple((code.value, said) for code, said in words.SECRETS.items()),
        ),
        Asked(
            code="natures",
            words="Nature de la violation",
            kind=Kind.MANY,
            choices=tuple((code.value, said) for code, said in words.NATURES.items()),
        ),
        Asked(
            code="origine",
            words="Origine",
            kind=Kind.ONE,
            choices=tuple((code.value, said) for code, said in words.ORIGINES.items()),
        ),
    ),
    Step.AFTER: (
        Asked(
            code="consequences",
            words="Conséquences probables pour les personnes",
            kind=Kind.MANY,
            choices=tuple((code.value, said) for code, said in words.CONSEQUENCES.items()),
        ),
        Asked(
            code="gravite",
            words="Gravité pour les personnes",
            kind=Kind.SHORT,
            choices=tuple((code.value, said) for code, said in words.GRAVITES.items()),
        ),
        Asked(
            code="mesures",
            words="Mesures déjà prises",
            kind=Kind.MANY,
            choices=tuple((code.value, said) for code, said in words.MESURES.items()),
        ),
        Asked(
            code="prevues",
            words="Mesures à prendre",
            kind=Kind.MANY,
            choices=tuple((code.value, said) for code, said in words.MESURES.items()),
        ),
        Asked(
            code="informees",
            words="Les personnes ont-elles été informées\u00a0?",
            hint="Seulement sur instruction du responsable de traitement.",
            kind=Kind.SHORT,
            choices=YES_NO,
        ),
        Asked(
            code="information",
            words="Ce qui leur a été dit",
            hint=_NO_NAME,
            optional=True,
            most=LONGEST_SENTENCE,
        ),
        Asked(
            code="autres",
            words="Autres démarches",
            kind=Kind.MANY,
            choices=tuple((code.value, said) for code, said in words.AUTRES.items()),
            optional=True,
        ),
        Asked(
            code="joindre",
            words="Pour vous joindre",
            hint="Téléphone ou courriel de qui suit cette violation",
            most=LONGEST_SENTENCE,
        ),
    ),
    Step.SEND: (),
}
