"""Write docs/reference/, and what commands print in the README and in docs/, from the program itself.

Run by `make docs`; a test fails where the files differ from what this would write.

A `console` block under a line `<!-- shown: 12 lines -->` is run, page by page and in order, in an empty folder
that sees `src/`, and shows so many lines of what it prints. `code 4` in the mark is the exit code it must end with,
`ids difa-01 samid-04` are documents whose incidents take the place of the ids in the command.
"""

from __future__ import annotations

import ast
import inspect
import io
import os
import re
import runpy
import shlex
import sys
import tempfile
import tomllib
from collections.abc import Iterator
from contextlib import chdir, contextmanager, redirect_stderr, redirect_stdout
from pathlib import Path

import click
import msgspec

import sijill
from sijill import ledger_commands, places_commands
from sijill.cli import main as run
from sijill.cli import sijill as command_line
from sijill.demo import article
from sijill.lexicon import KINDS, Entry
from sijill.reader import load_reader
from sijill.render import cards
from sijill.store import existing_ledger

ROOT = Path(__file__).parent.parent
CONSOLE = re.compile(r"<!-- shown:(?P<rule>[^>]*)-->\n```console\n\$ (?P<command>[^\n]*)\n.*?```\n", re.S)
WIDE = 118
EXIT_CODES = """## Exit codes

| code | meaning |
|---|---|
| 0 | all done |
| 1 | some documents or rows failed, the rest is written; or `words check` or `places check` found something, or `places find` nothing |
| 2 | the call makes no sense, a word list breaks a rule, or another run writes to the same output |
| 3 | nothing could be read, a file of places has bad rows, or an output file could not be written |
| 4 | the ledger cannot be read or written; the message says why and what to do ([store.md](../ledger/store.md)) |
| 130 | interrupted; no output file is left half written. `read` with parts beside its output goes on when it is run again ([scale.md](../scale.md)) |

## Settings

There is no settings file: what is not on the command line is in the data files. Four environment variables are read.

| variable | what |
|---|---|
| `SIJILL_CACHE` | the folder that keeps the built index of words and places; set to nothing, none is kept |
| `SIJILL_WORDS` | the folder of your own words ([words.md](../words.md)); set to nothing, none are read |
| `SIJILL_PLACES` | the folder of your own places ([places-own.md](../places-own.md)); set to nothing, none are read |
| `SIJILL_WORLDVIEW` | a file that says which country disputed land carries ([worldview.md](../worldview.md)), instead of the one among your own places; set to nothing, none is read |
| `SIJILL_LEDGER` | the ledger of the commands that need one, where `--ledger` is left out (`explain` and `demo` want it said) |
| `SIJILL_BY` | who signs decisions, where `--by` is left out |
"""
ISSUES = {
    "bad-date": "The publication date is no date, so relative times have no anchor.",
    "no-date": "No publication date is known, so relative times have no anchor and stay null.",
    "unknown-place": "A phrase stands where a place stands, and the gazetteer does not know it. The text is kept, with "
    "the smallest region around it that the text names; `sijill places unknown` lists the names of a ledger.",
    "harm-without-event": "People are told as hurt, taken or driven out with no event that it can belong to. The detail "
    "is the kind of harm.",
}


def pages() -> dict[str, str]:
    """Every generated file, by its path from the root, with its text."""
    reference = {
        "api.md": api(),
        "commands.md": commands(),
        "issues.md": issues(),
        "word-lists.md": word_lists(),
    }
    return {
        **{f"docs/reference/{name}": text for name, text in reference.items()},
        "README.md": shown((ROOT / "README.md").read_text(encoding="utf-8")),
        "docs/api.md": api_page(),
        "docs/article.md": article_page(),
        "docs/ledger.md": shown(page("ledger.md")),
        "docs/linking.md": shown(
            between(between(page("linking.md"), "weights", weights()), "figures", figures())
        ),
        "docs/places-unknown.md": shown(page("places-unknown.md")),
        "docs/places-own.md": shown(page("places-own.md")),
        "docs/reconciling.md": shown(page("reconciling.md")),
    }


def api_page() -> str:
    """docs/api.md with its tables and the answers to its questions."""
    made = runpy.run_path(str(ROOT / "scripts" / "build_api_page.py"))
    text = page("api.md")
    for name, table in made["tables"]().items():
        text = between(text, name, table)
    with clock_stopped():
        return str(made["answered"](text))


def page(name: str) -> str:
    """A page of docs/ as it stands."""
    return (ROOT / "docs" / name).read_text(encoding="utf-8")


def between(text: str, name: str, made: str, end_of: str = "") -> str:
    """A page with what is made put between `<!-- NAME -->` and `<!-- end of NAME -->`."""
    opening, closing = f"<!-- {name} -->", f"<!-- end of {end_of or name} -->"
    begin, end = text.index(opening) + len(opening), text.index(closing)
    return f"{text[:begin]}\n{made}\n{text[end:]}"


def shown(text: str) -> str:
    """A page with its console blocks as their commands print now."""
    if not CONSOLE.search(text):
        return text
    with (
        tempfile.TemporaryDirectory(prefix="sijill-") as folder,
        chdir(folder),
        clock_stopped(),
        places_in(folder),
    ):
        (Path(folder) / "src").symlink_to(ROOT / "src")
        return CONSOLE.sub(_shown, text)


def _shown(block: re.Match[str]) -> str:
    rule, command = block["rule"], block["command"]
    documents = re.findall(r"[\w-]+-\d+", rule.partition("ids ")[2])
    if documents:
        wanted = iter(incident_of(command, documents))
        command = re.sub(r"i-[0-9a-f]{12}", lambda _: next(wanted), command)
    code, printed = outcome(shlex.split(command)[1:])
    expected = re.search(r"code (\d+)", rule)
    if code != int(expected[1] if expected else 0):
        raise SystemExit(f"{command}\n{printed}\nended with {code}")
    lines = [n if len(n) <= WIDE else n[: WIDE - 2].rstrip() + " …" for n in printed.splitlines()]
    most = re.search(r"(\d+) lines", rule)
    if most and len(lines) > int(most[1]):
        lines = [*lines[: int(most[1])], "…"]
    return "\n".join((f"<!-- shown:{rule}-->", "```console", f"$ {command}", *lines, "```\n"))


def incident_of(command: str, documents: list[str]) -> list[str]:
    """The incidents that documents tell of, each another one, in the ledger that a command names."""
    words = shlex.split(command)
    found: list[str] = []
    with existing_ledger(words[words.index("--ledger") + 1]) as ledger:
        for doc in documents:
            told = [i for i in ledger.incidents() if i.id not in found and doc in {t.doc for t in i.reports}]
            found.append(max(told, key=lambda i: (len(i.reports), i.id)).id)
    return found


def outcome(words: list[str]) -> tuple[int, str]:
    """The exit code of a command and all that it prints."""
    printed, before = io.StringIO(), sys.argv
    sys.argv = ["sijill", *words]
    try:
        with redirect_stdout(printed), redirect_stderr(printed):
            run()
    except SystemExit as ended:
        return int(ended.code or 0), printed.getvalue()
    finally:
        sys.argv = before
    return 0, printed.getvalue()


@contextmanager
def clock_stopped() -> Iterator[None]:
    """A time of day that does not pass, so that pages do not change by themselves."""
    before = ledger_commands.now, places_commands.now
    ledger_commands.now = places_commands.now = lambda: "2026-11-22T10:00:00Z"
    try:
        yield
    finally:
        ledger_commands.now, places_commands.now = before


@contextmanager
def places_in(folder: str) -> Iterator[None]:
    """A folder for a user's own places that is gone at the end, so that nobody's own change a page."""
    before = os.environ.get("SIJILL_PLACES")
    os.environ["SIJILL_PLACES"] = str(Path(folder) / "places")
    try:
        yield
    finally:
        os.environ.pop("SIJILL_PLACES")
        if before is not None:
            os.environ["SIJILL_PLACES"] = before


def weights() -> str:
    """The published weights as tables."""
    told = tomllib.loads((ROOT / "src/sijill/link/weights.toml").read_text(encoding="utf-8"))
    lines = ["", f"Version `{told['version']}`.", "", "| bound | bits |", "|---|---|"]
    lines += [f"| {name} | {told[name]:+.2f} |" for name in ("prior", "same", "maybe", "join")]
    lines += ["", "| compared | levels and their bits |", "|---|---|"]
    for name, levels in told["levels"].items():
        lines.append(f"| {name} | " + " · ".join(f"{level} {w:+.2f}" for level, w in levels.items()) + " |")
    return "\n".join((*lines, ""))


def figures() -> str:
    """How well linking does on the labelled pairs."""
    made = runpy.run_path(str(ROOT / "evaluation" / "linking.py"))
    weights, pairs = made["published_weights"](), made["labelled"]()
    found = made["predicted"](made["told"](load_reader()), weights)
    lines = ["", "| half | pairs | precision | recall | F1 |", "|---|---|---|---|---|"]
    for split, what in (("dev", "weights are estimated on it"), ("test", "only scored")):
        half = [p for p in pairs if p.split == split]
        precision, recall, f1 = made["score"](half, found)
        lines.append(f"| {split} ({what}) | {len(half)} | {precision:.3f} | {recall:.3f} | {f1:.3f} |")
    return "\n".join((*lines, ""))


def article_page() -> str:
    """The page with the cards of the bundled article as they come out now."""
    document = article()
    found = cards(load_reader(document.lang).read(document))
    return between(page("article.md"), "cards of the bundled article", f"```text\n{found}\n```", "cards")


def commands() -> str:
    """The commands with their help."""
    parts = ["# Commands\n\nGenerated by `make docs`.\n"]

    def describe(command: click.Command, name: str) -> None:
        context = click.Context(
            command,
            info_name=name,
            terminal_width=100,
            max_content_width=100,
            help_option_names=["-h", "--help"],
        )
        context.color = False
        parts.append(f"## {name}\n\n```text\n{command.get_help(context)}\n```\n")
        if isinstance(command, click.Group):
            for child in sorted(command.commands):
                describe(command.commands[child], f"{name} {child}")

    describe(command_line, "sijill")
    return "\n".join([*parts, EXIT_CODES])


def issue_codes() -> set[str]:
    """Every issue code that the source can give."""
    found: set[str] = set()
    for path in sorted((ROOT / "src" / "sijill").rglob("*.py")):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        texts = {n.value for n in ast.walk(tree) if isinstance(n, ast.Constant) and isinstance(n.value, str)}
        made = any(isinstance(n, ast.Call) and getattr(n.func, "id", "") == "Issue" for n in ast.walk(tree))
        codes = [
            k.value.value
            for n in ast.walk(tree)
            if isinstance(n, ast.Call) and getattr(n.func, "id", "") == "Issue"
            for k in n.keywords
            if k.arg == "code" and isinstance(k.value, ast.Constant)
        ]
        found.update(map(str, codes))
        found.update(texts & set(ISSUES) if made else ())
    return found


def issues() -> str:
    """The issue codes with what they mean."""
    lines = [
        "# Issue codes\n\nGenerated by `make docs`. An issue is something that was seen and not understood.\n"
    ]
    lines += [f"## {code}\n\n{ISSUES.get(code, 'Not described yet.')}\n" for code in sorted(issue_codes())]
    return "\n".join(lines)


def api() -> str:
    """The public names with their signatures and docstrings."""
    lines = [
        "# Public names\n\nGenerated by `make docs`. `from sijill import …` any of these; nothing else is promised.\n"
    ]
    for name in sijill.__all__:
        found = getattr(sijill, name)
        signature = (
            f"{name}{inspect.signature(found)}"
            if inspect.isfunction(found) or name.startswith("load_")
            else name
        )
        signature = re.sub(r"[A-Z]\w*Path\('[^']*'\)", "…", signature)
        lines.append(f"## {name}\n\n`{signature}`\n\n{inspect.cleandoc(found.__doc__ or '')}\n")
    return "\n".join(lines)


def word_lists() -> str:
    """The kinds of word list with the keys of their entries."""
    shared = [f.name for f in msgspec.structs.fields(Entry)]
    lines = ["# Word lists\n\nGenerated by `make docs`. How to add a word: [words.md](../words.md).\n"]
    lines.append(
        "Every entry may have: "
        + ", ".join(f"`{n}`" for n in shared)
        + "; `id`, `source` and `added` must stand.\n"
    )
    for kind, struct in sorted(KINDS.items()):
        own = [f for f in msgspec.structs.fields(struct) if f.name not in shared]
        named = ", ".join(f"`{f.name}`" + (" (required)" if f.required else "") for f in own) or "none"
        lines.append(f"## {kind}\n\n{inspect.cleandoc(struct.__doc__ or '')} Keys of its own: {named}.\n")
    return "\n".join(lines)


def main() -> None:
    """Write the files."""
    os.environ["SIJILL_PLACES"] = os.environ["SIJILL_WORDS"] = os.environ["SIJILL_WORLDVIEW"] = ""
    (ROOT / "docs" / "reference").mkdir(parents=True, exist_ok=True)
    for name, text in pages().items():
        (ROOT / name).write_text(text, encoding="utf-8")
        sys.stdout.write(f"{name}\n")


if __name__ == "__main__":
    main()
