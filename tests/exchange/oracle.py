"""What people really did, written down beside the program, not what it says of it."""

import copy
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import Enum, auto


class End(Enum):
    """What a worker wanted of a prescription, last."""

    STANDS = auto()
    UNDONE = auto()
    WITHDRAWN = auto()
    ERASED = auto()
    GONE = auto()  # made after the backup that was put back: the laptop cannot know it any more


@dataclass
class Story:
    """One prescription as people know it."""

    id: str
    personne: str
    nom: str
    service: str
    end: End = End.STANDS
    told: set[tuple[str, str]] = field(default_factory=set)
    names: set[str] = field(default_factory=set)
    older: bool = False
    """The laptop was put back since: it may hold less than it once sent."""
    erasure_known: bool = False
    """The service keeps the mark of the erasure."""
    perhaps_erased: bool = False
    """The laptop was put back, and the service may know that this was erased, or not."""
    erasure_perhaps_known: bool = False
    of_backup: End | None = None
    """Erased, which the service alone knows by now: what the laptop believes until it is told."""

    def __post_init__(self) -> None:
        self.say()

    def say(self) -> None:
        """Remember what the record says now."""
        self.told.add((self.nom, self.service))
        self.names.add(self.nom)


Verdict = tuple[str, str, str]
"""What was decided: which way, its motive, the day."""


@dataclass
class Oracle:
    """Everything that people did on both sides."""

    stories: dict[str, Story] = field(default_factory=dict)
    decided: dict[str, Verdict] = field(default_factory=dict)
    every_verdict: set[tuple[str, Verdict]] = field(default_factory=set)
    forgotten: set[str] = field(default_factory=set)
    """Items of which the Département lost a decision with its database."""
    received: set[tuple[str, int]] = field(default_factory=set)
    """Every revision that any life of the service accepted."""
    restored: bool = False

    def standing(self) -> list[Story]:
        """Return what a worker may still act upon."""
        return [one for one in self.stories.values() if one.end is End.STANDS]

    def erased(self) -> frozenset[str]:
        """Return what is erased now."""
        return frozenset(one.id for one in self.stories.values() if one.end is End.ERASED)

    def perhaps_tell(self, erased: Iterable[str]) -> None:
        """Note that the service may have heard of these, from a stick however old."""
        for story in (self.stories[id_] for id_ in erased):
            story.erasure_perhaps_known = True
            story.perhaps_erased = story.perhaps_erased or story.end is not End.ERASED

    def decide(self, item: str, verdict: Verdict) -> None:
        """Note what the Département decided."""
        self.decided[item] = verdict
        self.every_verdict.add((item, verdict))
        self.forgotten.discard(item)

    def photograph(self) -> dict[str, Story]:
        """Return what a backup of the laptop knows."""
        return copy.deepcopy(self.stories)

    def go_back(self, then: Mapping[str, Story], *, ledger: bool) -> None:
        """Note that the laptop was put back: people there know what the backup knows.

        An erasure of which neither a ledger nor the service knows is undone by that.
        """
        self.restored = True
        for story in self.stories.values():
            known = then.get(story.id)
            if known is None:
                story.end = End.GONE
                continue
            story.older = True
            story.told |= known.told
            story.names |= known.names
            story.nom, story.service = known.nom, known.service
            if story.end is not End.ERASED or not (ledger or story.erasure_known):
                if story.end is End.ERASED:
                    story.perhaps_erased = story.erasure_perhaps_known
                story.end = known.end
            elif not ledger:
                story.of_backup = known.end

    def forget_since(self, then: Mapping[str, Verdict]) -> None:
        """Note that the service was put back: what it alone knew, nobody knows any more."""
        self.forgotten |= {
            item for item, verdict in self.decided.items() if then.get(item) != verdict
        }
        self.decided = dict(then)
        for story in self.stories.values():
            story.erasure_known = False
            if story.of_backup is not None:
                story.end, story.perhaps_erased, story.of_backup = story.of_backup, True, None

    def meet(self, *, to_the_end: bool) -> None:
        """Note that both sides spoke."""
        for story in self.stories.values():
            if story.end is End.ERASED:
                story.erasure_perhaps_known = True
                story.erasure_known = story.erasure_known or to_the_end
            if to_the_end:
                story.of_backup = None
