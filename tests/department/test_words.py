from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from app.department.console.rendering import moment


def test_an_hour_is_written_as_people_say_it() -> None:
    at = datetime(2026, 3, 3, 5, 26, tzinfo=UTC)
    assert moment(at, ZoneInfo("Europe/Paris")) == "3\u00a0mars\u00a02026 à 6\u00a0h\u00a026"
    night = datetime(2026, 7, 1, 22, 5, tzinfo=UTC)
    assert moment(night, ZoneInfo("Europe/Paris")) == "2\u00a0juillet\u00a02026 à 0\u00a0h\u00a005"
    assert moment(None, ZoneInfo("Europe/Paris")) == "—"
