"""The site of the documentation leads nowhere wrong and fetches nothing; the page for integrators is the server's."""

import re
from pathlib import Path

from tooling import api_page, site


def test_the_page_for_integrators_is_what_the_server_says() -> None:
    """After a change of a route: `.venv/bin/python -m tooling.api_page`."""
    assert api_page.PAGE.read_text("utf-8") == api_page.page()


def test_what_would_lead_nowhere_or_be_fetched_is_found(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text('<h2 id="here">x</h2><a href="#here">y</a><a href="b.html#there">z</a>', "utf-8")
    (tmp_path / "b.html").write_text(
        '<img src="no.png"><a href="gone.html">a</a><a href="https://x.org">b</a>', "utf-8"
    )
    (tmp_path / "c.html").write_text('<script src="https://x.org/y.js"></script>', "utf-8")
    assert sorted(site.faults_of(tmp_path)) == [
        "a.html: no such part: b.html#there",
        "b.html: nothing at gone.html",
        "b.html: nothing at no.png",
        "c.html: fetches https://x.org/y.js",
    ]


def test_links_out_of_the_documents_are_words_and_lists_are_moved_in(tmp_path: Path) -> None:
    docs = tmp_path / "docs"
    docs.mkdir()
    (docs / "b.md").write_text("# B\n", "utf-8")
    (docs / "a.md").write_text(
        "1. See [B](b.md), [code](../code.py), [web](https://x.org).\n\n   ![p](b.md)\n\n```\n   kept\n```\n", "utf-8"
    )
    site.stage(docs, tmp_path / "staged")
    assert (tmp_path / "staged" / "a.md").read_text("utf-8") == (
        "1. See [B](b.md), code, [web](https://x.org).\n\n    ![p](b.md)\n\n```\n   kept\n```\n"
    )


def test_everything_in_the_contents_exists() -> None:
    """The strict build says so, too, in the long suite; a page is renamed in the quick one."""
    text = (site.ROOT / "zensical.toml").read_text("utf-8")
    assert [path for path in re.findall(r'"([\w/.-]+\.md)"', text) if not (site.ROOT / "docs" / path).is_file()] == []


def test_the_whole_site_is_built_strictly() -> None:
    """It installs what builds it, from its lock, the first time."""
    assert site.main() == 0
    assert (site.SITE / "user" / "index.html").is_file()
