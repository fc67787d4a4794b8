"""What a bare laptop does with attachments: a few lines written from the protocol's text."""

import hashlib
from dataclasses import dataclass

import httpx2
from pydantic import JsonValue

from casework.ledger.entry import Edit, Sealed
from casework.records.identifier import CaseId, RecordId, case_scope
from tests.fakes.bare_laptop import BareLaptop
from tests.server.sample import new_record

PIECE = 1024 * 1024


def named(data: bytes) -> str:
    """The hash by which bytes are named."""
    return hashlib.sha256(data).hexdigest()


def attachment_edit(
    content: bytes, original: bytes | None = None, record: RecordId | None = None, staff: str = "somebody"
) -> Edit:
    """A new attachment of these bytes."""
    values: dict[str, JsonValue] = {
        "content": {"sha256": named(content), "size_bytes": len(content), "media_type": "application/pdf"},
        "caption": "A letter from the housing association",
        "added": {"by": staff, "at": "2026-11-02T09:00:00Z"},
        "belongs_to": {"sort": "case", "id": "the case"},
        "handling": "withheld_from_the_person",
    }
    if original is not None:
        values["original"] = {"sha256": named(original), "size_bytes": len(original)}
    return Edit(record=record or new_record(), kind="attachment", set=values)


@dataclass(frozen=True)
class BlobLine:
    """The calls about attachments of one laptop."""

    laptop: BareLaptop

    def attach(self, case: CaseId, content: bytes, original: bytes | None = None) -> Sealed:
        """Write, push and upload an attachment."""
        entry = self.name(case, content, original)
        for data in (content, original):
            if data is not None:
                assert self.upload(case, data) == (len(data), True)
        return entry

    def name(self, case: CaseId, content: bytes, original: bytes | None = None) -> Sealed:
        """Write and push the entry alone."""
        entry = self.laptop.write(case_scope(case), attachment_edit(content, original, staff=self.laptop.staff))
        self.laptop.push()
        return entry

    def put(self, case: str, sha256: str, size: int, offset: int, data: bytes) -> httpx2.Response:
        """Send one piece."""
        headers = {**self._headers(case), "doorstep-offset": str(offset), "doorstep-size": str(size)}
        return self.laptop.line.client.put(f"/sync/v1/blobs/{sha256}/upload", content=data, headers=headers)

    def state(self, case: str, sha256: str) -> httpx2.Response:
        """Ask how far an upload has come."""
        return self.laptop.line.client.get(f"/sync/v1/blobs/{sha256}/upload", headers=self._headers(case))

    def upload(self, case: CaseId, data: bytes, piece: int = PIECE) -> tuple[int, bool]:
        """Send what is missing, piece by piece, from where the office stands."""
        said = self.state(case, named(data)).json()
        while not said["done"]:
            part = data[said["offset"] : said["offset"] + piece]
            answer = self.put(case, named(data), len(data), said["offset"], part)
            assert answer.status_code == 200, answer.text
            assert answer.json()["offset"] > said["offset"]
            said = answer.json()
        return said["offset"], said["done"]

    def get(self, case: str, sha256: str, first: int = 0, last: int | None = None) -> httpx2.Response:
        """Ask for a part."""
        end = "" if last is None else str(last)
        headers = {**self._headers(case), "range": f"bytes={first}-{end}"}
        return self.laptop.line.client.get(f"/sync/v1/blobs/{sha256}", headers=headers)

    def head(self, case: str, sha256: str) -> httpx2.Response:
        """Ask how long it is."""
        return self.laptop.line.client.head(f"/sync/v1/blobs/{sha256}", headers=self._headers(case))

    def fetch(self, case: CaseId, sha256: str) -> bytes | None:
        """The whole, piece by piece; None where there is nothing."""
        data = b""
        while True:
            answer = self.get(case, sha256, len(data))
            if answer.status_code == 404:
                return None
            assert answer.status_code == 206, answer.text
            data += answer.content
            if len(data) == int(answer.headers["content-range"].partition("/")[2]):
                return data

    def _headers(self, case: str) -> dict[str, str]:
        return {"authorization": f"Bearer {self.laptop.token()}", "doorstep-case": case}
