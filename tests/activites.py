"""Acts without a name, for tests."""

from app.domain.activite import Aide

EMAIL_HELP = Aide(themes=("email",), minutes=15)
