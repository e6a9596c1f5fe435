"""Write tables so that the same table always gives the same bytes, and read them back as text."""

from __future__ import annotations

import io
import os
import re
import tempfile
import zipfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import pandas as pd
from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE as _FORBIDDEN
from openpyxl.worksheet.worksheet import Worksheet

_FIXED_TIME = (1980, 1, 1, 0, 0, 0)


@contextmanager
def replacing(path: Path) -> Iterator[Path]:
    """Give a temporary path beside `path`; what was written there takes its place only if nothing went wrong."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(prefix=f".{path.stem}-", suffix=path.suffix, dir=path.parent)
    os.close(handle)
    temporary = Path(name)
    try:
        yield temporary
        temporary.chmod(0o644)
        temporary.replace(path)
    finally:
        temporary.unlink(missing_ok=True)


def write_bytes(path: Path, content: bytes) -> None:
    """Write a file whole or not at all."""
    with replacing(path) as temporary:
        temporary.write_bytes(content)


def write_text(path: Path, text: str) -> None:
    """Write UTF-8 with plain line feeds, whatever the system's habit."""
    write_bytes(path, text.encode("utf-8"))


def write_csv(path: Path, table: pd.DataFrame, settled: bool = False) -> None:
    """Write a comma-separated table without its index: UTF-8, line feeds.

    Parameters
    ----------
    path
        Where to.
    table
        What.
    settled
        Whether to leave out the last digits of fractions, in which one kind of processor differs from the next: what is
        compared byte for byte has seven significant digits, amounts above ten thousand two decimals.
    """
    write_text(path, table.to_csv(index=False, lineterminator="\n", float_format=_settled if settled else None))


def _settled(value: float) -> str:
    if abs(value) >= 10_000:
        return f"{value:.2f}".rstrip("0").rstrip(".")
    return f"{value:.7g}"


def write_parquet(path: Path, table: pd.DataFrame) -> None:
    """Write a Parquet table without its index."""
    with replacing(path) as temporary:
        table.to_parquet(temporary, index=False)


def write_xlsx(path: Path, sheets: Mapping[str, pd.DataFrame]) -> None:
    """Write a workbook, a sheet per table, with no date inside it: the same tables give the same bytes.

    Parameters
    ----------
    path
        Where to.
    sheets
        Sheet name → table. Missing values become empty cells, texts stay as they were typed but for control
        characters, which no workbook can hold; headers are kept in view.
    """
    buffer = io.BytesIO()
    with pd.ExcelWriter(buffer, engine="openpyxl") as writer:
        for name, table in sheets.items():
            writable = table.map(lambda cell: _FORBIDDEN.sub("", cell) if isinstance(cell, str) else cell)
            writable.to_excel(writer, sheet_name=name, index=False, freeze_panes=(1, 0))
            _show_as_written(writer.sheets[name])
    write_bytes(path, _without_times(buffer.getvalue()))


def write_workbook(path: Path, book: Workbook) -> None:
    """Write a workbook that was put together cell by cell, with no date inside it."""
    buffer = io.BytesIO()
    book.save(buffer)
    write_bytes(path, _without_times(buffer.getvalue()))


def _show_as_written(sheet: Worksheet) -> None:
    """Keep what somebody typed with ``=`` in front a text: in a workbook it would be computed."""
    for row in sheet.iter_rows():
        for cell in row:
            if cell.data_type == "f":
                cell.data_type = "s"


def _without_times(workbook: bytes) -> bytes:
    # openpyxl stamps the moment of saving into the workbook, and zip stamps it on each member.
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(workbook)) as source, zipfile.ZipFile(out, "w") as target:
        for member in source.infolist():
            content = source.read(member)
            if member.filename == "docProps/core.xml":
                content = re.sub(rb"(<dcterms:\w+[^>]*>)[^<]*", rb"\g<1>2000-01-01T00:00:00Z", content)
            info = zipfile.ZipInfo(member.filename, _FIXED_TIME)
            info.compress_type = zipfile.ZIP_DEFLATED
            info.external_attr = 0o644 << 16
            target.writestr(info, content)
    return out.getvalue()
