interface Line {
  readonly depth: number;
  /** Quote marks as written, with the blank behind them. */
  readonly marks: string;
  readonly text: string;
}

const DIFF_START = /^(?:diff --git |--- (?:a\/|\/dev\/null)|@@ -\d|Index: )/;
/** Lines whose breaks carry meaning, whatever blanks end them: diffs, code, tables. */
export const RIGID_LINE = /^(?:[+\-@]|diff |index |\t| {2,})/;

function readLine(raw: string, stuffed: boolean): Line {
  const marks = /^(?:> ?){1,100}/.exec(raw)?.[0] ?? "";
  if (marks !== "") {
    return { depth: marks.replaceAll(" ", "").length, marks, text: raw.slice(marks.length) };
  }
  return { depth: 0, marks: "", text: stuffed && raw.startsWith(" ") ? raw.slice(1) : raw };
}

/**
 * Whether the sender really stuffed blanks. Nothing that is stuffed begins with one blank and then
 * a letter; a patch whose context lines do was sent by a program that knows nothing of flowing.
 */
function isStuffed(lines: readonly string[]): boolean {
  return !lines.some((line) => /^ [^ >F]/.test(line));
}

function isSignatureMark(line: Line): boolean {
  return line.text === "-- ";
}

function mayJoin(line: Line, next: Line, inDiff: boolean): boolean {
  if (!line.text.endsWith(" ") || isSignatureMark(line) || line.depth !== next.depth) return false;
  if (inDiff || isSignatureMark(next) || next.text === "") return false;
  return !RIGID_LINE.test(line.text) && !RIGID_LINE.test(next.text) && line.text.trim() !== "";
}

/**
 * The text of a format=flowed part with its soft line breaks undone and space-stuffing removed.
 * Breaks inside quotes of one depth join too, under the marks of the first line. Lines of diffs,
 * quoted ones too, are never joined, and a text that is not stuffed as the format asks comes back
 * unchanged: many patches claim to be flowed and are not.
 * @see RFC 3676
 */
export function unflow(text: string, delSp: boolean): string {
  const raw = text.replaceAll("\r\n", "\n").split("\n");
  if (!isStuffed(raw)) return raw.join("\n");
  const out: string[] = [];
  let inDiff = false;
  for (let at = 0; at < raw.length; at += 1) {
    let line = readLine(raw[at]!, true);
    if (line.depth === 0 && DIFF_START.test(line.text)) inDiff = true;
    const parts = [line.text];
    while (at + 1 < raw.length) {
      const next = readLine(raw[at + 1]!, true);
      if (!mayJoin(line, next, inDiff)) break;
      if (delSp) parts[parts.length - 1] = parts.at(-1)!.slice(0, -1);
      parts.push(next.text);
      line = next;
      at += 1;
    }
    out.push(`${readLine(raw[at - parts.length + 1]!, true).marks}${parts.join("")}`);
  }
  return out.join("\n");
}
