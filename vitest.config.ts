import { availableParallelism } from "node:os";
import { defineConfig } from "vitest/config";

const setupFiles = ["test/support/setup.ts"];
const project = (name: string, testTimeout = 20_000) => ({
  test: { name, include: [`test/${name}/**/*.test.ts`], setupFiles, testTimeout },
});
/** Pure functions have nothing to be kept apart for: one thread a core runs file after file. */
const unit = { test: { ...project("unit").test, pool: "threads" as const, isolate: false } };

// CI adds up what ran from files; people read the terminal.
const report = process.env["PATCHTRAIL_TEST_REPORT"];

export default defineConfig({
  test: {
    // Most of a test's time goes by in the programs that it starts: one worker a core, none left out.
    maxWorkers: availableParallelism(),
    reporters: report === undefined ? ["default"] : ["default", ["json", { outputFile: report }]],
    projects: [
      unit,
      project("store", 60_000),
      project("edge", 60_000),
      project("e2e", 120_000),
      project("house", 60_000),
      project("fuzz", 60_000),
      project("corpus", 600_000),
    ],
  },
});
