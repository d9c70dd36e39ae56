"""The desk's own words in each of its languages: texts, dates and numbers. Nothing here is a document's.

The texts stand in `locale/<language>/<page>.toml`, one key for each; a test holds the languages to one set.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType

import msgspec
from markupsafe import Markup, escape

LOCALES = Path(__file__).parent / "locale"
LANGUAGES = ("ar", "en")
DIRECTION: Mapping[str, str] = MappingProxyType({"ar": "rtl", "en": "ltr"})
DIGITS = ("western", "arabic")
# One country for each way in which the Arabic press names the months.
MONTHS = ("SY", "EG", "DZ", "MA", "MR")
ARABIC_INDIC = {ord("0") + n: 0x0660 + n for n in range(10)}


class Speech(msgspec.Struct, frozen=True, kw_only=True):
    """One way to speak to a reader: language, digits ('western' or 'arabic'), names of months by country."""

    language: str = "ar"
    digits: str = "western"
    country: str = "SY"

    @property
    def direction(self) -> str:
        """rtl or ltr."""
        return DIRECTION[self.language]

    def text(self, key: str, **values: object) -> Markup:
        """The text of a key with values put in, which are escaped. Raises KeyError for an unknown key."""
        said = texts(self.language)[key]
        return Markup(said.format(**{name: escape(value) for name, value in values.items()}))

    def words(self, key: str, **values: object) -> str:
        """The text of a key with values put in as they are, for what is no markup. Raises KeyError."""
        return texts(self.language)[key].format(**values)

    def label(self, kind: str, value: str) -> str:
        """The name of a code ('airstrike', 'disputed'); the code itself, blanks for bars, where none is."""
        return texts(self.language).get(f"{kind}.{value}", value.replace("_", " "))

    def number(self, value: object) -> Markup:
        """A number, range, id or coordinate: set apart, so that it reads left to right in any line."""
        return Markup(f'<bdi dir="ltr">{escape(self.figures(value))}</bdi>')

    def figures(self, value: object) -> str:
        """A number in the reader's digits, for what is no markup."""
        written = str(value)
        return written.translate(ARABIC_INDIC) if self.digits == "arabic" else written

    def count(self, low: int | None, high: int | None) -> Markup:
        """A count with its bounds: 4, 4–6, 4+ (or more), ≤6 (up to), or words for no number told."""
        if low is None:
            return self.text("site.no_number") if high is None else self.number(f"≤{high}")
        if high is None:
            return self.number(f"{low}+")
        return self.number(low if low == high else f"{low}–{high}")

    def plain(self, value: object) -> Markup:
        """An id or code: as it is, whatever digits the reader chose."""
        return Markup(f'<bdi dir="ltr">{escape(str(value))}</bdi>')

    def day(self, iso: str) -> Markup:
        """A Gregorian date for people, its ISO form beside it for machines; '' stays ''."""
        if len(iso) < 10 or not iso[:4].isdigit():
            return Markup(escape(iso))
        year, month, day = iso[:10].split("-")
        name = months(self.language, self.country)[int(month) - 1]
        clock = f" {self.number(iso[11:16])}" if len(iso) > 10 else ""
        shown = f"{self.number(int(day))} {escape(name)} {self.number(year)}{clock}"
        return Markup(f'<time datetime="{escape(iso)}">{shown}</time>')

    def moment(self, iso: str) -> Markup:
        """A day with its hour and minute; what has none stays a day."""
        return self.day(iso[:16].replace("T", " "))

    def written(self, iso: str) -> str:
        """A Gregorian date in words, for what is no markup."""
        year, month, day = iso[:10].split("-")
        name = months(self.language, self.country)[int(month) - 1]
        return f"{self.figures(int(day))} {name} {self.figures(year)}"


@lru_cache(maxsize=8)
def texts(language: str) -> Mapping[str, str]:
    """Every text of a language, by `page.key`. Raises LookupError for a key that stands in two files."""
    found: dict[str, str] = {}
    for path in sorted((LOCALES / language).glob("*.toml")):
        flat = _flat("", tomllib.loads(path.read_text(encoding="utf-8")))
        if twice := found.keys() & flat.keys():
            raise LookupError(f"{path.name}: '{min(twice)}' stands in two files")
        found |= flat
    return MappingProxyType(found)


def _flat(prefix: str, table: Mapping[str, object]) -> dict[str, str]:
    found: dict[str, str] = {}
    for key, value in table.items():
        name = f"{prefix}.{key}" if prefix else key
        if isinstance(value, Mapping):
            found |= _flat(name, value)
        else:
            found[name] = str(value)
    return found


@lru_cache(maxsize=64)
def months(language: str, country: str) -> tuple[str, ...]:
    """The twelve names of months of a language as a country's press writes them."""
    table = tomllib.loads((LOCALES / "months.toml").read_text(encoding="utf-8"))
    group = next((g for g in table[language] if country in g["countries"]), table[language][0])
    return tuple(group["names"])
