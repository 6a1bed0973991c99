"""Lines and columns of the keys and values in a TOML text, which tomllib does not tell.

Only for text that tomllib has accepted: the grammar used here tolerates errors, and would find positions in
text that is no TOML. Lines and columns count from 1, columns in characters, not bytes.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator

import tree_sitter_toml
from tree_sitter import Language, Node, Parser

from .mistakes import Path

KEYS = ("bare_key", "quoted_key", "dotted_key")


class TomlPositions:
    """Positions of the keys and values of one text, by their path in the parsed values."""

    def __init__(self, text: str) -> None:
        self._lines = text.encode().split(b"\n")
        self._keys: dict[Path, Node] = {}
        self._values: dict[Path, Node] = {}
        self._lengths: dict[Path, int] = {}
        self._tree = Parser(Language(tree_sitter_toml.language())).parse(text.encode())
        for part in self._tree.root_node.named_children:
            self._note_part(part)

    def of(self, path: Path, *, on_key: bool = False) -> tuple[int, int]:
        """Line and column of the value (or key) at the path, else of the nearest table around it."""
        if on_key and path in self._keys:
            return self._place(self._keys[path])
        # What is missing has no position: the innermost table or list around it is shown.
        for length in range(len(path), 0, -1):
            if path[:length] in self._values:
                return self._place(self._values[path[:length]])
        return (1, 1)

    def _place(self, node: Node) -> tuple[int, int]:
        # tree-sitter counts bytes, an editor counts characters.
        row, byte = node.start_point
        return row + 1, len(self._lines[row][:byte].decode()) + 1

    def _note_part(self, part: Node) -> None:
        """Note a pair at the top of the file, or a table with all its pairs."""
        match part.type:
            case "pair":
                self._note_pair((), part)
            case "table" | "table_array_element":
                header = next(child for child in part.named_children if child.type in KEYS)
                path = self._entered(list(_words(header)), listed=part.type != "table")
                self._values[path] = part
                self._keys[path] = header
                for child in part.named_children:
                    if child.type == "pair":
                        self._note_pair(path, child)

    def _entered(self, words: list[str], *, listed: bool) -> Path:
        """Path of a table header, with its table counted; the name of a list means the list's last table."""
        path: Path = ()
        for position, word in enumerate(words):
            path = (*path, word)
            if listed and position == len(words) - 1:
                self._lengths[path] = self._lengths.get(path, 0) + 1
            # `[lane.diversion]` after a `[[lane]]` belongs to the last of these.
            if path in self._lengths:
                path = (*path, self._lengths[path] - 1)
        return path

    def _note_pair(self, table: Path, pair: Node) -> None:
        key, value = (child for child in pair.named_children if child.type != "comment")
        path = table
        for word in _words(key):
            path = (*path, word)
            # First come, first kept: `a.b = 1` and `a.c = 2` share the table `a`, which began at the first.
            self._keys.setdefault(path, key)
            self._values.setdefault(path, value)
        self._note_value(path, value)

    def _note_value(self, path: Path, value: Node) -> None:
        self._values[path] = value
        if value.type == "inline_table":
            for pair in value.named_children:
                if pair.type == "pair":
                    self._note_pair(path, pair)
        elif value.type == "array":
            items = [child for child in value.named_children if child.type != "comment"]
            for index, item in enumerate(items):
                self._note_value((*path, index), item)


def _words(key: Node) -> Iterator[str]:
    """The words of a key: one, or several joined by dots; tomllib takes the quotes off."""
    if key.type == "dotted_key":
        for child in key.named_children:
            yield from _words(child)
    else:
        text = (key.text or b"").decode()
        yield text if key.type == "bare_key" else next(iter(tomllib.loads(f"{text} = 0")))
