"""The policies as the program starts with them, and `python -m app --policies`."""

import sys
from pathlib import Path
from typing import Final

from app.bootstrap.policies.reading import read_policies
from app.domain.politiques import NO_POLICY, TABLE, Nature, Politique, Politiques

SET: Final = "défini, et montré nulle part"


def policies_at_start(resources: Path, data: Path) -> Politiques:
    """Read the policies; those that are ignored are noted in the program's log, without values."""
    found = read_policies(profiles_of(resources))
    if found.ignored:
        from app.bootstrap.crashes import note_plain  # noqa: PLC0415 - where one is wrong

        known = {one.name for one in TABLE}
        for one in found.ignored:
            name = one.name if one.name in known else "une ligne ou tout le fichier"
            note_plain(data, f"policy ignored: {name} ({one.why})")
    return found


def profiles_of(resources: Path) -> frozenset[str]:
    """Return the codes of the conventions that come with the program."""
    return frozenset(one.name for one in (resources / "conventions").iterdir() if one.is_dir())


def shown_value(policies: Politiques, policy: Politique) -> str:
    """Return a policy's value for people; a secret says that it is set."""
    value: object = getattr(policies, policy.name)
    if policy.secret and value:
        return SET
    if policy.nature is Nature.OUI_NON:
        return "oui" if value else "non"
    return str(value)


def print_policies(resources: Path) -> int:
    """Print what is imposed on this machine, a line a policy; 1 when something is ignored."""
    found = read_policies(profiles_of(resources))
    say = sys.stdout.write
    if found == NO_POLICY:
        say("Aucune règle n’est imposée à ce poste.\n")
        return 0
    say(f"Règles lues dans {found.source}\n")
    for policy in TABLE:
        if found.imposes(policy):
            say(f"{policy.name} = {shown_value(found, policy)}\n")
    for one in found.ignored:
        say(f"ignorée : {one.name} : {one.why}\n")
    return 1 if found.ignored else 0
