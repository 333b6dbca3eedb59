import { readFileSync, writeFileSync } from "node:fs";
import { check } from "recheck";
import { keyOf, type Pattern } from "./extract.ts";

const FILE = "test/house/patterns/verdicts.json";
/** An expression that takes recheck longer is `unknown`. */
const TIMEOUT_MS = 10_000;

/** A string that backtracks: each prefix and its pump many times over, then the suffix. */
export interface Attack {
  readonly pumps: readonly (readonly [prefix: string, pump: string])[];
  readonly suffix: string;
}
export interface Verdict {
  readonly status: "safe" | "vulnerable" | "unknown";
  readonly attack?: Attack;
}

interface Ledger {
  /** Keys of expressions that recheck found safe. */
  readonly safe: readonly string[];
  readonly unknown: readonly string[];
  readonly vulnerable: Readonly<Record<string, Attack>>;
}

async function judge({ source, flags }: Pattern): Promise<Verdict> {
  const found = await check(source, flags, { timeout: TIMEOUT_MS });
  if (found.status !== "vulnerable") return { status: found.status };
  const { pumps, suffix } = found.attack;
  return {
    status: found.status,
    attack: { pumps: pumps.map(({ prefix, pump }) => [prefix, pump]), suffix },
  };
}

/** Verdicts on all patterns: those of the ledger, and recheck's own on what it does not hold. */
export async function judgeAll(
  patterns: readonly Pattern[],
  again = false,
): Promise<Map<string, Verdict>> {
  const verdicts = new Map<string, Verdict>();
  const ledger = JSON.parse(readFileSync(FILE, "utf8")) as Ledger;
  if (!again) {
    for (const key of ledger.safe) verdicts.set(key, { status: "safe" });
    for (const key of ledger.unknown) verdicts.set(key, { status: "unknown" });
    for (const [key, attack] of Object.entries(ledger.vulnerable))
      verdicts.set(key, { status: "vulnerable", attack });
  }
  const waiting = [...new Map(patterns.map((each) => [keyOf(each), each]))].filter(
    ([key]) => !verdicts.has(key),
  );
  const work = async () => {
    for (let next = waiting.pop(); next !== undefined; next = waiting.pop())
      verdicts.set(next[0], await judge(next[1]));
  };
  await Promise.all([work(), work()]);
  return verdicts;
}

/** Writes the verdicts on patterns that the program still has. */
export function writeLedger(patterns: readonly Pattern[], verdicts: ReadonlyMap<string, Verdict>) {
  const keys = [...new Set(patterns.map(keyOf))].sort();
  const having = (status: Verdict["status"]) =>
    keys.filter((key) => verdicts.get(key)?.status === status);
  const vulnerable = having("vulnerable").map((key) => [key, verdicts.get(key)?.attack]);
  const ledger = {
    safe: having("safe"),
    unknown: having("unknown"),
    vulnerable: Object.fromEntries(vulnerable),
  };
  writeFileSync(FILE, `${JSON.stringify(ledger, null, 1)}\n`);
}

/** The attack as a string of about so many characters. */
export function attackString({ pumps, suffix }: Attack, chars: number): string {
  const fixed = pumps.reduce((sum, [prefix]) => sum + prefix.length, suffix.length);
  const once = pumps.reduce((sum, [, pump]) => sum + pump.length, 0);
  const times = Math.max(1, Math.floor((chars - fixed) / once));
  return pumps.map(([prefix, pump]) => prefix + pump.repeat(times)).join("") + suffix;
}
