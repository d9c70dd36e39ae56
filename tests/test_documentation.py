"""The documentation says what is so: generated pages, links, commands, examples."""

from __future__ import annotations

import io
import re
import runpy
import shlex
import tomllib
import zipfile
from collections.abc import Callable
from contextlib import redirect_stdout
from functools import lru_cache
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

import sijill
from sijill.cli import sijill as command_line
from sijill.cli_ledger import COMMANDS
from sijill.decisions import FIELDS
from sijill.demo import CORPUS
from sijill.export import EXPORTS
from sijill.link.profile import FAMILIES
from tests.conftest import ROOT, Ran

PAGES = sorted(str(p.relative_to(ROOT)) for p in (*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")))
ELSEWHERE = ("src/", "docs/", "tests/", "scripts/", "lang/")
WORDS_OF_OTHERS = re.compile(r"\.\./shared|(?<![\w.])/(?:home|root|tmp|opt|w\w+)/|index-url", re.I)


@lru_cache(maxsize=1)
def generated() -> dict[str, str]:
    made = runpy.run_path(str(ROOT / "scripts" / "build_reference.py"))
    return dict(made["pages"]())


@pytest.mark.parametrize(
    "name",
    [
        "README.md",
        "docs/article.md",
        "docs/ledger.md",
        "docs/linking.md",
        "docs/places-own.md",
        "docs/reconciling.md",
        "docs/reference/api.md",
        "docs/reference/commands.md",
        "docs/reference/issues.md",
        "docs/reference/word-lists.md",
    ],
)
def test_generated_pages_are_up_to_date(name: str) -> None:
    """Where this fails, run `make docs`."""
    assert (ROOT / name).read_text(encoding="utf-8") == generated()[name]


@pytest.mark.parametrize("page", PAGES)
def test_links_lead_somewhere(page: str) -> None:
    text = (ROOT / page).read_text(encoding="utf-8")
    targets = [t for t in re.findall(r"\]\(([^)#\s]+)", text) if not t.startswith("http")]
    assert not [t for t in targets if not ((ROOT / page).parent / t).exists()]


@pytest.mark.parametrize("page", PAGES)
def test_links_into_pages_find_their_heading(page: str) -> None:
    text = (ROOT / page).read_text(encoding="utf-8")
    for target, heading in re.findall(r"\]\(([^)#\s]*)#([^)\s]+)\)", text):
        if not target.startswith("http"):
            there = ((ROOT / page).parent / target if target else ROOT / page).read_text(encoding="utf-8")
            assert heading in {_anchor(h) for h in re.findall(r"^#+ (.+)$", there, re.M)}


def _anchor(heading: str) -> str:
    return re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-")


@pytest.mark.parametrize("page", PAGES)
def test_no_word_of_the_workshop(page: str) -> None:
    assert not WORDS_OF_OTHERS.search((ROOT / page).read_text(encoding="utf-8"))


@pytest.mark.parametrize("page", PAGES)
def test_files_named_exist(page: str) -> None:
    text = (ROOT / page).read_text(encoding="utf-8")
    named = re.findall(r"`((?:src|docs|tests|scripts|benchmarks)/[\w./-]+\.\w+)`", text)
    named += ["src/sijill/" + n for n in re.findall(r"`((?:lang|gazetteer)/[\w./-]+\.\w+)`", text)]
    if page == "docs/tour.md":
        named += [
            f"src/sijill/{n}"
            for n in re.findall(r"`([\w/]+\.(?:py|toml))`", text)
            if not n.startswith(ELSEWHERE)
        ]
    assert not [n for n in named if not (ROOT / n).exists()]


def test_the_tour_names_every_room() -> None:
    """Every module of the root by its name, and those of a folder in the row of the folder."""
    text = (ROOT / "docs" / "tour.md").read_text(encoding="utf-8")
    source = ROOT / "src" / "sijill"
    rooms = {p.name for p in source.glob("*.py")} - {"__init__.py", "__main__.py"}
    assert not {name for name in rooms if f"`{name}`" not in text}
    for folder in ("store", "ingest", "link", "reconcile", "export"):
        (row,) = re.findall(rf"`{folder}/`: ([\w ·]+(?:, and for all of them [\w ·]+)?)", text)
        named = set(re.findall(r"\w+", row.replace("and for all of them", "")))
        assert named == {p.stem for p in (source / folder).glob("*.py")} - {"__init__"}


@pytest.mark.parametrize("page", PAGES)
def test_what_commands_print_is_run(page: str) -> None:
    """Every console block is run and written by `make docs`: none stands there by hand."""
    text = (ROOT / page).read_text(encoding="utf-8")
    assert text.count("```console") == len(
        re.findall(r"<!-- shown:[^>]*-->\n```console\n\$ \S*sijill ", text)
    )


def commands_of_pages() -> list[tuple[str, str]]:
    found = []
    for page in PAGES:
        text = (ROOT / page).read_text(encoding="utf-8")
        for block in re.findall(r"```sh\n(.*?)```", text, re.S):
            found += [
                (page, line.split(" #")[0].strip())
                for line in block.splitlines()
                if re.match(r"(\.venv/bin/)?sijill ", line)
            ]
    return found


@pytest.mark.parametrize(("page", "line"), commands_of_pages())
def test_commands_of_the_pages_are_understood(page: str, line: str) -> None:
    """What cannot be run here (a server, a file of yours) has at least the options that there are."""
    command, words = command_line, shlex.split(line)[1:]
    while isinstance(command, click.Group):
        command, words = command.commands[words[0]], words[1:]
    command.make_context(command.name, words)


def test_the_pages_on_the_ledger_say_what_the_code_says() -> None:
    linking = (ROOT / "docs" / "linking.md").read_text(encoding="utf-8")
    for family, types in FAMILIES.items():
        assert f"| {family} | {', '.join(types.split())} |" in linking
    exports = (ROOT / "docs" / "exports" / "README.md").read_text(encoding="utf-8")
    assert not [form for form in EXPORTS if f"| [{form}]({form}.md) |" not in exports]
    assert len(EXPORTS) == 16  # as README.md and docs/ledger.md say
    ledger = (ROOT / "docs" / "ledger.md").read_text(encoding="utf-8")
    assert not [c.name for c in COMMANDS if f"`{c.name}`" not in ledger]
    assert not [field for field in FIELDS if field not in ledger]


def test_every_issue_code_is_described() -> None:
    assert "Not described yet" not in generated()["docs/reference/issues.md"]


def commands_of_readme() -> list[str]:
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    blocks = re.findall(r"```sh\n(.*?)```", text, re.S)
    return [
        line.split("#")[0].strip()
        for block in blocks
        for line in block.splitlines()
        if ".venv/bin/sijill" in line
    ]


@pytest.mark.parametrize("line", commands_of_readme())
def test_commands_of_the_readme_run(
    line: str, sijill: Callable[..., Ran], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _files(tmp_path)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SIJILL_PLACES", str(tmp_path / "places"))
    words = shlex.split(line.replace("pages/*.html", "pages/a.html"))[1:]
    if words[:2] == ["words", "check"]:
        assert CliRunner().invoke(command_line, [*words, "--help"]).exit_code == 0
        return
    assert sijill(*words).code == 0


def test_python_of_the_readme_runs(capsys: pytest.CaptureFixture[str]) -> None:
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    (code,) = re.findall(r"```python\n(.*?)```", text, re.S)
    exec(compile(code, "README.md", "exec"), {})
    assert capsys.readouterr().out == "shelling Saraqib 2024-03-09T18:00\n"


def test_python_of_the_ledger_page_runs(
    sijill: Callable[..., Ran], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = (ROOT / "docs" / "ledger.md").read_text(encoding="utf-8")
    (code,) = re.findall(r"```python\n(.*?)```", text, re.S)
    monkeypatch.chdir(tmp_path)
    assert sijill("add", CORPUS / "difa.jsonl", "--ledger", "demo.sijill").code == 0
    with redirect_stdout(io.StringIO()) as printed:
        exec(compile(code, "docs/ledger.md", "exec"), {})
    assert re.search(r"^i-[0-9a-f]{12} reported 1 \[\(\d+, \d+\)\]$", printed.getvalue(), re.M)


def test_make_targets_of_the_readme_exist() -> None:
    made = (ROOT / "Makefile").read_text(encoding="utf-8")
    named = re.findall(
        r"make (\w+)",
        "".join((ROOT / p).read_text(encoding="utf-8") for p in ("README.md", "CONTRIBUTING.md")),
    )
    assert not [n for n in named if not re.search(rf"^{n}:", made, re.M) and n != "and"]


def test_example_of_words_page_is_a_real_entry() -> None:
    text = (ROOT / "docs" / "words.md").read_text(encoding="utf-8")
    (block,) = re.findall(r"```toml\n(.*?)```", text, re.S)
    (entry,) = tomllib.loads(block)["entry"]
    from sijill.lexicon import WeaponEntry

    assert set(entry) <= set(WeaponEntry.__struct_fields__)


def test_lock_holds_names_versions_and_hashes_only() -> None:
    for line in (ROOT / "requirements.lock").read_text(encoding="utf-8").splitlines():
        assert re.fullmatch(r"[\w.-]+==[\w.+!-]+( ; .+)? \\|    --hash=sha256:[0-9a-f]{64}( \\)?", line), line


def test_version_is_one() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert project["version"] == sijill.__version__
    assert f"## {sijill.__version__}" in (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")


def _files(folder: Path) -> None:
    text = (ROOT / "src" / "sijill" / "demo" / "article.txt").read_text(encoding="utf-8")
    (folder / "article.txt").write_text(text, encoding="utf-8")
    (folder / "pages").mkdir()
    body = "".join(f"<p>{line}</p>" for line in text.splitlines())
    (folder / "pages" / "a.html").write_text(
        f"<html><body><article>{body}</article></body></html>", encoding="utf-8"
    )
    with zipfile.ZipFile(folder / "SY.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.write(ROOT / "src" / "sijill" / "demo" / "places" / "SY.txt", "SY.txt")
        archive.writestr("readme.txt", "Readme for GeoNames")
    for name in ("gold.jsonl", "coded.jsonl"):
        (folder / name).write_text('{"doc":{"id":"a","text":"x"},"reports":[]}\n', encoding="utf-8")
