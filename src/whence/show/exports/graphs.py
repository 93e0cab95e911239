"""Who leans on whom as a directed graph: GraphML, and GEXF with days so that Gephi's timeline works.

A node is a report, or a report that is not in the pile (`kind` `unseen`). An edge runs from the parent to the report
that leans on it, the way that the words went. Both are written here rather than by a library, so that the bytes depend
on the account alone; networkx, igraph, Gephi and yEd read them.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import IO

from whence.show.exports.xml import tag, text
from whence.story import queries
from whence.story.queries_rows import LineageRow, ReportRow
from whence.story.store import Story

NODE: dict[str, str] = {
    "label": "string", "kind": "string", "outlet": "string", "title": "string", "published": "string",
    "earliest": "string", "latest": "string", "date_basis": "string", "url": "string", "words": "int",
    "own_share": "double",
}  # fmt: skip
"""Attributes of a node, with their GraphML types. `published` keeps its precision; the other days are whole."""
EDGE: dict[str, str] = {"share": "double", "basis": "string"}
"""Attributes of an edge: the share of the child's words that the parent covers, and what that rests on."""

Values = dict[str, object | None]


def export_graphml(story: Story, out: IO[str]) -> None:
    """Write GraphML (http://graphml.graphdrawing.org/specification.html): nodes by id, edges by child and parent."""
    nodes, edges = _graph(story)
    out.write('<?xml version="1.0" encoding="UTF-8"?>\n')
    out.write(tag("graphml", {"xmlns": "http://graphml.graphdrawing.org/xmlns"}) + "\n")
    for domain, attributes in (("node", NODE), ("edge", EDGE)):
        for name, kind in attributes.items():
            declared = {"id": f"{domain}_{name}", "for": domain, "attr.name": name, "attr.type": kind}
            out.write(tag("key", declared, close=True) + "\n")
    out.write(tag("graph", {"id": "lineage", "edgedefault": "directed"}) + "\n")
    for key, values in nodes:
        out.write(tag("node", {"id": key}) + "".join(_data("node", values)) + "</node>\n")
    for parent, child, values in edges:
        out.write(tag("edge", {"source": parent, "target": child}) + "".join(_data("edge", values)) + "</edge>\n")
    out.write("</graph>\n</graphml>\n")


def export_gexf(story: Story, out: IO[str]) -> None:
    """Write GEXF 1.2 (https://gexf.net): a report is there from the first day on which it can have been published.

    A report whose date is not known is there from the beginning, as are the unseen ones.
    """
    nodes, edges = _graph(story)
    out.write('<?xml version="1.0" encoding="UTF-8"?>\n')
    out.write(tag("gexf", {"xmlns": "http://www.gexf.net/1.2draft", "version": "1.2"}) + "\n")
    out.write("<meta><creator>whence</creator><description>Who leans on whom</description></meta>\n")
    graph = {"defaultedgetype": "directed", "mode": "dynamic", "timeformat": "date"}
    out.write(tag("graph", graph) + "\n")
    for domain, attributes in (("node", NODE), ("edge", EDGE)):
        out.write(tag("attributes", {"class": domain, "mode": "static"}) + "\n")
        for name, kind in attributes.items():
            title = {"id": f"{domain}_{name}", "title": name, "type": {"int": "integer"}.get(kind, kind)}
            out.write(tag("attribute", title, close=True) + "\n")
        out.write("</attributes>\n")
    starts = {key: values["earliest"] for key, values in nodes}
    out.write("<nodes>\n")
    for key, values in nodes:
        out.write(tag("node", {"id": key, "label": values["label"], "start": starts[key]}))
        out.write(_attvalues("node", values) + "</node>\n")
    out.write("</nodes>\n<edges>\n")
    for number, (parent, child, values) in enumerate(edges):
        edge = {"id": number, "source": parent, "target": child, "weight": values["share"], "start": starts[child]}
        out.write(tag("edge", edge) + _attvalues("edge", values) + "</edge>\n")
    out.write("</edges>\n</graph>\n</gexf>\n")


def _graph(story: Story) -> tuple[list[tuple[str, Values]], list[tuple[str, str, Values]]]:
    places = queries.Places(story)
    links = queries.lineage(story, places=places)
    nodes = dict(_report(row) for row in queries.reports(story, places=places))
    nodes |= dict(_unseen(links))
    edges = sorted(
        (child, parent, {"share": share, "basis": basis})
        for link in links
        for child, parent, share, basis in [(link.child.id, _parent(link), link.share, link.basis)]
    )
    return sorted(nodes.items()), [(parent, child, values) for child, parent, values in edges]


def _parent(link: LineageRow) -> str:
    if link.parent is not None:
        return link.parent.id
    assert link.ancestor is not None  # the schema holds one of the two
    return link.ancestor.id


def _report(row: ReportRow) -> tuple[str, Values]:
    head = row.head
    return head.id, {
        "label": f"{head.outlet}, {head.when_short}", "kind": "report", "outlet": head.outlet,
        "title": " ".join(row.title.split()), "published": head.published, "earliest": head.earliest,
        "latest": head.latest, "date_basis": head.basis, "url": row.url, "words": row.words,
        "own_share": row.own_share,
    }  # fmt: skip


def _unseen(links: list[LineageRow]) -> Iterator[tuple[str, Values]]:
    for link in links:
        if link.ancestor is not None:
            values: Values = dict.fromkeys(NODE)
            yield link.ancestor.id, values | {
                "label": link.ancestor.label, "kind": "unseen", "outlet": link.ancestor.name,
            }  # fmt: skip


def _data(domain: str, values: Values) -> Iterator[str]:
    for name, value in values.items():
        if value is not None:
            yield tag("data", {"key": f"{domain}_{name}"}) + text(str(value)) + "</data>"


def _attvalues(domain: str, values: Values) -> str:
    made = [
        tag("attvalue", {"for": f"{domain}_{name}", "value": value}, close=True)
        for name, value in values.items()
        if value is not None
    ]
    return "<attvalues>" + "".join(made) + "</attvalues>"
