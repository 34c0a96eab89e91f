// Characters as a reader counts them: the twin of contest_portal/thai/counting.py, tested on the
// same cases (tests/thai/grapheme_cases.json).

const NOT_COUNTED = /[\p{Z}\p{Cc}\p{Cf}\p{M}\u0E33\u0EB3]/gu;

export function graphemeCount(text) {
  return [...text.replace(NOT_COUNTED, "")].length;
}
