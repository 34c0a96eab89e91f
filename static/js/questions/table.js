// Rows of a table are added and emptied, and what they add up to is told while one types. The portal
// works it out again; without JavaScript saving leaves empty rows to go on in.

function addRow(table, number) {
  const row = table.tBodies[0].rows[0].cloneNode(true);
  const prefix = table.dataset.rowPrefix;
  row.cells[0].textContent = `${prefix} ${number}`.trim();
  for (const control of row.querySelectorAll("[name]")) {
    control.name = control.name.replace(/\.1\.([^.]*)$/, `.${number}.$1`);
    control.id = control.name;
    control.setAttribute("aria-label", control.getAttribute("aria-label").replace(/^.*?: /, `${prefix} ${number}: `));
    control.removeAttribute("aria-invalid");
    control.classList.remove("is-invalid");
    control.value = "";
    control.defaultValue = "";
  }
  table.tBodies[0].append(row);
  return row;
}

function number(text) {
  const digits = text.replace(/[๐-๙]/g, (digit) => "๐๑๒๓๔๕๖๗๘๙".indexOf(digit)).replace(/[,\s]/g, "");
  return /^-?\d{1,15}(\.\d{1,4})?$/.test(digits) ? Number(digits) : null;
}

function measure(table, column) {
  const controls = [...table.querySelectorAll(`[data-column="${CSS.escape(column)}"]`)];
  if (controls[0].tagName === "TEXTAREA") return controls.filter((control) => control.value.trim()).length;
  return controls.reduce((sum, control) => sum + (number(control.value) ?? 0), 0);
}

function tell(table, place) {
  const { changeFrom, changeTo, about, less, more, same } = place.dataset;
  const [before, after] = [changeFrom, changeTo].map((column) => measure(table, column));
  place.hidden = !before && !after;
  const by = Math.abs(before - after);
  const said = by === 0 ? same : (before > after ? less : more).replace("{number}", by.toLocaleString("en"));
  const percent = by && before ? ` (${Math.round((by * 100) / before)} %)` : "";
  place.textContent = `${about}: ${before.toLocaleString("en")} → ${after.toLocaleString("en")} ${said}${percent}`;
}

export function fillTables(root = document) {
  for (const table of root.querySelectorAll("table[data-grows]")) {
    const places = [...table.parentElement.querySelectorAll("[data-change-from]")];
    const more = table.parentElement.querySelector("[data-add-row]");
    const most = Number(table.dataset.grows);
    const show = () => {
      places.forEach((place) => tell(table, place));
      more.hidden = table.tBodies[0].rows.length >= most;
    };
    more.addEventListener("click", () => {
      const row = addRow(table, table.tBodies[0].rows.length + 1);
      show();
      row.querySelector("[name]").focus();
    });
    table.addEventListener("input", show);
    show();
  }
}
