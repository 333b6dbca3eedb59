import { beforeAll, expect, test } from "vitest";
import { withinBudget } from "../support/budget.ts";
import { ALLOWED, MADE_LATER } from "./patterns/allowed.ts";
import { keyOf, listPatterns, type MadeLater, type Pattern } from "./patterns/extract.ts";
import { attackString, judgeAll, type Verdict, writeLedger } from "./patterns/ledger.ts";

let patterns: Pattern[];
let later: MadeLater[];
let verdicts: Map<string, Verdict>;

const allowanceOf = (pattern: Pattern) =>
  ALLOWED.find(
    ({ file, begins }) => pattern.file.startsWith(file) && pattern.source.startsWith(begins),
  );

beforeAll(async () => {
  ({ patterns, later } = await listPatterns());
  // "new" asks recheck only about what the ledger does not hold, "all" about everything.
  const write = process.env["PATCHTRAIL_WRITE_PATTERNS"];
  verdicts = await judgeAll(patterns, write === "all");
  if (write !== undefined) writeLedger(patterns, verdicts);
}, 1_200_000);

test("every regular expression of src is seen", () => {
  expect(patterns.length).toBeGreaterThan(800);
  expect(patterns.filter(({ file }) => file === "mail/changelog.ts").length).toBeGreaterThan(8);
});

test("each is safe, or allowed with the bound of what it reads", () => {
  const faults = patterns
    .filter((each) => verdicts.get(keyOf(each))?.status !== "safe" && !allowanceOf(each))
    .map(
      (each) => `${each.file}: ${verdicts.get(keyOf(each))?.status}: /${each.source}/${each.flags}`,
    );
  expect(faults).toEqual([]);
});

test("what is allowed is there and needs it", () => {
  const needless = ALLOWED.filter(
    (allowed) =>
      !patterns.some(
        (each) => allowanceOf(each) === allowed && verdicts.get(keyOf(each))?.status !== "safe",
      ),
  );
  expect(needless).toEqual([]);
});

test("an expression that is made from data is allowed by name", () => {
  expect(later.map(({ file }) => file)).toEqual(Object.keys(MADE_LATER));
});

test("recheck's own attack, as long as the bound lets it be, takes no time worth speaking of", () => {
  const attacked = patterns.flatMap((pattern) => {
    const attack = verdicts.get(keyOf(pattern))?.attack;
    const allowed = allowanceOf(pattern);
    return attack === undefined || allowed === undefined ? [] : [{ pattern, attack, allowed }];
  });
  expect(attacked.length).toBeGreaterThan(10);
  for (const { pattern, attack, allowed } of attacked) {
    const text = attackString(attack, allowed.chars);
    const once = new RegExp(pattern.source, pattern.flags.replace("g", ""));
    expect(`${pattern.file} /${pattern.source}/ ${withinBudget(allowed.milliseconds ?? 50, () => once.exec(text))}`).toMatch(/ in time$/); // prettier-ignore
  }
});
