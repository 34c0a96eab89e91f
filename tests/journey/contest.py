"""What is entered and how it is scored in the journey, and the ranking worked out by hand.

Weights of the rubric: 25, 25, 20, 15, 15. A sheet's score is the weighted mean of its marks, over
the criteria that were marked, times ten; an entry's score is the mean of its signed sheets.
"""

NA = "na"  # "cannot be assessed"
BLANK = None  # a sheet that is never filled in

# title: the marks of judges 1, 2 and 3 on the five criteria
MARKS = {
    "ตลาดชุมชนออนไลน์": [
        [8, 8, 7, 6, 7],  # 20 + 20 + 14 + 9 + 10.5                        = 73.5
        [9, 8, 8, 7, 6],  # 22.5 + 20 + 16 + 10.5 + 9                      = 78
        [7, 9, 8, NA, 8],  # (17.5 + 22.5 + 16 + 12) of the 85 that count  = 80
    ],  # mean 231.5 / 3 = 77.1667
    "จองคิวทำบัตรล่วงหน้า": [[7, 7, 7, 7, 7]] * 3,  # 70 each; first criterion 7
    "แจ้งซ่อมไฟทางผ่านไลน์": [[8, 6, 7, 7, 7]] * 3,  # 20 + 15 + 14 + 10.5 + 10.5 = 70; first 8
    "ชำระภาษีป้ายออนไลน์": [
        [5, 5, 5, 5, 5],  # 50
        [0, 5, 5, 5, 5],  # 12.5 less                                     = 37.5
        BLANK,  # not signed: the mean is of two sheets
    ],  # mean 43.75
    "ยื่นคำขออนุญาตก่อสร้าง": [
        [9, 9, 9, 9, 9],  # 90
        [10, 9, 9, 9, 9],  # 2.5 more                                     = 92.5
        [9, 9, 9, 9, 10],  # 1.5 more                                     = 91.5
    ],  # mean 274 / 3 = 91.3333
}

PUBLISHED = [
    ("1", "ยื่นคำขออนุญาตก่อสร้าง", "91.3333"),
    ("2", "ตลาดชุมชนออนไลน์", "77.1667"),
    ("3", "แจ้งซ่อมไฟทางผ่านไลน์", "70.0000"),  # equal score, stronger on the first criterion
    ("4", "จองคิวทำบัตรล่วงหน้า", "70.0000"),
    ("5", "ชำระภาษีป้ายออนไลน์", "43.7500"),
]

ANSWERS = {
    "work": {"summary": "ประชาชนยื่นเรื่องจากโทรศัพท์ เจ้าหน้าที่ตรวจและตอบกลับในระบบเดียว"},
    "use": {
        "in_use_since.day": "๑๕", "in_use_since.month": "1", "in_use_since.year": "๒๕๖๔",
        "users": "๓๒๐", "channels": "line",
    },
    "results": {
        "steps.1.before": "มาขอแบบที่สำนักงาน", "steps.1.minutes_before": "๖๐",
        "steps.1.after": "กรอกในโทรศัพท์", "steps.1.minutes_after": "8",
    },
    "tools": {"tools": "LINE OA และ Google Forms", "made_by": "own", "cost": "0"},
    "reuse": {"who": "small", "needs": "ผู้ดูแลหนึ่งคน", "taken_up": "no"},
    "safety": {"keeps_personal_data": "no", "security": "สำรองข้อมูลทุกคืน"},
    "evidence": {"contact": "งานสารบรรณ โทร. 0 4400 0000", "may_publish": "yes"},
}  # fmt: skip
