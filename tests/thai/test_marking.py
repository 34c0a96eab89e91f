"""On an English page everything Thai says that it is Thai, and nothing else is changed."""

import pytest

from contest_portal.thai.marking import mark


@pytest.mark.parametrize(
    ("page", "marked"),
    [
        ("<p>Nothing</p>", "<p>Nothing</p>"),
        ("<td>น่าน</td>", '<td lang="th">น่าน</td>'),
        ("<td> อบต. หนองบัว 2 </td>", '<td> <span lang="th">อบต. หนองบัว</span> 2 </td>'),
        ("<h1>น่าน <small>a</small></h1>", '<h1><span lang="th">น่าน</span> <small>a</small></h1>'),
        ("<p>To น่าน by post</p>", '<p>To <span lang="th">น่าน</span> by post</p>'),
        ("<p>“ที่ 1/2 น่าน” x</p>", '<p>“<span lang="th">ที่ 1/2 น่าน</span>” x</p>'),
        ("<p>ก A ข</p>", '<p><span lang="th">ก</span> A <span lang="th">ข</span></p>'),
        ("<p>5 ฿</p>", "<p>5 ฿</p>"),
        ("<p>ก &quot;ข&quot;</p>", '<p><span lang="th">ก &quot;ข</span>&quot;</p>'),
        ('<b lang="th">น่าน <i>ก</i></b>', '<b lang="th">น่าน <i>ก</i></b>'),
        (
            '<b lang="th"><i lang="en">a ก</i></b>',
            '<b lang="th"><i lang="en">a <span lang="th">ก</span></i></b>',
        ),
        ('<p class="a>b">ก<br>ข</p>', '<p class="a>b"><span lang="th">ก</span><br>'
         '<span lang="th">ข</span></p>'),
        ("<p>a</p> ก", '<p>a</p> <span lang="th">ก</span>'),
    ],
)  # fmt: skip
def test_thai_words_are_inside_an_element_that_says_so(page, marked):
    assert mark(page, language="en") == marked


@pytest.mark.parametrize("tag", ["title", "textarea", "option", "text"])
def test_elements_of_text_alone_say_it_themselves(tag):
    page = f"<{tag} id='a'>Entry ก – b</{tag}>"

    assert mark(page, language="en") == f"<{tag} lang=\"th\" id='a'>Entry ก – b</{tag}>"


@pytest.mark.parametrize(
    ("control", "marked"),
    [
        ('<input value="ก">', '<input lang="th" value="ก">'),
        ('<input type="hidden" value="ก">', '<input type="hidden" value="ก">'),
        ('<input name="a" value="b">', '<input name="a" value="b">'),
    ],
)
def test_what_somebody_typed_in_thai_is_read_in_thai(control, marked):
    assert mark(control, language="en") == marked


def test_what_is_inside_a_drawing_stays_a_drawing():
    page = '<svg><path d="M0"/><text x="1">นน</text></svg><p>a</p>'

    expected = '<svg><path d="M0"/><text lang="th" x="1">นน</text></svg><p>a</p>'
    assert mark(page, language="en") == expected


def test_remarks_are_left_alone():
    page = "<!doctype html><!-- ก --><p>a</p>"

    assert mark(page, language="en") == page
