/** Whether one path segment fits a pattern with `*` and `?`; linear but for one star to go back to. */
function fitsSegment(pattern: string, text: string): boolean {
  let at = 0;
  let place = 0;
  let star = -1;
  let resume = 0;
  while (place < text.length) {
    if (pattern[at] === "*") {
      star = at;
      at += 1;
      resume = place;
    } else if (at < pattern.length && (pattern[at] === "?" || pattern[at] === text[place])) {
      at += 1;
      place += 1;
    } else if (star >= 0) {
      at = star + 1;
      resume += 1;
      place = resume;
    } else return false;
  }
  while (pattern[at] === "*") at += 1;
  return at === pattern.length;
}

/**
 * Whether a path fits a pattern: `*` and `?` stay within one folder, `**` stands for any number of
 * folders, a trailing `/` for all that is below. No pattern and no path takes longer than the
 * product of their lengths.
 *
 * @see MAINTAINERS of the kernel, entry `F:`
 */
export function fitsPath(pattern: string, path: string): boolean {
  const wanted = (pattern.endsWith("/") ? `${pattern}**` : pattern).split("/");
  const given = path.split("/");
  let reached = new Set([0]);
  for (const [index, segment] of wanted.entries()) {
    const next = new Set<number>();
    const last = index === wanted.length - 1;
    for (const place of reached) {
      if (segment === "**") {
        // At the end it needs something to stand for: `a/**` is not `a`.
        const from = last ? place + 1 : place;
        for (let to = from; to <= given.length; to += 1) next.add(to);
      } else if (place < given.length && fitsSegment(segment, given[place] ?? "")) {
        next.add(place + 1);
      }
    }
    reached = next;
  }
  return reached.has(given.length);
}
