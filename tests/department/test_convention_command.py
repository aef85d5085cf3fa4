"""A convention is signed, taken in by a laptop's own reader, and published as the same file."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from app.department import commands
from app.department.cli import parser
from app.department.commands import PROFILES
from app.sync.protocol.convention_file import propose, read, write
from app.sync.protocol.errors import ProtocolError
from tests.department.test_command import Operator, operator, published

__all__ = ["operator"]  # a fixture

PROFILE = "eurometropole-strasbourg"


def root_of(operator: Operator) -> bytes:
    options = parser().parse_args([*operator.options, "restored"])
    with commands.opened_service(options) as service:
        return service.keys.root_public


@pytest.mark.long
def test_a_convention_is_signed_by_the_root_then_published(
    operator: Operator, tmp_path: Path
) -> None:
    toml = PROFILES / PROFILE / "convention.toml"
    target, faulty = tmp_path / "2027.passerelle-convention", tmp_path / "faute.toml"
    operator.tells("structure", "CCAS d’essai", "--code", "CCASILL")
    assert operator.tells("sign-convention", str(toml), str(target)) == {
        "signed": str(target),
        "profile": PROFILE,
    }
    file = read(target.read_bytes())
    file.check(root_of(operator))
    assert file.toml == toml.read_bytes()
    with pytest.raises(ProtocolError):
        file.check(bytes(32))
    assert operator.tells("publish-convention", str(target))["published"] == PROFILE
    (one,) = published(operator)
    assert one[:2] == ("convention", PROFILE)
    faulty.write_text(toml.read_text("utf-8").replace("annees = 4", "annees = 40"), "utf-8")
    proposal = tmp_path / "essai.passerelle-convention"
    proposal.write_bytes(write(propose(PROFILE, b"x = 1", at=datetime(2026, 11, 22, tzinfo=UTC))))
    for arguments, problem in (
        (("sign-convention", str(toml), str(target)), "ou existe"),
        (("sign-convention", str(faulty), str(tmp_path / "a")), "conservation.annees"),
        (("sign-convention", str(proposal), str(tmp_path / "a")), "« format »"),
        (("publish-convention", str(proposal)), "n’est pas une convention signée"),
        (("publish-convention", str(tmp_path / "absent")), "ne se lit pas"),
    ):
        status, out, err = operator.run(*arguments)
        assert (status, out) == (1, ""), arguments
        assert problem in err
    assert published(operator) == [one]
