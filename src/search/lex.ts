import { MAX_QUERY_CHARS } from "../limits.ts";
import type { QueryFault } from "../model/query.ts";
import { findPrefix, nearest, type Prefix, PREFIXES } from "./fields.ts";
import { hasWord } from "./words.ts";

/** A piece of a query with its place in it. */
export type Token = { readonly from: number; readonly to: number } & (
  | { readonly type: "(" | ")" | "and" | "or" | "not" | "end" }
  /** `s:(`: what the parentheses hold is looked for there. */
  | { readonly type: "scope"; readonly prefix: Prefix }
  | {
      readonly type: "term";
      readonly name: string;
      readonly prefix: Prefix | null;
      readonly value: string;
      readonly quoted: boolean;
      /** A `*` stands right behind it. */
      readonly star: boolean;
    }
);

export const isFault = (value: object): value is QueryFault => "hint" in value;

const OPERATORS: ReadonlyMap<string, "and" | "or" | "not"> = new Map([
  ["AND", "and"],
  ["OR", "or"],
  ["NOT", "not"],
]);

/**
 * Cuts a query into tokens, the last one `end`. Total, and linear in its length, which is bounded.
 * Words keep what stands in them, balanced parentheses included: `foo->bar()` is one.
 */
export function lex(text: string): Token[] | QueryFault {
  if (text.length > MAX_QUERY_CHARS) {
    const message = `the query is longer than ${MAX_QUERY_CHARS} characters`;
    return { message, from: MAX_QUERY_CHARS, to: MAX_QUERY_CHARS, hint: null };
  }
  const nul = text.indexOf("\0");
  if (nul >= 0) return { message: "a query holds no NUL", from: nul, to: nul + 1, hint: null };
  // Word processors make these of the marks that people type.
  return new Lexer(text.replace(/[\u201c\u201d\u201e]/g, '"')).read();
}

class Lexer {
  readonly #text: string;
  readonly #partners: ReadonlyMap<number, number>;
  readonly #tokens: Token[] = [];
  #at = 0;

  constructor(text: string) {
    this.#text = text;
    this.#partners = findPartners(text);
  }

  read(): Token[] | QueryFault {
    for (;;) {
      this.#at += /^\s*/.exec(this.#text.slice(this.#at))?.[0].length ?? 0;
      if (this.#at >= this.#text.length) break;
      const token = this.#next();
      if (isFault(token)) return token;
      this.#tokens.push(token);
    }
    this.#tokens.push({ type: "end", from: this.#at, to: this.#at });
    return this.#tokens;
  }

  #next(): Token | QueryFault {
    const from = this.#at;
    const mark = this.#text[from] ?? "";
    const behind = this.#text[from + 1] ?? " ";
    if (mark === "(" || mark === ")") return this.#mark(mark);
    if (mark === "-" && !/[\s)]/.test(behind)) return this.#mark("not");
    if (mark === "+" && !/[\s)]/.test(behind)) this.#at += 1;
    if (this.#text[this.#at] === '"') return this.#quoted(from, "", null);
    const name = /^([a-z]{1,12}):/.exec(this.#text.slice(this.#at, this.#at + 13))?.[1];
    const prefix = name === undefined ? undefined : findPrefix(name);
    if (name !== undefined && prefix !== undefined) return this.#prefixed(from, name, prefix);
    if (name !== undefined) {
      const fault = this.#mistyped(name);
      if (fault !== null) return fault;
    }
    const value = this.#word();
    const operator = OPERATORS.get(value);
    if (operator !== undefined) return { type: operator, from, to: this.#at };
    return this.#term(from, { name: "", prefix: null, value, quoted: false });
  }

  #mark(type: "(" | ")" | "not"): Token {
    this.#at += 1;
    return { type, from: this.#at - 1, to: this.#at };
  }

  #prefixed(from: number, name: string, prefix: Prefix): Token | QueryFault {
    this.#at += name.length + 1;
    const mark = this.#text[this.#at] ?? " ";
    if (mark === '"') return this.#quoted(from, name, prefix);
    if (mark === "(" && prefix.kind === "text") {
      this.#at += 1;
      return { type: "scope", prefix, from, to: this.#at };
    }
    const value = this.#word();
    if (value === "") {
      const hint = `write ${name}:word, or "${name}:" for the text itself`;
      const message = `nothing stands right behind ${name}:`;
      return { message, from, to: this.#at, hint };
    }
    return this.#term(from, { name, prefix, value, quoted: false });
  }

  #quoted(from: number, name: string, prefix: Prefix | null): Token | QueryFault {
    const open = this.#at;
    const close = this.#text.indexOf('"', open + 1);
    if (close < 0) {
      const message = "this quotation mark has no partner";
      return { message, from: open, to: open + 1, hint: 'end the phrase with another "' };
    }
    this.#at = close + 1;
    const value = this.#text
      .slice(open + 1, close)
      .replace(/\s+/g, " ")
      .trim();
    const star = this.#text[this.#at] === "*";
    if (star) this.#at += 1;
    return { type: "term", name, prefix, value, quoted: true, star, from, to: this.#at };
  }

  #term(
    from: number,
    parts: { name: string; prefix: Prefix | null; value: string; quoted: boolean },
  ): Token {
    let { value } = parts;
    while (value.endsWith("*")) value = value.slice(0, -1);
    const star = value !== parts.value;
    return { type: "term", ...parts, value, star, from, to: this.#at };
  }

  /** Up to a blank, a quotation mark, or a parenthesis whose partner is not in the word. */
  #word(): string {
    const start = this.#at;
    let at = start;
    for (; at < this.#text.length; at += 1) {
      const mark = this.#text[at] ?? "";
      if (mark === '"' || /\s/.test(mark)) break;
      if ((mark === "(" || mark === ")") && (this.#partners.get(at) ?? -1) < start) break;
    }
    this.#at = at;
    return this.#text.slice(start, at);
  }

  /** A prefix that nobody knows is text (`mm: fix`, `std::move`), unless it is nearly a known one. */
  #mistyped(name: string): QueryFault | null {
    const from = this.#at;
    const rest = this.#text.slice(from + name.length + 1, from + name.length + 3);
    if (name.length < 3 || !/^[\w"(]/.test(rest)) return null;
    const meant = nearest(
      name,
      [...PREFIXES.keys()].filter((known) => known.length > 2),
    );
    if (meant === null || PREFIXES.has(name)) return null;
    const hint = `did you mean ${meant}: ? For the text itself put it in quotation marks`;
    return { message: `there is no ${name}:`, from, to: from + name.length + 1, hint };
  }
}

/** Places of parentheses and their partners, where no blank and no quotation mark is between. */
function findPartners(text: string): Map<number, number> {
  const partners = new Map<number, number>();
  let open: number[] = [];
  for (let at = 0; at < text.length; at += 1) {
    const mark = text[at] ?? "";
    if (mark === '"' || /\s/.test(mark)) open = [];
    if (mark === "(") open.push(at);
    const partner = mark === ")" ? open.pop() : undefined;
    if (partner !== undefined) partners.set(at, partner).set(partner, at);
  }
  return partners;
}

/** True where a text means the same without quotation marks; `render.ts` asks. */
export function isPlainWord(text: string): boolean {
  if (!hasWord(text) || /[\s"*~]|^[-+]/.test(text) || OPERATORS.has(text)) return false;
  const tokens = lex(text);
  if (isFault(tokens) || tokens.length !== 2) return false;
  const [token] = tokens;
  return token?.type === "term" && token.prefix === null && token.value === text;
}
