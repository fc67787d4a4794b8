"""Add somebody of another agency who works with the case."""

from collections.abc import Mapping

from PySide6.QtWidgets import QWidget

from casework.records.identifier import CaseId
from casework.records.person.agency_contact import AGENCY_ROLE_WORDS, AgencyPerson, AgencyRole
from casework.words import say
from desktop.services.amend import add_agency_contact
from desktop.views.capture.form_field import FormField
from desktop.views.case_sheets.known import Known, nothing_stands, reader
from desktop.views.case_sheets.line_field import LineField
from desktop.views.case_sheets.sheet import Sheet, SheetWords, Work
from desktop.views.desk import Desk
from desktop.views.partials.choice import Choice, Option

_WORDS = SheetWords(say("Add an agency contact"), say("&Add contact"), say("Agency contact added."))
_POLICE = {AgencyRole.NAMED_POLICE, AgencyRole.POLICE, AgencyRole.SOLO}


class AgencySheet(Sheet[None]):
    """What they are to the case, who, of which agency, how to reach them."""

    def __init__(self, desk: Desk, case: CaseId, parent: QWidget) -> None:
        super().__init__(desk, case, parent, _WORDS, reader(case, nothing_stands))
        self.role = Choice(
            tuple(Option(role, words) for role, words in AGENCY_ROLE_WORDS.items()), name="role", in_rows=True
        )
        self.name = LineField(say("&Name"), "name", 200)
        self.agency = LineField(say("Agenc&y"), "agency", 200)
        self.telephone = LineField(say("&Telephone"), "telephone", 40, optional=True)
        self.email = LineField(say("&Email"), "email", 200, optional=True)
        role = FormField(say("&Role in this case"), self.role, name="role")
        self.add(role, self.name, self.agency, self.telephone, self.email)
        role.edited.connect(self._on_role)

    def stands_words(self, known: Known[None]) -> str:
        """A new contact replaces nothing."""
        del known
        return ""

    def problems(self) -> Mapping[str, str]:
        """Role, name and agency."""
        found = {} if self.role.key else {"role": say("Choose what they are to this case.")}
        if not self.name.text:
            found["name"] = say("Write the name.")
        if not self.agency.text:
            found["agency"] = say("Write the agency.")
        return found

    def work(self) -> Work:
        """Add the contact."""
        case = self.case
        person = AgencyPerson(
            role=AgencyRole(self.role.key),
            name=self.name.text,
            agency=self.agency.text,
            telephone=self.telephone.text,
            email=self.email.text,
        )
        return lambda session: add_agency_contact(session, case, person)

    def _on_role(self) -> None:
        if self.role.key and AgencyRole(self.role.key) in _POLICE and not self.agency.text:
            self.agency.set_text(say("Police Scotland"))
