import path from "node:path";
import { expect, test } from "vitest";
import { exportAll, jsonLines, quickly, withFolder } from "../support/cli.ts";

const samples = path.resolve("samples");
const archives: [string, string][] = [
  ["widget-dev", "widget-dev.bundle"],
  ["gfx-dev", "gfx-dev.mbox"],
  ["gfx-dev", "gfx-dev-2025-01.mbox.gz"],
  ["gfx-dev", "maildir"],
  ["gfx-dev", "eml"],
  ["widget-dev", "pipermail"],
  ["gfx-dev", "mhonarc"],
];

function ingestAll(folder: string, database: string, order: readonly [string, string][]) {
  for (const [list, archive] of order) {
    const place = path.join(samples, archive);
    const run = quickly(folder, "--db", database, "ingest", "--list", list, place);
    expect(run.err + run.out).not.toContain("a bug of ours");
    expect(run.status).toBe(0);
  }
}

test("the order in which archives come changes nothing", async () => {
  await withFolder((folder) => {
    ingestAll(folder, "a.db", archives);
    ingestAll(folder, "b.db", archives.toReversed());
    const first = exportAll(folder, "a.db");
    expect(exportAll(folder, "b.db")).toBe(first);
    expect(jsonLines(first).length).toBeGreaterThan(100);
  });
});

test("a rebuild gives the very same data, and a second ingest adds nothing", async () => {
  await withFolder((folder) => {
    ingestAll(folder, "a.db", archives);
    const first = exportAll(folder, "a.db");
    expect(quickly(folder, "--db", "a.db", "rebuild").status).toBe(0);
    expect(exportAll(folder, "a.db")).toBe(first);
    for (const [list, archive] of archives) {
      const again = quickly(
        folder,
        "--db",
        "a.db",
        "ingest",
        "--json",
        "--list",
        list,
        path.join(samples, archive),
      );
      expect(JSON.parse(again.out)).toMatchObject({ archives: [{ added: 0 }] });
    }
    expect(exportAll(folder, "a.db")).toBe(first);
  });
});
