"""The made-up works that the sample contest is about."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Work:
    """`province` is the code of the province one of whose organisations enters it."""

    province: str
    category: str
    title: str
    summary: str
    marks: tuple[int, ...]

    def answers(self) -> dict[str, dict[str, object]]:
        """What is typed into the form, by section and question, as editions.questions keeps it."""
        size = len(self.title)  # so that no two works have the same figures
        return {
            "work": {"title": self.title, "summary": self.summary},
            "use": {
                "in_use_since": {"day": "15", "month": "1", "year": "2564"},
                "users": str(size * 10),
                "channels": {"chosen": ["web", "line"], "other": ""},
            },
            "results": {
                "steps": [
                    {"before": "มาที่สำนักงานเพื่อขอแบบ", "minutes_before": str(size + 60),
                     "after": "กรอกในโทรศัพท์", "minutes_after": "8"},
                    {"before": "ยื่นเอกสารและรอตรวจ", "minutes_before": str(size * 2),
                     "after": "ระบบบอกทันทีว่าขาดอะไร", "minutes_after": "5"},
                    {"before": "กลับมารับผล", "minutes_before": "90", "after": "",
                     "minutes_after": ""},
                ],
                "change": f"{self.summary} โดยไม่ต้องเดินทางมาที่สำนักงาน",
            },
            "tools": {
                "tools": "LINE OA และ Google Forms", "made_by": "own", "cost": str(size * 500),
            },
            "reuse": {
                "who": {"chosen": ["small", "middle"], "other": ""},
                "needs": f"คู่มือของ “{self.title}” และผู้ดูแลหนึ่งคน เริ่มใช้ได้ในสองสัปดาห์",
                "taken_up": "no",
            },
            "safety": {
                "keeps_personal_data": "yes",
                "personal_data": "เก็บเท่าที่จำเป็น และลบเมื่อครบหนึ่งปี",
                "security": "เข้าระบบด้วยรหัสสองชั้น สำรองข้อมูลทุกคืน",
            },
            "evidence": {
                "link": "https://service.example/",
                "contact": "กองยุทธศาสตร์และงบประมาณ โทร. 0 2141 0000",
                "may_publish": "yes",
            },
        }  # fmt: skip


WORKS = (
    Work("30", "service", "ยื่นคำขออนุญาตก่อสร้างออนไลน์ คำขอเดียวจบ",
         "ประชาชนยื่นคำขอ ส่งแบบ และชำระค่าธรรมเนียมจากที่บ้าน", (9, 8, 8, 7, 7)),
    Work("30", "management", "ทะเบียนคุมพัสดุด้วยคิวอาร์โค้ด",
         "ตรวจนับพัสดุประจำปีเสร็จในวันเดียว", (6, 7, 7, 6, 6)),
    Work("50", "service", "จองคิวพบแพทย์ประจำตำบลทางโทรศัพท์มือถือ",
         "ผู้ป่วยโรคเรื้อรังไม่ต้องมารอตั้งแต่เช้ามืด", (8, 8, 6, 7, 8)),
    Work("58", "service", "แจ้งเหตุไฟป่าและหมอกควันด้วยภาพถ่าย",
         "ชาวบ้านส่งภาพและตำแหน่ง ทีมดับไฟเห็นบนแผนที่ทันที", (9, 9, 7, 9, 7)),
    Work("40", "service", "ชำระภาษีที่ดินและสิ่งปลูกสร้างผ่านคิวอาร์",
         "ออกใบเสร็จทันที ลดการเดินทางมาที่สำนักงาน", (7, 8, 8, 5, 7)),
    Work("83", "management", "สารบรรณกลางของทุกกอง",
         "หนังสือเข้าถึงผู้รับผิดชอบภายในหนึ่งชั่วโมง", (6, 6, 5, 5, 6)),
    Work("90", "service", "เบี้ยยังชีพตรวจสอบได้ด้วยตนเอง",
         "ผู้สูงอายุและญาติดูสถานะการจ่ายได้ทุกเดือน", (8, 7, 7, 6, 8)),
)  # fmt: skip

SENT_BACK = Work("34", "service", "แจ้งซ่อมไฟฟ้าสาธารณะผ่านแผนที่",
                 "ปักหมุดเสาไฟที่ดับและติดตามการซ่อม", ())  # fmt: skip
NOT_ELIGIBLE = Work("67", "service", "ระบบที่กำลังจะเปิดให้บริการ",
                    "ยังอยู่ระหว่างจัดซื้อ", ())  # fmt: skip

COPIED = Work("41", "service", "ชำระภาษีที่ดินและสิ่งปลูกสร้างด้วยคิวอาร์โค้ด",
              "ออกใบเสร็จทันที ลดการเดินทางมาที่สำนักงานของประชาชน", ())  # fmt: skip
