import { execFileSync } from "node:child_process";
import { expect, test } from "vitest";
import { readAtRunTime } from "./run-time-files.ts";

test("what the program reads beside itself, and its own pages name, is in the package", () => {
  const out = execFileSync("npm", ["pack", "--dry-run", "--json", "--ignore-scripts"], {
    encoding: "utf8",
    stdio: ["ignore", "pipe", "ignore"],
    maxBuffer: 64 * 1024 * 1024,
  });
  const answer = JSON.parse(out) as { files: { path: string }[] }[] | Record<string, { files: { path: string }[] }>; // prettier-ignore
  const packed = Object.values(answer)[0]?.files.map((file) => file.path) ?? [];
  expect(readAtRunTime()).toEqual(["assets", "migrations", "package.json", "samples"]); // prettier-ignore
  for (const target of [...readAtRunTime(), "docs", "man"])
    expect(packed).toEqual(expect.arrayContaining(filesIn(target)));
  expect(packed).toEqual(
    expect.arrayContaining(["dist/cli/main.js", "dist/app/ingest/parse-worker.js"]),
  );
  expect(packed.filter((name) => /^(?:src|test|bench|train)\/|\.map$/.test(name))).toEqual([]);
});

function filesIn(folder: string): string[] {
  return execFileSync("git", ["ls-files", "-z", folder], { encoding: "utf8" })
    .split("\0")
    .filter((name) => name !== "");
}
