const STAT_TAIL = /^\s{1,20}(?:\d{1,7}(?:\s{1,3}[-+]{1,200})?|Bin(?: .{1,80})?|Unmerged)\s{0,3}$/;
const STAT_SUM = /^\s{0,3}\d{1,6} files? changed(?:,|$)/;
const STAT_MODE =
  /^ (?:(?:create|delete) mode \d{6} |mode change \d{6} |(?:rename|copy) .{1,500} \(\d{1,3}%\)|rewrite .{1,500} \(\d{1,3}%\))/;
const RANGE_DIFF = /^(?:range-?diff|inter-?diff)\b[^:]{0,60}:?\s{0,3}$/i;
const RANGE_LINE = /^\s{0,6}(?:\d{1,4}|-):\s{1,6}(?:[0-9a-f]{6,40}|-{6,40}) [=!<>] /;

/** True for a line of a diffstat: of a file, of the sum, of a mode. */
export function isStat(line: string): boolean {
  const bar = line.lastIndexOf("|");
  if (bar > 1 && bar < 600 && STAT_TAIL.test(line.slice(bar + 1))) return line[0] === " ";
  return STAT_SUM.test(line) || STAT_MODE.test(line);
}

/** True for the head of a range-diff or interdiff. */
export function isRangeDiffHead(line: string): boolean {
  return RANGE_DIFF.test(line);
}

/**
 * Index behind the lines from `start` on that look like a diffstat or a range-diff, and whether
 * something among them proves it; `stops` ends it earlier.
 */
export function statEnd(
  lines: readonly string[],
  start: number,
  stops: (at: number) => boolean,
): { readonly end: number; readonly proved: boolean } {
  const ranged = RANGE_DIFF.test(lines[start]!) || RANGE_LINE.test(lines[start]!);
  let proved = ranged;
  let end = start;
  for (let at = start; at < lines.length && !stops(at); at += 1) {
    const line = lines[at]!;
    const blank = line.trim() === "";
    const fits = ranged
      ? at === start || blank || /^\s{2}|^\t/.test(line) || RANGE_LINE.test(line)
      : isStat(line);
    if (!fits) break;
    if (STAT_SUM.test(line) || /\| +(?:\d+ +[-+]|Bin)/.test(line.slice(-300))) proved = true;
    if (!blank) end = at + 1;
  }
  return { end, proved };
}
