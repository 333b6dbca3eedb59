const HUNK = /^@@ -\d{1,9}(?:,(\d{1,9}))? \+\d{1,9}(?:,(\d{1,9}))? @@/;
const DIFF_HEADER =
  /^(?:diff |index [0-9a-f]{4}|Index: |={20}|(?:old|new) mode |(?:new|deleted) file mode |(?:copy|rename) (?:from|to) |(?:dis)?similarity index |Binary files |Only in )/;
/** What git ends a patch with, below `-- `. */
const GIT_VERSION = /^\d{1,3}\.\d{1,3}[\w.()~+ -]{0,60}$/;

/** True for a line that git writes below the `-- ` that ends a patch: its version. */
export function isGitVersion(line: string | undefined): boolean {
  return GIT_VERSION.test(line ?? "");
}

/** True where a diff begins: git's, an `Index:` style one, a plain unified one, or a lone hunk. */
export function startsDiff(lines: readonly string[], at: number): boolean {
  const line = lines[at]!;
  if (line.startsWith("diff --git ")) return true;
  if (line.startsWith("diff -")) return /^(?:---|Index|\+\+\+)/.test(lines[at + 1] ?? "");
  if (line.startsWith("Index: ")) return /^={20}|^--- /.test(lines[at + 1] ?? "");
  if (line.startsWith("--- ")) return (lines[at + 1] ?? "").startsWith("+++ ");
  return line.startsWith("@@ -") && HUNK.test(line);
}

/** Index behind a diff: its hunks are used up and no other file follows. */
export function diffEnd(lines: readonly string[], start: number): number {
  let end = start;
  for (let at = start; at < lines.length;) {
    const line = lines[at]!;
    if (line.startsWith("@@ -") && HUNK.test(line)) at = hunkEnd(lines, at);
    else if (line === "GIT binary patch") at = binaryEnd(lines, at);
    else if (line.startsWith("--- ") && (lines[at + 1] ?? "").startsWith("+++ ")) at += 2;
    else if (DIFF_HEADER.test(line)) at += 1;
    else if (line.trim() === "") {
      at += 1;
      if (at < lines.length && (lines[at]!.trim() === "" || startsDiff(lines, at))) continue;
      break;
    } else break;
    end = at;
  }
  return Math.max(end, start + 1);
}

/** Index behind a hunk: its counts are used up, or lines come that cannot be of it. */
function hunkEnd(lines: readonly string[], start: number): number {
  const head = HUNK.exec(lines[start]!);
  let oldLeft = Number(head?.[1] ?? 1);
  let newLeft = Number(head?.[2] ?? 1);
  let end = start + 1;
  for (let at = start + 1; at < lines.length; at += 1) {
    const line = lines[at]!;
    const mark = line === "" ? " " : line[0]!;
    const over = oldLeft <= 0 && newLeft <= 0;
    // Counts written by hand are often too small.
    if (over && mark !== "\\" && !/^\+|^-(?![- ])\S/.test(line)) break;
    if (/^-- ?$/.test(line) && (over || isGitVersion(lines[at + 1]))) break;
    if (/^\+|^[ \t]|^\\ /.test(line) || mark === "-") end = at + 1;
    else if (mark !== " " && !isWrapped(lines, at)) break;
    if (mark !== "+" && mark !== "\\") oldLeft -= 1;
    if (mark !== "-" && mark !== "\\") newLeft -= 1;
    if (oldLeft >= 0 && newLeft >= 0 && line === "" && oldLeft + newLeft === 0) end = at + 1;
  }
  return end;
}

/** A line that a mailer broke off the one above: marked lines of the hunk go on below it. */
function isWrapped(lines: readonly string[], at: number): boolean {
  return lines[at - 1]!.length > 40 && /^[-+][^-+]|^[ \t]\S|^@@ -/.test(lines[at + 1] ?? "");
}

function binaryEnd(lines: readonly string[], start: number): number {
  let at = start + 1;
  while (at < lines.length && /^(?:literal|delta) \d|^[A-Za-z]\S{5,80}$|^$/.test(lines[at]!)) {
    if (lines[at] === "" && !/^(?:literal|delta) \d/.test(lines[at + 1] ?? "")) return at;
    at += 1;
  }
  return at;
}
