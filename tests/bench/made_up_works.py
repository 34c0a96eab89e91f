# ruff: noqa: E501, S311  (marks take no room in a line of Thai; dice keep no secret)
"""Made-up Thai texts about works of local organisations, and copies of them that somebody edited.

Independent texts share topics, turns of phrase and the tools of the day, as real ones do. Texts are
lists of words, so that an edit rate is a share of words, whatever a program makes of the string.
"""

import random
from dataclasses import dataclass

TOPICS = (
    ("คำขออนุญาตก่อสร้าง", "แบบแปลน", "ใบอนุญาต", "ค่าธรรมเนียม", "นายตรวจ", "ผังเมือง"),
    ("ภาษีที่ดินและสิ่งปลูกสร้าง", "ใบแจ้งประเมิน", "ใบเสร็จ", "แปลงที่ดิน", "ผู้เสียภาษี", "ค่าปรับ"),
    ("ขยะมูลฝอย", "รถเก็บขยะ", "จุดทิ้ง", "ขยะเปียก", "ธนาคารขยะ", "ตารางเดินรถ"),
    ("ไฟฟ้าสาธารณะ", "เสาไฟ", "หลอดไฟ", "ช่างไฟ", "หมุดบนแผนที่", "ซอยมืด"),
    ("น้ำประปา", "มิเตอร์น้ำ", "ท่อแตก", "แรงดันน้ำ", "ค่าน้ำ", "ผู้ใช้น้ำ"),
    ("เบี้ยยังชีพผู้สูงอายุ", "บัญชีรายชื่อ", "วันจ่ายเงิน", "ผู้รับมอบอำนาจ", "บัตรประชาชน", "ญาติ"),
    ("คิวพบแพทย์", "ผู้ป่วยโรคเรื้อรัง", "สถานพยาบาลตำบล", "ใบนัด", "ยา", "อาสาสมัครสาธารณสุข"),
    ("ไฟป่าและหมอกควัน", "ภาพถ่ายดาวเทียม", "จุดความร้อน", "ทีมดับไฟ", "แนวกันไฟ", "ค่าฝุ่น"),
    ("น้ำท่วม", "ระดับน้ำ", "เซนเซอร์", "ประตูระบายน้ำ", "จุดอพยพ", "เสียงตามสาย"),
    ("ศูนย์พัฒนาเด็กเล็ก", "ครูผู้ดูแลเด็ก", "อาหารกลางวัน", "พัฒนาการ", "ผู้ปกครอง", "สมุดบันทึก"),
    ("ทะเบียนพัสดุ", "ครุภัณฑ์", "คิวอาร์โค้ด", "การตรวจนับ", "คลังพัสดุ", "ใบเบิก"),
    ("หนังสือราชการ", "งานสารบรรณ", "เลขรับ", "ผู้บริหาร", "การเกษียณหนังสือ", "แฟ้ม"),
    ("ประชุมสภาท้องถิ่น", "ระเบียบวาระ", "รายงานการประชุม", "ญัตติ", "สมาชิกสภา", "เอกสารประกอบ"),
    ("เรื่องร้องเรียน", "ผู้ร้อง", "เลขคำร้อง", "ภาพประกอบ", "กองช่าง", "ผลการแก้ไข"),
    ("ท่องเที่ยวชุมชน", "โฮมสเตย์", "แผนที่ท่องเที่ยว", "มัคคุเทศก์น้อย", "ของฝาก", "รีวิว"),
    ("ตลาดออนไลน์", "สินค้าชุมชน", "กลุ่มแม่บ้าน", "คำสั่งซื้อ", "การจัดส่ง", "ร้านค้า"),
    ("สุนัขและแมวจรจัด", "วัคซีนพิษสุนัขบ้า", "ทะเบียนสัตว์", "เจ้าของสัตว์", "การทำหมัน", "ปลอกคอ"),
    ("ถนนชำรุด", "หลุมบ่อ", "ยางมะตอย", "ผู้รับเหมา", "พิกัด", "งวดงาน"),
    ("ผู้ป่วยติดเตียง", "ผู้ดูแล", "แผนการเยี่ยม", "แผลกดทับ", "เตียง", "ถังออกซิเจน"),
    ("กองทุนหมู่บ้าน", "เงินกู้", "สมาชิกกองทุน", "ดอกเบี้ย", "งวดชำระ", "บัญชีเงินฝาก"),
    ("ห้องสมุดดิจิทัล", "หนังสือเสียง", "ผู้อ่าน", "การยืม", "มุมเด็ก", "ชั้นหนังสือ"),
    ("รถรับส่งนักเรียน", "คนขับ", "เส้นทาง", "ใบขับขี่", "ที่นั่ง", "เวลารับ"),
    ("แปลงเกษตร", "ราคาผลผลิต", "พันธุ์ข้าว", "ดินเค็ม", "โรคพืช", "เกษตรกร"),
    ("กล้องวงจรปิด", "ภาพย้อนหลัง", "จุดเสี่ยง", "ตำรวจ", "ห้องควบคุม", "คำขอดูภาพ"),
)
WHO = ("ประชาชน", "ชาวบ้าน", "ผู้ใช้บริการ", "เจ้าหน้าที่", "ผู้นำชุมชน", "คนในตำบล", "ผู้สูงอายุ", "ผู้มาติดต่อ")
HAD_TO = (
    "ต้องเดินทางมา",
    "ต้องรอ",
    "ต้องกรอกแบบฟอร์มกระดาษ",
    "ต้องเข้าแถว",
    "ต้องโทรถาม",
    "ต้องถือเอกสารมาเอง",
)
WHERE = ("ที่สำนักงาน", "ที่ที่ว่าการอำเภอ", "ที่ศาลากลางหมู่บ้าน", "หน้าเคาน์เตอร์", "ที่กองคลัง", "จากที่บ้าน")
HOW_LONG = ("ทั้งวัน", "ครึ่งวัน", "หลายชั่วโมง", "สามวันทำการ", "หนึ่งสัปดาห์", "เกือบเดือน", "สิบห้านาที", "ห้านาที")
TOOLS = ("LINE OA", "Google Forms", "Google Sheets", "แอปพลิเคชันบนมือถือ", "เว็บไซต์ของหน่วยงาน", "แชตบอต",
         "แผนที่ออนไลน์", "ระบบคลาวด์ภาครัฐ", "คิวอาร์โค้ด", "ข้อความสั้น")  # fmt: skip
DOES = (
    "แจ้ง",
    "ตรวจสอบ",
    "ติดตาม",
    "ยื่น",
    "บันทึก",
    "ค้นหา",
    "จัดเก็บ",
    "รายงาน",
    "ชำระ",
    "จอง",
    "ยืนยัน",
    "สรุป",
)
GAIN = ("ลดขั้นตอน", "ลดเวลา", "ประหยัดค่าเดินทาง", "โปร่งใสขึ้น", "ตรวจสอบย้อนหลังได้", "ไม่ใช้กระดาษ", "ข้อมูลไม่หาย",
        "ตอบได้เร็วขึ้น", "ทำงานนอกเวลาได้", "ทุกคนเห็นข้อมูลเดียวกัน")  # fmt: skip
THEN = ("จากนั้น", "นอกจากนี้", "ต่อมา", "ผลคือ", "ปัจจุบัน", "ดังนั้น", "อีกทั้ง", "เมื่อก่อน", "ในช่วงแรก", "ภายหลัง")
NEXT = (
    "ขยายไปทุกหมู่บ้าน",
    "เปิดให้ตำบลข้างเคียงใช้",
    "อบรมเจ้าหน้าที่ทุกกอง",
    "ทำคู่มือฉบับย่อ",
    "เก็บความเห็นทุกเดือน",
    "ตั้งคณะทำงานดูแล",
)
FILLERS = (
    "อย่างต่อเนื่อง",
    "โดยตรง",
    "ได้เอง",
    "ทันที",
    "ทุกวัน",
    "ร่วมกัน",
    "อย่างเป็นระบบ",
    "ในที่เดียว",
    "ตลอดปี",
    "เป็นรายบุคคล",
)
HABITS = (  # what every second applicant writes
    ("เพื่ออำนวยความสะดวก", "แก่", "ประชาชน", "ใน", "พื้นที่"),
    ("ตาม", "นโยบาย", "รัฐบาล", "ดิจิทัล"),
    ("ให้", "เป็นไปตาม", "พระราชบัญญัติ", "คุ้มครองข้อมูลส่วนบุคคล"),
    ("สามารถ", "นำไป", "เป็นต้นแบบ", "ให้", "หน่วยงาน", "อื่น", "ได้"),
    ("ได้รับ", "ความร่วมมือ", "จาก", "ทุกภาคส่วน", "เป็นอย่างดี"),
)  # fmt: skip


@dataclass(frozen=True)
class Made:
    """`texts` by name; `copies` are the pairs of names that were planted."""

    texts: dict[str, str]
    copies: set[frozenset[str]]


def make(*, texts: int, copies: int, seed: int, lowest: float = 0.2, highest: float = 0.6) -> Made:
    """`texts` in all, of which `copies` are other texts with a share of their words edited."""
    dice = random.Random(seed)
    originals = [written(dice) for _text in range(texts - copies)]
    words = {f"text-{number}": text for number, text in enumerate(originals)}
    planted = set()
    for number, copied in enumerate(dice.sample(sorted(words), copies)):
        name = f"copy-{number}"
        words[name] = edited(words[copied], rate=dice.uniform(lowest, highest), dice=dice)
        planted.add(frozenset((copied, name)))
    return Made({name: joined(text) for name, text in words.items()}, planted)


def joined(words: list[str]) -> str:
    """Thai has no spaces between words; now and then there is one between phrases."""
    return "".join(f"{word} " if place % 9 == 8 else word for place, word in enumerate(words))


def written(dice: random.Random) -> list[str]:
    topic = dice.choice(TOPICS)
    text: list[str] = []
    for _sentence in range(dice.randint(9, 22)):
        text += dice.choice(PATTERNS)(dice, topic)
    return text


def edited(words: list[str], *, rate: float, dice: random.Random) -> list[str]:
    """Each word with that chance replaced, left out, moved or given a companion."""
    changed: list[str] = []
    for word in words:
        changed += _edit(word, words, dice) if dice.random() < rate else [word]
    return changed


def _edit(word: str, words: list[str], dice: random.Random) -> list[str]:
    fate = dice.random()
    if fate < 0.6:
        return [_other_word(dice)]
    if fate < 0.75:
        return []
    return [word, _other_word(dice)] if fate < 0.9 else [dice.choice(words)]


def _other_word(dice: random.Random) -> str:
    return dice.choice(dice.choice((WHO, DOES, GAIN, THEN, FILLERS, HAD_TO, HOW_LONG, *TOPICS)))


def _before(dice: random.Random, topic: tuple) -> list[str]:
    pick = dice.choice
    return [
        "เดิม",
        pick(WHO),
        pick(HAD_TO),
        pick(WHERE),
        "เพื่อ",
        pick(DOES),
        pick(topic),
        "ใช้เวลา",
        pick(HOW_LONG),
    ]


def _now(dice: random.Random, topic: tuple) -> list[str]:
    pick = dice.choice
    return [
        pick(THEN),
        pick(WHO),
        pick(DOES),
        pick(topic),
        "และ",
        pick(DOES),
        pick(topic),
        "ผ่าน",
        pick(TOOLS),
        pick(FILLERS),
    ]


def _built(dice: random.Random, topic: tuple) -> list[str]:
    pick = dice.choice
    return [
        "หน่วยงาน",
        "จึง",
        "พัฒนา",
        pick(TOOLS),
        "สำหรับ",
        pick(DOES),
        pick(topic),
        "เชื่อมกับ",
        pick(topic),
        pick(FILLERS),
    ]


def _gained(dice: random.Random, topic: tuple) -> list[str]:
    pick = dice.choice
    return [
        pick(THEN),
        pick(GAIN),
        "เหลือ",
        pick(HOW_LONG),
        "และ",
        pick(GAIN),
        "ใน",
        "เรื่อง",
        pick(topic),
    ]


def _habit(dice: random.Random, topic: tuple) -> list[str]:
    return list(dice.choice(HABITS))


def _later(dice: random.Random, topic: tuple) -> list[str]:
    pick = dice.choice
    return [
        "ปีหน้า",
        "จะ",
        pick(NEXT),
        "และ",
        pick(DOES),
        pick(topic),
        "ด้วย",
        pick(TOOLS),
        str(pick(range(12, 980))),
        "ครั้ง",
    ]


PATTERNS = (_before, _now, _now, _built, _gained, _habit, _later)
