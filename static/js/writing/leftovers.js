// Sends what pages that are gone left behind in this browser: answers typed while the line was cut,
// before a crash, or on another part of the form.

export function bodyOf(record) {
  const body = new FormData();
  for (const [name, value] of JSON.parse(record.words)) body.append(name, value);
  body.append(`seen-${record.key}`, record.seen);
  if (record.line) body.append(`page-${record.key}`, `${record.line}:${record.turn + 1}`);
  if (record.use) body.append("use", record.use);
  return body;
}

// Whether the portal now has the words: as the answer, or beside it in its history.
export function isKept(record, answer) {
  if (answer.kind !== "saved") return false;
  return answer.answers[record.key]?.version != null || record.key in answer.conflicts;
}

// Returns those that could not be sent, and why the last could not.
export async function sendAll(records, line, keeper) {
  const unsent = [];
  let kind = "saved";
  for (const record of records) {
    const answer = kind === "offline" || kind === "over" ? { kind } : await line.save(record.place, bodyOf(record));
    kind = answer.kind;
    if (isKept(record, answer)) await keeper?.forget(record.id);
    else unsent.push(record);
  }
  return { unsent, kind };
}
