"""Print the bundled article and the reports read in it: `python -m sijill.demo`."""

from __future__ import annotations

import sys

from ..reader import load_reader
from ..render import cards
from . import article


def main() -> None:
    """Read the article and print what was read."""
    document = article()
    out = sys.stdout
    out.write("A synthetic article: the events are invented, and so are the outlets.\n\n")
    out.write(document.text + "\n" + cards(load_reader(document.lang).read(document)) + "\n")


if __name__ == "__main__":
    main()
