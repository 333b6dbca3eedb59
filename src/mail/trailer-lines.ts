/** `Reviewed-by: …` and all others of that ending. */
const BY = /^\s{0,8}[A-Za-z][A-Za-z-]{1,40}-by\s?:\s{0,10}(\S.{0,998})$/i;
/** What can stand behind `-by:`: an address, a name, or a link. */
const WHO = /[@<]|^\p{Lu}\S{0,40}\s\p{Lu}|^\p{Lu}\S{0,40}$| at \S{1,80}\.|https?:/u;
const NAMED =
  /^\s{0,8}(fixes|link|closes|bugzilla|buglink|references?|cc|to|change-id|base-commit|message-id|depends-on|supersedes|superseded-by|obsoletes|upstream-commit|git-tree|series-to|series-version|prerequisite-[a-z-]{2,30}|reported|suggested)\s?:\s{0,10}(\S.{0,998})$/i;
const COMMIT =
  /^(?:commit )?[0-9a-f]{6,64}\b|https?:|^#?\d{3,}|^\S{1,40}\/\S{1,60}#\d|^[A-Z]{2,10}-\d/i;
/** What a maintainer or git writes among trailers. */
const NOTE =
  /^\s{0,8}(?:\[[\w. -]{1,40}: .{1,300}\]?$|\(cherry picked from commit |\(backported from )/;

/** True for a line that is a trailer by token and value; prose with a colon is none. */
export function isTrailerLine(line: string): boolean {
  if (!line.slice(0, 60).includes(":")) return false;
  const by = BY.exec(line);
  if (by !== null) return WHO.test(by[1]!);
  const named = NAMED.exec(line);
  if (named === null) return false;
  const token = named[1]!.toLowerCase();
  if (token === "cc" || token === "to") return /[@<]| at \S{1,80}\./.test(named[2]!);
  if (/-id$|^base-commit$|^series-|^prereq/.test(token)) return !/\s\S{1,40}\s/.test(named[2]!);
  return COMMIT.test(named[2]!) || /@|#\d/.test(named[2]!);
}

/**
 * Index behind the run of trailers that begins at `start`, with wrapped values ("Fixes: … (“title"
 * on two lines, a recipient a line) and bracketed notes between them; `stops` ends it earlier.
 * @see git-interpret-trailers(1)
 */
export function trailersEnd(
  lines: readonly string[],
  start: number,
  stops: (at: number) => boolean,
): number {
  let at = start + 1;
  for (; at < lines.length && !stops(at); at += 1) {
    const line = lines[at]!;
    if (isTrailerLine(line) || NOTE.test(line)) continue;
    if (!continues(lines[at - 1]!, line)) break;
  }
  return at;
}

function continues(previous: string, line: string): boolean {
  if (line.trim() === "") return false;
  // A title in brackets that the mailer wrapped: ("net: widget: …
  const open = previous.lastIndexOf("(") > previous.lastIndexOf(")");
  if (open && /["')]\s{0,3}$/.test(line) && line.length < 200) return true;
  if (/^\(["“]/.test(line)) return true;
  if (!/^\s/.test(line)) return false;
  return (
    /^\s{1,40}(?:\S{1,80}\s){0,5}<?\S{1,120}(?:@| at )\S/.test(line) ||
    /[,(]\s{0,3}$/.test(previous)
  );
}
