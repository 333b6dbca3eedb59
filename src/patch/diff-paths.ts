/** The names of both sides of a file's diff; `oldPath` null where the old side adds nothing. */
export interface DiffNames {
  readonly path: string;
  readonly oldPath: string | null;
}

const NO_FILE = "/dev/null";
const MAX_PATH_CHARS = 4_096;
/** What `diff -u` puts behind a name: a tab and a date, or two blanks and a date. */
const STAMP = /(?:\t|\s{1,4}\d{4}-\d\d-\d\d[ T]\d\d:|\s\(revision \d{1,9}\))[^]*$/;
const ESCAPES: Readonly<Record<string, number>> = {
  a: 7,
  b: 8,
  t: 9,
  n: 10,
  v: 11,
  f: 12,
  r: 13,
  '"': 34,
  "\\": 92,
};

/**
 * A path as git writes it: taken out of its quotes, with `\303\244` and `\t` undone when quoted.
 *
 * @see git-config(1), core.quotePath
 */
export function readQuotedPath(text: string): string {
  const path = text.slice(0, MAX_PATH_CHARS).trim();
  if (!path.startsWith('"') || !path.endsWith('"') || path.length < 2) return path;
  const bytes: number[] = [];
  const inner = Buffer.from(path.slice(1, -1), "utf8");
  for (let at = 0; at < inner.length; at += 1) {
    if (inner[at] !== 92 || at + 1 >= inner.length) {
      bytes.push(inner[at] ?? 0);
      continue;
    }
    const octal = /^[0-3][0-7]{2}/.exec(inner.toString("latin1", at + 1, at + 4))?.[0];
    const letter = String.fromCharCode(inner[at + 1] ?? 0);
    bytes.push(octal === undefined ? (ESCAPES[letter] ?? inner[at + 1] ?? 0) : parseInt(octal, 8));
    at += octal === undefined ? 1 : 3;
  }
  return Buffer.from(bytes).toString("utf8");
}

/** The names in what follows `diff --git `; where blanks make it unclear, the likelier reading. */
export function namesOfGitHead(rest: string): DiffNames {
  const text = rest.slice(0, 2 * MAX_PATH_CHARS).trim();
  if (text.endsWith('"') || text.startsWith('"')) {
    const cut = text.startsWith('"') ? text.indexOf('" ') + 1 : text.indexOf(' "');
    return pair(readQuotedPath(text.slice(0, cut)), readQuotedPath(text.slice(cut + 1)));
  }
  // Without a rename both sides are one name: the blank between them is in the middle.
  const middle = (text.length - 1) / 2;
  const halves = pair(text.slice(0, middle), text.slice(middle + 1));
  if (text[middle] === " " && halves.oldPath === null) return halves;
  const cut = text.indexOf(" b/") >= 0 ? text.indexOf(" b/") : text.indexOf(" ");
  return cut < 0 ? pair(text, text) : pair(text.slice(0, cut), text.slice(cut + 1));
}

/** The names behind `--- ` and `+++ `. */
export function namesOfFiles(from: string, to: string): DiffNames {
  return pair(withoutStamp(from), withoutStamp(to));
}

function withoutStamp(text: string): string {
  return readQuotedPath(text.slice(0, MAX_PATH_CHARS).replace(STAMP, ""));
}

function pair(from: string, to: string): DiffNames {
  if (to === NO_FILE) return { path: stripSide(from), oldPath: null };
  if (from === NO_FILE) return { path: stripSide(to), oldPath: null };
  if (from === to) return { path: to, oldPath: null };
  const [oldHead, oldRest] = cutHead(from);
  const [newHead, newRest] = cutHead(to);
  // `a/x b/x`, `linux.orig/x linux/x`: what differs in front is no part of the name.
  if (oldHead !== newHead && oldRest !== "" && oldRest === newRest) {
    return { path: newRest, oldPath: null };
  }
  const path = stripSide(to);
  const oldPath = stripSide(from);
  return { path, oldPath: oldPath === path ? null : oldPath };
}

function cutHead(path: string): [string, string] {
  const slash = path.indexOf("/");
  return slash < 0 ? [path, ""] : [path.slice(0, slash), path.slice(slash + 1)];
}

/** Takes off the letters of `--src-prefix` and of diff.mnemonicPrefix. */
function stripSide(path: string): string {
  return path.replace(/^[abciow]\/(?=[^/])/, "");
}
