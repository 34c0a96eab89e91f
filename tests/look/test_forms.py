"""Every form reads the same: label, hint, error, control; and its errors are links on top."""

import re

from django import forms
from django.template import Context, Template
from django.utils.html import strip_tags

from contest_portal.look import problems


class Registration(forms.Form):
    name = forms.CharField(label="ชื่อผู้รับ", help_text="ชื่อและนามสกุล")
    number = forms.CharField(label="เลขรับ", required=False)
    channel = forms.ChoiceField(
        label="ช่องทาง", choices=[("mail", "อีเมล"), ("line", "ไลน์")], widget=forms.RadioSelect
    )
    agree = forms.BooleanField(label="เปิดเผยได้")

    def clean(self):
        raise forms.ValidationError("ส่งได้วันละครั้ง")


def html_of(form: forms.Form) -> str:
    return Template("{% load crispy_forms_filters %}{{ form|crispy }}").render(
        Context({"form": form})
    )


def test_a_field_reads_label_hint_error_control():
    html = html_of(Registration({}))

    places = [
        html.index(part)
        for part in (
            '<label class="field-label" for="id_name">ชื่อผู้รับ</label>',
            'id="id_name_helptext">ชื่อและนามสกุล',
            'id="id_name_error"',
            '<input type="text" name="name"',
        )
    ]

    assert sorted(places) == places


def test_only_what_may_be_left_empty_says_so():
    labels = re.findall(
        r'<(?:label|legend) class="field-label".*?</(?:label|legend)>', html_of(Registration())
    )

    assert [strip_tags(label) for label in labels] == ["ชื่อผู้รับ", "เลขรับ (ไม่บังคับ)", "ช่องทาง"]


def test_a_control_is_tied_to_its_hint_and_its_error():
    html = html_of(Registration({}))

    described = set(" ".join(re.findall(r'aria-describedby="([^"]+)"', html)).split())

    assert described == {
        "id_name_helptext", "id_name_error", "id_channel_error", "id_agree_error",
    }  # fmt: skip
    assert all(f'id="{anchor}"' in html for anchor in described)


def test_the_summary_links_to_every_field_in_the_words_of_the_field():
    html = html_of(Registration({}))

    links = re.findall(r'<a href="#(\w+)">(.*?)</a>', html)

    assert [anchor for anchor, _words in links] == ["id_name", "id_channel_0", "id_agree"]
    assert all(f'id="{anchor}"' in html for anchor, _words in links)
    assert all(html.count(words.split(": ", 1)[1]) >= 2 for _anchor, words in links)


def test_a_problem_of_the_whole_form_comes_first_and_has_no_link():
    found = problems.of(Registration({}))

    assert found[0] == problems.Problem("", "", "ส่งได้วันละครั้ง")


def test_the_summary_counts_and_says_that_the_text_is_kept():
    text = " ".join(strip_tags(html_of(Registration({}))).split())

    assert text.startswith("มี 4 ข้อที่ต้องแก้ ข้อความที่พิมพ์ไว้ยังอยู่ในหน้านี้")


def test_a_form_without_errors_has_no_summary():
    assert "error-summary" not in html_of(Registration())


def test_typed_text_is_kept():
    assert 'value="๑๒๓๔/๒๕๖๕"' in html_of(Registration({"number": "๑๒๓๔/๒๕๖๕"}))
