"""Begin a study, write its form, check its file, compare all: ``python -m helpers.study new|form|check|compare``."""

from __future__ import annotations

import argparse
import sys

from helpers import comparison, files, new_study, paths, study_check, study_page
from helpers import study as studies
from helpers.errors import UserError
from helpers.language import check_language

_NEXT = """\
Next / Berikutnya:
  1. Fill in the villages / isi daftar desa: {folder}/places.csv
  2. Write the form with them, then upload it / buat formulirnya, lalu unggah: make form STUDY={name}
  3. Put the export there as survey.csv and check it / taruh hasil ekspor sebagai survey.csv dan periksa: make check STUDY={name}
Without make / tanpa make: python -m helpers.study form --study {name}; python -m helpers.study check --study {name}"""


def main(arguments: list[str] | None = None) -> int:
    """Do what was asked for, and return the exit code; what a user can cause ends in one message."""
    parser = argparse.ArgumentParser(prog="python -m helpers.study", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    new = commands.add_parser("new", help="write the folder of a new study")
    new.add_argument("--regency", required=True, help='official name, for instance "Kabupaten Demak"')
    new.add_argument("--year", required=True, help="for instance 2024")
    new.add_argument("--province", default=new_study.CENTRAL_JAVA, help="only for a regency outside Central Java")
    form = commands.add_parser("form", help="write the form and the empty table with the villages of places.csv")
    form.add_argument("--study", required=True, help="folder under data/studies")
    look = commands.add_parser("check", help="read and validate without running notebooks")
    look.add_argument("--study", required=True, help="folder under data/studies")
    look.add_argument("--language", default="en", help="en or id")
    commands.add_parser("compare", help="put the main numbers of all studies into one table, without any notebook")
    chosen = parser.parse_args(arguments)
    try:
        if chosen.command == "new":
            return _new(chosen.regency, chosen.year, chosen.province)
        if chosen.command == "form":
            return _form(chosen.study)
        return _check(chosen.study, chosen.language) if chosen.command == "check" else _compare()
    except UserError as error:
        print(error, file=sys.stderr)
        return 1


def _new(regency: str, year: str, province: str) -> int:
    wanted = new_study.check(regency, year, province)
    written = new_study.write(wanted)
    folder = paths.relative(paths.studies() / wanted.name)
    print(f"{folder}: {', '.join(path.name for path in written)}")
    if not new_study.has_minimum_wage(wanted):
        print(f"The tables have no minimum wage for {wanted.regency} {wanted.year}: give it in {folder}/study.yaml.")
        print(f"Tabel belum memuat UMK {wanted.regency} {wanted.year}: isi di {folder}/study.yaml.")
    print(_NEXT.format(folder=folder, name=wanted.name))
    return 0


def _form(name: str) -> int:
    if name not in studies.names():
        studies.load(name)  # says which studies there are
    written = new_study.write_form(paths.studies() / name)
    print(f"{paths.relative(paths.studies() / name)}: {', '.join(path.name for path in written)}")
    return 0


def _check(name: str, language: str) -> int:
    found = study_check.check(name)
    if found.study is None and name not in studies.names():
        raise UserError(found.errors[0])
    for line in study_page.lines(found, check_language(language)):
        print(line)
    page = paths.results(name) / "check.html"
    files.write_text(page, study_page.page(found, name, language))
    print(paths.relative(page))
    return 0 if found.runs else 1


def _compare() -> int:
    rows, problems = comparison.side_by_side()
    table = paths.root() / "results" / "all_studies"
    files.write_csv(table.with_suffix(".csv"), comparison.wide(rows))
    files.write_xlsx(table.with_suffix(".xlsx"), {"studies": comparison.wide(rows), "estimates": rows})
    for name, why in problems.items():
        print(f"{name}: {why}")
    for name in studies.waiting():
        print(f"{name} has no survey yet")
    print(f"{rows['study'].nunique()} studies in {paths.relative(table.with_suffix('.csv'))} and .xlsx")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
