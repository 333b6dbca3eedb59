import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { parseSync, Visitor } from "oxc-parser";

/** A regular expression of the program, and where it stands. */
export interface Pattern {
  /** Below src/. */
  readonly file: string;
  readonly source: string;
  readonly flags: string;
}

/** `new RegExp(…)` inside a function: what it will be made of is not known before it runs. */
export interface MadeLater {
  readonly file: string;
  readonly text: string;
}

interface Found {
  readonly literals: Pattern[];
  readonly later: MadeLater[];
  /** Files whose modules make expressions when they load, and how many. */
  readonly made: Map<string, number>;
}

/** One expression, whatever file it stands in; the ledger knows it by this. */
export function keyOf({ source, flags }: Pick<Pattern, "source" | "flags">): string {
  return createHash("sha256").update(`/${source}/${flags}`).digest("hex").slice(0, 16);
}

function readFile(file: string, found: Found): void {
  const text = readFileSync(path.join("src", file), "utf8");
  let depth = 0;
  const enter = () => {
    depth += 1;
  };
  const leave = () => {
    depth -= 1;
  };
  const takeConstructor = (node: { callee: object; start: number; end: number }) => {
    if (!("name" in node.callee) || node.callee.name !== "RegExp") return;
    if (depth > 0) found.later.push({ file, text: text.slice(node.start, node.end) });
    else found.made.set(file, (found.made.get(file) ?? 0) + 1);
  };
  new Visitor({
    FunctionDeclaration: enter,
    "FunctionDeclaration:exit": leave,
    FunctionExpression: enter,
    "FunctionExpression:exit": leave,
    ArrowFunctionExpression: enter,
    "ArrowFunctionExpression:exit": leave,
    NewExpression: takeConstructor,
    CallExpression: takeConstructor,
    Literal: (node) => {
      if (!("regex" in node)) return;
      const { pattern, flags } = node.regex;
      found.literals.push({ file, source: pattern, flags });
    },
  }).visit(parseSync(file, text).program);
}

/** What a module makes with `new RegExp` as it loads, caught in the act. */
async function catchMade(file: string, least: number): Promise<Pattern[]> {
  const caught: Pattern[] = [];
  const real = globalThis.RegExp;
  globalThis.RegExp = new Proxy(real, {
    construct(target, args: [string, string?]) {
      const made = new target(...args);
      caught.push({ file, source: made.source, flags: made.flags });
      return made;
    },
  });
  try {
    await import(pathToFileURL(path.resolve("src", file)).href);
  } finally {
    globalThis.RegExp = real;
  }
  if (caught.length < least) throw new Error(`${file}: saw ${caught.length} of ${least} made`);
  return caught;
}

/** Every regular expression in src/: literals by the parser, made ones by loading their modules. */
export async function listPatterns(): Promise<{ patterns: Pattern[]; later: MadeLater[] }> {
  const found: Found = { literals: [], later: [], made: new Map() };
  const files = readdirSync("src", { recursive: true, encoding: "utf8" });
  for (const file of files.filter((name) => name.endsWith(".ts")).sort()) readFile(file, found);
  const made: Pattern[] = [];
  for (const [file, least] of found.made) made.push(...(await catchMade(file, least)));
  return { patterns: [...found.literals, ...made], later: found.later };
}
