"""The commands on studies: begin one, write its form, check its file, compare all."""

from __future__ import annotations

import argparse

from helpers import files, studies
from helpers.adapt import begin, check, check_page
from helpers.files import paths
from helpers.language import LANGUAGES, UserError, in_language, translator
from helpers.regencies import comparison


def add_to(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the commands of this module to a command line."""
    spoken = argparse.ArgumentParser(add_help=False)
    spoken.add_argument("--language", default="", help="en or id; without it, messages come in both")
    new = commands.add_parser("new", parents=[spoken], help="write the folder of a new study")
    new.add_argument("--regency", required=True, help='official name, for instance "Kabupaten Demak"')
    new.add_argument("--year", required=True, help="for instance 2024")
    new.add_argument("--province", default=begin.CENTRAL_JAVA, help="only for a regency outside Central Java")
    form = commands.add_parser(
        "form", parents=[spoken], help="write the form and the empty table with the villages of places.csv"
    )
    form.add_argument("--study", required=True, help="folder under data/studies")
    look = commands.add_parser("check", help="read and validate without running notebooks")
    look.add_argument("--study", required=True, help="folder under data/studies")
    look.add_argument("--language", default="en", help="en or id")
    compare = commands.add_parser(
        "compare", help="put the main numbers of all studies into one table, without any notebook"
    )
    compare.add_argument("--language", default="en", help="en or id")


def run(chosen: argparse.Namespace) -> int:
    """Run the chosen command and return its exit code."""
    if chosen.command == "new":
        return _new(chosen.regency, chosen.year, chosen.province, (chosen.language,) if chosen.language else LANGUAGES)
    if chosen.command == "form":
        return _form(chosen.study)
    return _check(chosen.study, chosen.language) if chosen.command == "check" else _compare(chosen.language)


def _new(regency: str, year: str, province: str, languages: tuple[str, ...]) -> int:
    wanted = begin.check(regency, year, province)
    written = begin.write(wanted)
    folder = paths.relative(paths.studies() / wanted.name)
    print(f"{folder}: {', '.join(path.name for path in written)}")
    for language in languages:
        print("\n".join(_next_steps(wanted, folder, language)))
    return 0


def _next_steps(wanted: begin.Wanted, folder: str, language: str) -> list[str]:
    _ = translator(language)
    steps = [
        _("Next:"),
        _("  1. Fill in the villages: {folder}/places.csv"),
        _("  2. Write the form with them, then upload it: make form STUDY={name}"),
        _("  3. Put the export there as survey.csv and check it: make check STUDY={name}"),
        _("Without make: python -m helpers form --study {name}; python -m helpers check --study {name}"),
    ]
    if not begin.has_minimum_wage(wanted):
        steps.insert(0, _("The tables have no minimum wage for {regency} {year}: give it in {folder}/study.yaml."))
    return [step.format(folder=folder, name=wanted.name, regency=wanted.regency, year=wanted.year) for step in steps]


def _form(name: str) -> int:
    if name not in studies.names():
        studies.load(name)  # says which studies there are
    written = begin.write_form(paths.studies() / name)
    print(f"{paths.relative(paths.studies() / name)}: {', '.join(path.name for path in written)}")
    return 0


def _check(name: str, language: str) -> int:
    found = check.check(name)
    if found.study is None and name not in studies.names():
        raise UserError("{message}", message=found.errors[0])
    for line in check_page.lines(found, language):
        print(line)
    page = paths.results(name) / "check.html"
    files.write_text(page, check_page.page(found, name, language))
    print(paths.relative(page))
    return 0 if found.runs else 1


def _compare(language: str) -> int:
    _ = translator(language)
    rows, problems = comparison.side_by_side()
    table = paths.root() / "results" / "all_studies"
    files.write_csv(table.with_suffix(".csv"), comparison.wide(rows))
    files.write_xlsx(table.with_suffix(".xlsx"), {"studies": comparison.wide(rows), "estimates": rows})
    for name, why in problems.items():
        print(f"{name}: {in_language(why, language)}")
    for name in studies.waiting():
        print(_("{study} has no survey yet").format(study=name))
    print(
        _("{count} studies in {file} and .xlsx").format(
            count=rows["study"].nunique(), file=paths.relative(table.with_suffix(".csv"))
        )
    )
    return 1 if problems else 0
