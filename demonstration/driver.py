"""What a person does at a laptop of the tour, in their words; the keys and clicks are below them."""

from dataclasses import dataclass

from demonstration.laptop import Laptop

PASSPHRASE = "invented people live in invertown"
FIRST_SYNC_S = 120


@dataclass
class Driver:
    """Somebody at a laptop."""

    laptop: Laptop

    def begin(self, url: str, code: str, label: str) -> None:
        """First start: address, one-time code, label; passphrase twice; the first sync."""
        laptop = self.laptop
        laptop.start()
        laptop.wait("server_url")
        laptop.do("focus", name="server_url")
        laptop.press("Ctrl+A")
        laptop.do("keys", text=url)
        laptop.type_into("code", code)
        laptop.type_into("label", label)
        laptop.shot("first-start")
        laptop.press("Return")
        laptop.type_into("passphrase", PASSPHRASE)
        laptop.type_into("passphrase_again", PASSPHRASE)
        laptop.shot("passphrase")
        laptop.press("Return")
        laptop.wait("today_page", timeout_s=FIRST_SYNC_S)
        laptop.wait("sync_state", "All at the office", timeout_s=FIRST_SYNC_S)

    def unlock(self) -> None:
        """Open the application again; it leads back to where one was."""
        self.laptop.start()
        self.laptop.type_into("passphrase", PASSPHRASE)
        self.laptop.press("Return")
        self.laptop.wait("shell", timeout_s=FIRST_SYNC_S)

    def open_person(self, words: str) -> None:
        """Find anything, Enter."""
        laptop = self.laptop
        laptop.press("Ctrl+K")
        laptop.do("keys", text=words)
        laptop.wait("finder_list")
        laptop.press("Return")
        laptop.wait("person_name")

    def look_for(self, words: str) -> None:
        """Find anything, and stay in the list."""
        self.laptop.press("Ctrl+K")
        self.laptop.press("Ctrl+A")
        self.laptop.do("keys", text=words)
        self.laptop.wait("finder")

    def sync(self) -> None:
        """Exchange with the office now, and wait until nothing is left here alone."""
        self.laptop.click("sync_state")
        self.laptop.wait("sync_state", "All at the office", timeout_s=FIRST_SYNC_S)

    def sign_level(self, person: str, level: str, rationale: str) -> None:
        """Record a level of risk of serious harm for a person."""
        laptop = self.laptop
        self.open_person(person)
        laptop.do("choose", name="more_risk")
        laptop.click(f"level_{level}")
        laptop.type_into("rationale", rationale)
        laptop.press("Ctrl+Return")
        laptop.do("wait", gone="sheet", timeout_s=20)

    def finish_contact(self) -> None:
        """Ctrl+Enter, read what becomes permanent, record it."""
        laptop = self.laptop
        laptop.press("Ctrl+Return")
        laptop.wait("keep_writing")
        laptop.shot("before-it-becomes-permanent")
        laptop.click("record_contact")
        laptop.wait("person_tabs")
