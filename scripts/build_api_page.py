"""Write docs/api.md: its tables from the program, its answers from a desk that serves the bundled corpus.

A part of `make docs`. An `http` block between `<!-- asked -->` and `<!-- answered -->` is asked, and what
comes back is put below it.
"""

from __future__ import annotations

import io
import re
import tempfile
import warnings
from contextlib import redirect_stderr
from pathlib import Path
from urllib.parse import quote

import msgspec

from sijill import ledger_commands
from sijill.demo import CORPUS
from sijill.web import Serving, create_app
from sijill.web.api import RESOURCES, ROOT
from sijill.web.api.page import parameters
from sijill.web.speech import texts

ASKED = re.compile(
    r"<!-- asked -->\n```http\nGET (?P<path>[^\n]+)\n```\n<!-- answered -->\n(```json\n[^`]*```\n)?"
)
WIDE, LONG = 110, 16


def tables() -> dict[str, str]:
    """The resources and the parameters, as tables."""
    english = texts("en")
    resources = ["| address | gives | takes |", "|---|---|---|"]
    for one in RESOURCES:
        takes = ", ".join(f"`{parameter.name}`" for parameter in one.parameters)
        resources.append(f"| `{ROOT}{one.path}` | {english[f'api.resource.{one.name}']} | {takes} |")
    named = ["| parameter | means |", "|---|---|"]
    for parameter in parameters():
        of = " (of `changes`)" if parameter.about == "since_number" else ""
        named.append(f"| `{parameter.name}`{of} | {english[f'api.parameter.{parameter.about}']} |")
    return {"resources": "\n".join(resources), "parameters": "\n".join(named)}


def answered(text: str) -> str:
    """A page with the answers to its questions as they are now; the caller stops the clock."""
    warnings.simplefilter("ignore")
    from starlette.testclient import TestClient

    with tempfile.TemporaryDirectory(prefix="sijill-") as folder:
        ledger = str(Path(folder) / "demo.sijill")
        with redirect_stderr(io.StringIO()):
            ledger_commands.add_sources([str(CORPUS)], ledger, ledger_commands.Adding())
        app = create_app(Serving(ledger=ledger, now=ledger_commands.now, hosts=("testserver",)))
        with TestClient(app) as client:

            def ask(block: re.Match[str]) -> str:
                answer = client.get(quote(block["path"], safe="/?&=,%"))
                made = msgspec.json.format(answer.content, indent=1).decode().splitlines()
                lines = [n if len(n) <= WIDE else n[: WIDE - 2].rstrip() + " …" for n in made]
                lines = lines if len(lines) <= LONG else [*lines[:LONG], "…"]
                shown = "\n".join(lines)
                asked = f"<!-- asked -->\n```http\nGET {block['path']}\n```\n<!-- answered -->\n"
                return f"{asked}```json\n{shown}\n```\n"

            return ASKED.sub(ask, text)
