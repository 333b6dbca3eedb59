import { readFileSync, rmSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { patchtrail, withFolder } from "../support/cli.ts";

test("before any mail is there, commands say so and how to bring some in", async () => {
  await withFolder((folder) => {
    for (const args of [["status"], ["digest"], ["todos"], ["search", "word"]]) {
      const run = patchtrail(folder, "--db", "x.db", ...args);
      expect([args, run.status, run.out]).toEqual([args, 1, ""]);
      expect(run.err).toContain("the database holds no mail yet");
      expect(run.err).toContain("patchtrail ingest PATH");
    }
    const doctor = patchtrail(folder, "--db", "x.db", "doctor");
    expect(doctor.out).toMatch(
      /Nothing is wrong\.\nNo mail yet: patchtrail init, .* ingest PATH\n$/,
    );
    expect(doctor.status).toBe(0);
  });
});

test("init takes what is typed: a slip in a path is told, a pipermail address known", async () => {
  await withFolder((folder) => {
    const init = (archive: string, ...more: string[]) => {
      rmSync(path.join(folder, "patchtrail.yaml"), { force: true });
      return patchtrail(folder, "init", "--list", "foo-dev", "--archive", archive, ...more);
    };
    const written = () => readFileSync(path.join(folder, "patchtrail.yaml"), "utf8");
    const slip = init("Mail/nothing");
    expect([slip.status, slip.err]).toEqual([
      0,
      "there is nothing at Mail/nothing yet: mend the path in patchtrail.yaml if it is a slip\n",
    ]);
    expect(init(".").err).toBe("");
    expect(init("https://lists.example.org/pipermail/foo-dev/").err).toBe("");
    expect(written()).toContain('foo-dev/"\n        format: pipermail\n');
    init("https://lists.example.org/pipermail/foo-dev/", "--format", "mhonarc");
    expect(written()).toContain("format: mhonarc");
    init("https://lists.example.org/foo-dev/0");
    expect(written()).toContain("format: auto");
  });
});
