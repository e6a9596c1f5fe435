"""The report: links of the notebooks become links within the page."""

from pipeline import report


def test_links_to_published_exhibits_lead_to_their_place_in_the_report():
    link = report._linked([report.Part("figure", "", exhibit="02_pay"), report.Part("text", "")])
    folder = "../figures/kab-semarang-2021/en/02_wages_against_minimum"
    assert link(f'<a href="{folder}/02_pay.png">') == '<a href="#02_pay">'
    assert link(f'<a href="../{folder}/02_pay.png">') == '<a href="#02_pay">'
    assert link(f'<a href="{folder}/02_left_out_table.html">') == "<a >"
    assert link('<a href="02_wages_against_minimum.ipynb">') == '<a href="#n02">'
