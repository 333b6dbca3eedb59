import { defineConfig } from "vitest/config";

const setupFiles = ["test/support/setup.ts"];
const project = (name: string, testTimeout = 20_000) => ({
  test: { name, include: [`test/${name}/**/*.test.ts`], setupFiles, testTimeout },
});

export default defineConfig({
  test: {
    projects: [
      project("unit"),
      project("store"),
      project("edge", 60_000),
      project("e2e", 120_000),
      project("house", 60_000),
      project("corpus", 600_000),
    ],
  },
});
