"""Names of both eras: what a name stands for, what else is looked for, and how a find is spelt out."""

from importlib.resources import files

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casework.records.report.court import CourtReportSort
from casework.records.sentence.order import BECAME, ELSEWHERE, PREVENTIVE, OrderSort, officer_title
from casework.rules.term import Part, Terms, expand, read_terms, spell_out, words_in
from desktop.store.search_term import load_terms

TERMS = load_terms()


def names_for(typed: str) -> set[str]:
    """The names in full that are looked for when something is typed."""
    return {term.name for part in expand(typed.split(), TERMS) for term in part.related}


def spelt(typed: str, text: str) -> str:
    return spell_out(text, expand(typed.split(), TERMS))


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("SRO", {"Supervised Release Order", "Sexual Risk Order", "Risk of Sexual Harm Order"}),
        ("SOPO", {"Sexual Offences Prevention Order", "Sexual Harm Prevention Order"}),
        ("sexual offences prevention order", {"Sexual Offences Prevention Order", "Sexual Harm Prevention Order"}),
        ("RSHO", {"Risk of Sexual Harm Order", "Sexual Risk Order"}),
        ("probation", {"Probation order", "Community Payback Order"}),
        ("SAO", {"Supervised Attendance Order", "Community Payback Order"}),
        ("PDO", {"Potentially Dangerous Offender"}),
        ("TARL", {"Throughcare Assessment for Release on Licence"}),
        ("ACPOS", {"Association of Chief Police Officers in Scotland", "Police Scotland"}),
        ("swsi", {"Social Work Services Inspectorate", "Social Work Inspection Agency", "Care Inspectorate"}),
        ("ls/cmi", set()),
        ("seen at home", set()),
    ],
)
def test_a_name_stands_for_all_of_its_line(typed: str, found: set[str]) -> None:
    """Forwards and backwards, but not sideways: probation is not supervised attendance."""
    assert names_for(typed) == found


@pytest.mark.parametrize(
    "named",
    [
        "Tayside Police", "Grampian Police", "SPS", "Parole Board", "Scottish Ministers", "Scottish Executive", "NHS",
        "SWIA", "SWSI", "HMICS", "HMIP", "HMI Probation", "RMA", "NCJA", "CJA", "Adult Protection Unit", "NPIA",
        "Accreditation Panel", "Head of Service", "Chief Social Work Officer", "Director of Social Work",
        "Service Manager", "SSW", "Team Manager", "Partnership Development Manager",
    ],
)  # fmt: skip
def test_every_agency_and_post_that_the_sources_name_is_on_a_list(named: str) -> None:
    """standards.md 200, but for courts, housing and the councils' teams, which have fields of their own."""
    assert TERMS.by_name.get(words_in(named))


def test_reports_to_courts_are_one_line_whichever_name_is_typed() -> None:
    """SER, CJSWR, JSWR."""
    every = {"Social Enquiry Report", "Criminal Justice Social Work Report", "Justice Social Work Report"}
    for typed in ("SER", "cjswr", "JSWR", "social enquiry report", "Justice Social Work Report"):
        assert names_for(typed) == every


def test_the_longest_name_counts_and_other_words_stay_as_they_are() -> None:
    """Words around a name are looked for as they were typed."""
    parts = expand(["Isla", "criminal", "justice", "social", "work", "report", "2012"], TERMS)
    assert [part.words for part in parts] == [
        ("Isla",),
        ("criminal", "justice", "social", "work", "report"),
        ("2012",),
    ]


@pytest.mark.parametrize(
    ("typed", "text", "meaning"),
    [
        ("SRO", "On an SRO since May.", "Supervised Release Order or Sexual Risk Order"),
        ("SRO", "supervised_release_order", "Supervised Release Order"),
        ("SRO", "The SRO (Sexual Risk Order) forbids it.", "Sexual Risk Order"),
        ("SRO", "An RSHO was made.", "Risk of Sexual Harm Order (now Sexual Risk Order)"),
        (
            "SOPO",
            "sexual_harm_prevention_order",
            "Sexual Harm Prevention Order (formerly Sexual Offences Prevention Order)",
        ),
        ("SHPO", "The SOPO.", "Sexual Offences Prevention Order (now Sexual Harm Prevention Order)"),
        (
            "JSWR",
            "criminal justice social work report",
            "Criminal Justice Social Work Report (now Justice Social Work Report)",
        ),
        ("SER", "justice_social_work_report", "Justice Social Work Report (formerly Social Enquiry Report)"),
        ("probation", "On probation again.", ""),
        ("seen", "Seen at home.", ""),
        ("SRO", "Nothing of the kind.", ""),
    ],
)
def test_a_find_is_spelt_out_where_the_name_typed_does_not_say_it(typed: str, text: str, meaning: str) -> None:
    """A short form with two meanings is never left to be guessed."""
    assert spelt(typed, text) == meaning


def test_every_order_and_court_report_of_a_former_era_is_a_term_with_the_same_successor() -> None:
    """The list of names and the kinds of records do not drift apart."""
    for sort, later in BECAME.items():
        assert TERMS.by_code[sort].became == (later,)
        assert TERMS.by_code[sort].name.casefold() == sort.words.casefold()
    for report in CourtReportSort:
        assert TERMS.by_code[report].name in report.words


def test_orders_of_both_eras_say_who_supervises() -> None:
    """Former, of today, or from England and Wales; nobody supervises under an order that only forbids something."""
    assert BECAME[OrderSort.SOPO] is OrderSort.SHPO
    assert OrderSort.COMMUNITY_ENGLAND in ELSEWHERE
    assert {officer_title(sort) for sort in PREVENTIVE} == {"Officer"}
    assert officer_title(OrderSort.PROBATION) == "Responsible officer"
    assert officer_title(OrderSort.LICENCE_ENGLAND) == "Supervising officer"
    assert "SRO" not in {sort.words for sort in OrderSort}


def test_every_name_says_where_it_stands_and_how_sure_that_is() -> None:
    """Nothing unverified is passed off as verified."""
    for term in TERMS.by_code.values():
        assert term.source
        assert term.mark in {"V", "S", "R"}
        assert "general knowledge" not in term.source.lower() or term.mark == "R", term.code
    assert {term.code for term in TERMS.by_name[("sro",)]} == {"supervised_release_order", "sexual_risk_order"}


def entry(code: str, *became: str, name: str = "A name") -> str:
    later = ", ".join(f'"{one}"' for one in became)
    return f'[[term]]\ncode = "{code}"\nname = "{name}"\nbecame = [{later}]\nsource = "s"\nmark = "R"\n'


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (entry("a") + entry("a"), "twice"),
        (entry("a", "b"), "not there"),
        (entry("a", "b") + entry("b", "a"), "became itself"),
        (entry("a", "a"), "became itself"),
        (entry("a").replace('mark = "R"', 'mark = "sure"'), "mark"),
        (entry("a").replace('source = "s"', 'source = ""'), "source"),
        (entry("a") + "colour = 1\n", "colour"),
        ("[[term]\n", "Expected"),
    ],
)
def test_a_list_that_is_not_as_it_should_be_is_refused(text: str, words: str) -> None:
    """A mistake in a service's own list is found when it is read, not when somebody searches."""
    with pytest.raises(ValueError, match=words):
        read_terms(text)


def test_an_empty_list_expands_nothing() -> None:
    assert expand(["SRO"], read_terms("")) == (Part(("SRO",)),)


@given(st.lists(st.sampled_from([*(w for n in TERMS.by_name for w in n), "Isla", "é", "ß", "_"]), max_size=12))
def test_no_word_is_lost_or_made_up(typed: list[str]) -> None:
    """The parts cover what was typed, in its order."""
    parts = expand(typed, TERMS)
    assert [word.casefold() for part in parts for word in part.words] == [word.casefold() for word in typed]
    assert spell_out("", parts) == ""


@given(st.text(max_size=40))
def test_words_are_compared_without_case_and_accents(text: str) -> None:
    for word in words_in(text):
        assert words_in(word.upper()) == words_in(word.upper().lower())


def test_the_files_are_where_they_are_looked_for() -> None:
    """Each of the three is read on its own terms, and together."""
    folder = files("resources") / "agency"
    texts = [(folder / f"{name}.toml").read_text("utf-8") for name in ("terms", "agencies", "roles")]
    assert all(isinstance(read_terms(text), Terms) and read_terms(text).by_code for text in texts)


LETTERS = (
    '[[term]]\ncode = "a"\nname = "Alpha"\nshort = ["XY"]\nother = ["xy", "X-Y"]\nbecame = []\n'
    'source = "s"\nmark = "R"\n'
)
READ = LETTERS + LETTERS.replace('"a"', '"b"').replace("Alpha", "Beta")


def test_a_list_is_read_by_every_name_with_every_term_that_has_it() -> None:
    terms = read_terms(READ)
    assert terms.longest == 2
    assert [term.code for term in terms.by_name[("xy",)]] == ["a", "b"]
    assert [term.code for term in expand(["X", "Y"], terms)[0].meant] == ["a", "b"]
    assert [term.code for term in expand(["xy"], terms)[0].meant] == ["a", "b"]
    with pytest.raises(ValueError, match=r"^a term's code is there twice$"):
        read_terms(entry("a") * 2)


def test_every_other_name_is_looked_for_once_besides_what_was_typed() -> None:
    (part,) = expand(["xy"], read_terms(READ))
    assert part.phrases() == (("alpha",), ("x", "y"), ("beta",))
    assert Part(("isla",)).phrases() == ()


def test_two_names_side_by_side_are_both_spelt_out_and_two_that_were_typed_one_after_the_other() -> None:
    terms = read_terms(READ)
    assert spell_out("Alpha beta.", expand(["xy"], terms)) == "Alpha or Beta"
    assert spelt("SHPO JSWR", "SOPO, CJSWR") == (
        "Sexual Offences Prevention Order (now Sexual Harm Prevention Order); "
        "Criminal Justice Social Work Report (now Justice Social Work Report)"
    )
