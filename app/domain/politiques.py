"""What an IT department imposes on its laptops: the one table of policies, and their values.

Data alone: where they are read is the program's start (`app.bootstrap.policies`), what is shown and
what is written in the administrator's guide, the ADMX and the example files are made from it.
"""

from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Final

from app.domain.failures import AppError


class Nature(StrEnum):
    """What a policy's value is. A path is absolute, and may name another machine's share."""

    TEXTE = "texte"
    FICHIER = "fichier"
    DOSSIER = "dossier"
    NOMBRE = "nombre"
    OUI_NON = "oui_non"


@dataclass(frozen=True, slots=True, kw_only=True)
class Politique:
    r"""One line of the table.

    `name` is the key of the TOML file; `registry` the value's name under
    `HKLM\Software\Policies\Passerelle`. `title` and `meaning` are for people; `applies` says
    where in the program it is seen; `default` what happens without it. A `secret` is shown and
    written nowhere. `lowest` and `highest` bound a number.
    """

    name: str
    nature: Nature
    title: str
    meaning: str
    default: str
    applies: str
    english_title: str
    english_meaning: str
    example: str
    lowest: int = 0
    highest: int = 0
    secret: bool = False

    @property
    def registry(self) -> str:
        """Return the name of the value in the registry: `adresse_service` is `AdresseService`."""
        return "".join(part.capitalize() for part in self.name.split("_"))

    @property
    def registry_type(self) -> str:
        """Return the type of the value in the registry."""
        return "REG_DWORD" if self.nature in (Nature.NOMBRE, Nature.OUI_NON) else "REG_SZ"


PROFIL: Final = Politique(
    name="profil",
    nature=Nature.TEXTE,
    title="Convention du poste",
    meaning="Le code d’une convention fournie avec le programme. Au premier démarrage elle est "
    "la seule proposée.",
    default="toutes les conventions sont proposées",
    applies="Premier démarrage",
    english_title="Agreement of the workstation",
    english_meaning="The code of an agreement that comes with the program. It is the only one "
    "offered at the first start.",
    example="eurometropole-strasbourg",
)
FICHIER_CONVENTION: Final = Politique(
    name="fichier_convention",
    nature=Nature.FICHIER,
    title="Fichier de la convention",
    meaning="Un fichier .passerelle-convention signé par le Département. Le poste activé le relit "
    "à chaque ouverture du référent et garde une version nouvelle, que le référent met en service.",
    default="le référent choisit lui-même un fichier, ou Synchroniser l’apporte",
    applies="Réglages › Convention",
    english_title="Agreement file",
    english_meaning="A .passerelle-convention file signed by the Département. An activated "
    "workstation reads it whenever the local administrator opens it, and keeps a new version.",
    example=r"\\serveur\passerelle\convention.passerelle-convention",
)
ADRESSE_SERVICE: Final = Politique(
    name="adresse_service",
    nature=Nature.TEXTE,
    title="Adresse du service du Département",
    meaning="L’adresse à laquelle le poste s’active (https://…). Elle ne peut pas être changée "
    "dans Réglages.",
    default="l’adresse est saisie avec le code d’activation",
    applies="Réglages › Département",
    english_title="Address of the Département's service",
    english_meaning="The address at which the workstation is activated (https://…). It cannot be "
    "changed in the settings.",
    example="https://passerelle.departement.example",
)
CODE_ACTIVATION: Final = Politique(
    name="code_activation",
    nature=Nature.TEXTE,
    title="Code d’activation du poste",
    meaning="Le code que le Département a donné pour ce poste : il s’active seul à la première "
    "ouverture, avec l’adresse du service. N’est ni affiché ni écrit dans un journal.",
    default="le code est saisi dans Réglages › Département",
    applies="Première ouverture du référent",
    english_title="Activation code of the workstation",
    english_meaning="The code given for this workstation: it is activated by itself at the first "
    "opening, with the service's address. It is never shown nor logged.",
    example="",
    secret=True,
)
FICHIER_CODES: Final = Politique(
    name="fichier_codes",
    nature=Nature.FICHIER,
    title="Fichier des codes d’activation",
    meaning="Le tableau (CSV) qu’un lot de codes donne dans la console du Département, sa colonne "
    "« poste » portant le nom de chaque ordinateur : le poste y prend la ligne à son nom.",
    default="aucun",
    applies="Première ouverture du référent",
    english_title="File of activation codes",
    english_meaning="The table (CSV) that a batch of codes gives in the console, whose column "
    "“poste” holds each computer's name: a workstation takes the line with its own name.",
    example=r"\\serveur\passerelle\codes.csv",
    secret=True,
)
AVIS_MISE_A_JOUR: Final = Politique(
    name="avis_mise_a_jour",
    nature=Nature.OUI_NON,
    title="Avis de nouvelle version",
    meaning="« non » : le poste ne dit plus aux agents qu’une version nouvelle existe.",
    default="oui",
    applies="Aujourd’hui, Réglages › Logiciel",
    english_title="Notice of a new version",
    english_meaning="Off: workers are no longer told that a new version exists.",
    example="non",
)
VERROUILLAGE_MINUTES: Final = Politique(
    name="verrouillage_minutes",
    nature=Nature.NOMBRE,
    title="Verrouillage sans activité, au plus tard",
    meaning="Le plus long délai, en minutes. L’agent peut choisir plus court, jamais plus long.",
    default="l’agent choisit jusqu’à 30 minutes ; 10 au départ",
    applies="Réglages › Sécurité",
    english_title="Idle lock, at the latest",
    english_meaning="The longest idle time, in minutes. A worker may choose a shorter one, never "
    "a longer one.",
    example="5",
    lowest=1,
    highest=60,
)
DOSSIER_SAUVEGARDES: Final = Politique(
    name="dossier_sauvegardes",
    nature=Nature.DOSSIER,
    title="Dossier des sauvegardes",
    meaning="Le poste sauvegarde là, chiffré, sans qu’on le lui demande. Le dossier ne peut pas "
    "être changé dans Réglages. %USERNAME% et %COMPUTERNAME% y sont remplacés.",
    default="le référent choisit un dossier ou une clé",
    applies="Réglages › Sauvegardes",
    english_title="Backup folder",
    english_meaning="Where the workstation backs up, encrypted, without being asked. It cannot be "
    "changed in the settings. %USERNAME% and %COMPUTERNAME% are replaced.",
    example=r"\\serveur\sauvegardes\%COMPUTERNAME%",
)
CLE_STRUCTURE: Final = Politique(
    name="cle_structure",
    nature=Nature.FICHIER,
    title="Clé publique de la structure",
    meaning="Le fichier .cle-publique de la structure : un nouveau coffre lui donne une part, "
    "pour les phrases de passe perdues. Ne peut pas être changée dans Réglages.",
    default="proposée au premier démarrage, ou aucune",
    applies="Premier démarrage, Réglages › Sécurité",
    english_title="Public key of the structure",
    english_meaning="The structure's .cle-publique file: a new vault gives it a share, for lost "
    "passphrases. It cannot be changed in the settings.",
    example=r"C:\ProgramData\Passerelle\structure.cle-publique",
)
TABLE: Final = (
    PROFIL,
    FICHIER_CONVENTION,
    ADRESSE_SERVICE,
    CODE_ACTIVATION,
    FICHIER_CODES,
    AVIS_MISE_A_JOUR,
    VERROUILLAGE_MINUTES,
    DOSSIER_SAUVEGARDES,
    CLE_STRUCTURE,
)
"""Every policy there is; whatever else is found where they are read is ignored, and said."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ignoree:
    """A policy that was found and is not followed: its name as found, and why, in French."""

    name: str
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Politiques:
    """The policies in force. An empty text, None and zero mean that nothing is imposed.

    `source` says where they were read, empty when there is no such place; `ignored` is shown to
    whoever looks, and logged without any value.
    """

    profil: str = ""
    fichier_convention: Path | None = None
    adresse_service: str = ""
    code_activation: str = field(default="", repr=False)
    fichier_codes: Path | None = None
    avis_mise_a_jour: bool | None = None
    verrouillage_minutes: int = 0
    dossier_sauvegardes: Path | None = None
    cle_structure: Path | None = None
    source: str = ""
    ignored: tuple[Ignoree, ...] = ()

    def imposes(self, policy: Politique) -> bool:
        """Tell whether `policy` is set."""
        value: object = getattr(self, policy.name)
        return value is False or bool(value)

    @property
    def announces_versions(self) -> bool:
        """Tell whether workers are told of a new version."""
        return self.avis_mise_a_jour is not False

    def idle_minutes(self, chosen: int) -> int:
        """Return the idle time that holds where the worker chose `chosen` minutes."""
        return min(chosen, self.verrouillage_minutes or chosen)


class FixedByPolicyError(AppError):
    """The IT department imposes another value; what stands there stands."""


NO_POLICY: Final = Politiques()
FIXED: Final = "Fixé par votre service informatique."
