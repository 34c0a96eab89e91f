"""What a browser can tell about a page: accessibility, width, and where the focus is."""

from functools import cache

from launcher.places import NODE_MODULES

AXE = NODE_MODULES / "axe-core" / "axe.min.js"
LEVELS = ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"]
MOST_STOPS = 40

RUN_AXE = """only => axe.run(document, {
  runOnly: only, resultTypes: ["violations"], preload: false, iframes: false}).then(
  found => found.violations.map(v => v.id + ": " + v.nodes.slice(0, 3).map(
    n => n.target.join(" ")).join(", ")))"""

PIECES = """() => [...new Set([...document.body.querySelectorAll(":not(svg *)")].map(
  e => e.tagName + "." + e.getAttribute("class") + e.getAttribute("type")))].sort().join()"""

# As the portal itself draws what a reader chose (contest_portal/reading.py).
DRAW = """([name, chosen]) => { document.documentElement.dataset[name] = chosen; }"""

TOO_WIDE = """() => {
  const room = document.documentElement.clientWidth;
  if (document.documentElement.scrollWidth <= room) return [];
  const wide = [...document.querySelectorAll("body *")].filter(
    e => e.getBoundingClientRect().right > room + 1 && !e.closest(".tbl-scroll"));
  return wide.slice(-3).map(e => e.tagName + "." + e.className + " ends at "
    + Math.round(e.getBoundingClientRect().right));
}"""

FOCUS = """() => {
  const e = document.activeElement;
  if (!e || e === document.body) return null;
  const name = e.tagName + " " + (e.name || e.innerText || e.id || "").slice(0, 40);
  const style = getComputedStyle(e);
  const drawn = style.outlineStyle !== "none" && parseFloat(style.outlineWidth) > 0;
  const box = e.getClientRects()[0];
  if (!box) return {name, problem: "has no box"};
  const [x, y] = [box.left + box.width / 2, box.top + Math.min(box.height / 2, 20)];
  const hit = document.elementFromPoint(x, y);
  if (!drawn && style.boxShadow === "none") return {name, problem: "shows no focus"};
  if (!hit) return {name, problem: "is out of view"};
  const seen = e.contains(hit) || hit.contains(e) || e.labels && [...e.labels].includes(hit);
  return {name, problem: seen ? "" : "is under " + hit.tagName + "." + hit.className};
}"""


def pieces(page) -> str:
    """The kinds of elements on a page, in words that tell whether another has the same."""
    return page.evaluate(PIECES)


@cache
def _axe() -> str:
    return AXE.read_text(encoding="utf-8")


def accessibility(page) -> list[str]:
    """What axe finds. Evaluated, not added as a script: the page's own policy stays on."""
    page.evaluate(_axe())
    return page.evaluate(RUN_AXE, {"type": "tag", "values": LEVELS})


def faint_in_high_contrast(page) -> list[str]:
    """What axe finds too faint when high contrast is chosen; axe is in the page already."""
    page.evaluate(DRAW, ["contrast", "high"])
    found = page.evaluate(RUN_AXE, {"type": "rule", "values": ["color-contrast"]})
    page.evaluate(DRAW, ["contrast", ""])
    return [f"in high contrast {culprit}" for culprit in found]


def sideways(page, width: int, *, letters: str = "normal") -> list[str]:
    """What makes the page scroll sideways at a width in pixels, with letters of a chosen size."""
    before = page.viewport_size
    page.evaluate(DRAW, ["text", letters])
    page.set_viewport_size({"width": width, "height": 640})
    found = page.evaluate(TOO_WIDE)
    page.set_viewport_size(before)
    page.evaluate(DRAW, ["text", "normal"])
    return [f"at {width} px in {letters} letters {culprit}" for culprit in found]


def lost_focus(page) -> list[str]:
    """Going through the page with Tab: every stop shows where one is."""
    page.evaluate("document.activeElement.blur(); window.scrollTo(0, 0)")
    found = []
    for _stop in range(MOST_STOPS):
        page.keyboard.press("Tab")
        focus = page.evaluate(FOCUS)
        if focus is None:
            break
        if focus["problem"]:
            found.append(f"the focus on {focus['name']} {focus['problem']}")
    return found
