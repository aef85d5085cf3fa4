"""A `vault.json` put back from an older copy: said so, and nothing is lost by having tried."""

import pytest

from app.storage.vault.failures import OldHeaderError
from app.ui.messages import failure_text
from app.usecases.laptop import colleagues
from app.usecases.workplace import Workplace
from tests.ui.workplace import add_colleague, new_workplace, workplace
from tests.usecases.backing import opened, quick

__all__ = ["new_workplace", "quick", "workplace"]  # fixtures


@pytest.mark.parametrize("copy_is_there", [True, False])
def test_an_old_header_beside_a_later_database_is_named(
    workplace: Workplace, *, copy_is_there: bool
) -> None:
    folder, agent = workplace.vault.folder, workplace.agent.id
    colleague = add_colleague(workplace)
    old = (folder / "vault.json").read_bytes()
    colleagues.remove(workplace, colleague.id)  # with new keys
    workplace.close()
    good = (folder / "vault.json").read_bytes()
    (folder / "vault.json").write_bytes(old)
    if not copy_is_there:
        (folder / "vault.json.bak").unlink()
    with pytest.raises(OldHeaderError) as refused:
        opened(folder, agent)
    said = failure_text(refused.value)
    assert "plus ancien que la base « passerelle-2.db »" in said.replace("\u00a0", " ")
    assert ("« vault.json.bak » est plus récente" in said) is copy_is_there
    assert ("restaurez une sauvegarde" in said) is not copy_is_there
    if copy_is_there:
        assert (folder / "vault.json.bak").read_bytes() == good
    (folder / "vault.json").write_bytes(good)
    assert (folder / "passerelle-2.db").exists()
