"""The generated parts of the reference: each is made from the code, so that it cannot say anything else."""

from __future__ import annotations

import ast
import inspect
import json
import re
import sqlite3
import tomllib
from collections.abc import Callable, Iterator
from dataclasses import fields
from importlib import import_module, resources
from itertools import pairwise
from pathlib import Path
from types import ModuleType
from typing import Any, Literal, get_args, get_origin

import typer

DOCS = Path(__file__).resolve().parent
RECORDS = (
    "Report", "Published", "Marks", "Passage", "Entity", "Mention", "Attribution", "Via", "Credit", "Moment", "Figure",
    "Event", "Reuse", "Problem",
)  # fmt: skip
"""The records that the single steps hand out."""


class DocsError(Exception):
    """The documentation cannot be made: something is undocumented, unknown or broken. The text says what to do."""


def table(*rows: tuple[str, ...]) -> str:
    """A Markdown table; the first row is its heading."""
    lines = ["| " + " | ".join(_cell(cell) for cell in row) + " |" for row in rows]
    return "\n".join([lines[0], "|" + " --- |" * len(rows[0]), *lines[1:]])


def _cell(text: str) -> str:
    return " ".join(text.replace("|", "\\|").split())


# --- commands --------------------------------------------------------------------------------------------------------


def commands() -> str:
    """Every command with its arguments and options, from the command line's own declarations."""
    from whence.cli import app

    group: Any = typer.main.get_command(app)
    context = group.context_class(group, info_name="whence")
    parts = [_command(group, context, "whence")]
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        if not command.hidden:
            inner = group.context_class(command, info_name=name, parent=context)
            parts.append(_command(command, inner, f"whence {name}"))
            parts.extend(_of_its_own(command, inner, f"whence {name}"))
    return "\n\n".join(parts)


def _of_its_own(group: Any, context: Any, heading: str) -> list[str]:
    """The commands that a command has of its own, as `whence rule` has."""
    parts = []
    for name in group.list_commands(context) if hasattr(group, "list_commands") else ():
        command = group.get_command(context, name)
        inner = command.context_class(command, info_name=name, parent=context)
        parts.append(_command(command, inner, f"{heading} STORY {name}").replace("## ", "### ", 1))
    return parts


def _command(command: Any, context: Any, heading: str) -> str:
    usage = command.get_usage(context).removeprefix("Usage: ")
    rows = [record for param in command.get_params(context) if (record := _parameter(param, context)) is not None]
    parts = [f"## {heading}", inspect.cleandoc(command.help or ""), f"```\n{usage}\n```"]
    return "\n\n".join([*parts, table(("argument or option", "what it does"), *rows)])


def _parameter(param: Any, context: Any) -> tuple[str, str] | None:
    record = param.get_help_record(context)
    if record is None:
        return None
    name, text = record
    return f"`{re.sub(r' <[^>]*>$', '', name)}`", text


# --- settings --------------------------------------------------------------------------------------------------------


def settings() -> str:
    """Every setting with its type, default and meaning, and the option that sets it."""
    from whence.cli import trace
    from whence.settings import Settings

    said = attribute_docs(import_module("whence.settings"), "Settings")
    options = inspect.signature(trace).parameters
    rows = []
    for field in fields(Settings):
        if field.name not in said:
            raise DocsError(f"the setting {field.name} has no docstring in settings.py; write one below it")
        option = f"`--{field.name.replace('_', '-')}`" if field.name in options else ""
        rows.append((f"`{field.name}`", f"`{field.type}`", f"`{field.default!r}`", option, said[field.name]))
    return table(("setting", "type", "default", "option of `whence trace`", "what it does"), *rows)


def attribute_docs(module: ModuleType, name: str) -> dict[str, str]:
    """The docstrings that stand below the fields of a class."""
    tree = ast.parse(inspect.getsource(module))
    body = next(node.body for node in tree.body if isinstance(node, ast.ClassDef) and node.name == name)
    found = {}
    for before, after in pairwise(body):
        if isinstance(before, ast.AnnAssign) and isinstance(before.target, ast.Name):
            text = _string(after)
            if text is not None:
                found[before.target.id] = text
    return found


def _string(node: ast.stmt) -> str | None:
    if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant) and isinstance(node.value.value, str):
        return " ".join(node.value.value.split())
    return None


# --- Python ----------------------------------------------------------------------------------------------------------


def functions() -> str:
    """The public functions, with signatures and docstrings."""
    import whence

    names = [name for name in whence.__all__ if inspect.isfunction(getattr(whence, name))]
    order = ("trace", "open_story", "mark", "attributions", "figures", "moments", "compare")
    ordered = [*(n for n in order if n in names), *(n for n in names if n not in order)]
    return "\n\n".join(_callable(f"whence.{name}", getattr(whence, name)) for name in ordered)


def story_methods() -> str:
    """The methods of Story."""
    from whence import Story

    public = [
        (name, method)
        for name, method in vars(Story).items()
        if inspect.isfunction(method) and not name.startswith("_")
    ]
    return "\n\n".join(_callable(f"story.{name}", method) for name, method in public)


def errors() -> str:
    """The errors that are raised on purpose."""
    module = import_module("whence.errors")
    rows = [
        (f"`{name}`", inspect.cleandoc(cls.__doc__ or ""))
        for name, cls in vars(module).items()
        if inspect.isclass(cls) and cls.__module__ == module.__name__
    ]
    return table(("error", "when"), *rows)


def rows() -> str:
    """The rows that the methods of Story hand out, field by field."""
    rows_module = import_module("whence.story.queries_rows")
    cited = import_module("whence.story.queries_cited")
    return "\n\n".join(_record(cls) for module in (cited, rows_module) for cls in _dataclasses(module))


def records() -> str:
    """The records that the single steps hand out, field by field."""
    module = import_module("whence.records")
    return "\n\n".join(_record(getattr(module, name)) for name in RECORDS)


def values() -> str:
    """The words that a field of a record may be, where there is a fixed list of them."""
    module = import_module("whence.records")
    lists = [(name, get_args(value)) for name, value in vars(module).items() if get_origin(value) is Literal]
    return table(
        ("type", "one of"), *((f"`{name}`", ", ".join(f"`{word}`" for word in words)) for name, words in lists)
    )


def _dataclasses(module: ModuleType) -> Iterator[type]:
    for cls in vars(module).values():
        if inspect.isclass(cls) and cls.__module__ == module.__name__ and hasattr(cls, "__dataclass_fields__"):
            yield cls


def _callable(shown: str, function: Callable[..., Any]) -> str:
    doc = inspect.getdoc(function)
    if not doc:
        raise DocsError(f"{shown} has no docstring")
    signature = str(inspect.signature(function)).replace("(self, ", "(").replace("(self)", "()")
    signature = re.sub(r"(: |-> )'([^']*)'", r"\1\2", signature).replace("rows.", "")
    return f"### `{shown}{_plain_defaults(signature)}`\n\n{doc}"


def _plain_defaults(signature: str) -> str:
    """Signatures without the whole of the default settings."""
    return re.sub(r"Settings = Settings\(.*?\)(?=[,)])", "Settings = DEFAULTS", signature)


def _record(cls: type) -> str:
    said = attribute_docs(inspect.getmodule(cls) or import_module(cls.__module__), cls.__name__)
    types = {f.name: str(f.type) for f in fields(cls)}
    for name, value in vars(cls).items():
        if isinstance(value, property) and not name.startswith("_"):
            types[name] = _returned(value)
            said[name] = " ".join((inspect.getdoc(value) or "").split())
    width = max(len(name) for name in types) + 1
    listed = "\n".join(f"{name + ':':<{width}} {type_}" for name, type_ in types.items())
    notes = "\n".join(f"- `{name}`: {text}" for name, text in said.items())
    return f"### {cls.__name__}\n\n{inspect.getdoc(cls)}\n\n```text\n{listed}\n```\n\n{notes}".rstrip()


def _returned(value: property) -> str:
    return str(inspect.signature(value.fget).return_annotation) if value.fget is not None else ""


# --- tables ----------------------------------------------------------------------------------------------------------


def tables() -> str:
    """Every table and column of story.db: what the schema says of it, and what `tables.toml` says it means."""
    meanings = tomllib.loads((DOCS / "reference" / "tables.toml").read_text(encoding="utf-8"))
    schema = resources.files("whence.story").joinpath("schema.sql").read_text(encoding="utf-8")
    con = sqlite3.connect(":memory:")
    con.executescript(schema)
    there = [
        str(row[0])
        for row in con.execute(
            "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'report\\_fts%' ESCAPE '\\' "
            "AND name NOT LIKE 'sqlite%' ORDER BY rowid"
        )
    ]
    _same("table", set(there), set(meanings), "docs/reference/tables.toml")
    parts = [_table(con, name, meanings[name], schema) for name in meanings]
    con.close()
    return "\n\n".join(parts)


def _table(con: sqlite3.Connection, name: str, said: dict[str, Any], schema: str) -> str:
    info = con.execute(f"PRAGMA table_info({name})").fetchall()
    links = {row[3]: f"{row[2]}.{row[4]}" for row in con.execute(f"PRAGMA foreign_key_list({name})")}
    columns: dict[str, str] = said["columns"]
    _same(f"column of {name}", {row[1] for row in info}, set(columns), "docs/reference/tables.toml")
    rows = []
    for _, column, type_, not_null, _, key in info:
        meaning = columns[column]
        if column in links:
            meaning += f" Refers to `{links[column]}`."
        listed = allowed(schema, name, column)
        if listed:
            meaning += f" One of {', '.join(f'`{value}`' for value in listed)}."
        null = "" if not_null or key else "may be null"
        rows.append((f"`{column}`", type_.lower(), "key" if key else null, meaning))
    return f"### {name}\n\n{said['about'].strip()}\n\n" + table(("column", "type", "", "meaning"), *rows)


def allowed(schema: str, name: str, column: str) -> list[str]:
    """The values to which the schema holds a column, where it names them."""
    body = re.search(rf"CREATE TABLE {name} \((.*?)\n\)", schema, re.DOTALL)
    found = re.search(rf"CHECK \({column} IN\s*\(([^)]*)\)", body[1]) if body else None
    return re.findall(r"'([^']*)'", found[1]) if found else []


def _same(what: str, there: set[str], documented: set[str], where: str) -> None:
    for name in sorted(there - documented):
        raise DocsError(f"the {what} {name!r} is not documented; say what it means in {where}")
    for name in sorted(documented - there):
        raise DocsError(f"{where} documents the {what} {name!r}, which does not exist; take it out")


# --- export ----------------------------------------------------------------------------------------------------------


def export_keys() -> str:
    """The top-level keys of the JSON export."""
    from whence.story.queries_export import LEFT_OUT, TABLES
    from whence.story.store import SCHEMA_VERSION

    fixed = (
        ("`format`", "a string", "always `whence account`"),
        ("`schema`", "a number", f"the schema of the tables; {SCHEMA_VERSION} in this version"),
        ("`meta`", "an object", "what the account was made with (see the table [meta](tables.md#meta))"),
    )
    lists = tuple((f"`{name}`", "a list of objects", f"the rows of [{name}](tables.md#{name})") for name in TABLES)
    left_out = ", ".join(f"`{name}`" for name in sorted(LEFT_OUT))
    return table(("key", "value", "what it holds"), *fixed, *lists) + f"\n\nColumns left out of every row: {left_out}."


# --- measured --------------------------------------------------------------------------------------------------------


def _results(name: str) -> dict[str, Any]:
    path = DOCS.parent / "bench" / "results" / f"{name}.json"
    found: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return found


def measured_attribution() -> str:
    """Attribution, from the committed result of bench/attribution.py."""
    result = _results("attribution")
    systems = [name for name in ("whence", "rules alone", "textacy") if name in result]

    def prf(row: dict[str, float], way: str) -> tuple[str, ...]:
        return tuple(f"{row[f'{way}_{part}']:.1f}" for part in ("p", "r", "f1"))

    spans = [
        (name, role, *prf(result[name][f"{role}_cut"], "exact"), *prf(result[name][f"{role}_cut"], "overlap"),
         f"{result[name][f'{role}_whole']['exact_f1']:.1f}")
        for name in systems
        for role in ("source", "cue", "content")
    ]  # fmt: skip
    kinds = [
        (name, kind, *prf(row, "exact")) for name in systems for kind, row in result[name]["content_by_kind"].items()
    ]
    shown = table(("", "role", "exact P", "R", "F1", "overlapping P", "R", "F1", "exact, whole, F1"), *spans)
    by_kind = table(("", "content", "precision", "recall", "F1"), *kinds)
    return (
        f"{shown}\n\nExact whole contents by kind:\n\n{by_kind}\n\n"
        f"Measured on {result['run']} with `bench/attribution.py`, on {result['data']}."
    )


def measured_speakers() -> str:
    """Who said it, from the committed result of bench/speakers.py."""
    result = _results("speakers")
    rows = []
    for half in ("develop", "frozen"):
        for key, row in result[half]["counts"].items():
            total = sum(row.values())
            rows.append((half, key, str(total), *(f"{100 * row[v] / total:.1f}%" for v in row)))
    shown = table(("half", "statements", "count", "right", "wrong", "unresolved", "missing"), *rows)
    surely = ", ".join(f"{half} {result[half]['surely_wrong']}" for half in ("develop", "frozen"))
    return (
        f"{shown}\n\nWrong with a confidence of 0.8 or more, where a view shows the name first: {surely}.\n\n"
        f"Measured on {result['frozen']['run']} with `bench/speakers.py`."
    )


def measured_marking() -> str:
    """The time of marking, from the committed result of bench/marking.py."""
    result = _results("marking")
    rows = [
        (name.replace("_", " "), f"{share:.2f}") for name, share in sorted(result["parts"].items(), key=lambda p: -p[1])
    ]
    shown = table(("part", "times spaCy alone"), *rows)
    return (
        f"The mark stage takes {result['ratio']:.2f} times what spaCy's small pipeline alone takes on the same text, "
        f"in one process, with a peak of {result['peak_gib']:.2f} GiB.\n\n{shown}\n\n"
        f"Measured on {result['run']} with `bench/marking.py`, on {result['data']}."
    )


def measured_moments() -> str:
    """Time expressions, from the committed result of bench/moments.py."""
    result = _results("moments")
    rows = [
        (
            f"{part} ({found['documents']} documents)",
            *(f"{found[kind]['f1']:.1f}" for kind in ("strict", "relaxed", "value")),
        )
        for part, found in result["results"].items()
    ]
    shown = table(("data", "strict F1", "relaxed F1", "value F1"), *rows)
    return f"{shown}\n\nMeasured on {result['date']} with `bench/moments.py`."


def measured_events() -> str:
    """Modality, from the committed result of bench/factuality.py."""
    result = _results("factuality-dev")
    rows = [
        (
            name.replace("_", " "),
            str(found["gold"]),
            *(f"{100 * found[kind]:.0f}" for kind in ("precision", "recall", "f1")),
        )
        for name, found in result["classes"].items()
    ]
    shown = table(("class", "events", "precision", "recall", "F1"), *rows)
    return f"{shown}\n\nMeasured on {result['when']} with `bench/factuality.py`, on {result['data']}."


REWRITES = ("rewrites", "rewrites_taken_for_copies", "others", "others_taken_for_copies")


def measured_copying() -> str:
    """Copying, from the committed result of bench/copying.py."""
    result = _results("copying")
    sets = {name: found for name, found in result.items() if isinstance(found, dict)}
    sizes = [
        (name, f"{found['reports']:,}", f"{found['words']:,}", f"{found['seconds']:.1f}", f"{found['peak_gib']:.2f}")
        for name, found in sets.items()
        if "reports" in found
    ]
    bands = [
        ("{:.0%} to {:.0%}".format(*band["of_the_shorter"]), f"{band['pairs']:,}", f"{band['found']:,}")
        for found in sets.values()
        for band in found.get("bands", ())
    ]
    timed = table(("collection", "reports", "words", "seconds", "peak memory, GiB"), *sizes)
    found_pairs = table(("shared, of the shorter report", "pairs", "found"), *bands)
    groups = result["rewrites"]["groups"]
    rewritten = table(
        ("pairs of paragraphs", "rewrites", "found", "other pairs", "taken for copies"),
        *((name, *(str(groups[name][key]) for key in REWRITES)) for name in ("seen", "kept", "fresh")),
    )
    found_pairs += f"\n\nParagraphs and their rewrites, composed for the project:\n\n{rewritten}"
    if beside := result.get("peers", {}).get("reuse"):
        own = ("Whence", f"{sets['reuse']['seconds']:.1f}", *(f"{band['found']:,}" for band in sets["reuse"]["bands"]))
        others = (
            (name, f"{cost['seconds']:.1f}", *(f"{band['found']:,}" for band in cost["bands"]))
            for name, cost in sorted(beside.items())
        )
        shares = (f"{share} shared" for share, *_ in bands)
        found_pairs += "\n\nThe same pairs, as whole-document sketches propose them (nothing verified, no spans):\n\n"
        found_pairs += table(("", "seconds", *shares), own, *others)
    if one := result.get("adding"):
        timed += (
            f"\n\nOne report more beside {one['before']:,} that are compared already: "
            f"{one['adding_one_seconds']:.0f} seconds, {one['pairs_looked_at']:,} of {one['pairs']:,} pairs looked at; "
            f"all of them anew: {one['all_anew_seconds']:.0f} seconds. "
            f"The rows are {'' if one['same_rows'] else 'not '}the same."
        )
    when = f"Measured on {result['date']} with `bench/copying.py`, on {result['cores']} cores."
    return f"{timed}\n\nPairs of the collection `reuse`:\n\n{found_pairs}\n\n{when}"


def measured_pairs() -> str:
    """Labelled pairs of passages, from the committed result of bench/copying_pairs.py."""
    result = _results("copying_pairs")

    def of(half: str, name: str) -> str:
        found = result[half].get(name)
        if found is None:
            return ""
        alone = f"; alone {found['taken_alone']} of {found['composed']}" if found.get("composed") else ""
        return f"{found['taken_for_copies']} of {found['pairs']}{alone}"

    names = sorted(set(result["develop"]) | set(result["frozen"]), key=lambda name: (" " not in name, name))
    shown = table(
        ("pairs", "develop: taken for copies", "frozen: taken for copies"),
        *((name, of("develop", name), of("frozen", name)) for name in names),
    )
    return f"{shown}\n\nMeasured on {result['date']} with `bench/copying_pairs.py`, on the labels of `bench/copying/`."


def measured_readings() -> str:
    """Utterances and readings, from the committed result of bench/readings.py."""
    result = _results("readings")

    def of(half: str, part: str, whole: str) -> str:
        return f"{result[half].get(part, 0)} of {result[half].get(whole, 0)}"

    shown = table(
        ("", "develop", "frozen"),
        *((label, of("develop", part, whole), of("frozen", part, whole)) for label, part, whole in READINGS),
    )
    return f"{shown}\n\nMeasured on {result['date']} with `bench/readings.py`, on the labels of `bench/readings/`."


READINGS = (
    ("labelled readings that are marked", "marked", "readings"),
    ("readings joined to their base", "joined", "pairs"),
    ("pairs that are not one utterance, joined", "apart_joined", "apart"),
    ("pairs of readings of two groups, joined", "cross_joined", "cross"),
    ("of the joined, the labelled base is the account's", "base_right", "base_asked"),
    ("of those, the relation is right", "relations_right", "base_right"),
    ("reversals shown", "reversals_seen", "reversals"),
)

FIGURES = (
    ("figures found", "found %"),
    ("of those found, right figures", "precision %"),
    ("value", "value %"),
    ("bound", "bound %"),
    ("unit", "unit %"),
    ("head", "head %"),
    ("span", "span %"),
    ("scope", "scope %"),
    ("as-of day", "as_of %"),
    ("who gives it", "giver %"),
    ("series, precision", "series precision %"),
    ("series, recall", "series recall %"),
)
EVENTS = (
    ("happenings found", "found", "asked"),
    ("their modality right", "modality", "found"),
    ("their date right", "date", "found"),
    ("denials shown", "denials shown", "denials"),
)


def _one_decimal(value: float | None) -> str:
    return "" if value is None else f"{value:.1f}"


def measured_figures() -> str:
    """Figures and series, from the committed result of bench/figures.py."""
    result = _results("figures")
    sets = [one for one in ("develop", "fresh", "later", "again", "dense", "frozen") if one in result]
    rows = ((label, *(_one_decimal(result[one].get(key)) for one in sets)) for label, key in FIGURES)
    shown = table(("per cent", *sets), *rows)
    return f"{shown}\n\nMeasured on {result['run']} with `bench/figures.py`, on the labels of `bench/figures/`."


def measured_happenings() -> str:
    """Events, pairs of events and denials, from the committed result of bench/events.py."""
    result = _results("events")
    halves = [result["counts"][half] for half in ("develop", "frozen")]
    rows = [
        (label, *(f"{half.get(part, 0)} of {half.get(whole, 0)}" for half in halves)) for label, part, whole in EVENTS
    ]
    for label, joined, apart in (
        ("pairs of one happening joined", "same joined", "same apart"),
        ("pairs of two happenings joined", "not_same joined", "not_same apart"),
    ):
        both = [(half.get(joined, 0), half.get(joined, 0) + half.get(apart, 0)) for half in halves]
        rows.append((label, *(f"{one} of {all_of}" for one, all_of in both)))
    shown = table(("", "develop", "frozen"), *rows)
    return f"{shown}\n\nMeasured on {result['when']} with `bench/events.py`, on the labels of `bench/events/`."


def measured_dating() -> str:
    """The dating of reports whose date is hidden, from the committed result of bench/dating.py."""
    result = _results("dating")
    rows = []
    for half in ("developed on", "frozen"):
        for evidence in ("alone", "in its pile"):
            found = result["results"][f"{half}, {evidence}, all"]
            rows.append((
                f"{half}, {evidence}", str(found["reports"]), f"{found['any_bound_%']:.1f}",
                f"{found['inside_of_bounded_%']:.1f}", f"{found['week_or_less_%']:.1f}", f"{found['exact_day_%']:.1f}",
                f"{found['exact_but_wrong']} of {found['exact_claims']}",
            ))  # fmt: skip
    heads = (
        "reports",
        "with a bound, %",
        "of those inside, %",
        "a week or less, %",
        "the day, %",
        "wrong days claimed",
    )
    return f"{table(('', *heads), *rows)}\n\nMeasured on {result['date']} with `bench/dating.py`."


def measured_peers() -> str:
    """Time expressions by other programs, from the committed result of bench/moments.py --peers."""
    result = _results("moments_peers")
    rows = (
        (name, *(f"{found[kind]['f1']:.1f}" for kind in ("strict", "relaxed", "value")), f"{found['seconds']:.0f}")
        for name, found in result["results"].items()
    )
    shown = table(("", "strict F1", "relaxed F1", "value F1", "seconds"), *rows)
    return f"{shown}\n\nMeasured on {result['date']} on {result['documents']} documents of AQUAINT."


PARTS: dict[str, Callable[[], str]] = {
    "commands": commands,
    "settings": settings,
    "functions": functions,
    "story-methods": story_methods,
    "errors": errors,
    "rows": rows,
    "records": records,
    "values": values,
    "tables": tables,
    "export-keys": export_keys,
    "measured-attribution": measured_attribution,
    "measured-marking": measured_marking,
    "measured-moments": measured_moments,
    "measured-speakers": measured_speakers,
    "measured-peers": measured_peers,
    "measured-dating": measured_dating,
    "measured-events": measured_events,
    "measured-happenings": measured_happenings,
    "measured-figures": measured_figures,
    "measured-copying": measured_copying,
    "measured-pairs": measured_pairs,
    "measured-readings": measured_readings,
}
"""The name of each part, as it stands in a page, and what makes it."""
