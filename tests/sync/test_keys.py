import pytest

from app.sync.gateway import Outgoing, batches
from app.sync.keys import DeviceKeys, Link, new_device_keys
from app.sync.protocol.errors import ErrorCode, ProtocolError
from app.sync.protocol.payload import Kind
from app.sync.protocol.signed import sign_key_list
from app.sync.protocol.signing import new_signing_key, public_of
from tests.sync import samples
from tests.sync.gateway_suite import new_item


def _link(serial: int = 2) -> Link:
    return Link(
        structure="CCAS-ILL",
        structure_name="CCAS d’Illkirch",
        service="Département d’exemple",
        epoch="e1",
        root=public_of(samples.ROOT_PRIVATE),
        key_list=sign_key_list(samples.key_list(serial), samples.ROOT_PRIVATE),
    )


def test_device_keys_are_kept_and_read_back() -> None:
    keys = new_device_keys()
    assert DeviceKeys.from_bytes(keys.to_bytes()) == keys


def test_two_devices_share_nothing() -> None:
    first, second = new_device_keys(), new_device_keys()
    assert first.device != second.device
    assert first.signing != second.signing
    assert first.receiving != second.receiving


def test_private_keys_show_in_no_text() -> None:
    keys = new_device_keys()
    assert repr(keys) == f"DeviceKeys(device='{keys.device}')"


def test_damaged_keys_are_refused() -> None:
    raw = new_device_keys().to_bytes()
    with pytest.raises(ProtocolError):
        DeviceKeys.from_bytes(raw[:-10])


def test_a_link_is_kept_and_read_back() -> None:
    assert Link.from_bytes(_link().to_bytes()) == _link()
    assert _link().keys().serial == 2


def test_a_newer_key_list_of_the_same_root_replaces_the_older() -> None:
    newer = sign_key_list(samples.key_list(3), samples.ROOT_PRIVATE)
    assert _link().with_keys(newer).keys().serial == 3


def test_an_older_or_foreign_key_list_does_not() -> None:
    older = sign_key_list(samples.key_list(1), samples.ROOT_PRIVATE)
    with pytest.raises(ProtocolError) as caught:
        _link().with_keys(older)
    assert caught.value.code is ErrorCode.STALE_SERIAL
    foreign = sign_key_list(samples.key_list(3), new_signing_key())
    with pytest.raises(ProtocolError) as caught:
        _link().with_keys(foreign)
    assert caught.value.code is ErrorCode.BAD_SIGNATURE


def _queue(count: int, size: int) -> list[Outgoing]:
    return [
        Outgoing(item=new_item(), revision=1, kind=Kind.PRESCRIPTION, payload=b"x" * size)
        for _ in range(count)
    ]


def test_a_queue_is_cut_by_number_in_order() -> None:
    queue = _queue(101, 300)
    cut = list(batches(queue, most_items=50))
    assert [len(batch) for batch in cut] == [50, 50, 1]
    assert [one for batch in cut for one in batch] == queue


def test_a_queue_of_large_items_is_cut_by_size() -> None:
    cut = list(batches(_queue(50, 16 * 1024), most_items=50))
    assert [len(batch) for batch in cut] == [10, 10, 10, 10, 10]


def test_an_empty_queue_has_no_batch() -> None:
    assert list(batches([], most_items=50)) == []
