"""The plain text of an HTML document, and which of its characters a Taguette position means.

Taguette counts the UTF-8 bytes of what stands between the tags. Between two paragraphs there may be nothing, and words
would run together; so the plain text here has a line break wherever a block ends that no white space follows, and
positions are moved accordingly.
"""

from __future__ import annotations

import html
import re

import numpy as np

_BLOCKS = frozenset(
    (
        "address",
        "article",
        "aside",
        "blockquote",
        "br",
        "dd",
        "div",
        "dl",
        "dt",
        "figcaption",
        "figure",
        "footer",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hr",
        "li",
        "main",
        "nav",
        "ol",
        "p",
        "pre",
        "section",
        "table",
        "td",
        "th",
        "tr",
        "ul",
    )
)
# An attribute's value may have a > in it. Each character is looked at once: nothing here can be made slow.
_TAG = re.compile(r"""</?([a-zA-Z][^\s/>]*+)(?:[^>"']|"[^"]*"|'[^']*')*+>""")
_OTHER = re.compile(r"<[!?/]")


class HtmlText:
    """A document's plain text as `text`."""

    def __init__(self, source: str) -> None:
        counted: list[str] = []
        shown: list[str] = []
        cuts: list[int] = []
        count = 0
        after_block = False
        last = ""
        for piece, tag in _parts(source.replace("\r\n", "\n").replace("\r", "\n")):
            after_block = after_block or tag in _BLOCKS
            if not piece:
                continue
            if after_block and last and not last.isspace() and not piece[0].isspace():
                shown.append("\n")
                cuts.append(count)
            counted.append(piece)
            shown.append(piece)
            count += len(piece)
            after_block, last = False, piece[-1]
        self.text = "".join(shown)
        self._cuts = np.array(cuts, dtype=np.int64)
        encoded = np.frombuffer("".join(counted).encode("utf-8", "surrogatepass"), dtype=np.uint8)
        # A byte 10xxxxxx continues a character: every other one begins the next.
        self._characters = np.concatenate([[0], np.cumsum((encoded & 0xC0) != 0x80)])

    def spans(self, starts: np.ndarray, ends: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Turn spans of bytes into spans of characters of `text`; -1 for a position that is not in the text."""
        last = len(self._characters) - 1
        first = self._characters[np.clip(starts, 0, last)]
        beyond = self._characters[np.clip(ends, 0, last)]
        # At a break that was put in, a span begins behind it and ends before it.
        first = first + np.searchsorted(self._cuts, first, side="right")
        beyond = beyond + np.searchsorted(self._cuts, beyond, side="left")
        inside = (starts >= 0) & (ends <= last) & (starts <= ends)
        return np.where(inside, first, -1), np.where(inside, np.maximum(first, beyond), -1)


def _parts(source: str) -> list[tuple[str, str]]:
    """Split into pieces of text and names of tags (one of the two is empty)."""
    parts = []
    at = 0
    while at < len(source):
        mark = source.find("<", at)
        if mark != at:
            parts.append((html.unescape(source[at : mark if mark >= 0 else None]), ""))
        if mark < 0:
            break
        tag = _TAG.match(source, mark)
        if tag:
            parts.append(("", tag[1].lower()))
            at = tag.end()
        elif _OTHER.match(source, mark):
            closing = "-->" if source.startswith("<!--", mark) else ">"
            found = source.find(closing, mark)
            at = found + len(closing) if found >= 0 else len(source)
        elif source[mark + 1 : mark + 2].isalpha():
            break  # a tag that never ends: what follows is no text, as for any browser
        else:
            parts.append(("<", ""))
            at = mark + 1
    return parts
