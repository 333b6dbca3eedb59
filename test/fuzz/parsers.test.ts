import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { Coverage } from "./support/coverage.ts";
import { fuzz, tryInput } from "./support/fuzz.ts";
import { mutate } from "./support/mutate.ts";
import { Random } from "./support/random.ts";
import { type Target, TARGETS } from "./support/targets.ts";

/** `PATCHTRAIL_FUZZ_SECONDS` a parser; so short by default that all of them take some 15 seconds. */
const SECONDS = Number(process.env["PATCHTRAIL_FUZZ_SECONDS"] ?? 0.6);
/** Another seed tries other inputs: `PATCHTRAIL_FUZZ_SEED=$RANDOM`. */
const SEED = Number(process.env["PATCHTRAIL_FUZZ_SEED"] ?? 20_250_218);

/** Inputs near to good ones, made of the grammar's tokens, of any characters, of any bytes. */
function inputsOf({ seeds, dictionary }: Target): fc.Arbitrary<Buffer> {
  const words = { dictionary, corpus: seeds };
  const near = fc
    .tuple(fc.nat(), fc.constantFrom(...seeds))
    .map(([seed, parent]) => mutate(parent, new Random(seed), words));
  const tokens = fc
    .array(fc.oneof(fc.constantFrom(...dictionary), fc.string({ maxLength: 12, unit: "binary" })), {
      maxLength: 200,
    })
    .map((all) => Buffer.from(all.join("")));
  const bytes = fc.uint8Array({ maxLength: 400 }).map((all) => Buffer.from(all));
  return fc.oneof({ weight: 4, arbitrary: near }, { weight: 2, arbitrary: tokens }, bytes);
}

describe.each([...TARGETS.values()])("$name", (target) => {
  test("good inputs are read within the laws", async () => {
    for (const seed of target.seeds) expect(await tryInput(target, seed)).toBeNull();
  });

  test(
    "no input throws or breaks a law",
    async () => {
      let tried = 0;
      const property = fc.asyncProperty(inputsOf(target), async (input) => {
        tried += 1;
        await target.run(input);
      });
      await fc.assert(property, {
        seed: SEED,
        numRuns: 1_000_000,
        interruptAfterTimeLimit: SECONDS * 1000,
        markInterruptAsFailure: false,
      });
      expect(tried).toBeGreaterThan(5);
    },
    SECONDS * 5_000 + 30_000,
  );
});

// A fault behind three steps, which chance alone finds in 16 million tries.
function planted(input: Buffer, reached: Set<number>): void {
  for (const [step, letter] of [70, 85, 90].entries()) {
    if (input[step] !== letter) return;
    reached.add(step);
  }
  throw new Error("found");
}

test("guided by what inputs reach, the fuzzer finds a fault that stands behind three steps", async () => {
  const reached = new Set<number>();
  const seen = new Set<number>();
  const coverage = {
    hasNews: (remember: boolean) => {
      const fresh = [...reached].filter((step) => !seen.has(step));
      reached.clear();
      if (remember) for (const step of fresh) seen.add(step);
      return fresh.length > 0;
    },
  };
  const run = (input: Buffer) => planted(input, reached);
  const target: Target = {
    name: "planted",
    run,
    seeds: [Buffer.from("abc")],
    dictionary: ["F", "U", "X", "Z"],
  };
  const { crashes } = await fuzz(target, coverage, { seed: 7, isOver: (tried) => tried >= 40_000 });
  expect(crashes.map(({ input }) => input.toString("latin1", 0, 3))).toEqual(["FUZ"]);
});

test("coverage tells blocks that ran for the first time from those known", () => {
  const coverage = new Coverage((url) => url.includes("parsers.test"));
  const ran = (isOther: boolean) => {
    const word = isOther ? ["other"].join("") : ["one"].join("");
    return word.length > 0 && coverage.hasNews(true);
  };
  for (let warm = 0; warm < 5; warm += 1) ran(false);
  expect([ran(false), ran(true)]).toEqual([false, true]);
  coverage.close();
});
