"""The same survey in every kind of file that people send, each in the layout its program documents.

A survey here is a table of texts as KoboToolbox exports it: names of questions as columns, names of choices as answers.
"""

import csv
import datetime
import io
import zipfile

import openpyxl
import pandas as pd
import pyreadstat

from helpers.form.questionnaire import LABEL_COLUMNS

LABELS = {"en": LABEL_COLUMNS["en"], "id": LABEL_COLUMNS["id"]}


def write_csv(file, rows, delimiter=";", encoding="utf-8", quoting=csv.QUOTE_ALL, before="", newline="\r\n"):
    """Write rows of texts as a text file."""
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter, quoting=quoting, lineterminator=newline).writerows(rows)
    file.write_bytes((before + out.getvalue()).encode(encoding))
    return file


def rows_of(table):
    """Give header and rows of a table."""
    return [list(table.columns), *table.to_numpy().tolist()]


def split_of(form):
    """Give the columns per choice: header → (question, choice)."""
    return {
        f"{name}/{choice}": (name, choice) for name in form.of_kind("several") for choice in form.choice_names(name)
    }


def question_labels(form, language):
    sheet = form.sheets["survey"].set_index("name")
    return {name: sheet.at[name, LABELS[language]] for name in form.questions.index if sheet.at[name, LABELS[language]]}


def label_headers(form, language, headers):
    """Write headers as KoboToolbox does with labels: those of questions, and `question/choice` for columns per choice."""
    labels = question_labels(form, language)
    split = split_of(form)
    return [
        f"{labels[split[header][0]]}/{form.choice_labels(split[header][0], language)[split[header][1]]}"
        if header in split
        else labels.get(header, header)
        for header in headers
    ]


def label_values(table, form, language, between=" "):
    """Write answers by the labels of the choices."""
    out = table.copy()
    for name in form.of_kind("one", "several"):
        labels = form.choice_labels(name, language)
        if name in form.of_kind("several"):
            out[name] = table[name].map(lambda text, known=labels: between.join(known[part] for part in text.split()))
        else:
            out[name] = table[name].map(lambda text, known=labels: known.get(text, text))
    return out


def groups_of(form):
    """Give the group of each question: question → (name, label en, label id)."""
    found, group = {}, None
    for row in form.sheets["survey"].to_dict("records"):
        if row["type"] == "begin group":
            group = (row["name"], row[LABELS["en"]], row[LABELS["id"]])
        elif row["type"] == "end group":
            group = None
        elif group:
            found[row["name"]] = group
    return found


def grouped(form, headers, separator, written=None):
    """Put the group before each header; `written` are the headers as they are otherwise written."""
    groups = groups_of(form)
    split = split_of(form)
    part = {None: 0, "en": 1, "id": 2}
    out = []
    for header, text in zip(headers, written or headers, strict=True):
        group = groups.get(split.get(header, (header,))[0])
        language = None if written is None else "id"
        out.append(f"{group[part[language]]}{separator}{text}" if group else text)
    return out


def typed(text):
    """Give the cell that a workbook has for this text: a number where it is one as it stands."""
    try:
        value = float(text)
    except ValueError:
        return text or None
    return value if f"{value:.15g}" == text and len(text) < 12 else text


def write_workbook(file, sheets, cell=typed, hidden=(), change=None):
    """Write sheets (name → rows) as XLSX; `change` may spoil the workbook before it is saved."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append([cell(text) if isinstance(text, str) else text for text in row])
        if name in hidden:
            sheet.sheet_state = "hidden"
    if change:
        change(book)
    book.save(file)
    return file


def odk_table(table, form):
    """Give the main CSV of ODK Central: `group-question`, the key, the system columns; no columns per choice."""
    split = split_of(form)
    names = [name for name in form.questions.index if name in table]
    groups = groups_of(form)
    out = pd.DataFrame({"SubmissionDate": table["_submission_time"] + ".000Z"})
    for name in names:
        header = f"{groups[name][0]}-{name}" if name in groups else name
        if form.questions.at[name, "kind"] == "place":
            parts = table[name].str.split(" ", expand=True).reindex(columns=range(4)).fillna("")
            for position, part in enumerate(("Latitude", "Longitude", "Altitude", "Accuracy")):
                out[f"{header}-{part}"] = parts[position]
        elif name not in split:
            out[header] = table[name]
    out["meta-instanceID"] = "uuid:" + table["_uuid"]
    out["meta-instanceName"] = ""
    out["KEY"] = "uuid:" + table["_uuid"]
    out["SubmitterID"], out["SubmitterName"] = "12", "enumerator"
    out["AttachmentsPresent"], out["AttachmentsExpected"], out["Status"] = "0", "0", ""
    out["ReviewState"], out["DeviceID"], out["Edits"], out["FormVersion"] = "", "collect:x", "0", "1"
    return out


def odk_archive(file, table, repeats=None, form_id="home_workers"):
    """Write the archive of ODK Central: `<form>.csv`, `<form>-<repeat>.csv`, a picture."""

    def text(rows):
        out = io.StringIO()
        csv.writer(out, lineterminator="\n").writerows(rows)
        return out.getvalue()

    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, rows in (repeats or {}).items():
            archive.writestr(f"{form_id}-{name}.csv", text(rows))
        if table is not None:
            archive.writestr(f"{form_id}.csv", text(rows_of(table)))
        archive.writestr("media/1701678074209.jpg", b"\xff\xd8\xff")
    return file


def coded(table, form, language="id"):
    """Give the survey as a statistics program holds it: codes from 1, their labels, 0 and 1 per choice.

    Returns the table, the labels of the variables and those of the values.
    """
    questions = question_labels(form, language)
    split = split_of(form)
    columns, labels, values = {}, {}, {}
    for name in form.questions.index.drop(form.personal()):
        kind = form.questions.at[name, "kind"]
        label = questions.get(name, "")
        if kind == "several":
            for header, (question, choice) in split.items():
                if question == name:
                    variable = f"{name}_{choice}"
                    ticked = table[name].map(lambda text, c=choice: float(c in text.split()) if text else None)
                    columns[variable] = ticked.astype(float)
                    labels[variable] = header
            continue
        if kind == "one":
            order = form.choice_names(name)
            columns[name] = (
                table[name].map(lambda text, o=order: float(o.index(text) + 1) if text else None).astype(float)
            )
            meant = form.choice_labels(name, language)
            values[name] = {float(code): meant[choice] for code, choice in enumerate(order, 1)}
        elif kind in ("number", "count"):
            columns[name] = pd.to_numeric(table[name]).astype(float)
        else:
            columns[name] = table[name]
        labels[name] = label
    columns["uuid"], columns["submission_time"] = table["_uuid"], table["_submission_time"]
    labels["uuid"], labels["submission_time"] = "_uuid", "_submission_time"
    return pd.DataFrame(columns).reset_index(drop=True), labels, values


def write_sav(file, table, labels, values, **more):
    pyreadstat.write_sav(table, str(file), column_labels=labels, variable_value_labels=values, **more)
    return file


def write_dta(file, table, labels, values, **more):
    values = {name: {int(code): label for code, label in codes.items()} for name, codes in values.items()}
    whole = table.copy()
    for name in values:
        whole[name] = whole[name].astype("Int32")
    pyreadstat.write_dta(whole, str(file), column_labels=labels, variable_value_labels=values, **more)
    return file


def as_day(text):
    """Give a date cell."""
    return datetime.datetime.fromisoformat(text)


def excel_day(text):
    """Give the number that Excel counts for a day."""
    return (datetime.date.fromisoformat(text) - datetime.date(1899, 12, 30)).days
