"""What truly happened: everything that anybody saved, and what each screen had shown when they did."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from casework.ledger.entry import Entry
from casework.records.identifier import EntryId, RecordId, Scope
from tests.simulation.entropy import Entropy

Field = tuple[RecordId, str]


@dataclass(frozen=True)
class Saved:
    """One save. `replaces`: field by field, what its author was shown and meant to replace."""

    id: EntryId
    data: bytes
    entry: Entry
    laptop: str
    replaces: Mapping[Field, frozenset[EntryId]]
    first: bool = False
    """Whether its author had nothing of the record on the screen."""


@dataclass(frozen=True)
class KeptDraft:
    """A draft as it was last kept, by the laptop's clock."""

    scope: Scope
    content: str
    kept_at: datetime


@dataclass
class Model:
    """The truth beside the programs."""

    entropy: Entropy
    saved: dict[EntryId, Saved] = field(default_factory=dict)
    drafts: dict[tuple[str, str], KeptDraft] = field(default_factory=dict)
    words: dict[str, Scope] = field(default_factory=dict)
    destroyed: set[EntryId] = field(default_factory=set)
    """Entries whose words were destroyed by order."""
    orphans: set[EntryId] = field(default_factory=set)
    """What the office has of laptops that have it no more themselves, because they were restored."""
    lost: dict[EntryId, Saved] = field(default_factory=dict)
    """What was lost with a disk before it was anywhere else."""

    def word(self, scope: Scope) -> str:
        """A new word that is written nowhere but in one scope."""
        word = f"kn{self.entropy(6).hex()}z"
        self.words[word] = scope
        return word

    def words_of(self, scope: Scope) -> list[str]:
        """Every word of a scope."""
        return [word for word, home in self.words.items() if home == scope]

    def destroyed_words(self) -> list[str]:
        """The words that stand in nothing but what was destroyed."""
        gone = [self.saved[ident].data.decode() for ident in sorted(self.destroyed) if ident in self.saved]
        left = [saved.data.decode() for saved in self.saved.values() if saved.id not in self.destroyed]
        left += [draft.content for draft in self.drafts.values()]
        words = [word for word in self.words if any(word in text for text in gone)]
        return [word for word in words if not any(word in text for text in left)]
