"""The built scripts: which files of `static/built` an island of a page needs. Pages work without them."""

from __future__ import annotations

from pathlib import Path

import msgspec


class _Chunk(msgspec.Struct, frozen=True):
    """An entry of Vite's manifest."""

    file: str
    css: tuple[str, ...] = ()
    imports: tuple[str, ...] = ()


class Islands(msgspec.Struct, frozen=True):
    """What was built, by the name of the source (`src/map.ts`)."""

    chunks: dict[str, _Chunk] = {}

    @classmethod
    def of(cls, folder: Path) -> Islands:
        """Read the manifest of a folder of built files; none where nothing was built."""
        path = folder / ".vite" / "manifest.json"
        if not path.exists():
            return cls()
        return cls(msgspec.json.decode(path.read_bytes(), type=dict[str, _Chunk]))

    def script(self, name: str) -> str:
        """The address of an island's script, '' where it was not built."""
        chunk = self.chunks.get(f"src/{name}.ts")
        return f"/static/built/{chunk.file}" if chunk else ""

    def styles(self, name: str) -> tuple[str, ...]:
        """The addresses of its style sheets."""
        chunk = self.chunks.get(f"src/{name}.ts")
        return tuple(f"/static/built/{css}" for css in chunk.css) if chunk else ()
