"""A table as HTML and LaTeX: nothing is read as markup, columns have room, addresses become links."""

import pandas as pd
import pytest

from helpers.exhibits import Table, render

SHOWN = pd.DataFrame(
    {
        "What": ["shoes & boots", "50% <lace>"],
        "Paid": ["Rp 3,500", "−12 ≥ x_1"],
        "Why": ["A sentence that goes on for longer than the other cells do.", "–"],
        "Source": ["https://www.bps.go.id/a%20b?x=1&y=2#z", "none"],
    }
)
TABLE = Table("Title_1", "Caption 5%", SHOWN, SHOWN, ("data/one_file.csv", "Act no. 13"), prose=("Why",))


def test_html_escapes_cells_and_aligns_words_left_and_numbers_right():
    page = render.as_html(TABLE, "")
    assert "shoes &amp; boots</th>" in page
    assert "50% &lt;lace&gt;</th>" in page
    assert 'text-align:right">Rp 3,500</td>' in page
    assert 'text-align:left">A sentence' in page
    assert '<th scope="col" style="padding:0.15em 0.6em;vertical-align:top;text-align:right">Paid</th>' in page
    assert page.count("<tr>") == 3
    assert page.count('scope="row"') == 2


def test_html_has_caption_note_and_sources():
    page = render.as_html(TABLE, "INVENTED & marked")
    assert "<strong>Title_1</strong><br>Caption 5%</caption>" in page
    assert "<p><small><strong>INVENTED &amp; marked</strong><br>data/one_file.csv; Act no. 13</small></p>" in page
    assert "<small><strong>" not in render.as_html(TABLE, "")


def test_an_address_becomes_a_link_with_the_name_of_its_site():
    assert '<a href="https://www.bps.go.id/a%20b?x=1&amp;y=2#z">bps.go.id</a>' in render.as_html(TABLE, "")
    assert r"\href{https://www.bps.go.id/a\%20b?x=1\&y=2\#z}{bps.go.id}" in render.as_latex(TABLE, "n", "")


def test_latex_escapes_what_it_would_read_as_a_command():
    page = render.as_latex(TABLE, "02_table", "NOTE")
    assert r"\caption{Title\_1. Caption 5\% NOTE.}\label{tab:02_table}" in page
    assert r"shoes \& boots & Rp~3,500 &" in page
    assert r"50\% $<$lace$>$ & $-$12 $\geq$ x\_1 & -- & none \\" in page
    assert r"What & Paid & Why & Source \\" in page
    assert r"data/\allowbreak one\_\allowbreak file.csv; Act no. 13" in page
    assert page.count(r"\raggedleft\arraybackslash") == 2


def test_latex_shares_add_up_to_the_number_of_columns():
    page = render.as_latex(TABLE, "n", "")
    shares = [float(part.split(r"\hsize")[0]) for part in page.split(r"\hsize=")[1:]]
    assert sum(shares) == pytest.approx(4, abs=0.01)


def test_column_shares_give_sentences_the_room_that_words_leave():
    shares = render.column_shares(TABLE)
    assert sum(shares) == pytest.approx(1)
    assert max(shares) == shares[2]


def test_shares_of_width_by_hand():
    # Longest words of 2 and 4 letters need 5 and 7; "aa aa…" of 59 letters wants 63 and gets what is left up to that.
    shares = render.shares_of_width(["a", "b"], [["aa " * 19 + "aa"], ["bbbb"]], [150, 24])
    assert shares == pytest.approx([63 / 71, 8 / 71])


def test_a_column_without_cells_keeps_room_for_its_name():
    assert render.shares_of_width(["abc", "abc"], [[], []], [10, 10]) == pytest.approx([0.5, 0.5])


def test_word_keeps_amounts_on_one_line_and_gives_tables_their_widths():
    page = render._for_word(render.as_html(TABLE, ""))
    assert "Rp\N{NO-BREAK SPACE}3,500" in page
    assert page.count("<col style=") == 4


def test_pictures_of_a_page_become_files(tmp_path):
    page = render._with_picture_files('<img src="data:image/png;base64,QUJD">', tmp_path)
    (file,) = tmp_path.iterdir()
    assert file.read_bytes() == b"ABC"
    assert page == f'<img src="{file.name}">'
