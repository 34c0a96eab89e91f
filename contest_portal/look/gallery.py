"""Every component on one page, with made-up words: for looking at, in a demonstration only."""

from datetime import UTC, datetime, timedelta

from django import forms
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from contest_portal.look import squares

MORNING = datetime(2022, 10, 4, 2, 41, tzinfo=UTC)
TASKS = [
    ("ข้อมูลผลงาน", "ชื่อ ประเภท วันที่เริ่มให้บริการ", "done", "เรียบร้อย"),
    ("ก่อนและหลังมีระบบ", "ตารางขั้นตอน เวลา และผลที่วัดได้", "warn", "ต้องแก้ไข"),
    ("เครื่องมือ ค่าใช้จ่าย และการดูแลต่อ", "ช่วยให้ท้องถิ่นอื่นนำไปใช้", "info", "กำลังทำ"),
    ("ไฟล์และภาพ", "PDF ไม่เกิน 25 MB", "stop", "ไม่ผ่านการตรวจ"),
]
FACTS = [
    ("ที่", "มท ๐๘๑๐.๒/ว ๓๐๗๐"),
    ("ลงวันที่", "๒๘ กันยายน ๒๕๖๕"),
    ("เรื่อง", "ขอเชิญร่วมส่งผลงานประกวดนวัตกรรม “ท้องถิ่นดิจิทัล” ประจำปี ๒๕๖๕"),
]
COUNTS = [("อปท. ทั้งหมด", "100 แห่ง"), ("กำลังทำผลงาน", "7 แห่ง"), ("ส่งแล้ว", "3 แห่ง")]
EVENTS = [
    {"icon": "send", "sentence": "ส่งหนังสือถึงจังหวัดน่าน", "at": MORNING - timedelta(days=6)},
    {
        "icon": "check-circle",
        "sentence": "จังหวัดน่านลงทะเบียนรับ",
        "at": MORNING - timedelta(days=5),
        "evidence": "หลักฐาน: ผู้รับพิมพ์ชื่อและกดยืนยัน",
    },
]
ROWS = [("นครราชสีมา", 334, "done", "ตอบรับแล้ว"), ("น่าน", 100, "warn", "เลื่อนส่ง")]
STATES = ("done", "info", "warn", "stop", "none")


class SampleForm(forms.Form):
    name = forms.CharField(label="ชื่อและนามสกุลผู้รับ")
    number = forms.CharField(
        label="เลขทะเบียนรับของจังหวัด", help_text="พิมพ์เลขไทยหรือเลขอารบิกก็ได้", required=False
    )
    minutes = forms.IntegerField(
        label="เวลาเฉลี่ยที่ประชาชนใช้",
        help_text="เป็นนาที รวมเดินทาง",
        error_messages={"invalid": "ใส่จำนวนนาทีเป็นตัวเลข เช่น 45"},
    )
    summary = forms.CharField(label="สิ่งที่เปลี่ยนไปสำหรับประชาชน", widget=forms.Textarea)
    channel = forms.ChoiceField(
        label="ช่องทางที่แจ้ง อปท.",
        choices=[("mail", "อีเมล"), ("paper", "หนังสือ"), ("line", "กลุ่มไลน์")],
        widget=forms.RadioSelect,
        error_messages={"required": "เลือกช่องทางหนึ่งช่องทาง"},
    )
    category = forms.ChoiceField(label="ประเภท", choices=[("a", "บริการประชาชน")])
    letter = forms.FileField(label="สำเนาหนังสือ", required=False)
    agree = forms.BooleanField(label="ข้อมูลนี้เปิดเผยได้", required=False)


@require_safe
@login_not_required
def components(request: HttpRequest) -> HttpResponse:
    sample = {
        "tasks": TASKS,
        "facts": FACTS,
        "counts": COUNTS,
        "events": EVENTS,
        "rows": ROWS,
        "numbers": range(11),
        "form": SampleForm(
            {"name": "นางกมลชนก เรืองน่าน", "minutes": "สี่สิบ", "summary": "ปี่ ที่ น้ำ ญู ฐุ"}
        ),
        "tiles": _tiles(lambda index: {"step": index % 6}),
        "state_tiles": _tiles(lambda index: {"state": STATES[index % 5]}),
    }
    return render(request, "look/components.html", sample)


def _tiles(colour) -> list[dict]:
    """77 made-up tiles; `colour` gives the step or the state of each."""
    return [
        {"letter_code": "กข", "name": "จังหวัด", "row": row, "col": column, "value": index % 8}
        | {"url": "#main", "words": f"ส่งแล้ว {index % 8} ผลงาน"}
        | colour(index)
        for index, (row, column) in enumerate(squares.places())
    ]
