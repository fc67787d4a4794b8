"""The court extract: every record with every version and correction, and three times for each of them.

When it happened is what somebody wrote, when it was recorded is the clock of the laptop, when it was received is the
clock of the office. Each entry's bytes are checked against its number here, once more, before anything is printed.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import sha256

from pydantic import JsonValue

from casework.ledger.entry import entry_id
from casework.ledger.fold import Placed, RecordState
from casework.records.identifier import Scope
from casework.records.shape import Shape, Sort, reading_order
from casework.rules.standing import conflicts, standing_values
from casework.words import say, say_count
from desktop.services.case_page import CasePage
from desktop.services.documents.printout import Facts, Notice, Part, Printout, Section, Table
from desktop.services.documents.record_paper import mark_of
from desktop.services.documents.stamping import moment_words
from desktop.services.documents.subject import subject_lines
from desktop.services.documents.wish import PaperWish
from desktop.services.joined import files_of
from desktop.services.local_time import local
from desktop.services.record_list import RecordLine, author_words, naming, own_scopes, read_line
from desktop.services.record_page import edit_words
from desktop.services.record_words import Naming, words_of_value
from desktop.services.session import Session

_COLUMNS = (say("Recorded"), say("Received by the office"), say("By"), say("What was written"))
_WIDTHS = (4, 4, 4, 11)
_GROUP = 8
_NOT_YET = say("not received yet")
_HAPPENED = (
    "happened", "happened_on", "noticed_at", "held_on", "assessed_on", "made_on", "referred_on", "proposed_on",
    "reviewed_on", "shared_on", "given_on", "told_on", "asked_on", "decided_on", "done_on", "taken_at", "imposed_on",
    "starts", "at", "on",
)  # fmt: skip
"""The fields that say when something happened. A day of any other sort, a review date or a birthday, is none."""

_HEAD = say(
    "Each record that was written or changed in this time stands below with everything that was ever written in it, in "
    "the order in which it counts. What was corrected stands beside its correction. Not in it: countersignatures, and "
    "what seniors ruled about entries that were held back."
)
_CHECK = say(
    "the office's server holds the same entries: every backup compares them with their numbers, and with the "
    "signatures of the laptops that wrote them"
)
_DESTROYED = say("(Words destroyed by order; only the outline is left.)")
_NEWER = say("(Nothing of this can be read on this laptop: it was written in a newer version.)")
_TIMES = say(
    "Recorded: the clock of the laptop on which it was written. Received: the clock of the office's server. Where the "
    "two lie far apart, the laptop was without a connection."
)


@dataclass(frozen=True)
class Version:
    """One save of a record. `received`: by the office's clock; None: not yet. `counts`: it is not set aside.

    `expunged`: its words were destroyed by order.
    """

    recorded: datetime
    received: datetime | None
    by: str
    words: tuple[str, ...]
    reason: str
    counts: bool
    ident: str
    whole: bool
    expunged: bool = False


@dataclass(frozen=True)
class Extracted:
    """A record with all its versions. `happened`: in words, empty where the record does not say."""

    line: RecordLine
    happened: str
    two_views: bool
    versions: tuple[Version, ...]


@dataclass(frozen=True)
class Extract:
    """All that is extracted, the earliest recorded first. `other_files`: how many more there are of the person."""

    records: tuple[Extracted, ...] = field(default=())
    other_files: int = 0

    @property
    def versions(self) -> tuple[Version, ...]:
        """Every save, record by record."""
        return tuple(one for record in self.records for one in record.versions)

    @property
    def entries(self) -> tuple[str, ...]:
        """The numbers of all entries, each once, in order."""
        return tuple(sorted({one.ident for one in self.versions}))

    @property
    def fingerprint(self) -> str:
        """The SHA-256 over the numbers of all entries: whoever has the same entries works out the same."""
        return sha256("\n".join(self.entries).encode()).hexdigest()


def extract(session: Session, wish: PaperWish) -> Extract:
    """Everything of a case's own part, and of the restricted part where that is wanted and may be read.

    Of a time that is wanted what was written or changed in it: a later correction brings its record along.
    """
    scopes = {one for one in own_scopes(session, wish.case) if wish.restricted or not one.endswith("/restricted")}
    named = naming(session, wish.case, restricted=wish.restricted)
    found = (_extracted(session, state, named) for state in session.store.states(None, scopes))
    kept = [one for one in found if one is not None and _is_of_time(one, wish)]
    others = len(files_of(session, wish.case)) - 1
    return Extract(tuple(sorted(kept, key=lambda one: (one.line.at, one.line.record))), others)


def _is_of_time(record: Extracted, wish: PaperWish) -> bool:
    return any(wish.holds(local(at).date()) for at in (record.line.at, *(one.recorded for one in record.versions)))


def _extracted(session: Session, state: RecordState, named: Naming) -> Extracted | None:
    line = read_line(session, state)
    if line is None:
        return None
    placed = session.store.placed(Scope(state.scope), state.record)
    versions = tuple(_version(session, state, one, named) for one in placed)
    return Extracted(line, _happened(state, named), bool(conflicts(state)), versions)


def _version(session: Session, state: RecordState, placed: Placed, named: Naming) -> Version:
    sealed, entry = placed.sealed, placed.sealed.entry
    said = [
        f"{shape.title}: {words}"
        for edit in entry.edits
        if edit.record == state.record
        for shape in reading_order(state.kind)
        for words in edit_words(shape, edit, named)
    ]
    reasons = (edit.reason or "" for edit in entry.edits if edit.record == state.record)
    hidden = state.kind == "near_miss"
    return Version(
        recorded=entry.at,
        received=session.store.ladder(sealed.id).at_office_at,
        by=author_words(session, state) if hidden else session.name_of(entry.on_behalf or entry.author),
        words=tuple(said),
        reason=" ".join(one for one in reasons if one),
        counts=placed.counts,
        ident=str(sealed.id),
        whole=placed.expunged or entry_id(sealed.data) == sealed.id,
        expunged=placed.expunged,
    )


def _happened(state: RecordState, named: Naming) -> str:
    """When it happened, as the record says."""
    values = standing_values(state)
    shapes = {shape.name: shape for shape in reading_order(state.kind)}
    for name in _HAPPENED:
        if name in shapes and values.get(name):
            return _moment_of(shapes[name], values[name], named)
    return ""


def _moment_of(shape: Shape, value: JsonValue, named: Naming) -> str:
    """A day or a moment in words; of a value with parts only the days and moments: minutes alone say nothing here."""
    if not isinstance(value, dict):
        return words_of_value(shape, value, named)
    parts = (one for one in shape.parts if one.sort in {Sort.DAY, Sort.MOMENT})
    found = say(" to ").join(words for one in parts if (words := words_of_value(one, value.get(one.name), named)))
    return found or words_of_value(shape, value, named)


def court_paper(page: CasePage, wish: PaperWish, found: Extract) -> Printout:
    """The extract with how it was checked, and what it consists of, before the records themselves."""
    restricted = any(one.line.restricted for one in found.records)
    return Printout(
        title=say("Court extract"),
        mark=mark_of(restricted=restricted),
        subject=subject_lines(page.header),
        sections=(
            Section(
                say("About this extract"), (Notice(_HEAD, strong=False), Notice(_TIMES, strong=False), _period(wish))
            ),
            Section(say("How it was checked"), tuple(_checked(found))),
            Section(say("What it consists of"), (_contents(found),)),
            *(
                Section(_title(one), tuple(_record(one)), new_page=place == 0)
                for place, one in enumerate(found.records)
            ),
        ),
        warnings=tuple(_warnings(found)),
        version=say_count(len(found.entries), "{number} entry", "{number} entries"),
        records=_ids(found),
    )


def _period(wish: PaperWish) -> Part:
    part = say("with the restricted part") if wish.restricted else say("without the restricted part")
    return Facts(((say("Written or changed"), wish.period_words), (say("Part of the case"), part)))


def _checked(found: Extract) -> Iterator[Part]:
    waiting = sum(one.received is None for one in found.versions)
    pairs = (
        (
            say("Entries"),
            say(
                "{entries}, each compared with its own number on this laptop when this was printed",
                entries=len(found.entries),
            ),
        ),
        (say("Not received by the office yet"), str(waiting)),
        (say("Fingerprint of all entries (SHA-256)"), _grouped(found.fingerprint)),
        (say("To check it"), _CHECK),
    )
    yield Facts(pairs)


def _grouped(digits: str) -> str:
    """Digits in groups, as two people read them to one another."""
    return " ".join(digits[place : place + _GROUP] for place in range(0, len(digits), _GROUP))


def _contents(found: Extract) -> Part:
    counts = Counter(one.line.kind_title for one in found.records)
    versions = Counter(title for one in found.records for title in [one.line.kind_title] * len(one.versions))
    rows = tuple((title, str(count), str(versions[title])) for title, count in sorted(counts.items()))
    return Table("", (say("Kind of record"), say("Records"), say("Saves")), rows, (6, 2, 2))


def _title(one: Extracted) -> str:
    kind, title = one.line.kind_title, one.line.title
    return title if title.startswith(kind) else f"{kind}: {title}"


def _record(one: Extracted) -> Iterator[Part]:
    if one.two_views:
        yield Notice(say("There are two views of this record, and nobody has decided between them."))
    happened = say("Happened {happened}. ", happened=one.happened) if one.happened else ""
    title = say(
        "{happened}First recorded {moment} by {by}.",
        happened=happened,
        moment=moment_words(one.line.at),
        by=one.line.by,
    )
    yield Table(title, _COLUMNS, tuple(_row(version) for version in one.versions), _WIDTHS)


def _row(version: Version) -> tuple[str, ...]:
    received = moment_words(version.received) if version.received else _NOT_YET
    aside = () if version.counts else (say("(Set aside: this does not count.)"),)
    damaged = () if version.whole else (say("(DAMAGED: the bytes are not those that were signed.)"),)
    unsaid = () if version.words else (_DESTROYED if version.expunged else _NEWER,)
    reason = (say("Reason: {reason}", reason=version.reason),) if version.reason else ()
    words = "\n".join((*damaged, *aside, *version.words, *unsaid, *reason))
    return moment_words(version.recorded), received, version.by, words


def _warnings(found: Extract) -> Iterator[str]:
    if found.other_files:
        yield say_count(
            found.other_files,
            "There is more in {number} other file of this person: print an extract of it, too.",
            "There is more in {number} other files of this person: print an extract of each.",
        )
    if not found.records:
        yield say("Nothing was recorded in this time.")
    if any(one.two_views for one in found.records):
        yield say("Of some records there are two views, and nobody has decided between them: they are marked.")
    if any(not one.whole for one in found.versions):
        yield say("Some entries are damaged on this laptop: print this from another laptop, or ask the office.")


def _ids(found: Extract) -> dict[str, tuple[str, ...]]:
    by_scope: dict[str, set[str]] = {}
    for one in found.records:
        by_scope.setdefault(str(one.line.scope), set()).add(one.line.record)
    return {scope: tuple(sorted(records)) for scope, records in by_scope.items()}
