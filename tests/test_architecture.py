"""The rules that hold the code together, each a test."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

import sijill
from sijill.demo import article

SOURCE = Path(sijill.__file__).parent
MODULES = sorted(SOURCE.rglob("*.py"))
NAMES = [str(p.relative_to(SOURCE)) for p in MODULES]
IMPURE = {
    "asyncio",
    "http",
    "io",
    "logging",
    "multiprocessing",
    "os",
    "random",
    "requests",
    "secrets",
    "shutil",
    "socket",
    "sqlite3",
    "subprocess",
    "sys",
    "tempfile",
    "threading",
    "time",
    "urllib",
    "uuid",
}
CLOCKS = {"now", "today", "utcnow", "fromtimestamp", "localtime"}
FILES = {"open", "write_text", "write_bytes", "unlink", "mkdir", "rename", "replace_file", "print", "input"}
# What speaks to the world, and what loads data once before any document is read.
WORLDLY = {
    "cli.py",
    "commands.py",
    "ledger_commands.py",
    "unknown_commands.py",
    "places_commands.py",
    "worldview_commands.py",
    "reading_commands.py",
    "batch.py",
    "parts_ledger.py",
    "portion.py",
    "progress.py",
    "script.py",
    "demo/__init__.py",
    "demo/__main__.py",
    "demo/show.py",
    "evaluate_records.py",
    "wordcheck.py",
    "kept.py",
    "lexicon.py",
    "own_files.py",
    "own_words.py",
    "lang/ar/segment.py",
    "lang/ar/tagger.py",
    "gazetteer/borders.py",
    "gazetteer/load.py",
    "gazetteer/own.py",
    "gazetteer/pointcheck.py",
    "gazetteer/sources.py",
    "gazetteer/validate.py",
    "gazetteer/worldview.py",
    "export/codes.py",
    "export/whole.py",
}
FORBIDDEN = {"utils", "util", "helpers", "helper", "misc", "common", "base", "manager", "core"}
WORLDLY_FOLDERS = ("store/", "ingest/", "web/", "gazetteer/importing/")
PURE = [n for n in NAMES if n not in WORLDLY and not n.startswith(WORLDLY_FOLDERS)]
# Pure too, but no part of the way from a text to its reading.
AFTER_READING = {
    "reader.py",
    "render.py",
    "evaluate.py",
    "evaluate_match.py",
    "explain.py",
    "phrase.py",
    "places_printing.py",
    "coded_parquet.py",
    "versions.py",
}
# Of many reports, and as pure.
MANY = {
    "account.py",
    "decisions.py",
    "incident.py",
    "marks.py",
    "moving.py",
    "people.py",
    "printing.py",
    "registry.py",
    "slim.py",
    "unknown_places.py",
    "waiting.py",
    "words_changed.py",
    "states.py",
    "wording.py",
}
MANY |= {n for n in PURE if n.startswith(("link/", "reconcile/")) and not n.endswith("__init__.py")}
# What carries it out: it knows the ledger, and still no clock.
CARRYING_OUT = {
    "answering.py",
    "carrying.py",
    "cli_accounts.py",
    "cli_deciding.py",
    "cli_ledger.py",
    "cli_options.py",
    "cli_unknown.py",
    "cli_places.py",
    "copies.py",
    "copying.py",
    "deciding.py",
    "filing.py",
    "mending.py",
    "reviewing.py",
    "settle.py",
}


@cache
def tree(name: str) -> ast.Module:
    return ast.parse((SOURCE / name).read_text(encoding="utf-8"))


def functions(name: str) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    for node in ast.walk(tree(name)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def imports(name: str) -> Iterator[tuple[str, int]]:
    """Every module that a module names, absolute."""
    package = ["sijill", *Path(name).parent.parts]
    for node in ast.walk(tree(name)):
        if isinstance(node, ast.Import):
            yield from ((alias.name, node.lineno) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = package[: len(package) - node.level + 1] if node.level else []
            if node.module:
                yield ".".join([*base, node.module]), node.lineno
            yield from (
                (".".join([*base, *filter(None, [node.module]), a.name]), node.lineno) for a in node.names
            )


@pytest.mark.parametrize("name", PURE)
def test_reading_is_pure(name: str) -> None:
    """No clock, chance, network, process or output; files are read only where data is loaded once."""
    wrong = [
        f"line {line}: imports {module}" for module, line in imports(name) if module.split(".")[0] in IMPURE
    ]
    for node in ast.walk(tree(name)):
        if isinstance(node, ast.Call):
            called = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            if called in CLOCKS | FILES:
                wrong.append(f"line {node.lineno}: calls {called}")
    assert not wrong


@pytest.mark.parametrize("name", [n for n in NAMES if not n.startswith("lang/")])
def test_no_letter_of_a_language_in_the_core(name: str) -> None:
    text = (SOURCE / name).read_text(encoding="utf-8")
    found = re.findall(
        r"[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]|\\u0[5-8][0-9a-fA-F]{2}|\\ufe[7-9a-fA-F]", text
    )
    assert not found


@pytest.mark.parametrize("name", [n for n in NAMES if not n.startswith("lang/")])
def test_only_the_seam_knows_the_languages(name: str) -> None:
    text = (SOURCE / name).read_text(encoding="utf-8")
    assert not [m for m, _ in imports(name) if m.startswith("sijill.lang.") or m == "sijill.lang"]
    assert name == "language.py" or "sijill.lang." not in text


@pytest.mark.parametrize("name", [n for n in NAMES if not n.startswith("store/")])
def test_only_the_store_knows_a_database(name: str) -> None:
    databases = {"sqlalchemy", "psycopg", "sqlite3"}
    assert not [m for m, _ in imports(name) if m.split(".")[0] in databases]


@pytest.mark.parametrize("name", NAMES)
def test_size(name: str) -> None:
    lines = (SOURCE / name).read_text(encoding="utf-8").count("\n")
    assert lines <= 400
    long = {f.name: (f.end_lineno or 0) - f.lineno + 1 for f in functions(name)}
    assert not {n: length for n, length in long.items() if length > 40}


@pytest.mark.parametrize("name", NAMES)
def test_documented(name: str) -> None:
    assert ast.get_docstring(tree(name)) or name.endswith("__init__.py")
    public = [f for f in functions(name) if not f.name.startswith("_") and f.col_offset == 0]
    assert not [f.name for f in public if not ast.get_docstring(f)]


@pytest.mark.parametrize("name", NAMES)
def test_no_boolean_parameters_in_public_functions(name: str) -> None:
    wrong = []
    for function in functions(name):
        arguments = [*function.args.posonlyargs, *function.args.args, *function.args.kwonlyargs]
        flags = [a.arg for a in arguments if a.annotation is not None and ast.unparse(a.annotation) == "bool"]
        if flags and not function.name.startswith("_"):
            wrong.append((function.name, flags))
    assert not wrong


@pytest.mark.parametrize("name", NAMES)
def test_no_loose_types_and_no_blanket_exceptions(name: str) -> None:
    text = (SOURCE / name).read_text(encoding="utf-8")
    assert "dict[str, Any]" not in text
    assert not re.search(r"except\s*:", text)
    assert not re.search(r"# type: ignore(?!\[)", text)
    assert not re.search(r"# noqa(?!: ?[A-Z]+\d+)", text)


@pytest.mark.parametrize("name", NAMES)
def test_names_say_what_is_inside(name: str) -> None:
    assert not set(Path(name).with_suffix("").parts) & FORBIDDEN


@pytest.mark.parametrize("name", NAMES)
def test_no_global_mutable_state(name: str) -> None:
    """Nothing at module level is rebound or filled while the program runs."""
    assert not [node.lineno for node in ast.walk(tree(name)) if isinstance(node, ast.Global)]
    tables = {
        t.id
        for node in tree(name).body
        if isinstance(node, ast.Assign | ast.AnnAssign)
        for t in ast.walk(node)
        if isinstance(t, ast.Name) and isinstance(t.ctx, ast.Store)
    }
    changed = []
    for function in functions(name):
        local = {n.id for n in ast.walk(function) if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Store)}
        local |= {a.arg for a in [*function.args.args, *function.args.kwonlyargs, *function.args.posonlyargs]}
        for node in ast.walk(function):
            if (
                isinstance(node, ast.Subscript)
                and isinstance(node.ctx, ast.Store)
                and isinstance(node.value, ast.Name)
            ):
                changed += [node.value.id] if node.value.id in tables - local else []
            if (
                isinstance(node, ast.Call)
                and isinstance(node.func, ast.Attribute)
                and isinstance(node.func.value, ast.Name)
            ):
                grows = node.func.attr in {
                    "append",
                    "extend",
                    "add",
                    "update",
                    "setdefault",
                    "pop",
                    "clear",
                    "insert",
                }
                changed += [node.func.value.id] if grows and node.func.value.id in tables - local else []
    assert not changed


def test_no_import_cycles() -> None:
    """Imports at module level go one way (those for type checking and those inside functions aside)."""
    known = {"sijill." + n.removesuffix(".py").removesuffix("/__init__").replace("/", "."): n for n in NAMES}
    graph = {module: set() for module in known}
    for module, name in known.items():
        top = [n for n in tree(name).body if isinstance(n, ast.Import | ast.ImportFrom)]
        lines = {n.lineno for n in top}
        graph[module] = {m for m, line in imports(name) if line in lines and m in known and m != module}
    state: dict[str, str] = {}

    def visit(module: str, way: tuple[str, ...]) -> None:
        assert state.get(module) != "open", " -> ".join((*way, module))
        if module not in state:
            state[module] = "open"
            for following in sorted(graph[module]):
                visit(following, (*way, module))
            state[module] = "done"

    for module in sorted(graph):
        visit(module, ())


def test_public_api() -> None:
    assert sijill.__all__ == sorted(sijill.__all__)
    assert 15 <= len(sijill.__all__) <= 25
    for name in sijill.__all__:
        found = getattr(sijill, name)
        assert found.__module__.startswith("sijill."), name
        assert found.__doc__
    with pytest.raises(AttributeError):
        sijill.nothing_of_the_kind  # noqa: B018  # the access itself is what is tested


def test_two_processes_say_the_same() -> None:
    """Nothing depends on the order of a hash: processes with different seeds write the same bytes."""
    code = (
        "from sijill.demo import article\nfrom sijill.reader import load_reader\nfrom sijill.render import json_line\n"
        "import sys\nsys.stdout.buffer.write(json_line(load_reader().read(article())).encode())"
    )
    runs = [
        subprocess.run(
            [sys.executable, "-c", code], check=True, capture_output=True, env={"PYTHONHASHSEED": seed}
        ).stdout
        for seed in ("1", "2")
    ]
    assert runs[0] == runs[1]
    assert article().id.encode() in runs[0]


def test_the_contract_of_purity_names_every_pure_module() -> None:
    """What turns a text into a reading stands in pyproject.toml by name; a new module must be added there."""
    project = tomllib.loads((SOURCE.parent.parent / "pyproject.toml").read_text(encoding="utf-8"))
    contracts = {c["name"]: c for c in project["tool"]["importlinter"]["contracts"]}
    named = contracts["reading is pure"]["source_modules"]
    reading = [
        n for n in PURE if n not in AFTER_READING | MANY | CARRYING_OUT and not n.endswith("__init__.py")
    ]
    reading = [n for n in reading if not n.startswith("export/")]
    assert named == ["sijill." + n.removesuffix(".py").replace("/", ".") for n in reading]
    many = contracts["linking and reconciling are pure"]
    assert many["source_modules"] == sorted("sijill." + n.removesuffix(".py").replace("/", ".") for n in MANY)
    assert set(many["forbidden_modules"]) > {"sqlalchemy", "sijill.store"}


def test_import_contracts() -> None:
    ran = subprocess.run(
        [Path(sys.executable).parent / "lint-imports", "--no-cache"],
        capture_output=True,
        text=True,
        check=False,
        cwd=SOURCE.parent.parent,
    )
    assert ran.returncode == 0, ran.stdout[-2000:]
