"""Train and measure the models of Arabic words from the labelled sentences of `lang/ar/corpus/words`.

    python scripts/train_words.py            train both models and write them beside the code
    python scripts/train_words.py measure    5-fold by sentence, leave one file out, and the held-out file

A line of the corpus is a sentence; a word is its segments joined by '+', then '/' and its letter.
`heldout.txt` is never trained on.
"""

from __future__ import annotations

import random
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from itertools import pairwise
from pathlib import Path

import msgspec
import pycrfsuite

from sijill.lang.ar import closed, fold_table, segment, tagger
from sijill.lang.ar.words import Words, as_token
from sijill.text import Analysis, fold

FOLDER = Path(segment.__file__).parent
CORPUS = FOLDER / "corpus" / "words"
PRONOUNS = frozenset(("ه", "ها", "هم", "هما", "هن", "ك", "كم", "كما", "نا", "ي", "ني"))
PROCLITICS = frozenset("وفبكلس")
_TABLE = fold_table()
_CLOSED = closed.load(lambda text: fold(text, _TABLE)[0])
_NAMES = closed.names(lambda text: fold(text, _TABLE)[0])


class Word(msgspec.Struct, frozen=True):
    """A labelled word: its spelling, its segments, its letter."""

    text: str
    pre: str
    article: bool
    stem: str
    suffix: str
    pos: str


Line = tuple[Word, ...]


def folded(text: str) -> str:
    """`text` folded as the program folds it."""
    return fold(text, _TABLE)[0]


def read_word(label: str) -> Word:
    """One word of the corpus."""
    body, _, pos = label.rpartition("/")
    parts = body.split("+") if len(body) > 1 else [body]
    text = "".join(parts).replace("لال", "لل", 1) if _elides(parts) else "".join(parts)
    found = _CLOSED.get(folded(text))
    if found is not None:
        return Word(text, found.pre, found.article, found.stem, found.suffix, pos)
    first = 0
    while first < len(parts) - 1 and parts[first] in PROCLITICS:
        first += 1
    article = parts[first] == "ال" and first < len(parts) - 1
    rest = parts[first + article :]
    if len(rest) > 2 or (len(rest) == 2 and rest[1] not in PRONOUNS):
        raise ValueError(f"cannot read the label {label}")
    return Word(text, "".join(parts[:first]), article, rest[0], rest[1] if len(rest) == 2 else "", pos)


def _elides(parts: Sequence[str]) -> bool:
    return any(a == "ل" and b == "ال" for a, b in pairwise(parts))


def read_file(path: Path) -> list[Line]:
    """The sentences of one file."""
    lines = path.read_text(encoding="utf-8").splitlines()
    return [tuple(read_word(label) for label in line.split()) for line in lines if line.strip()]


def cut_of(word: Word) -> segment.Cut:
    """The word's cut in letters."""
    article = 0 if not word.article else 1 if word.pre.endswith("ل") else 2
    return segment.Cut(len(word.pre), article, len(word.stem), len(word.suffix))


def is_open(word: Word) -> bool:
    """Whether the character model has to decide this word."""
    return word.text[:1].isalpha() and word.text[0] > "\u0600" and folded(word.text) not in _CLOSED


def grown(words: Iterable[Word]) -> list[Word]:
    """Further words for the character model: the stems of `words` in other dress, from a fixed seed."""
    luck = random.Random(20)
    stems = sorted(
        {(w.stem, w.pos, w.article) for w in words if is_open(w) and w.pos in "NXJV" and len(w.stem) > 2}
    )
    made = []
    for stem, pos, article in stems:
        for pre, with_article, suffix in luck.sample(dresses(stem, pos, article), 3 if pos == "V" else 2):
            held = stem[:-1] + "ت" if suffix and stem.endswith("ة") else stem
            text = pre + ("ل" if pre.endswith("ل") else "ال") * with_article + held + suffix
            made.append(Word(text, pre, with_article, held, suffix, pos))
    return [word for word in made if is_open(word)]


def dresses(stem: str, pos: str, article: bool) -> list[tuple[str, bool, str]]:
    """Which proclitics, article and pronouns a stem of this kind may wear."""
    if pos == "V":
        if stem[0] in "يتن":
            return [("س", False, ""), ("وس", False, ""), ("ل", False, ""), ("و", False, "")]
        return [("و", False, ""), ("ف", False, ""), ("", False, "")]
    if article:
        pres = ("و", "ب", "", "وب", "ف") if stem.startswith("ل") else ("و", "ب", "ل", "ول", "وب", "")
        return [(pre, True, "") for pre in pres]
    plain = [("", False, ""), ("و", False, "")]
    if pos == "J":
        return plain
    plain += [("ب", False, ""), ("ل", False, ""), ("وب", False, "")]
    if pos == "N" and not stem.endswith(("ا", "ى", "ون", "ين", "ان", "ي")):
        plain += [("", False, suffix) for suffix in ("ها", "هم", "نا", "ه")]
    return plain


def train_characters(lines: Sequence[Line], path: str) -> None:
    """Write the character model of `lines` to `path`."""
    words = [word for line in lines for word in line if is_open(word)]
    trainer = pycrfsuite.Trainer(verbose=False)
    seen: Counter[str] = Counter()
    whole = [Word(stem, "", False, stem, "", "N") for stem in sorted(closed.uncut(str))]
    for word in words + grown(words) + [word for word in whole if is_open(word)]:
        seen[word.text] += 1
        if seen[word.text] <= 4:
            trainer.append(segment.features(word.text), segment.labels(cut_of(word)))
    trainer.set_params({"c1": 0.15, "c2": 0.02, "max_iterations": 120, "feature.minfreq": 1})
    trainer.train(path)


def train_tags(lines: Sequence[Line], path: str) -> None:
    """Write the word model of `lines` to `path`."""
    trainer = pycrfsuite.Trainer(verbose=False)
    for line in lines:
        views = [look(word) for word in line]
        trainer.append(tagger.rows(views), [word.pos for word in line])
    trainer.set_params({"c1": 0.3, "c2": 0.05, "max_iterations": 100, "feature.minfreq": 1})
    trainer.train(path)


def look(word: Word) -> tagger.View:
    """What the word model sees of a labelled word."""
    norm = folded(word.text)
    entry = _CLOSED.get(norm)
    mark = entry.pos if entry else "X" if folded(word.stem) in _NAMES else ""
    analysis = Analysis(
        norm=norm, stem=folded(word.stem), pre=word.pre, article=word.article, suffix=folded(word.suffix)
    )
    return tagger.view(as_token(word.text, 0, analysis), mark)


def measure(train: Sequence[Line], test: Sequence[Line], wrong: Counter[str]) -> Counter[str]:
    """Right and all words of `test` for models of `train`; errors are counted into `wrong`."""
    count: Counter[str] = Counter()
    with tempfile.TemporaryDirectory() as folder:
        characters, tags = f"{folder}/segment", f"{folder}/tag"
        train_characters(train, characters)
        train_tags(train, tags)
        words = Words(_TABLE, characters=segment.CharacterModel(characters), tags=tagger.TagModel(tags))
        seen = {word.text for line in train for word in line}
        for line in test:
            score(words, line, seen, count, wrong)
    return count


def score(words: Words, line: Line, seen: set[str], count: Counter[str], wrong: Counter[str]) -> None:
    """Count what `words` gets right in one sentence."""
    tokens = [as_token(word.text, 0, words.analyse(word.text)) for word in line]
    for word, token, pos in zip(line, tokens, words.tag(tokens), strict=True):
        if not word.text[:1].isalpha():
            continue
        gold = (word.pre, word.article, folded(word.stem), folded(word.suffix))
        right = gold == (token.pre, token.article, token.stem, token.suffix)
        kinds = (
            ["words"] + (["open"] if is_open(word) else []) + (["unseen"] if word.text not in seen else [])
        )
        for kind in kinds:
            count[f"{kind}"] += 1
            count[f"{kind} cut"] += right
            count[f"{kind} pos"] += pos == word.pos
        if not right:
            wrong[f"cut {word.text}: {token.pre}+{token.article}+{token.stem}+{token.suffix}"] += 1
        if pos != word.pos:
            wrong[f"pos {word.pos}>{pos}"] += 1
            wrong[f"word {word.text} {word.pos}>{pos}"] += 1


def report(name: str, count: Counter[str]) -> None:
    """Print one line of figures."""
    shares = [
        f"{kind}: {count[kind]} cut {count[kind + ' cut'] / max(1, count[kind]):.4f}"
        f" pos {count[kind + ' pos'] / max(1, count[kind]):.4f}"
        for kind in ("words", "open", "unseen")
    ]
    print(f"{name:14}", " | ".join(shares))


def measure_all(files: dict[str, list[Line]], heldout: Sequence[Line]) -> None:
    """Every figure, and the commonest errors."""
    lines = [line for file in files.values() for line in file]
    random.Random(7).shuffle(lines)
    wrong: Counter[str] = Counter()
    folds: Counter[str] = Counter()
    for fifth in range(5):
        folds += measure([x for i, x in enumerate(lines) if i % 5 != fifth], lines[fifth::5], wrong)
    report("5 folds", folds)
    out: Counter[str] = Counter()
    for name, file in files.items():
        rest = [line for other, some in files.items() if other != name for line in some]
        part = measure(rest, file, wrong)
        report("without " + name, part)
        out += part
    report("file out", out)
    if heldout:
        report("held out", measure(lines, heldout, wrong))
    for error, times in wrong.most_common(80):
        print(times, error)


def main(arguments: Sequence[str]) -> None:
    """Train, or measure."""
    files = {path.stem: read_file(path) for path in sorted(CORPUS.glob("*.txt")) if path.stem != "heldout"}
    lines = [line for file in files.values() for line in file]
    print(len(lines), "sentences,", sum(map(len, lines)), "words")
    if "measure" in arguments:
        heldout = CORPUS / "heldout.txt"
        measure_all(files, read_file(heldout) if heldout.exists() else [])
        return
    jobs: list[tuple[Callable[[Sequence[Line], str], None], str]] = [
        (train_characters, "segment.crfsuite"),
        (train_tags, "tag.crfsuite"),
    ]
    for train, name in jobs:
        train(lines, str(FOLDER / name))
        print(name, (FOLDER / name).stat().st_size, "bytes")


if __name__ == "__main__":
    main(sys.argv[1:])
