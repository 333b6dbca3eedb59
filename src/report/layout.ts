/** Inclusive ranges of code points that fill two columns: Unicode's East Asian Wide and emoji. */
const WIDE: readonly (readonly [number, number])[] = [
  [0x1100, 0x115f],
  [0x231a, 0x231b],
  [0x23e9, 0x23ec],
  [0x2614, 0x2615],
  [0x26a1, 0x26a1],
  [0x2705, 0x2705],
  [0x274c, 0x274c],
  [0x2e80, 0x303e],
  [0x3041, 0x33ff],
  [0x3400, 0x4dbf],
  [0x4e00, 0xa4cf],
  [0xa960, 0xa97f],
  [0xac00, 0xd7a3],
  [0xf900, 0xfaff],
  [0xfe30, 0xfe6f],
  [0xff01, 0xff60],
  [0xffe0, 0xffe6],
  [0x1f300, 0x1f64f],
  [0x1f680, 0x1f6ff],
  [0x1f900, 0x1f9ff],
  [0x1fa70, 0x1faff],
  [0x20000, 0x3fffd],
];

const ZERO_WIDTH = /[\p{Mn}\p{Me}\p{Cf}]/u;

function columnsOf(character: string): number {
  const code = character.codePointAt(0) ?? 0;
  if (code < 0x300) return 1;
  if (ZERO_WIDTH.test(character)) return 0;
  return WIDE.some(([first, last]) => code >= first && code <= last) ? 2 : 1;
}

/**
 * Columns that a text fills on a terminal: 2 for East Asian wide characters and emoji, 0 for
 * combining marks. Takes no account of colour codes; paint after measuring.
 *
 * @see Unicode Standard Annex 11, East Asian Width
 */
export function displayWidth(text: string): number {
  let width = 0;
  for (const character of text) width += columnsOf(character);
  return width;
}

/** The text filled with spaces on the right up to so many columns; never cut. */
export function padColumns(text: string, columns: number): string {
  return text + " ".repeat(Math.max(0, columns - displayWidth(text)));
}

/** The text filled with spaces on the left up to so many columns; never cut. */
export function padLeft(text: string, columns: number): string {
  return " ".repeat(Math.max(0, columns - displayWidth(text))) + text;
}

/** Splits at the last place that leaves at most so many columns on the left, marks kept together. */
function splitAt(text: string, columns: number): [string, string] {
  let width = 0;
  let index = 0;
  for (const character of text) {
    const next = width + columnsOf(character);
    if (next > columns && index > 0) break;
    width = next;
    index += character.length;
  }
  return [text.slice(0, index), text.slice(index)];
}

/** The text, or its beginning with an ellipsis, in at most so many columns. */
export function fitColumns(text: string, columns: number): string {
  if (displayWidth(text) <= columns) return text;
  return `${splitAt(text, Math.max(1, columns - 1))[0].trimEnd()}…`;
}

/**
 * The text, or its beginning up to a word boundary with an ellipsis, in at most so many
 * characters. A single word that is longer is cut.
 */
export function shorten(text: string, characters: number): string {
  if (text.length <= characters) return text;
  const all = Array.from(text.slice(0, characters * 2 + 2));
  if (all.length <= characters) return text;
  const head = all.slice(0, characters - 1).join("");
  const atWord = /\s/u.test(all[characters - 1] ?? " ") ? head.length : head.lastIndexOf(" ");
  const cut = atWord > head.length / 2 ? head.slice(0, atWord) : head;
  return `${cut.replace(/[\s,;:]+$/u, "")}…`;
}

/**
 * Lines of at most `width` columns, broken between words; words that are longer than a line are
 * broken anywhere. `first` starts the first line, `rest` all others.
 */
export function wrap(
  text: string,
  options: { readonly width: number; readonly first?: string; readonly rest?: string },
): string[] {
  const first = options.first ?? "";
  const rest = options.rest ?? " ".repeat(displayWidth(first));
  const lines: string[] = [];
  let indent = first;
  let line = "";
  let used = 0;
  const room = (): number => Math.max(8, options.width - displayWidth(indent));
  const flush = (): void => {
    lines.push((indent + line).trimEnd());
    indent = rest;
    line = "";
    used = 0;
  };
  for (const word of text.split(" ")) {
    let pending = word;
    let columns = displayWidth(pending);
    // A word that fits no line (Chinese and Japanese have no spaces) starts where we are.
    const left = room() - used - 1;
    if (used > 0 && columns > left && (columns <= room() || left < 16)) flush();
    while (columns > room() - (used > 0 ? used + 1 : 0)) {
      const [head, tail] = splitAt(pending, room() - (used > 0 ? used + 1 : 0));
      line += (used > 0 ? " " : "") + head;
      flush();
      pending = tail;
      columns = displayWidth(pending);
    }
    line += (used > 0 ? " " : "") + pending;
    used += (used > 0 ? 1 : 0) + columns;
  }
  if (used > 0 || lines.length === 0) flush();
  return lines;
}

/**
 * Parts joined by commas and wrapped, broken between parts rather than within them. Parts that are
 * long are broken like any text.
 */
export function wrapParts(
  parts: readonly string[],
  options: { readonly width: number; readonly first?: string; readonly rest?: string },
): string[] {
  const glued = parts.map((part) => (part.length <= 40 ? part.replaceAll(" ", "\u00a0") : part));
  return wrap(glued.join(", "), options).map((line) => line.replaceAll("\u00a0", " "));
}

/** Colours that cli/ injects; each returns its text marked up. */
export interface Paint {
  readonly bold: (text: string) => string;
  readonly dim: (text: string) => string;
  readonly red: (text: string) => string;
  readonly green: (text: string) => string;
  readonly yellow: (text: string) => string;
  readonly cyan: (text: string) => string;
}

const same = (text: string): string => text;

/** No colours at all. */
export const PLAIN_PAINT: Paint = {
  bold: same,
  dim: same,
  red: same,
  green: same,
  yellow: same,
  cyan: same,
};

/** How something is laid out for a terminal; defaults: 80 columns, no colours. */
export interface LayoutOptions {
  readonly width?: number;
  readonly paint?: Paint;
}

/** Columns within sensible bounds: narrower is unreadable, wider is not read. */
export function columnsFor(options: LayoutOptions): number {
  return Math.min(120, Math.max(40, options.width ?? 80));
}
