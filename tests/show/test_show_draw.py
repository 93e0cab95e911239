"""The drawings: nothing overlaps, every row has its line, every link has an end."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from small_story import make_small_story
from traced_demo import traced_demo
from whence.show.aligned import aligned, excerpt
from whence.show.draw.plot import SHAPES, plot
from whence.show.draw.stemma import stemma
from whence.show.draw.strip import carried
from whence.show.report import render
from whence.story import queries
from whence.story.queries_chosen import happenings, leading_happenings, quotations
from whence.story.queries_cited import Head, Root
from whence.story.queries_copies import PairRow, pairs, passages_of
from whence.story.queries_rows import AncestorRow, LineageRow
from whence.story.store import Story


def head(name: str, day: str | None) -> Head:
    return Head(name, name, f"Outlet {name}", True, day, day, day, "given" if day else None, "")


def leans(child: Head, parent: Head | None, share: float, ancestor: str | None = None) -> LineageRow:
    unseen = AncestorRow(ancestor, None, "credited") if ancestor else None
    return LineageRow(child, parent, unseen, share, "shared wording")


def boxes_apart(found: list[tuple[float, float, float]]) -> bool:
    """Whether no two (left, right, y) of one line overlap."""
    return all(
        a is b or abs(a[2] - b[2]) > 20 or a[1] <= b[0] or b[1] <= a[0] for a in found for b in found
    )  # fmt: skip


@settings(deadline=None)
@given(data=st.data())
def test_labels_of_a_stemma_never_overlap_and_every_row_is_a_line(data: st.DataObject) -> None:
    count = data.draw(st.integers(2, 40))
    days = [None, "2031-05-05", "2031-05-06", "2031-05-06", "2031-07-01"]
    heads = [head(f"r{n:02}", data.draw(st.sampled_from(days))) for n in range(count)]
    links = []
    for n in range(1, count):
        kind = data.draw(st.sampled_from(["none", "seen", "unseen", "both"]))
        if kind in ("seen", "both"):
            links.append(leans(heads[n], heads[data.draw(st.integers(0, n - 1))], data.draw(st.floats(0, 1))))
        if kind in ("unseen", "both"):
            links.append(leans(heads[n], None, data.draw(st.floats(0, 1)), data.draw(st.sampled_from("xyz"))))
    drawn = stemma(heads, links, [])
    assert (drawn is None) == (not links)
    if drawn is None:
        return
    assert boxes_apart([(n.left, n.right, n.y) for n in drawn.nodes])
    assert sorted((one.child_id, one.parent_id) for one in drawn.links) == sorted(
        (one.child.id, one.parent.id if one.parent else one.ancestor.id if one.ancestor else "") for one in links
    )
    assert all(one.arrow for one in drawn.links)
    assert [round(one.share, 6) for one in drawn.links] == [round(one.share, 6) for one in links]
    for one in drawn.nodes:
        assert 0 <= one.left < one.right <= drawn.width + 60
        assert any(band.y < one.y < band.y + band.height for band in drawn.bands)
    assert stemma(heads[::-1], links, []) == drawn


def test_a_lineage_is_one_row_and_its_parent_stands_before_its_child() -> None:
    a, b, c = head("a", "2031-05-05"), head("b", "2031-05-05"), head("c", "2031-05-06")
    drawn = stemma([a, b, c, head("z", "2031-05-05")], [leans(b, a, 1.0), leans(c, b, 0.4)], [])
    assert drawn is not None
    assert (len(drawn.bands), drawn.drawn) == (1, 3)
    x = {n.id: n.x for n in drawn.nodes}
    assert x["a"] < x["b"] < x["c"]
    wide, thin = sorted((one.width for one in drawn.links), reverse=True)
    assert wide > thin
    assert {one.label for one in drawn.links} == {"100%", "40%"}


def test_a_pair_of_no_known_direction_has_no_arrow_and_is_not_drawn_beside_a_link() -> None:
    a, b, c = head("a", "2031-05-05"), head("b", "2031-05-06"), head("c", "2031-05-06")
    shared = [PairRow(a, b, "unknown", 50, 0.3, ""), PairRow(b, c, "unknown", 50, 0.4, "")]
    drawn = stemma([a, b, c], [leans(b, a, 0.3)], shared)
    assert drawn is not None
    assert [(one.parent_id, one.child_id, one.arrow) for one in drawn.links] == [("a", "b", True), ("b", "c", False)]


def test_lineages_beyond_the_room_are_counted() -> None:
    heads = [head(f"r{n}", "2031-05-05") for n in range(6)]
    links = [leans(heads[n], heads[n - 1], 0.5) for n in (1, 3, 5)]
    first = stemma(heads, links, [], most=4)
    rest = stemma(heads, links, [], most=4, skip=2)
    assert first is not None
    assert rest is not None
    assert (len(first.bands), first.left_out, len(rest.bands), rest.left_out) == (2, 1, 1, 0)


@given(one=st.text("ab c“”'", max_size=40), other=st.text("ab c“”'", max_size=40))
def test_an_alignment_holds_every_word_of_both(one: str, other: str) -> None:
    operations = aligned(one, other).operations
    assert " ".join(old for _, old, _ in operations if old) == " ".join(one.split())
    assert " ".join(new for _, _, new in operations if new) == " ".join(other.split())


def test_what_differs_is_marked_and_the_rest_can_be_cut_short() -> None:
    run = " ".join(f"w{n}" for n in range(60))
    made = aligned(f"the dam FAILED {run} end", f"the “dam” held {run} end now")
    assert [(op, old, new) for op, old, new in made.operations if op != "equal"] == [
        ("replace", "FAILED", "held"), ("insert", "", "now"),
    ]  # fmt: skip
    short = excerpt(made.operations, around=4)
    assert short[2][1] == "w0 w1 w2 w3 … w57 w58 w59 end"
    assert aligned(run, run, most=10).left_out == 50


def test_the_marks_of_a_plot_say_which_lineage_and_do_not_hide_one_another() -> None:
    with Story.open(traced_demo()) as story:
        series = queries.figures(story)
    plots = [p for s in series if s.id and (p := plot(s, {s.figures[0].id}))]
    assert plots
    for one in plots:
        places = [(p.x, p.y) for p in one.points]
        assert len(places) == len(set(places))
        known = {shape for shape, _ in one.legend}
        assert {p.shape for p in one.points} <= known
        assert known <= {*SHAPES, "other", "none"}
        assert sum(p.disputed for p in one.points) == one.disputed <= 1


def test_figures_of_two_roots_have_two_marks(tmp_path: Path) -> None:
    from dataclasses import replace

    with Story.open(make_small_story(tmp_path / "s.db")) as story:
        series = next(s for s in queries.figures(story) if s.id)
    roots = [Root("a", "Gazette", True), Root("b", "Ledger", True)]
    figures = tuple(replace(f, roots=(roots[n % 2],)) for n, f in enumerate(series.figures))
    drawn = plot(replace(series, figures=figures))
    assert drawn is not None
    assert len({p.shape for p in drawn.points}) == 2
    assert {label for _, label in drawn.legend} == {"Gazette", "Ledger"}


def test_every_outlet_that_carried_a_quotation_has_a_row_and_every_reading_a_dot() -> None:
    with Story.open(traced_demo()) as story:
        places = queries.Places(story)
        found = [q for q in queries.quotes(story, places=places) if len(q.readings) > 1]
        strips = [(q, carried(q, places)) for q in found]
    assert any(s for _, s in strips)
    for quote, strip in strips:
        if strip:
            assert len(strip.lanes) == len(quote.outlets)
            assert sum(d.count for d in strip.dots) == len(quote.readings)
            assert len({(d.x, d.y) for d in strip.dots}) == len(strip.dots)
            assert [d.kind for d in strip.dots].count("base") == 1


def test_pairs_and_their_passages_say_the_same() -> None:
    with Story.open(traced_demo()) as story:
        places = queries.Places(story)
        found = pairs(story, places=places)
        assert found
        for pair in found:
            passages = passages_of(story, pair.b.id, pair.a.id, places=places)
            assert any(p.kind != "quotation" for p in passages)
            assert all(places.words(p.a) == p.a_text for p in passages)
            assert 0 < pair.share <= 1
        ids = {found[0].a.id, found[0].b.id}
        assert [(p.a.id, p.b.id) for p in pairs(story, among=ids, places=places)] == [(found[0].a.id, found[0].b.id)]


def test_leading_happenings_stand_on_two_roots() -> None:
    with Story.open(traced_demo()) as story:
        leading = leading_happenings(story)
        rows = queries.timeline(story)
        assert leading == [t.id for t in rows if len(t.roots) >= 2]
        assert sorted(happenings(story)) == sorted(t.id for t in rows)
        assert leading_happenings(story, most=0) == []


def test_quotations_are_chosen_by_their_base() -> None:
    with Story.open(traced_demo()) as story:
        every = queries.quotes(story)
        assert set(quotations(story)) == {q.base.id for q in every}
        assert set(quotations(story, altered=True)) == {q.base.id for q in every if q.altered}
        several = {q.base.id for q in every if len({r.place.report_id for r in q.readings}) > 1}
        assert set(quotations(story, several=True)) == several
        assert quotations(story, speaker="Nobody At All") == []


@pytest.mark.parametrize("name", ["demo"])
def test_arrows_of_the_report_lead_to_the_passages(name: str) -> None:
    with Story.open(traced_demo()) as story:
        html = render(story, name=name)
        links = queries.lineage(story)
    ids = set(re.findall(r' id="([^"]+)"', html))
    tied = re.findall(r'<a class="tie" href="#([^"]+)"', html)
    assert len(tied) >= len(links)
    assert set(tied) <= ids
    assert sum(t.startswith("c-") for t in tied) >= sum(one.parent is not None for one in links)
