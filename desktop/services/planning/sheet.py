"""What stands on the page on which a plan is written; as JSON it is the draft."""

from pydantic import BaseModel, ConfigDict, Field

from casework.ledger.plain import same
from casework.records.identifier import CaseId
from desktop.services.planning.section import Section, section_of
from desktop.services.record_check import RecordForm

NEW = "new-"
"""What the key of a line begins with that is not recorded yet; any other is the id of its record."""

PLAN, SAFETY = "plan", "safety"
"""The keys of the two frames, beside the keys of lines."""


class SheetLine(BaseModel):
    """One line. `tell`: what is decided with this save about what the person may be told, empty for nothing.

    `rank`: its place among the lines of its section, as it is recorded.
    """

    model_config = ConfigDict(extra="ignore")

    key: str
    form: RecordForm
    tell: str = ""
    rank: int | None = None

    @property
    def is_new(self) -> bool:
        """Whether it is not recorded yet."""
        return self.form.record is None

    @property
    def section(self) -> Section:
        """Where it stands."""
        return section_of(self.form.kind, self.form.values)

    @property
    def text(self) -> str:
        """What it says, as it is written."""
        return str(self.form.values.get(self.section.text) or "")

    @property
    def is_empty(self) -> bool:
        """Whether nothing was written into a new line but what it began with."""
        written = set(self.form.values) - {"plan", "part", "owner", "agency"}
        return self.is_new and not any(self.form.values[name] for name in written)

    @property
    def is_changed(self) -> bool:
        """Whether saving would write anything of what it says."""
        return self.is_new or bool(changed_fields(self.form)) or bool(self.tell)


class PlanSheet(BaseModel):
    """A risk management plan with its safety plan. `lines` are in the order of the page.

    `plan_id` and `safety_id`: the records of the frames, which need not be there yet. `with_safety`: there is a safety
    plan, or somebody began one. `reason`: why the person may be told what is decided here, or not.
    """

    model_config = ConfigDict(extra="ignore")

    case: CaseId
    plan: RecordForm
    plan_id: str
    safety: RecordForm
    safety_id: str
    with_safety: bool = False
    lines: list[SheetLine] = Field(default_factory=list)
    reason: str = ""

    def of_section(self, key: str) -> list[SheetLine]:
        """The lines of a section, in their order."""
        return [line for line in self.lines if line.section.key == key]

    def line(self, key: str) -> SheetLine | None:
        """A line by its key."""
        return next((line for line in self.lines if line.key == key), None)

    @property
    def has_restricted(self) -> bool:
        """Whether anything on it is for those only who decide in the case."""
        return any(form.restricted for form in (self.plan, self.safety, *(line.form for line in self.lines)))


def changed_fields(form: RecordForm) -> list[str]:
    """The fields that say something else than was shown when the form was opened."""
    names = {**form.values, **form.shown}
    return [name for name in names if not same(form.values.get(name) or None, form.shown.get(name) or None)]
