"""What can go wrong with the vault, one type a situation.

`VaultError` is about the file, `UnlockError` about who opens it. No message holds a label, a
passphrase, a key or a part of one.
"""

from app.domain.failures import AppError, UnusableFileError

VAULT_FILE = "vault.json"


class VaultError(UnusableFileError):
    """The vault's file cannot be used as it is; nothing was overwritten."""

    def __init__(self, problem: str, *, place: str = "", file: str = VAULT_FILE) -> None:
        super().__init__(file, problem, place=place)


class MissingVaultError(VaultError):
    """The folder holds no vault."""

    def __init__(self, *, copy_is_there: bool) -> None:
        self.copy_is_there = copy_is_there
        rest = (
            "Sa copie « vault.json.bak » est là : vous pouvez la remettre en place."
            if copy_is_there
            else "Vérifiez le dossier des données, ou remettez une sauvegarde."
        )
        super().__init__(f"ce fichier de clés n’est pas dans le dossier. {rest}")


class VaultExistsError(VaultError):
    """A vault, a copy of one or a database is there already: a new one would hide it."""

    def __init__(self, found: str) -> None:
        super().__init__(
            "ce dossier contient déjà des données de Passerelle. Rien n’a été changé ; "
            "ouvrez-les, ou choisissez un autre dossier.",
            file=found,
        )


class DamagedVaultError(VaultError):
    """The file is not what was written: cut, altered, or not a vault at all."""

    def __init__(self, *, place: str = "") -> None:
        super().__init__(
            "le fichier de clés est abîmé. Les dossiers eux-mêmes ne sont pas touchés et rien n’a "
            "été écrasé. Remettez en place sa copie « vault.json.bak », ou une sauvegarde.",
            place=place,
        )


class WeakVaultError(VaultError):
    """A slot asks for a key derivation weaker, or dearer, than the program accepts."""

    def __init__(self, *, place: str) -> None:
        super().__init__(
            "la protection de la phrase de passe n’a pas la force exigée : ce fichier n’a pas "
            "été écrit par Passerelle. Remettez en place sa copie ou une sauvegarde, et prévenez "
            "votre référent.",
            place=place,
        )


class NewerVaultError(VaultError):
    """A later version of the program wrote the file."""

    def __init__(self, version: int) -> None:
        self.version = version
        super().__init__(
            "ce coffre vient d’une version plus récente de Passerelle. Rien n’a été changé ; "
            "mettez le programme à jour pour l’ouvrir.",
            place=f"version {version}",
        )


class VaultNotWrittenError(VaultError):
    """The disk is full or the folder protected; the vault in place is whole."""

    def __init__(self, *, file: str = VAULT_FILE) -> None:
        super().__init__(
            "l’enregistrement a échoué (disque plein ou dossier protégé). Le coffre en place "
            "n’est pas abîmé ; libérez de la place, puis recommencez.",
            file=file,
        )


class StaleVaultError(VaultError):
    """The file on disk is no longer the one that was opened (another program changed it)."""

    def __init__(self) -> None:
        super().__init__(
            "le coffre a été changé ailleurs depuis l’ouverture. Rien n’a été écrasé ; "
            "fermez Passerelle puis rouvrez-le."
        )


class OldHeaderError(VaultError):
    """The header is of a generation before that of the database beside it: it cannot open it."""

    def __init__(self, database: str, *, copy_is_later: bool) -> None:
        self.copy_is_later = copy_is_later
        todo = (
            "Sa copie « vault.json.bak » est plus récente : remettez-la en place de « vault.json »."
            if copy_is_later
            else "Remettez le « vault.json » que ce poste avait en dernier, ou restaurez une "
            "sauvegarde."
        )
        super().__init__(
            f"ce fichier de clés est plus ancien que la base « {database} » qui est à côté, et ne "
            f"peut pas l’ouvrir. Les dossiers sont là et rien n’a été effacé. {todo}"
        )


class NoNewDatabaseError(VaultError):
    """A re-keying is confirmed before the database of the new generation was written."""

    def __init__(self, file: str) -> None:
        super().__init__(
            "la base rechiffrée n’est pas là : le changement de clés est annulé et "
            "l’ancienne base reste en service. Recommencez.",
            file=file,
        )


class UnlockError(AppError):
    """The vault is whole, but this person cannot open it this way."""


class WrongPassphraseError(UnlockError):
    """The passphrase is not the agent's."""

    def __init__(self) -> None:
        super().__init__("Ce n’est pas la bonne phrase de passe. Vérifiez majuscules et clavier.")


class NoSuchAgentError(UnlockError):
    """Nobody of this id has a slot."""

    def __init__(self) -> None:
        super().__init__("Cette personne n’a pas d’accès sur ce poste.")


class RemovedAgentError(UnlockError):
    """The agent had a slot, which was withdrawn."""

    def __init__(self) -> None:
        super().__init__("L’accès de cette personne à ce poste a été retiré.")


class AgentExistsError(UnlockError):
    """The agent to be added has a slot already."""

    def __init__(self) -> None:
        super().__init__("Cette personne a déjà un accès sur ce poste.")


class LastAgentError(UnlockError):
    """Nobody would be left to open the vault."""

    def __init__(self) -> None:
        super().__init__(
            "C’est la dernière personne qui peut ouvrir ce poste : ajoutez d’abord un collègue."
        )


class PepperMissingError(UnlockError):
    """The slot needs a secret of the system's keyring that is not there any more."""

    def __init__(self) -> None:
        super().__init__(
            "Le trousseau de clés de cet ordinateur ne contient plus la part de Passerelle. Rien "
            "n’est perdu : ouvrez avec la feuille de secours, puis choisissez une phrase de passe."
        )


class KeyringLockedError(PepperMissingError):
    """The slot needs a secret of the system's keyring, which is locked or does not answer."""

    def __init__(self) -> None:
        UnlockError.__init__(
            self,
            "Le trousseau de clés de cet ordinateur est verrouillé ou ne répond pas. Rien n’est "
            "perdu\u00a0: déverrouillez-le (il s’ouvre avec votre session), puis recommencez. "
            "Sinon, la feuille de secours ouvre sans lui.",
        )


class WrongRecoveryKeyError(UnlockError):
    """What was typed is not the current recovery sheet.

    `groups` are the faulty groups, counted from 1; empty when the text is a well-formed key of
    another vault or of a replaced sheet.
    """

    def __init__(self, groups: tuple[int, ...] = (), *, expected_sheet: int = 0) -> None:
        self.groups = groups
        self.expected_sheet = expected_sheet
        if len(groups) == 1:
            sentence = f"Il y a une faute de frappe dans le groupe {groups[0]}."
        elif groups:
            listed = ", ".join(str(group) for group in groups)
            sentence = f"Ces groupes ne correspondent pas à la feuille : {listed}."
        else:
            sentence = (
                "La clé est bien recopiée, mais ce n’est pas celle de ce poste. "
                f"La feuille attendue porte le numéro {expected_sheet}."
            )
        super().__init__(sentence)


class NoStructureKeyError(UnlockError):
    """This vault has no share for the structure."""

    def __init__(self) -> None:
        super().__init__(
            "Ce poste n’a pas de part pour la clé de la structure. Ouvrez avec la feuille de "
            "secours."
        )


class WrongStructureKeyError(UnlockError):
    """The vault's share is for another key than this one."""

    def __init__(self) -> None:
        super().__init__(
            "Ce n’est pas la clé de structure que ce poste attend\u00a0: comparez les empreintes. "
            "Rien n’a été modifié."
        )


class StructureKeyFileError(UnusableFileError):
    """This file is not the half of a structure's key that was asked for."""


class WrongStructurePassphraseError(UnlockError):
    """The passphrase is not that of the private half."""

    def __init__(self) -> None:
        super().__init__(
            "Ce n’est pas la phrase de passe de la clé de la structure. Rien n’a été modifié. "
            "Vérifiez les majuscules et le clavier, puis recommencez."
        )


class ResetRefusedError(UnlockError):
    """A passphrase is set without the old one only after the sheet or the structure opened."""

    def __init__(self) -> None:
        super().__init__(
            "Pour remplacer une phrase de passe oubliée, ouvrez d’abord avec la feuille de secours."
        )


class VaultForgottenError(UnlockError):
    """The keys were forgotten: the window is locked."""

    def __init__(self) -> None:
        super().__init__("Passerelle est verrouillé.")


class WeakPassphraseError(UnlockError):
    """The chosen passphrase is too easy to guess; the message says what to do."""


class NotEnoughMemoryError(UnlockError):
    """The laptop could not lend the memory that the key derivation takes."""

    def __init__(self) -> None:
        super().__init__(
            "La mémoire de l’ordinateur ne suffit pas pour ouvrir le coffre. "
            "Fermez d’autres programmes, puis recommencez."
        )
