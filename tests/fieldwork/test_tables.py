"""Tables of notebook 01, as people read them."""

from shown import frame, here

from helpers.fieldwork import tables

BY_RULE = frame("rule cells before after", ["thousands_word", 1200, "50 rb", "50000"], ["out_of_range", 3, "99", ""])
PROFILE = frame(
    "variable answer kind estimate se low high df n count",
    ["hours_per_week", "", "mean", 1035.25, 1, 1030.0, 1040.52, 20, 1180, 1180],
    ["age", "", "mean", 41.26, 1, 39.0, 43.5, 20, 200, 200],
    ["sex", "female", "share", 0.905, 0.02, 0.86, 0.95, 20, 1200, 1086],
)


def test_corrections_show_each_rule_with_an_example():
    table = tables.corrections(here(), BY_RULE)
    assert list(table.shown.columns) == ["What was done", "Cells", "For instance", "became"]
    assert table.shown.to_numpy().tolist() == [
        ["thousands or millions as a word", "1,200", "50 rb", "50000"],
        ["impossible value: set to missing", "3", "99", "(missing)"],
    ]
    assert "results/kab-semarang-2021/corrections.csv" in table.caption
    assert table.data is BY_RULE
    assert table.rests_on == "survey"
    assert table.sources == ("survey.csv of the study",)


def test_corrections_in_indonesian():
    shown = tables.corrections(here("id"), BY_RULE).shown
    assert shown.iloc[0, 1] == "1.200"
    assert shown.iloc[1, 3] == "(kosong)"


def test_profile_writes_means_plain_and_shares_in_per_cent():
    table = tables.profile(here(), PROFILE)
    assert table.shown.to_numpy().tolist() == [
        ["Hours a week", "1,035.2", "1,030.0 to 1,040.5", "", "1,180"],
        ["Age", "41.3", "39.0 to 43.5", "", "200"],
        ["Sex: Woman", "90.5%", "86.0% to 95.0%", "1,086", "1,200"],
    ]
    assert list(table.shown.columns) == ["Worker or household", "Mean or share", "95% interval", "Workers", "Answered"]


def test_profile_in_indonesian():
    shown = tables.profile(here("id"), PROFILE).shown
    assert shown.iloc[2].tolist() == ["Jenis kelamin: Perempuan", "90,5%", "86,0% sampai 95,0%", "1.086", "1.200"]
