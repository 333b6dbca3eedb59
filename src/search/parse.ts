import { MAX_QUERY_DEPTH, MAX_QUERY_PREFIXES, MAX_QUERY_TERMS } from "../limits.ts";
import type { ParsedQuery, Query, QueryFault, TextField } from "../model/query.ts";
import { readLeaf } from "./leaf.ts";
import { isFault, lex, type Token } from "./lex.ts";

/**
 * Reads a search as lore's users type it; docs/search.md tells the language. Words that stand side
 * by side must all be there; AND binds as they do, OR less; NOT and `-` stand before what is not
 * to be there. Total, in time linear in the bounded length.
 *
 * @param now Unix seconds UTC: what `today` and `2.weeks.ago` are counted from
 */
export function parseQuery(text: string, now: number): ParsedQuery {
  const tokens = lex(text);
  if (isFault(tokens)) return { query: null, fault: tokens };
  const query = tooMuch(tokens) ?? new Parser(tokens, now).parse();
  return isFault(query) ? { query: null, fault: query } : { query, fault: null };
}

/** What would take the index too long. */
function tooMuch(tokens: readonly Token[]): QueryFault | null {
  const terms = tokens.filter((token) => token.type === "term");
  const beyond = terms[MAX_QUERY_TERMS];
  if (beyond !== undefined)
    return fault(beyond, `the query has more than ${MAX_QUERY_TERMS} terms`, null);
  const open = terms.filter(({ star }) => star)[MAX_QUERY_PREFIXES];
  if (open === undefined) return null;
  return fault(open, `the query has more than ${MAX_QUERY_PREFIXES} words with a *`, null);
}

/** Null: nothing that the index knows (`--`, `=`), to be passed over. */
type Part = Query | QueryFault | null;

class Parser {
  readonly #tokens: readonly Token[];
  readonly #now: number;
  #index = 0;
  #depth = 0;
  #scope: TextField = "any";

  constructor(tokens: readonly Token[], now: number) {
    this.#tokens = tokens;
    this.#now = now;
  }

  parse(): Query | QueryFault {
    const query = this.#or();
    if (query !== null && isFault(query)) return query;
    const token = this.#token;
    if (token.type === ")") return fault(token, "this parenthesis was never opened", null);
    if (query !== null) return query;
    const message = "the query names no word to look for";
    return { message, from: 0, to: token.to, hint: "for example: eeh f:leroy d:2.weeks.ago.." };
  }

  get #token(): Token {
    return this.#tokens[this.#index] ?? { type: "end", from: 0, to: 0 };
  }

  #or(): Part {
    const parts: Query[] = [];
    for (;;) {
      const part = this.#and();
      if (part !== null && isFault(part)) return part;
      const token = this.#token;
      if (part === null && (token.type === "or" || parts.length > 0)) {
        const at = token.type === "or" ? token : (this.#tokens[this.#index - 1] ?? token);
        return fault(at, "OR needs something to look for on both sides", LITERAL);
      }
      if (part !== null) parts.push(...(part.kind === "or" ? part.parts : [part]));
      if (token.type !== "or") break;
      this.#index += 1;
    }
    return joined("or", parts);
  }

  #and(): Part {
    const parts: Query[] = [];
    for (;;) {
      const { type } = this.#token;
      if (type === "end" || type === ")" || type === "or") break;
      if (type === "and") {
        const before = this.#tokens[this.#index - 1]?.type ?? "(";
        const behind = this.#tokens[this.#index + 1]?.type ?? "end";
        if (["(", "or", "and", "scope"].includes(before) || ["end", ")", "or"].includes(behind))
          return fault(this.#token, "AND needs something to look for on both sides", LITERAL);
        this.#index += 1;
        continue;
      }
      const part = this.#unary();
      if (part !== null && isFault(part)) return part;
      if (part !== null) parts.push(...(part.kind === "and" ? part.parts : [part]));
    }
    return joined("and", parts);
  }

  #unary(): Part {
    let negated = false;
    const first = this.#token;
    while (this.#token.type === "not") {
      negated = !negated;
      this.#index += 1;
    }
    const token = this.#token;
    if (token.type !== "term" && token.type !== "(" && token.type !== "scope")
      return fault(first, "NOT needs something behind it", LITERAL);
    const part = token.type === "term" ? this.#leaf(token) : this.#group(token);
    if (part === null || isFault(part) || !negated) return part;
    return part.kind === "not" ? part.part : { kind: "not", part };
  }

  #leaf(token: Extract<Token, { type: "term" }>): Part {
    this.#index += 1;
    return readLeaf(token, this.#scope, this.#now);
  }

  #group(open: Token): Part {
    if (this.#depth >= MAX_QUERY_DEPTH) {
      return fault(open, `parentheses are nested more than ${MAX_QUERY_DEPTH} deep`, null);
    }
    const outer = this.#scope;
    if (open.type === "scope" && open.prefix.kind === "text") this.#scope = open.prefix.field;
    this.#depth += 1;
    this.#index += 1;
    const part = this.#or();
    if (part !== null && isFault(part)) return part;
    const empty = this.#tokens[this.#index - 1] === open;
    if (this.#token.type !== ")") return fault(open, "this parenthesis is never closed", null);
    if (empty) return fault({ ...open, to: this.#token.to }, "these parentheses are empty", null);
    this.#depth -= 1;
    this.#index += 1;
    this.#scope = outer;
    return part;
  }
}

const LITERAL = 'in quotation marks ("OR") it is a word like any other';

function joined(kind: "and" | "or", parts: readonly Query[]): Query | null {
  const [first] = parts;
  if (first === undefined) return null;
  return parts.length === 1 ? first : { kind, parts };
}

function fault(token: Token, message: string, hint: string | null): QueryFault {
  return { message, from: token.from, to: token.to, hint };
}
