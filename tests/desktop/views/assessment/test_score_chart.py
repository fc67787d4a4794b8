"""Scores over time: the chart has the figures of the table below it, and the bands of the levels."""

from datetime import date

from pytestqt.qtbot import QtBot

from casework.records.assessment.assessment import Assessment, Instrument
from casework.rules.instrument.instrument_table import load_instruments
from desktop.services.assessing.scores import ScoreBand, ScorePoint, ScoreSeries, score_series
from desktop.views.assessment.score_chart import ScoreChart
from desktop.views.theme.theme import Theme, ThemeMode, ThemeSwitch

TODAY = date(2026, 11, 2)
SERIES = ScoreSeries(
    "Risk and need level",
    43,
    (
        ScorePoint("a", date(2025, 11, 3), 31, "Very high"),
        ScorePoint("b", date(2026, 5, 4), 24, "High"),
        ScorePoint("c", date(2026, 11, 2), 18, "Medium", this=True),
    ),
    (ScoreBand("Low", 0, 10), ScoreBand("Medium", 11, 19), ScoreBand("High", 20, 43)),
)


def test_whoever_does_not_see_the_chart_hears_every_figure(switch: ThemeSwitch, qtbot: QtBot) -> None:
    del switch
    chart = ScoreChart(SERIES, TODAY)
    qtbot.addWidget(chart)
    said = chart.accessibleDescription()
    for words in ("3 November 2025: 31, Very high", "4 May: 24, High", "2 November: 18, Medium", "of 43"):
        assert words in said


def test_it_is_painted_whatever_the_size_and_theme(switch: ThemeSwitch, qtbot: QtBot) -> None:
    """Also with one day for all, and without bands."""
    same = ScoreSeries("Total", 26, tuple(ScorePoint(str(n), TODAY, n) for n in (3, 3, 26)))
    for mode, scale in ((ThemeMode.LIGHT, 1.0), (ThemeMode.DARK, 2.0)):
        switch.show(Theme(mode, scale, reduced_motion=True))
        for series in (SERIES, same):
            chart = ScoreChart(series, TODAY)
            qtbot.addWidget(chart)
            chart.resize(420, chart.sizeHint().height())
            assert not chart.grab().isNull()


def test_the_numbers_have_the_levels_that_follow_and_what_was_corrected_is_left_out() -> None:
    """By the confirmed table; while it is off there is neither band nor level, only the totals as written down."""
    known = {
        "first": lscmi(date(2025, 1, 6), 31),
        "wrong": lscmi(date(2025, 7, 7), 42),
        "right": lscmi(date(2025, 7, 7), 24, corrects="wrong"),
        "now": lscmi(date(2026, 1, 5), 12),
    }
    shipped = load_instruments()
    confirmed = tuple(table.model_copy(update={"confirmed": True}) for table in shipped)
    (series,) = score_series(known, "now", confirmed)
    assert [(point.record, point.number, point.this) for point in series.points] == [
        ("first", 31, False),
        ("right", 24, False),
        ("now", 12, True),
    ]
    for point in series.points:
        band = next(band for band in series.bands if band.lowest <= point.number <= band.highest)
        assert point.level == band.words
    assert series.maximum == 43
    (off,) = score_series(known, "now", shipped)
    assert off.bands == ()
    assert {point.level for point in off.points} == {""}
    assert score_series({"now": known["now"]}, "now", confirmed) == ()


def lscmi(on: date, total: int, corrects: str | None = None) -> Assessment:
    return Assessment(instrument=Instrument.LSCMI, assessed_on=on, total=total, corrects=corrects)
