"""From a row of the file to what would be saved: whose it is, what it says, every fault with its line and column."""

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from pydantic import JsonValue

from casework.importing.draft import Draft, Piece, Problem, Result, Surroundings
from casework.importing.identity import Identities
from casework.importing.moment import STILL_TO_COME
from casework.importing.row import read_row
from casework.importing.sheet import finish_draft
from casework.ledger.plain import canonical
from casework.records.assessment.assessment import Assessment
from casework.records.contact.contact import Contact
from casework.records.file.brought_in import KEY_MAX, BroughtIn
from casework.records.identifier import CaseId, RecordId, StaffId, case_of
from casework.records.part import LINE_MAX
from casework.rules.standing import standing_values
from casework.words import say
from desktop.services.assessing.assessing import signed_form, signing_problems
from desktop.services.importing.people import NotFound, People, known_people
from desktop.services.importing.reading import Reading, places_of
from desktop.services.importing.source import SourceFile, SourceRow
from desktop.services.importing.target import (
    PERSON_BORN,
    PERSON_NAME,
    THERE_BY,
    THERE_ON,
    TIME,
    Part,
    Target,
    TargetSort,
    title_of,
)
from desktop.services.record_check import RecordForm, RecordProblem, form_problems
from desktop.services.session import Session

_ME = "(me)"
_TO_COME = say("This time is still to come: correct it.")
_NO_MEANING = say("Nobody has said what this word means here: say so under “Change how it is read”, or correct it.")
_EXCEL_ERROR = say("Excel shows an error in this cell instead of a value: correct it there.")
_AGAIN = say("This row has the same number as line {line}: give each row a number of its own, or take one out.")
_SAME_ROW = say("This row says the same as line {line}: take one of them out.")
_SAME_PERSON = say("Somebody with this name and date of birth is in Doorstep already: take this row out of the file.")
_SAME_PERSON_ROW = say("Line {line} has the same name and date of birth: take one of them out.")
_NOT_OPEN = say("This case is not open to you: take this row out of the file.")
_NO_STAFF = say("Nobody with this staff number is known here: correct it, or leave it empty if it was you.")
_OTHER_TOTAL = say(
    "The total is not what the numbers of this row come to, or the instrument has none: correct it, or take it out."
)
_WHOSE = say("It does not say whose row this is: fill in the number, or the name and date of birth.")
_TOO_LONG = say("This is too long: shorten it to {most} characters.")


@dataclass(frozen=True)
class Fault:
    """What is wrong at one place and what to do; never what the cell holds. `column`: as the file calls it."""

    line: int
    column: str
    sentence: str


@dataclass(frozen=True)
class Checked:
    """One row: what becomes of it, what is wrong with it, and what would be saved where."""

    line: int
    result: Result
    case: CaseId | None = None
    faults: tuple[Fault, ...] = ()
    pieces: tuple[Piece, ...] = ()
    cells: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class LaptopIds(Identities):
    """Ids of one row: each record it makes is a new one. `cases`: those that rows name, by what they name them with."""

    cases: dict[str, CaseId] = field(default_factory=dict)
    made: dict[tuple[str, str, str], str] = field(default_factory=dict)
    new_id: object = None

    def record(self, sheet: str, key: str, part: str = "") -> RecordId:
        """The id of a record that the row makes, the same whenever it is asked for while the row is read."""
        place = (sheet, key, part)
        if place not in self.made:
            assert callable(self.new_id)
            self.made[place] = self.new_id()
        return RecordId(self.made[place])

    def case(self, key: str) -> CaseId:
        """The case that a row names, or begins."""
        return self.cases.get(key) or CaseId(self.record("people", key))


class Checker:
    """Reads rows one after the other, remembering what it needs of those before: numbers and lines, no words."""

    def __init__(self, session: Session, target: Target, source: SourceFile, reading: Reading, run: str = "") -> None:
        self._session, self._target, self._source, self._reading, self._run = session, target, source, reading, run
        self._places = places_of(source)
        self._people: People = known_people(session)
        self._there = _known_keys(session, target, reading.source)
        self._lines: dict[bytes, int] = {}
        facts = session.store.facts()
        numbers = {one.number: ident for ident, one in facts.staff.items() if one.number}
        self._staff: dict[str, StaffId] = {str(number): ident for number, ident in numbers.items()} | {_ME: session.me}

    def check(self, row: SourceRow) -> Checked:
        """Read one row whole."""
        texts = {one.name: self._reading.text(one.name, row, self._places) for one in self._target.fields}
        draft = Draft(self._target.sheet.name, row.line, texts.get("key", ""), {})
        self._refuse_broken(row, draft)
        case = self._case(texts, draft)
        ids = LaptopIds(
            agency="",
            staff_numbers=self._staff,
            cases={texts["case"]: case} if case else {},
            new_id=self._session.store.new_id,
        )
        if case and self._target.sort is not TargetSort.CASELOAD and not self._session.access(case).reads:
            draft.refuse("case", _NOT_OPEN)
        origin = self._origin(texts, draft)
        parts = [self._part(part, row.line, texts, ids, draft) for part in self._parts(texts)]
        if self._target.sort is TargetSort.CASELOAD:
            case = ids.case(texts["case"])
        if not draft.refused:
            parts = [self._signed(case, one, draft) for one in parts]
        result = self._settle(texts, draft, case)
        faults = tuple(dict.fromkeys(Fault(row.line, self._column(one.column), one.sentence) for one in draft.problems))
        pieces = _joined(piece for part in parts for piece in part.pieces) if result is Result.NEW else ()
        named = origin.model_copy(update={"key": origin.key or _short(self._mark(texts, case))}) if origin else None
        marked = tuple(_with_origin(piece, named, self._session.me) for piece in pieces)
        return Checked(row.line, result, case, faults, marked, texts)

    # One row

    def _parts(self, texts: Mapping[str, str]) -> Iterator[Part]:
        """The records of the row: the first always, others where anything is said of them."""
        for part in self._target.parts:
            said = [one for one in self._target.fields if part.prefix and one.name.startswith(part.prefix)]
            own = texts.get("number") if part.prefix == "number_" else any(texts[one.name] for one in said)
            if not part.prefix or own:
                yield part

    def _part(self, part: Part, line: int, texts: dict[str, str], ids: LaptopIds, draft: Draft) -> Draft:
        cells = {one.name: texts.get(f"{part.prefix}{one.name}", "") for one in part.sheet.columns}
        cells |= {"key": texts.get("key") or str(line), "case": texts.get("case") or str(line)}
        if part.prefix == "number_":
            cells |= {"number": texts["number"], "sort": texts.get("number_sort") or "other"}
        if self._target.sort is TargetSort.CASELOAD:
            cells["case"] = texts["case"]
            cells["key"] = texts["case"]
        if "assessor" in cells:
            self._assessor(cells, draft)
        own = read_row(part.sheet, line, cells | {"recorded_by": self._session.me})
        around = Surroundings(ids, self._session.now(), _finds_nothing, {})
        if not own.refused and not draft.refused:
            finish_draft(part.sheet, own, around)
        for problem in own.problems:
            name = problem.column if problem.column == "key" else f"{part.prefix}{problem.column}"
            draft.refuse(name if problem.column else "", _said_here(problem))
        return own

    def _assessor(self, cells: dict[str, str], draft: Draft) -> None:
        """Who assessed: by the staff number; whoever brings it in, where it is empty."""
        cells["assessor"] = cells["assessor"] or _ME
        if cells["assessor"] not in self._staff:
            draft.refuse("assessor", _NO_STAFF)

    def _refuse_broken(self, row: SourceRow, draft: Draft) -> None:
        for name, heading in self._reading.columns.items():
            if self._places.get(heading) in row.broken:
                draft.refuse(name, _EXCEL_ERROR)

    def _case(self, texts: dict[str, str], draft: Draft) -> CaseId | None:
        """Whose row it is. `texts` says it by a number from then on."""
        if texts.get("happened") and texts.get(TIME):
            texts["happened"] = f"{texts['happened']} {texts[TIME]}"
        if self._target.sort is TargetSort.CASELOAD:
            texts["case"] = texts.get("key") or texts.get("number") or str(draft.line)
            return None
        if self._target.sort is TargetSort.STAFF:
            texts["case"] = ""
            return None
        number, name = texts.get("case", ""), texts.get(PERSON_NAME, "")
        try:
            if number:
                return self._people.by_number(number)
            texts["case"] = f"line {draft.line}"
            born = self._day(PERSON_BORN, texts, draft)
            if name and born:
                return self._people.by_name(name, born)
            if not draft.refused:
                column = "case" if "case" in self._reading.columns else PERSON_NAME
                draft.refuse(
                    column, say("It does not say whose row this is: fill in the number, or the name and date of birth.")
                )
        except NotFound as error:
            draft.refuse("case" if number else PERSON_NAME, error.sentence)
        return None

    def _day(self, name: str, texts: Mapping[str, str], draft: Draft) -> str:
        """A day beside the record, as an ISO date; empty where there is none or it is wrong, which is said."""
        column = self._target.field(name)
        assert column is not None
        read = read_row(replace(self._target.sheet, columns=(column,)), draft.line, {name: texts.get(name, "")})
        for problem in read.problems:
            draft.refuse(name, problem.sentence)
        return read.text(name)

    def _origin(self, texts: Mapping[str, str], draft: Draft) -> BroughtIn | None:
        if self._target.sort is TargetSort.STAFF:
            return None
        there_on = self._day(THERE_ON, texts, draft) if self._target.field(THERE_ON) else ""
        for name, most in (("key", KEY_MAX), (THERE_BY, LINE_MAX)):
            if len(texts.get(name, "")) > most:
                draft.refuse(name, _TOO_LONG.format(most=most))
        if draft.refused:
            return None
        values = {"source": self._reading.source or "a file", "key": texts.get("key", "")}
        values |= {"by": texts.get(THERE_BY, ""), "run": self._run}
        return BroughtIn.model_validate(values | ({"on": there_on} if there_on else {}))

    def _signed(self, case: CaseId | None, own: Draft, draft: Draft) -> Draft:
        """An assessment as it is signed: with what follows from its numbers, and refused where it could not be."""
        if self._target.sort is not TargetSort.ASSESSMENTS or case is None or not own.pieces:
            return own
        piece = own.pieces[0]
        form = signed_form(self._session, RecordForm(case=case, kind=Assessment.kind, values=dict(piece.set)))
        try:
            problems = form_problems(form) | signing_problems(self._session, form)
        except RecordProblem as error:
            problems = error.problems
        total = piece.set.get("total")
        if total is not None and total != form.values.get("total"):
            # Somebody recorded it: it is neither dropped nor replaced by what the numbers come to.
            draft.refuse("total", _OTHER_TOTAL)
        for path, sentence in problems.items():
            draft.refuse(_ASSESSMENT_FIELDS.get(path.partition(".")[0], path.partition(".")[0]), sentence)
        values: dict[str, JsonValue] = {
            name: value for name, value in form.values.items() if value is not None and value not in ("", [])
        }
        own.pieces = [Piece(piece.scope, piece.record, piece.kind, values)]
        return own

    # What is there already

    def _mark(self, texts: Mapping[str, str], case: CaseId | None) -> bytes:
        """What makes a row the same as another: its number, or all that it says."""
        said = {name: text for name, text in texts.items() if text and name not in {"case", THERE_BY, THERE_ON}}
        value: JsonValue = [str(case), texts.get("key") or said]  # type: ignore[list-item]
        if self._target.sort in {TargetSort.CASELOAD, TargetSort.STAFF}:
            value = texts.get("key") or said  # type: ignore[assignment]
        return hashlib.sha256(canonical(value).encode()).digest()[:16]

    def _settle(self, texts: Mapping[str, str], draft: Draft, case: CaseId | None) -> Result:
        mark = self._mark(texts, case)
        known = self._there.get(texts.get("key") or _short(mark), set())
        begun = self._target.sort is TargetSort.CASELOAD
        first = self._lines.setdefault(mark, draft.line)
        if first != draft.line:
            keyed = bool(texts.get("key"))
            draft.refuse("key" if keyed else "", (_AGAIN if keyed else _SAME_ROW).format(line=first))
        elif begun and not draft.refused and not known:
            self._settle_person(texts, draft)
        if draft.refused:
            return Result.REFUSED
        return Result.THERE if case in known or (begun and known) else Result.NEW

    def _settle_person(self, texts: Mapping[str, str], draft: Draft) -> None:
        """Nobody has two files because they stood in two lists."""
        name, born = f"{texts['given']} {texts['family']}", self._day("born", texts, draft)
        who = hashlib.sha256(f"{name.casefold()}\n{born}".encode()).digest()[:16]
        first = self._lines.setdefault(who, draft.line)
        if first != draft.line:
            draft.refuse("family", _SAME_PERSON_ROW.format(line=first))
        try:
            self._people.by_name(name, born)
        except NotFound as error:
            if error.several:
                draft.refuse("family", _SAME_PERSON)
        else:
            draft.refuse("family", _SAME_PERSON)

    def _column(self, name: str) -> str:
        """A column as the file calls it; what is in no column, as the page does."""
        if not name:
            return ""
        heading = self._reading.columns.get(name) or (self._reading.columns.get(TIME) if name == "happened" else None)
        if heading in self._places:
            return self._source.label(self._places[str(heading)])
        column = self._target.field(name)
        return title_of(column) if column else name


_ASSESSMENT_FIELDS = {"parts": "numbers", "levels": "levels"}


def _said_here(problem: Problem) -> str:
    """A sentence of the office's import, without what only its folder of files has."""
    if problem.unknown:
        return _NO_MEANING
    return _TO_COME if problem.sentence == STILL_TO_COME else problem.sentence


def _finds_nothing(_scope: object, _record: object) -> None:
    """No record of these ids is there: every one of them is new."""


def _short(mark: bytes) -> str:
    """The number of a row that has none of its own: what it says, as a short hash."""
    return f"row {mark.hex()[:24]}"


def _known_keys(session: Session, target: Target, source: str) -> dict[str, set[CaseId]]:
    """The numbers under which rows of this source are here already, with the cases they are in."""
    kind = {TargetSort.CONTACTS: Contact.kind, TargetSort.ASSESSMENTS: Assessment.kind}.get(target.sort, "case")
    found: dict[str, set[CaseId]] = {}
    for state in session.store.field_of(kind, "brought_in"):
        value, case = standing_values(state).get("brought_in"), case_of(state.scope)
        if isinstance(value, dict) and value.get("source") == (source or "a file") and case:
            found.setdefault(str(value.get("key", "")), set()).add(case)
    return found


def _joined(pieces: Iterator[Piece]) -> tuple[Piece, ...]:
    """One piece for each record: its number comes in the same edit as its name."""
    found: dict[tuple[str, str], Piece] = {}
    for piece in pieces:
        place = (piece.scope, piece.record)
        first = found.get(place)
        found[place] = replace(first, set=first.set | piece.set, add=first.add | piece.add) if first else piece
    return tuple(found.values())


def _with_origin(piece: Piece, origin: BroughtIn | None, me: StaffId) -> Piece:
    if origin is None or piece.kind not in {Contact.kind, Assessment.kind, "case"}:
        return piece
    values: dict[str, JsonValue] = {**piece.set, "brought_in": origin.model_dump(mode="json", exclude_none=True)}
    if piece.kind == Contact.kind:
        # Whoever brings it in answers for it here; who recorded it there is said beside it.
        values["recorded_by"] = me
    return replace(piece, set=values)
