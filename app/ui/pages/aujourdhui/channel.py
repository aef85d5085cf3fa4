"""Where the interview takes place: asked once, when it opens."""

from PySide6.QtCore import Signal

from app.domain.entretien import Canal
from app.ui.interview.turning import TurningRow
from app.ui.widgets.buttons import link
from app.ui.widgets.card import Card
from app.ui.widgets.door import DoorButton
from app.ui.widgets.layouts import row

_KEYS = {"1": Canal.SUR_PLACE, "2": Canal.TELEPHONE}


class ChannelChoice(Card):
    """Two doors: « Sur place » (1) and « Par téléphone » (2).

    Signals:
        picked: the `Canal`.
        left: the agent does not want an interview after all.
    """

    picked = Signal(object)
    left = Signal()

    def __init__(self) -> None:
        super().__init__("Où se passe l’entretien\u00a0?")
        here = DoorButton(
            "1. Sur place", "La personne est avec vous", icon="personne", name="channelHere"
        )
        phone = DoorButton(
            "2. Par téléphone", "La personne est au bout du fil", icon="telephone",
            name="channelPhone",
        )  # fmt: skip
        here.clicked.connect(lambda: self.picked.emit(Canal.SUR_PLACE))
        phone.clicked.connect(lambda: self.picked.emit(Canal.TELEPHONE))
        doors = TurningRow(needs=480)
        doors.add(here, 1)
        doors.add(phone, 1)
        leave = link("&Revenir", icon="retour", name="leaveChannel")
        leave.clicked.connect(self.left)
        last = row()
        last.addWidget(leave)
        last.addStretch(1)
        self.body.addWidget(doors)
        self.body.addLayout(last)
        self.setFocusProxy(here)

    def press_key(self, key: str) -> bool:
        """Pick by the keys 1 and 2; tell whether it was one of them."""
        canal = _KEYS.get(key)
        if canal is None:
            return False
        self.picked.emit(canal)
        return True
