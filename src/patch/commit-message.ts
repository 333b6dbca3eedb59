/** Headers that git-am takes from the top of a body. */
const IN_BODY_HEADER = /^(?:from|subject|date):\s/i;
const CUT = /^---(?:\s|$)/;
const DIFF = /^(?:diff -|Index: \S)/;
const SCISSORS = /^[-\s]{0,80}(?:>8|8<|>%|%<)[-\s><8%]{0,80}$/;

/**
 * The commit message below its title that git-am would take from a posting: what stands above the
 * `---` or the diff, without headers at its top, with blank lines tidied. Empty for none.
 *
 * @param diffStart index of the body's line at which its first diff begins
 * @see git-am(1), git-mailinfo(1), git-stripspace(1)
 */
export function commitMessageOf(body: string, diffStart: number): string[] {
  const lines = body.split("\n").slice(0, diffStart);
  const scissors = lines.findLastIndex((line) => SCISSORS.test(line.slice(0, 200)));
  const start = afterHeaders(lines, scissors + 1);
  const cut = lines.findIndex((line, at) => at >= start && (CUT.test(line) || DIFF.test(line)));
  return tidy(lines.slice(start, cut < 0 ? undefined : cut));
}

function afterHeaders(lines: readonly string[], from: number): number {
  let at = from;
  while (lines[at]?.trim() === "") at += 1;
  while (IN_BODY_HEADER.test((lines[at] ?? "").slice(0, 20))) {
    at += 1;
    while (/^[ \t]+\S/.test((lines[at] ?? "").slice(0, 200))) at += 1;
  }
  return at;
}

/** Without blanks at the ends of lines and of the text, and one blank line in place of several. */
function tidy(lines: readonly string[]): string[] {
  const tidied: string[] = [];
  for (const line of lines) {
    const text = line.trimEnd();
    if (text !== "" || (tidied.length > 0 && tidied.at(-1) !== "")) tidied.push(text);
  }
  if (tidied.at(-1) === "") tidied.pop();
  return tidied;
}
