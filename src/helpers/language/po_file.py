"""A catalogue of translations as a text file: loaded, brought up to date with its texts, written without a clock.

The sentences of the code and the prose of the notebooks each have one; both work alike.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po, write_po

_HEADER = """\
{about}
msgid ""
msgstr ""
"Language: {language}\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"Plural-Forms: nplurals=1; plural=0;\\n"

"""


@dataclass(frozen=True)
class PoFile:
    """One catalogue.

    Attributes
    ----------
    file, language
        The text file, and the language of its translations.
    about
        Comment lines at its head, in English and in the language.
    texts
        Returns every text to translate with the file it is in, in their order.
    """

    file: Path
    language: str
    about: str
    texts: Callable[[], Iterable[tuple[str, str]]]

    def load(self) -> Catalog:
        """Read the catalogue; an empty one if there is no file yet."""
        if not self.file.exists():
            return Catalog(locale=self.language)
        with self.file.open(encoding="utf-8") as opened:
            catalogue = read_po(opened, locale=self.language)
        catalogue.obsolete.clear()
        return catalogue

    def updated(self, before: Catalog) -> Catalog:
        """Return the catalogue of the texts there are now, with those translations of `before` that still apply."""
        after = Catalog(locale=self.language, fuzzy=False)
        for place, text in self.texts():
            known = before.get(text)
            after.add(text, str(known.string) if known and not known.fuzzy else "", [(place, 0)])
        for message in after:
            # One line for each file, however often it has the text.
            message.locations = [(place, 0) for place in sorted({place for place, _line in message.locations})]
            message.flags.clear()
        return after

    def written(self, catalogue: Catalog) -> str:
        """Return the text of the file: no dates and no line numbers, so that it changes only when a text does."""
        out = io.BytesIO()
        write_po(out, catalogue, width=110, omit_header=True, include_lineno=False, ignore_obsolete=True)
        header = _HEADER.format(about=self.about, language=self.language)
        return header + out.getvalue().decode("utf-8").strip() + "\n"

    def update(self, shown: str) -> int:
        """Bring the file up to date and list what has no translation; return 1 while there is any, else 0.

        Parameters
        ----------
        shown
            What the file is called in the summary.
        """
        after = self.updated(self.load())
        self.file.parent.mkdir(parents=True, exist_ok=True)
        self.file.write_text(self.written(after), encoding="utf-8", newline="\n")
        missing = untranslated(after)
        print(f"{len(messages(after))} texts in {shown}, {len(missing)} without a translation")
        for text in missing:
            print(f"  {text}")
        return int(bool(missing))


def untranslated(catalogue: Catalog) -> list[str]:
    """List the texts that have no translation."""
    return [str(message.id) for message in messages(catalogue) if not message.string]


def messages(catalogue: Catalog) -> list[Message]:
    """Return the entries of a catalogue without its header."""
    return [message for message in catalogue if message.id]
