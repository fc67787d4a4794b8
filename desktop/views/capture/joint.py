"""The police side of a joint visit, in a panel of its own: the officer's account is never mixed with one's own."""

from PySide6.QtWidgets import QFrame, QLineEdit, QVBoxLayout

from casework.records.contact.contact import Handling, VisitBasis
from casework.words import say
from desktop.services.contact_form import JointPart
from desktop.views.capture.form_field import FormField, Part
from desktop.views.capture.word_choice import basis_choice, chosen_code, handling_choice, show_code
from desktop.views.partials.label import TextRole, Words
from desktop.views.partials.narrative_edit import NarrativeEdit
from desktop.views.theme.token import SPACE_16, SPACE_24

_ACCOUNT_LINES = 5


class JointVisitPart(Part):
    """The officer, purpose and basis of the visit, the officer's account as told, and its handling mark."""

    def __init__(self) -> None:
        super().__init__()
        self.officer, self.purpose = QLineEdit(), QLineEdit()
        self.basis, self.handling = basis_choice("basis"), handling_choice("handling")
        self.account = NarrativeEdit(name="police_account", lines=_ACCOUNT_LINES)
        fields = self._make_fields()
        panel = QFrame()
        panel.setObjectName("police_panel")
        panel.setProperty("role", "notice")
        panel.setProperty("kind", "info")
        panel.setAccessibleName(say("Police side of the joint visit"))
        rows = QVBoxLayout(panel)
        rows.setContentsMargins(SPACE_24, SPACE_16, SPACE_24, SPACE_24)
        rows.setSpacing(SPACE_24)
        rows.addWidget(Words(say("Police officer's side of the joint visit"), TextRole.HEADING))
        for field in fields:
            rows.addWidget(field)
        self.add(panel)
        self.watch(*fields)

    def _make_fields(self) -> tuple[FormField, ...]:
        return (
            FormField(
                say("Police o&fficer"), self.officer, name="officer", hint=say("Rank and name, such as PC Specimen")
            ),
            FormField(say("Purpose of the joint visit"), self.purpose, name="purpose"),
            FormField(say("&Basis of the visit"), self.basis, name="basis"),
            FormField(
                say("Police officer's acco&unt, as told"),
                self.account,
                name="police_account",
                hint=say(
                    "Only what the officer told. What you saw and heard yourself belongs to your own account, above."
                ),
                optional=True,
            ),
            FormField(say("Handling of the police officer's account"), self.handling, name="handling"),
        )

    def show_part(self, part: JointPart) -> None:
        """Show what the form says; nothing is emitted."""
        self.officer.setText(part.officer)
        self.purpose.setText(part.purpose)
        show_code(self.basis, part.basis)
        show_code(self.handling, part.handling)
        self.account.set_text(part.account)

    def part(self) -> JointPart:
        """What is on the screen."""
        return JointPart(
            officer=self.officer.text().strip(),
            purpose=self.purpose.text().strip(),
            basis=chosen_code(self.basis, VisitBasis),
            handling=chosen_code(self.handling, Handling) or Handling.POLICE_ONLY,
            account=self.account.text,
        )

    @property
    def filled(self) -> bool:
        """Whether anything of the officer's has been written."""
        return bool(self.account.text.strip())
