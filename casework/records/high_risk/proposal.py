"""A proposal for the high-risk list, and the decision of a senior about it (standards.md 1-14, 18-21).

Whether somebody is on the list is what stands in `listing` of a proposal: being on it stands over being off it until a
senior decides. The proposal itself is complete when saved, and keeps the version of the definition it was made under.
"""

from collections.abc import Iterator
from datetime import date
from typing import Annotated, ClassVar

from pydantic import Field, JsonValue

from casework.problem import Problem, about
from casework.records.file.ending import RuleRef
from casework.records.high_risk.criterion import AtRisk, Concern, Conviction, Handling, HighRiskSort, OtherReport
from casework.records.merge import ONCE, cautious
from casework.records.part import STAFF, Answer, Choice, Link, Prose
from casework.records.record import Record, Value, register
from casework.records.telling import WITHHELD
from casework.words import say

_Ident = Annotated[str, Field(min_length=1, max_length=64)]


class ListStatus(Choice):
    """What a senior decided."""

    ON = "on_list", say("On the list")
    DECLINED = "declined", say("Declined")
    OFF = "off_list", say("Taken off the list")


ON_LIST = 1
"""The caution of being on the list: from here upwards only a senior lowers what stands."""


def listing_caution(value: JsonValue) -> int:
    """Caution of a decision: on the list 1, declined or taken off 0."""
    if not isinstance(value, dict):
        raise TypeError("not a mapping")
    return ON_LIST if ListStatus(str(value["status"])) is ListStatus.ON else 0


class Listing(Value):
    """A senior's decision, with its reason and the version of the definition that it was made under.

    `since`: from when the person is, or was, on the list; None for a proposal that was declined.
    """

    status: ListStatus = Field(title=say("Decision"))
    by: Annotated[str, Field(min_length=1, max_length=64, title=say("By")), STAFF]
    on: date = Field(title=say("On"))
    reason: Annotated[Prose, Field(title=say("Reason"))]
    definition: RuleRef = Field(title=say("Definition"))
    since: date | None = Field(default=None, title=say("On the list since"))


@register
class HighRiskProposal(Record):
    """A proposal to put the person on the high-risk (HRO) list, with what each part of the definition rests on."""

    kind: ClassVar[str] = "high_risk_proposal"
    title: ClassVar[str] = say("High-risk list proposal")
    required: ClassVar[frozenset[str]] = frozenset(
        {
            "recorded_by", "proposed_on", "definition", "sort", "limb_a", "limb_b", "limb_c",
            "condition_i", "condition_ii", "continues", "at_risk",
        }
    )  # fmt: skip

    recorded_by: Annotated[_Ident | None, ONCE, STAFF] = Field(default=None, title=say("Proposed by"))
    proposed_on: Annotated[date | None, ONCE] = Field(default=None, title=say("Proposed on"))
    definition: Annotated[RuleRef | None, ONCE] = Field(default=None, title=say("Definition"))
    sort: Annotated[HighRiskSort | None, ONCE] = Field(default=None, title=say("Counted as"))
    limb_a: Annotated[Answer | None, ONCE] = Field(default=None, title=say("a) Serious violent or sexual offence"))
    convictions: Annotated[list[Conviction] | None, ONCE] = Field(default=None, title=say("Convictions on indictment"))
    limb_b: Annotated[Answer | None, ONCE] = Field(
        default=None, title=say("b) Another crime of high risk to public safety")
    )
    public_safety: Annotated[Prose | None, ONCE] = Field(default=None, title=say("Why it presented a high risk"))
    limb_c: Annotated[Answer | None, ONCE] = Field(default=None, title=say("c) Otherwise considered dangerous"))
    concerns: Annotated[list[Concern] | None, ONCE] = Field(default=None, title=say("Behaviours and changes"))
    condition_i: Annotated[Answer | None, ONCE] = Field(default=None, title=say("i) Risk assessments indicate it"))
    assessments: Annotated[list[_Ident] | None, ONCE, Link(("assessment", "risk_level", "offence_analysis"))] = Field(
        default=None, title=say("Assessments")
    )
    condition_ii: Annotated[Answer | None, ONCE] = Field(default=None, title=say("ii) Other reports indicate it"))
    reports: Annotated[list[OtherReport] | None, ONCE, WITHHELD] = Field(
        default=None, title=say("Reports or information")
    )
    continues: Annotated[Prose | None, ONCE] = Field(
        default=None, title=say("Why the person may continue to present a high risk of serious harm")
    )
    at_risk: Annotated[list[AtRisk] | None, Field(min_length=1, max_length=len(AtRisk)), ONCE] = Field(
        default=None, title=say("To whom")
    )
    handling: Annotated[Handling | None, ONCE] = Field(default=None, title=say("Where it is managed"))
    listing: Annotated[Listing | None, cautious(listing_caution, guarded_from=ON_LIST)] = Field(
        default=None, title=say("Decision")
    )

    def problems(self) -> list[Problem]:
        """Each side of the definition is carried by something, and each yes by what it rests on."""
        found = [*self._limb_problems(), *self._condition_problems()]
        if Answer.YES not in {self.limb_a, self.limb_b, self.limb_c}:
            found.append(
                about(
                    "limb_a",
                    say("a) Serious violent or sexual offence: none of a, b and c is met; one of them has to be."),
                )
            )
        if Answer.YES not in {self.condition_i, self.condition_ii}:
            found.append(
                about(
                    "condition_i",
                    say("i) Risk assessments indicate it: neither i nor ii is met; one of them has to be."),
                )
            )
        return found

    def _limb_problems(self) -> Iterator[Problem]:
        indicted = [one for one in self.convictions or () if one.on_indictment]
        if self.limb_a is Answer.YES and not indicted:
            yield about(
                "convictions",
                say("Convictions on indictment is missing: name the court, the day and the offence, on indictment."),
            )
        if self.limb_b is Answer.YES and not self.public_safety:
            yield about("public_safety", say("Why it presented a high risk is missing: write which crime and why."))
        if self.limb_c is Answer.YES and not self.concerns:
            yield about("concerns", say("Behaviours and changes is missing: name at least one, with its day."))

    def _condition_problems(self) -> Iterator[Problem]:
        if self.condition_i is Answer.YES and not self.assessments:
            yield about("assessments", say("Assessments is missing: choose at least one that indicates it."))
        if self.condition_ii is Answer.YES and not self.reports:
            yield about("reports", say("Reports or information is missing: name at least one, with who holds it."))
