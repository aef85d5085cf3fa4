"""The announcement of the Département in words, for whichever page shows it."""

from app.ui.dates import day_words
from app.ui.widgets.announcement_card import AnnouncementWords
from app.usecases.versions.announcements import Annonce


def announcement_words(found: Annonce | None) -> AnnouncementWords | None:
    """Return the announcement in words; None without one."""
    if found is None:
        return None
    return AnnouncementWords(
        title=found.title,
        paragraphs=found.paragraphs,
        days=f"Du {day_words(found.starts_on)} au {day_words(found.ends_on)}. "
        "Texte signé par le Département.",
    )
