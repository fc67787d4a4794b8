"""Whether a form is complete: each thing to mend as a sentence, by the field or the part it belongs to. Pure."""

from collections.abc import Mapping, Sequence

from pydantic import BaseModel, ConfigDict, Field, JsonValue

from casework.errors import UserError
from casework.problem import Problem, field_about
from casework.records.check import check_new, check_value
from casework.records.identifier import CaseId, Scope
from casework.records.record import Record
from casework.records.shape import Shape, Sort, reading_order, shape_of, shapes_of
from casework.words import say
from desktop.services.record_home import Home

RECORDED_BY = "recorded_by"
CORRECTS, CORRECTED_BY = "corrects", "corrected_by"
BROUGHT_IN = "brought_in"
UNSEEN = frozenset({RECORDED_BY, CORRECTED_BY, BROUGHT_IN, "definition", "listing", "rank"})
"""Fields that the application fills in by itself, or that are decided on a page of their own."""

Path = str
"""A field, or with a dot behind it a part of one: ``when`` or ``told.on``; in lists with the row: ``told.0.on``."""


class RecordProblem(UserError):
    """A form that cannot be saved yet: a sentence for each field by its path; an empty path is the form as a whole."""

    def __init__(self, problems: Mapping[Path, str]) -> None:
        super().__init__(" ".join(problems.values()))
        self.problems = dict(problems)


class RecordForm(BaseModel):
    """A form half filled in or whole; as JSON it is the draft. `shown`: what stood in the record when it was opened.

    `service`: the scope of the service that it is written in, where it belongs to no case; `case` is empty then.
    """

    model_config = ConfigDict(extra="ignore")

    case: CaseId = CaseId("")
    service: Scope | None = None
    kind: str
    record: str | None = None
    about: str | None = None
    restricted: bool = False
    values: dict[str, JsonValue] = Field(default_factory=dict)
    shown: dict[str, JsonValue] = Field(default_factory=dict)
    reason: str = ""

    @property
    def home(self) -> Home:
        """The case or the scope of the service that it is written in."""
        return self.service or self.case


def form_problems(form: RecordForm) -> dict[Path, str]:
    """What is missing or wrong, a sentence for each field or part, in the order of the form."""
    found: dict[Path, str] = {}
    for shape in shapes_of(form.kind):
        if shape.name not in UNSEEN:
            value = form.values.get(shape.name)
            found |= _missing(shape, value, shape.name, shape.title)
            # What is complete is not asked for again: an old record may lack what a newer version requires.
            if shape.required and value in (None, "", []) and not (form.record and shape.once):
                found[shape.name] = _lacks(shape, shape.name)
    known = {name: value for name, value in form.values.items() if name not in found}
    if form.record:
        sentences = [s for name, value in known.items() for s in check_value(form.kind, name, value)]
    else:
        filled = {RECORDED_BY: "0"} if shape_of(form.kind, RECORDED_BY) else {}
        sentences = check_new(form.kind, filled | {name: value for name, value in known.items() if value is not None})
    for path, sentence in by_field(sentences).items():
        if not any(one == path or one.startswith(f"{path}.") for one in found):
            found[path] = sentence
    order = [shape.name for shape in reading_order(form.kind)]
    return dict(sorted(found.items(), key=lambda item: _rank(order, item[0])))


def by_field(sentences: Sequence[str]) -> dict[Path, str]:
    """Sentences by the field they are about; those about one field one after the other."""
    found: dict[Path, str] = {}
    for sentence in sentences:
        path = field_about(sentence)
        found[path] = f"{found[path]} {sentence}" if path in found else sentence
    return found


def whole_problems(model: type[Record], values: Mapping[str, JsonValue]) -> list[Problem]:
    """What does not agree with what in a record as it would stand."""
    known = {name: value for name, value in values.items() if not check_value(model.kind, name, value)}
    return model.model_validate(known).problems()


def _rank(order: list[str], path: Path) -> int:
    name = path.partition(".")[0]
    return order.index(name) if name in order else len(order)


def _missing(shape: Shape, value: JsonValue, path: Path, title: str) -> dict[Path, str]:
    """The required parts of a group, or of the rows of a list, that are not filled in."""
    if isinstance(value, list) and shape.item and shape.item.sort is Sort.GROUP:
        rows = [_missing(shape.item, row, f"{path}.{number}", title) for number, row in enumerate(value)]
        return {at: sentence for row in rows for at, sentence in row.items()}
    if not isinstance(value, dict) or shape.sort is not Sort.GROUP:
        return {}
    empty = [part for part in shape.parts if part.required and value.get(part.name) in (None, "", [])]
    found: dict[Path, str] = {f"{path}.{part.name}": _lacks(part, f"{path}.{part.name}") for part in empty}
    for part in shape.parts:
        found |= _missing(part, value.get(part.name), f"{path}.{part.name}", part.title)
    return found


def _lacks(shape: Shape, path: Path) -> Problem:
    if shape.sort in {Sort.CHOICE, Sort.TICKS, Sort.LINK, Sort.STAFF, Sort.YES_NO}:
        return Problem(say("{title} is missing: choose one.", title=shape.title), path, lacks=shape.title)
    return Problem(say("{title} is missing: fill it in.", title=shape.title), path, lacks=shape.title)
