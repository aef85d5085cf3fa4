"""Take the laptop back from the person: the agent at work shows that it is really him."""

from app.storage.vault.opened import unlock
from app.usecases.laptop.trying import try_passphrase
from app.usecases.workplace import Workplace


def confirm_agent(workplace: Workplace, passphrase: str) -> None:
    """Check the passphrase of the agent at work; about a second, so in a thread.

    Nothing is opened or changed: the keys that come out are forgotten at once.

    Raises:
        TooSoonError: after wrong passphrases there is a wait; nothing was tried.
        WrongPassphraseError: not this agent's passphrase.
        VaultError: the file cannot be read.
    """
    folder, agent_id = workplace.vault.folder, workplace.agent.id
    opened = try_passphrase(
        folder,
        agent_id,
        workplace.clock,
        lambda: unlock(folder, agent_id, passphrase, workplace.pepper),
    )
    opened.forget()
