"""Builds the site of the documentation, strictly, into `build/site`: `make site`.

Zensical (MIT; by the people of Material for MkDocs, which ends in May 2027) builds it from a copy of `docs`, in which

- links that leave `docs` are plain words, because on the site there is nothing at their end;
- what belongs to a list is moved in as far as Python's Markdown wants it, which is further than anybody else does.

A link, an anchor or a picture that leads nowhere is an error, and so is anything that would be fetched from elsewhere.
"""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

from tooling import beside

ROOT = Path(__file__).parents[1]
WORK, SITE = ROOT / "build" / "site-source", ROOT / "build" / "site"
_LINK = re.compile(r"(?<!!)\[([^\]]+)\]\(((?!https?:|#|mailto:)[^)\s]+)\)")
_COLOUR = re.compile(r"\x1b\[[0-9;]*m")
_FETCHED = "https://unpkg.com/iframe-worker/shim"
_FENCE = re.compile(r"^\s*(```|~~~)")
_NESTED = re.compile(r"^( {2,3})(?=\S)")
_LOADED = {"script": "src", "img": "src", "link": "href", "iframe": "src", "source": "src"}


def main() -> int:
    """Build it; returns the exit code."""
    tool = beside.install("site")
    shutil.rmtree(WORK, ignore_errors=True)
    shutil.rmtree(SITE, ignore_errors=True)
    stage(ROOT / "docs", WORK / "docs")
    shutil.copytree(ROOT / "resources" / "fonts", WORK / "docs" / "assets" / "fonts")
    shutil.copy(ROOT / "resources" / "icons" / "doorstep.svg", WORK / "docs" / "assets")
    text = (ROOT / "zensical.toml").read_text("utf-8")
    (WORK / "zensical.toml").write_text(text.replace('"decisions"', _decisions()), "utf-8")
    environment = {**os.environ, "PYTHONPATH": str(tool), "NO_COLOR": "1"}
    command = [sys.executable, "-m", "zensical", "build", "--clean", "--strict"]
    done = subprocess.run(command, cwd=WORK, env=environment, check=False, capture_output=True, text=True)
    if done.returncode:
        # It colours each letter of a fault, whatever is asked for.
        print(_COLOUR.sub("", done.stdout))
        return done.returncode
    (WORK / "build" / "site").rename(SITE)
    _take_along(SITE)
    faults = list(faults_of(SITE))
    for fault in faults:
        print(fault)
    if not faults:
        print(f"{sum(1 for _ in SITE.rglob('*.html'))} pages: open {SITE.relative_to(ROOT) / 'index.html'}")
    return 1 if faults else 0


def _decisions() -> str:
    """Every decision, in order: a folder is no entry of the contents."""
    return str([f"decisions/{path.name}" for path in sorted((ROOT / "docs" / "decisions").glob("*.md"))])


def _take_along(site: Path) -> None:
    """The one script that Zensical would fetch for the search lies in the site."""
    for page in site.rglob("*.html"):
        text = page.read_text("utf-8")
        up = "../" * (len(page.relative_to(site).parts) - 1)
        page.write_text(text.replace(_FETCHED, f"{up}assets/iframe-worker.js"), "utf-8")


def stage(source: Path, target: Path) -> None:
    """Copy the documents as the site needs them."""
    shutil.copytree(source, target)
    for page in target.rglob("*.md"):
        page.write_text(_staged(page, target, page.read_text("utf-8")), "utf-8")


def _staged(page: Path, top: Path, text: str) -> str:
    def kept(found: re.Match[str]) -> str:
        aim = (page.parent / unquote(urlsplit(found[2]).path)).resolve()
        return found[0] if aim.is_relative_to(top.resolve()) and aim.is_file() else found[1]

    return _indented(_LINK.sub(kept, text))


def _indented(text: str) -> str:
    """What is two or three spaces in belongs to a list, and is four in for Python's Markdown."""
    lines, fenced = [], False
    for line in text.splitlines():
        fenced = fenced != bool(_FENCE.match(line))
        lines.append(line if fenced else _NESTED.sub("    ", line))
    return "\n".join(lines) + "\n"


class _Reader(HTMLParser):
    """The names on a page, where its links lead, and what it loads."""

    def __init__(self) -> None:
        super().__init__()
        self.names: set[str] = set()
        self.links: list[str] = []
        self.loads: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note what the tag names, leads to and loads."""
        found = {name: value or "" for name, value in attrs}
        self.names.update(found[name] for name in ("id", "name") if name in found)
        if tag == "a" and "href" in found:
            self.links.append(found["href"])
        elif _LOADED.get(tag) in found and found.get("rel") != "canonical":
            self.loads.append(found[_LOADED[tag]])


def faults_of(site: Path) -> Iterator[str]:
    """Say which links and pictures lead nowhere, and what would be fetched from elsewhere."""
    pages = {path: _read(path) for path in site.rglob("*.html") if path.name != "404.html"}
    for path, page in pages.items():
        for address in page.loads:
            if urlsplit(address).netloc:
                yield f"{path.name}: fetches {address}"
        for address in (*page.links, *page.loads):
            parts = urlsplit(address)
            if parts.scheme or parts.netloc:
                continue
            aim = (path.parent / unquote(parts.path)).resolve() if parts.path else path
            if not aim.exists():
                yield f"{path.name}: nothing at {address}"
            elif aim in pages and parts.fragment and parts.fragment not in pages[aim].names | {"__top"}:
                yield f"{path.name}: no such part: {address}"


def _read(path: Path) -> _Reader:
    reader = _Reader()
    reader.feed(path.read_text("utf-8"))
    return reader


if __name__ == "__main__":
    sys.exit(main())
