"""What stands above a plan: whether it is in use, what a senior agreed to, and the way to each section."""

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QFrame, QSizePolicy, QVBoxLayout, QWidget

from casework.words import say, say_count
from desktop.services.planning.opening import PlanOpening
from desktop.services.planning.section import SECTIONS
from desktop.services.planning.sheet import PLAN, PlanSheet
from desktop.views import wording
from desktop.views.partials.button import Button, ButtonKind
from desktop.views.partials.flow_layout import FlowLayout
from desktop.views.partials.item_layout import empty_layout
from desktop.views.partials.label import TextRole, Words
from desktop.views.theme.token import SPACE_4, SPACE_8, SPACE_12, SPACE_16

_MADE_NEW = say("Its record is not on this laptop any more, so what you wrote stands as a new line: “{}”.")
_NEVER = say("No senior has countersigned it yet.")


def approved_words(opening: PlanOpening) -> str:
    """Who agreed to which version when, and how much is another since."""
    approved = opening.approved
    if approved is None:
        return _NEVER
    which = say("The version before this one was") if approved.earlier else say("Last")
    head = say(
        "{which} countersigned by {by}, {day_and_time}.",
        which=which,
        by=approved.by,
        day_and_time=wording.day_and_time(approved.at, opening.today),
    )
    facts = {key: one for key, one in opening.facts.items() if key not in {PLAN, opening.sheet.safety_id}}
    added = sum(one.since.added for key, one in facts.items() if key != opening.sheet.plan_id)
    changed = sum(bool(one.since.changes) for one in facts.values())
    parts = [
        f"{count} {word}"
        for count, word in ((added, "new"), (changed, "changed"), (len(opening.gone), say("left out")))
    ]
    if not (added or changed or opening.gone):
        return say("{head} Nothing has changed since.", head=head)
    return say("{head} Since then: {parts}. What has changed is not agreed to yet.", head=head, parts=", ".join(parts))


class PlanSummary(QFrame):
    """``section_wanted`` with the key of a section."""

    section_wanted = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("plan_summary")
        self.setProperty("role", "card")
        self.setAccessibleName(say("How this plan stands"))
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self.status, self.approved = Words(""), Words("")
        self.approved.setObjectName("plan_approved")
        self._more = QVBoxLayout()
        self._more.setSpacing(SPACE_4)
        ways = QWidget()
        ways.setAccessibleName(say("Go to"))
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        ways.setSizePolicy(policy)
        flow = FlowLayout(ways, gap_px=SPACE_8)
        self.ways: dict[str, Button] = {}
        for section in SECTIONS:
            button = Button(section.short, ButtonKind.LINK, name=f"to_{section.key}")
            button.setProperty("section", section.key)
            button.clicked.connect(self._on_way)
            self.ways[section.key] = button
            flow.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE_16, SPACE_12, SPACE_16, SPACE_12)
        column.setSpacing(SPACE_8)
        column.addWidget(self.status)
        column.addWidget(self.approved)
        column.addLayout(self._more)
        column.addWidget(ways)

    def show_opening(self, opening: PlanOpening) -> None:
        """Say how the plan stands."""
        self.status.setText(opening.status)
        self.approved.setText(approved_words(opening))
        empty_layout(self._more)
        frame = opening.facts.get(PLAN)
        for change in frame.since.changes if frame else ():
            self._more.addWidget(
                Words(say("{title}: was “{before}”.", title=change.title, before=change.before), TextRole.MUTED)
            )
        for title in opening.gone:
            self._more.addWidget(Words(say("Left out since: {title}.", title=title), TextRole.MUTED))
        for words in opening.made_new:
            self._more.addWidget(Words(_MADE_NEW.format(words)))
        for title in opening.other_safety:
            self._more.addWidget(
                Words(say("Also in force, to be read among the records: {title}.", title=title), TextRole.MUTED)
            )

    def show_counts(self, sheet: PlanSheet) -> None:
        """Say how many lines each section has."""
        for section in SECTIONS:
            many = len(sheet.of_section(section.key))
            button = self.ways[section.key]
            button.setText(f"{section.short} ({many})" if many else section.short)
            button.setAccessibleName(
                say(
                    "Go to {title}, {counted}",
                    title=section.title,
                    counted=say_count(many, "{number} line", "{number} lines"),
                )
            )

    @Slot()
    def _on_way(self) -> None:
        self.section_wanted.emit(str(self.sender().property("section")))
