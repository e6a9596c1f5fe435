import csv
import io
import re

import numpy as np
import openpyxl
import pandas as pd
import pytest

from helpers import studies
from helpers.demonstration import dirt, export, process, study_files
from helpers.demonstration import workers as demonstration_workers
from helpers.files import paths
from helpers.form import questionnaire

STUDY = paths.studies() / study_files.STUDY
FILES = ("places.csv", "survey.csv", "survey.xlsx", "planted_errors.csv", "process.md")
#: Kind of error → how many are planted, what a careful cleaner can do about it.
PLANTED = {
    "rupiah_dots": (12, "corrected"),
    "rupiah_rp_dots": (12, "corrected"),
    "rupiah_rp_comma_dash": (12, "corrected"),
    "rupiah_english": (12, "corrected"),
    "rupiah_thousands_word": (12, "corrected"),
    "decimal_comma": (12, "corrected"),
    "hours_with_word": (7, "corrected"),
    "label_for_name": (6, "corrected"),
    "rate_per_kodi_as_per_piece": (6, "corrected"),
    "net_above_gross": (10, "corrected"),
    "impossible": (9, "blanked"),
    "unreadable": (6, "blanked"),
    "no_consent": (14, "rejected"),
    "sent_again": (9, "rejected"),
}


@pytest.fixture(scope="module")
def made():
    return study_files.make()


@pytest.fixture(scope="module")
def survey(made):
    return made["survey"].set_axis(pd.RangeIndex(2, len(made["survey"]) + 2), axis=0)


@pytest.fixture(scope="module")
def truth(made):
    return made["truth"].set_axis(pd.RangeIndex(2, len(made["truth"]) + 2), axis=0)


def planted(made, *kinds):
    table = made["planted"]
    return table[table["kind"].isin(kinds)]


# --- The committed files ---


@pytest.fixture(scope="module")
def written(tmp_path_factory):
    folder = tmp_path_factory.mktemp("study")
    study_files.write(folder)
    return folder


@pytest.mark.parametrize("name", FILES)
def test_the_committed_file_is_what_the_process_writes(written, name):
    assert (written / name).read_bytes() == (STUDY / name).read_bytes()


def test_nothing_else_is_written_and_every_written_file_is_committed(written):
    assert sorted(path.name for path in written.iterdir()) == sorted(FILES)
    assert {path.name for path in STUDY.iterdir()} >= {*FILES, "study.yaml"}


def test_another_seed_gives_another_survey_of_the_same_shape(made):
    other = study_files.make(seed=1)
    assert other["survey"].columns.tolist() == made["survey"].columns.tolist()
    assert not other["survey"].equals(made["survey"])
    assert planted_counts(other) == planted_counts(made)


def planted_counts(tables):
    counts = tables["planted"]["kind"].value_counts().to_dict()
    counts.pop("missing")  # as many as the dice say
    return counts


@pytest.mark.slow
def test_the_workbook_holds_what_the_csv_holds():
    rows = list(csv.reader(io.StringIO((STUDY / "survey.csv").read_bytes().decode(), newline=""), delimiter=";"))
    book = openpyxl.load_workbook(STUDY / "survey.xlsx", read_only=True)
    assert len(book.worksheets) == 1
    cells = [list(row) for row in book.worksheets[0].iter_rows(values_only=True)]
    assert cells[0] == rows[0]
    assert len(cells) == len(rows)
    questions = set(questionnaire.load().questions.index)
    for number, (typed, texts) in enumerate(zip(cells[1:], rows[1:], strict=True), 2):
        for name, cell, text in zip(rows[0], typed, texts, strict=True):
            # A number cell says the same as the text; `1.400`, which a person typed for 1400, must stay a text.
            said = "" if cell is None else f"{cell:.15g}" if isinstance(cell, float) else str(cell)
            assert name not in questions or said == text, f"row {number}, {name}"


@pytest.mark.slow
def test_identifiers_stay_text_in_the_workbook():
    table = pd.read_excel(STUDY / "survey.xlsx", dtype=object)
    for name in ("nik", "phone", "_uuid", "gps"):
        assert table[name].dropna().map(type).eq(str).all(), name
    assert table["nik"].dropna().str.len().eq(16).all()


def test_the_csv_is_laid_out_as_kobotoolbox_does():
    content = (STUDY / "survey.csv").read_bytes()
    lines = content.decode().split("\r\n")
    assert lines[-1] == ""
    assert "\n" not in "".join(lines)
    for line in lines[:-1]:
        assert line.startswith('"')
        assert line.endswith('"')
        assert line.count('";"') == lines[0].count('";"')


def test_the_study_says_that_it_is_a_demonstration():
    study = studies.load(study_files.STUDY)
    assert study.is_demonstration
    assert (study.regency, study.year) == ("Kabupaten Semarang", 2021)
    assert "Nobody in this survey exists" in (STUDY / "process.md").read_text(encoding="utf-8")


def test_the_process_is_written_down_with_every_true_parameter():
    text = (STUDY / "process.md").read_text(encoding="utf-8")
    for name, value in vars(process.Process()).items():
        assert f"| `{name}` | {value:g} |" in text
    for product, row in process.PRODUCTS.iterrows():
        assert f"| {product} | {row['base_rate']:,} |" in text
    assert "ln hours = ln 36 + eta" in text


def test_what_the_products_rest_on_is_published():
    published = pd.read_csv(paths.data() / "evidence" / "published_pay.csv")["obs_id"]
    named = process.PRODUCTS["published"].str.split(";").explode()
    assert set(named) <= set(published)


# --- The design ---


def test_seven_districts_with_four_villages_each(made):
    places = made["places"]
    assert len(places) == 28
    assert places["kecamatan"].nunique() == 7
    assert (places.groupby("kecamatan").size() == 4).all()
    assert places["desa"].is_unique
    assert places["desa_label"].is_unique
    assert len(places[["kecamatan", "villages_total"]].drop_duplicates()) == 7
    assert (places["villages_total"] >= 4).all()


def test_about_430_rows_from_every_village(made):
    survey = made["survey"]
    assert 420 <= len(survey) <= 450
    assert len(survey) == len(made["truth"]) + 9
    agreed = survey[survey["consent"] == "yes"].iloc[:-9]
    interviews = agreed.groupby("desa").size().reindex(made["places"]["desa"])
    assert interviews.between(13, 17).all()
    listed = made["places"].set_index("desa")["workers_listed"]
    assert (interviews <= listed).all()


def test_every_village_lies_in_its_district(made):
    pairs = set(zip(made["places"]["desa"], made["places"]["kecamatan"], strict=True))
    assert set(zip(made["survey"]["desa"], made["survey"]["kecamatan"], strict=True)) <= pairs


def test_every_question_of_the_form_is_in_the_export(made):
    form = questionnaire.with_places(questionnaire.load(), made["places"])
    columns = made["survey"].columns
    assert set(form.questions.index) <= set(columns)
    for question in form.of_kind("several"):
        assert {f"{question}/{choice}" for choice in form.choice_names(question)} <= set(columns)


def test_several_answers_and_their_ticks_agree(made):
    survey = made["survey"]
    for column in [name for name in survey.columns if "/" in name]:
        question, choice = column.split("/")
        chosen = survey[question].str.split().map(lambda names, choice=choice: choice in names)
        wanted = np.where(survey[question] == "", "", np.where(chosen, "1", "0"))
        assert survey[column].tolist() == wanted.tolist()


def test_answers_without_error_are_possible_answers(truth, made):
    form = questionnaire.with_places(questionnaire.load(), made["places"])
    typed = truth.replace("", np.nan)
    numbers = form.of_kind("number", "count")
    typed[numbers] = typed[numbers].astype(float)
    questionnaire.schema(form).validate(typed, lazy=True)
    agreed = typed[typed["consent"] == "yes"]
    assert (agreed["last_pay_received"] == agreed["last_pay"] - agreed["deductions"]).all()
    assert (agreed["helper_hours_per_week"].notna() == (agreed["unpaid_helpers"] > 0)).all()
    assert (agreed["days_lost"].notna() == (agreed["injury_12_months"] == "yes")).all()
    assert (agreed["got_raise"].notna() == (agreed["asked_raise"] == "yes")).all()
    assert (agreed["bpjs_payer"].notna() == (agreed["bpjs_employment"] != "none")).all()
    refused = truth[truth["consent"] == "no"]
    answered = refused.columns[(refused != "").any()]
    assert set(answered) == {"start", "end", "interviewer", "interview_date", "kecamatan", "desa", "consent"}


# --- The planted errors ---


@pytest.mark.parametrize("kind", PLANTED)
def test_every_kind_of_error_is_planted(made, kind):
    found = planted(made, kind)
    count, outcome = PLANTED[kind]
    assert len(found) == count
    assert set(found["outcome"]) == {outcome}


def test_no_other_kind_is_planted_and_none_is_planted_twice(made):
    assert set(made["planted"]["kind"]) == {*PLANTED, "missing"}
    assert not made["planted"].duplicated(["row", "field"]).any()


def test_the_list_of_planted_errors_is_the_difference_to_the_truth(made, survey, truth):
    listed = planted(made, *(set(PLANTED) - {"no_consent", "sent_again"}), "missing")
    wanted = set(listed[["row", "field", "written", "truth"]].itertuples(index=False, name=None))
    shared = survey.loc[truth.index, truth.columns]
    rows, columns = np.nonzero((shared != truth).to_numpy())
    found = {
        (truth.index[i], truth.columns[j], shared.iat[i, j], truth.iat[i, j])
        for i, j in zip(rows, columns, strict=True)
    }
    assert found == wanted


def test_the_list_names_what_stands_in_the_file(made, survey):
    for entry in made["planted"].itertuples():
        assert survey.at[entry.row, entry.field] == entry.written


@pytest.mark.parametrize(
    ("kind", "pattern"),
    [
        ("rupiah_dots", r"\d{1,3}(\.\d{3})+"),
        ("rupiah_rp_dots", r"Rp \d{1,3}(\.\d{3})+"),
        ("rupiah_rp_comma_dash", r"Rp\. \d{1,3}(\.\d{3})+,-"),
        ("rupiah_english", r"\d{1,3}(,\d{3})+\.00"),
        ("rupiah_thousands_word", r"\d+(,\d+)? rb"),
        ("decimal_comma", r"\d+,\d"),
        ("hours_with_word", r"Jam \d+|\d+ jam"),
        ("sent_again", r"2021-09-\d\dT.*"),
        ("no_consent", "no"),
        ("impossible", "25|9"),
        ("unreadable", "tidak tahu|banyak|lupa"),
    ],
)
def test_how_an_error_is_written(made, kind, pattern):
    assert planted(made, kind)["written"].str.fullmatch(pattern).all()


def test_rupiah_styles_are_spread_over_the_money_questions(made):
    for style in dirt.RUPIAH_STYLES:
        fields = planted(made, f"rupiah_{style}")["field"].value_counts()
        assert fields.to_dict() == dict.fromkeys(dirt.MONEY, 2)


def test_both_orders_of_hours_and_word_are_planted(made):
    written = planted(made, "hours_with_word")["written"]
    assert written.str.startswith("Jam").any()
    assert written.str.endswith("jam").any()


def test_a_rate_of_a_kodi_is_twenty_times_that_of_a_piece(made, survey):
    found = planted(made, "rate_per_kodi_as_per_piece")
    assert (found["written"].astype(float) == 20 * found["truth"].astype(float)).all()
    assert (survey.loc[found["row"], "rate_unit"] == "piece").all()


def test_hours_of_25_and_weeks_of_9_days(made):
    found = planted(made, "impossible")
    pairs = found.groupby("field")["written"].agg(set).to_dict()
    assert pairs == {"hours_per_day": {"25"}, "days_per_week": {"9"}, "peak_days_per_week": {"9"}}


def test_net_above_gross_is_the_two_swapped(made, survey):
    for row, pair in planted(made, "net_above_gross").groupby("row"):
        assert sorted(pair["field"]) == ["last_pay", "last_pay_received"]
        gross, net = (float(survey.at[row, name]) for name in ("last_pay", "last_pay_received"))
        assert net - gross == float(survey.at[row, "deductions"]) > 0


def test_who_did_not_agree_gave_no_answers(made, survey):
    refused = survey.loc[planted(made, "no_consent")["row"]]
    for question in ("product", "rate_per_unit", "hours_per_day", "respondent_name", "nik", "hazards"):
        assert (refused[question] == "").all()


def test_what_was_sent_again_says_the_same_under_another_number(made, survey):
    form = questionnaire.load()
    questions = form.questions.index.tolist()
    for row in planted(made, "sent_again")["row"]:
        twins = survey.index[(survey[questions] == survey.loc[row, questions]).all(axis=1)]
        assert len(twins) == 2
        assert twins[1] == row
        assert survey.loc[twins, "_uuid"].is_unique
        assert survey.loc[twins, "_id"].is_unique
    assert survey["_uuid"].is_unique


def test_missing_answers_stand_where_an_answer_was(made):
    found = planted(made, "missing")
    assert len(found) >= 2 * len(dirt.OFTEN_MISSING)
    assert set(found["field"]) == set(dirt.OFTEN_MISSING)
    assert (found["written"] == "").all()
    assert (found["truth"] != "").all()


def test_most_rows_carry_no_error(made):
    touched = made["planted"]["row"].nunique()
    assert 100 < touched < len(made["survey"]) / 2


def test_text_answers_come_from_the_older_form(made, survey):
    textual = planted(made, *(kind for kind, (_, what) in PLANTED.items() if what != "rejected"))["row"].unique()
    assert (survey.loc[textual, "__version__"] == export.FORM_VERSION_TEXT).all()


def test_interviewers_differ(truth):
    agreed = truth[truth["consent"] == "yes"]
    minutes = (pd.to_datetime(agreed["end"]) - pd.to_datetime(agreed["start"])).dt.total_seconds() / 60
    median = minutes.groupby(agreed["interviewer"]).median()
    assert median.idxmin() == "I04"
    assert median["I04"] < 0.6 * median.drop("I04").min()
    whole = agreed["hours_per_day"].astype(float).mod(1).eq(0).groupby(agreed["interviewer"]).mean()
    assert whole["I06"] == 1
    assert whole.drop("I06").max() < 0.8
    refusals = (truth["consent"] == "no").groupby(truth["interviewer"]).mean()
    assert refusals.idxmax() == "I04"


# --- Nobody real ---


@pytest.mark.parametrize(
    ("question", "pattern"),
    [
        ("respondent_name", r"Contoh Responden \d{3}"),  # "sample respondent"
        ("phone", r"0800-0000-\d{4}"),  # no mobile number begins so
        ("nik", r"9999\d{12}"),  # no province has the number 99
        ("gps", r"0\.0\d{3} 0\.0\d{3} 0 0"),  # in the Gulf of Guinea
    ],
)
def test_personal_data_are_obviously_invented(survey, question, pattern):
    given = survey.loc[survey[question] != "", question]
    assert len(given) > 400
    assert given.str.fullmatch(pattern).all()


def test_every_personal_question_is_answered_so_that_the_cleaning_is_tried(survey):
    personal = questionnaire.load().personal()
    assert sorted(personal) == ["gps", "nik", "phone", "respondent_name"]
    agreed = survey[survey["consent"] == "yes"]
    assert (agreed[personal] != "").all(axis=None)


def test_villages_and_interviewers_have_no_real_names(made, survey):
    for label, district in zip(made["places"]["desa_label"], made["places"]["kecamatan_label"], strict=True):
        assert re.fullmatch(rf"{district} [1-4]", label)
    assert set(survey["interviewer"]) == set(export.INTERVIEWERS)


# --- The true process ---

DRAWS = 40


def draw(seed, parameters=process.Process()):
    rng = np.random.default_rng(seed)
    return demonstration_workers.draw_workers(process.draw_places(rng), rng, parameters)


@pytest.fixture(scope="module")
def many_draws():
    return [draw(seed) for seed in range(DRAWS)]


def log_piece_rate(workers):
    size = workers["rate_unit"].map(process.UNIT_SIZES)
    return np.log(workers["rate_per_unit"] / size)


def log_hours(workers):
    return np.log(workers["hours_per_day"] * workers["days_per_week"])


def fit(workers, outcome, effects=("product", "desa")):
    """Regress on the log piece rate, the other causes of hours, and effects; return the coefficients by name."""
    causes = pd.DataFrame(
        {
            "rate": log_piece_rate(workers),
            "children": workers["children_under_six"],
            "age": workers["age"] - 42.0,
            "group": (workers["group_member"] == "yes").astype(float),
        }
    )
    dummies = [pd.get_dummies(workers[name], dtype=float) for name in effects]
    # The first category of all but the first set is left out, so that the dummies are not collinear.
    design = pd.concat([causes, dummies[0], *(table.iloc[:, 1:] for table in dummies[1:])], axis=1)
    found = np.linalg.lstsq(design.to_numpy(float), outcome.to_numpy(float), rcond=None)[0]
    return pd.Series(found[: causes.shape[1]], causes.columns)


def mean_and_error(estimates):
    return np.mean(estimates), np.std(estimates, ddof=1) / np.sqrt(len(estimates))


@pytest.mark.parametrize("effects", [("product", "desa"), ("product",)])
def test_the_elasticity_of_hours_is_found_again(many_draws, effects):
    estimates = [fit(workers, log_hours(workers), effects)["rate"] for workers in many_draws]
    mean, error = mean_and_error(estimates)
    assert error < 0.015  # so that a process with -0.15 or -0.25 would not pass
    assert abs(mean - -0.20) < 3.5 * error


@pytest.mark.parametrize(
    ("cause", "truth"),
    [("children", "hours_per_child"), ("age", "hours_per_year_of_age"), ("group", "hours_group")],
)
def test_the_other_effects_on_hours_are_found_again(many_draws, cause, truth):
    mean, error = mean_and_error([fit(workers, log_hours(workers))[cause] for workers in many_draws])
    wanted = getattr(process.Process(), truth)
    assert abs(mean - wanted) < 3.5 * error
    assert error < 0.5 * abs(wanted)


@pytest.mark.slow
def test_another_elasticity_in_gives_another_out():
    parameters = process.Process(elasticity=0.35)
    estimates = [fit(workers := draw(seed, parameters), log_hours(workers))["rate"] for seed in range(12)]
    mean, error = mean_and_error(estimates)
    assert abs(mean - 0.35) < 3.5 * error
    assert error < 0.03


@pytest.mark.parametrize(
    ("name", "holds"),
    [
        ("share_women", lambda workers: workers["sex"] == "female"),
        ("share_with_helpers", lambda workers: workers["unpaid_helpers"] > 0),
        ("share_with_deductions", lambda workers: workers["deductions"] > 0),
    ],
)
def test_a_share_is_that_of_the_process(many_draws, name, holds):
    answers = pd.concat([holds(workers) for workers in many_draws])
    share = getattr(process.Process(), name)
    error = np.sqrt(share * (1 - share) / len(answers))
    assert abs(answers.mean() - share) < 3.5 * error


def test_group_members_come_from_villages_with_an_ngo(many_draws):
    members = pd.concat([workers["group_member"] == "yes" for workers in many_draws])
    wanted = 0.45 * 0.42 + 0.55 * 0.05
    by_village = [(w["group_member"] == "yes").groupby(w["desa"]).mean() for w in many_draws]
    _, error = mean_and_error([shares.mean() for shares in by_village])
    assert abs(members.mean() - wanted) < 3.5 * error
    with_ngo = np.mean([(shares > 0.2).mean() for shares in by_village])
    assert abs(with_ngo - 0.45) < 0.05


def test_spread_of_rates_is_that_of_the_process(many_draws):
    within = [
        (rate - rate.groupby([workers["desa"], workers["product"]]).transform("mean"))
        for workers in many_draws
        for rate in [log_piece_rate(workers)]
    ]
    cells = [workers.groupby(["desa", "product"]).ngroups for workers in many_draws]
    variance = sum((part**2).sum() for part in within) / (sum(map(len, within)) - sum(cells))
    # 0.30 of the person, a little of group and giver of work, and the rounding of posted rates.
    assert 0.295 < np.sqrt(variance) < 0.325


def test_pay_follows_from_rate_and_output(many_draws):
    for workers in many_draws[:5]:
        weeks = workers["last_pay_period"].map({"week": 1, "two_weeks": 2, "month": 52 / 12})
        weeks = weeks.fillna(1 / workers["days_per_week"])
        expected = workers["rate_per_unit"] * workers["units_per_week"] * weeks
        ratio = np.log(workers["last_pay"] / expected)[expected > 50_000]
        assert abs(ratio.mean()) < 0.01
        assert ratio.abs().max() < 0.25


def test_helpers_raise_output_and_not_the_own_hours(many_draws):
    workers = pd.concat(many_draws)
    helped = workers["unpaid_helpers"] > 0
    hours = workers["hours_per_day"] * workers["days_per_week"]
    assert abs(np.log(hours[helped]).mean() - np.log(hours[~helped]).mean()) < 0.03
    pieces = workers["units_per_week"] * workers["rate_unit"].map(process.UNIT_SIZES)
    minutes = workers["minutes_per_unit"] / workers["rate_unit"].map(process.UNIT_SIZES)
    own_share = pieces * minutes / 60 / hours
    assert own_share[helped].mean() > 1.15
    assert own_share[~helped].mean() == pytest.approx(1, abs=0.02)


def test_the_same_generator_gives_the_same_workers():
    pd.testing.assert_frame_equal(draw(7), draw(7))
    assert not draw(7).equals(draw(8))
