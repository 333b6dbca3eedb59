import { spawn } from "node:child_process";
import { appendFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { withFolder, type Outcome } from "../support/cli.ts";
import { FakeGithub, TOKEN, type FakeRepository } from "../support/github-server.ts";

const MAIN = path.resolve("dist/cli/main.js");
const SERIES = 50;
/** Processes that may be killed over one application; PATCHTRAIL_KILLS=100 for a long look. */
const ROUNDS = Number(process.env["PATCHTRAIL_KILLS"] ?? 5);

let github: FakeGithub;
let repository: FakeRepository;
beforeEach(async () => {
  github = await new FakeGithub().start();
  repository = github.addRepository("jane/widgets");
});
afterEach(async () => {
  await github.stop();
  expect(github.faults).toEqual([]);
});

/** Runs the built program beside the server, which a synchronous run would block. */
function run(
  folder: string,
  args: readonly string[],
  options: { readonly killAfterMs?: number; readonly env?: Record<string, string> } = {},
): Promise<Outcome> {
  return new Promise((resolve) => {
    const env = {
      PATH: process.env["PATH"],
      HOME: folder,
      TZ: "UTC",
      NO_COLOR: "1",
      ...options.env,
    };
    const child = spawn(process.execPath, [MAIN, "--db", "all.db", ...args], { cwd: folder, env });
    const outcome = { out: "", err: "" };
    child.stdout.on("data", (chunk: Buffer) => (outcome.out += chunk.toString()));
    child.stderr.on("data", (chunk: Buffer) => (outcome.err += chunk.toString()));
    const after = options.killAfterMs;
    const timer = after === undefined ? null : setTimeout(() => child.kill("SIGKILL"), after);
    child.on("close", (status) => {
      if (timer !== null) clearTimeout(timer);
      resolve({ status, ...outcome });
    });
  });
}

const signedIn = { GITHUB_TOKEN: TOKEN };

const configuration = (more = ""): string => `
lists:
  - name: frob-dev
github:
  repository: jane/widgets
  baseUrl: ${github.base}
  minAgeDays: 0
  minConfidence: 0.5
  maxNew: 100
  throttle: false
${more}`;

function mail(fields: Record<string, string>, body: string): string {
  const head = Object.entries(fields).map(([name, value]) => `${name}: ${value}`);
  return `From mbox@example.org Mon Jan 20 10:00:05 2025\n${head.join("\n")}\n\n${body}\n\n`;
}

function patchMail(index: number, version: number): string {
  const id = `frob-${index}-v${version}@example.org`;
  const label = version === 1 ? "PATCH" : `PATCH v${version}`;
  return mail(
    {
      From: "Ada Author <ada@example.org>",
      To: "frob-dev@example.org",
      Subject: `[${label}] frob: teach part number ${index} to frob`,
      "Message-ID": `<${id}>`,
      Date: `${version === 1 ? "Mon, 06" : "Mon, 20"} Jan 2025 10:00:00 +0000`,
    },
    `Part ${index} can frob now.\n\nSigned-off-by: Ada Author <ada@example.org>\n---\n part${index}.c | 1 +\n 1 file changed, 1 insertion(+)\n\ndiff --git a/part${index}.c b/part${index}.c\n--- a/part${index}.c\n+++ b/part${index}.c\n@@ -1,1 +1,2 @@\n int a${index};\n+int b${index}_v${version};\n`,
  );
}

function reviewMail(index: number): string {
  return mail(
    {
      From: "Rita Reviewer <rita@example.org>",
      To: "frob-dev@example.org",
      Subject: `Re: [PATCH] frob: teach part number ${index} to frob`,
      "Message-ID": `<review-${index}@example.org>`,
      "In-Reply-To": `<frob-${index}-v1@example.org>`,
      Date: "Tue, 07 Jan 2025 10:00:00 +0000",
    },
    `> Part ${index} can frob now.\n\nPlease add a test for part number ${index}, and explain why it has to frob.`,
  );
}

async function filled(folder: string): Promise<void> {
  const mails = Array.from(
    { length: SERIES },
    (_, index) => patchMail(index, 1) + reviewMail(index),
  );
  writeFileSync(path.join(folder, "frob.mbox"), mails.join(""));
  writeFileSync(path.join(folder, "patchtrail.yaml"), configuration());
  const ingest = await run(folder, ["ingest", "--list", "frob-dev", "frob.mbox"]);
  expect(ingest.err + String(ingest.status)).toMatch(/0$/);
}

test("a plan writes nothing, an application does it, a second one has nothing to do", async () => {
  await withFolder(async (folder) => {
    await filled(folder);
    const plan = await run(folder, ["issues", "--limit", "1"], { env: signedIn });
    expect(plan.out).toContain(`${SERIES} to create, 0 to update`);
    expect(repository.issues).toEqual([]);
    const applied = await run(folder, ["issues", "--apply"], { env: signedIn });
    expect(applied.out).toContain(`${SERIES} sent, 0 failed, 0 waiting`);
    expect(repository.issues).toHaveLength(SERIES);
    await run(folder, ["issues"], { env: signedIn });
    const before = github.counted.length;
    const again = await run(folder, ["issues", "--apply"], { env: signedIn });
    expect(again.out).toContain("0 sent");
    expect(github.counted.slice(before)).toEqual([]);
  });
});

test("without a token the plan is made from what is known, and nothing can be applied", async () => {
  await withFolder(async (folder) => {
    await filled(folder);
    const plan = await run(folder, ["issues", "--limit", "1"]);
    expect(plan.out).toContain(`${SERIES} to create`);
    expect(plan.err).toContain("GitHub was not asked");
    const applied = await run(folder, ["issues", "--apply"]);
    expect(applied.status).toBe(2);
    expect(applied.err).toContain("GITHUB_TOKEN");
    expect(github.log).toEqual([]);
  });
});

test("no secret is shown, whatever goes wrong", async () => {
  await withFolder(async (folder) => {
    await filled(folder);
    github.mishap = (method) =>
      method === "POST" ? { kind: "status", status: 401, message: "Bad credentials" } : null;
    const applied = await run(folder, ["issues", "--apply", "--json"], { env: signedIn });
    expect(applied.status).toBe(1);
    expect(applied.out + applied.err).not.toContain(TOKEN);
  });
});

test("adopt finds the issues again after the database was lost", async () => {
  await withFolder(async (folder) => {
    await filled(folder);
    await run(folder, ["issues", "--apply"], { env: signedIn });
    github.pageSize = 20;
    await withFolder(async (other) => {
      await filled(other);
      const adopted = await run(other, ["issues", "adopt"], { env: signedIn });
      expect(adopted.out).toBe(`${SERIES} found again, ${SERIES} known\n`);
      const plan = await run(other, ["issues"], { env: signedIn });
      expect(plan.out).toContain(
        `0 to create, 0 to update, 0 to close, 0 comments, ${SERIES} left`,
      );
    });
  });
});

test("what a person settles by hand closes the issue, with their words", async () => {
  await withFolder(async (folder) => {
    await filled(folder);
    await run(folder, ["issues", "--apply"], { env: signedIn });
    const listed = await run(folder, ["todos", "--json", "--min-confidence", "0"]);
    const { todos } = JSON.parse(listed.out) as { todos: { id: string; series: string }[] };
    const [first] = todos;
    const ids = todos.filter(({ series }) => series === first?.series).map(({ id }) => id);
    await run(folder, ["todos", "done", ...ids, "--note", "tested by @hand, see #1"]);
    const applied = await run(folder, ["issues", "--apply"], { env: signedIn });
    expect(applied.out).toContain("2 sent, 0 failed, 0 waiting");
    const closed = repository.issues.filter(({ state }) => state === "closed");
    expect(closed).toMatchObject([{ stateReason: "completed" }]);
    expect(closed[0]?.comments.at(-1)?.body).toContain("tested by @\u200bhand, see \\#\u200b1");
    // It says so once.
    expect((await run(folder, ["issues"], { env: signedIn })).out).toContain("0 to close");
  });
});

/** Kills applications at moments spread over their run until one comes to its end. */
async function applyKilled(folder: string): Promise<number> {
  let kills = 0;
  for (let round = 0; round < ROUNDS; round += 1) {
    // Start-up takes some 400 ms; then a request every few.
    const killAfterMs = 450 + ((round * 197) % 500);
    const { status } = await run(folder, ["issues", "--apply"], { killAfterMs, env: signedIn });
    if (status === 0) return kills;
    kills += 1;
  }
  const last = await run(folder, ["issues", "--apply"], { env: signedIn });
  expect(last.status, last.err).toBe(0);
  return kills;
}

test("killed at any moment, each issue and each comment is there exactly once", async () => {
  await withFolder(async (folder) => {
    await filled(folder);
    // Slow enough for a kill to fall between a request and its answer.
    github.mishap = (method) => (method === "GET" ? null : { kind: "slow", ms: 8 });
    const first = await applyKilled(folder);
    expect(repository.issues).toHaveLength(SERIES);
    const next = Array.from({ length: SERIES }, (_, index) => patchMail(index, 2));
    appendFileSync(path.join(folder, "frob.mbox"), next.join(""));
    await run(folder, ["ingest", "--list", "frob-dev", "frob.mbox"]);
    const second = await applyKilled(folder);
    expect(first + second).toBeGreaterThan(0);
    expect(repository.issues).toHaveLength(SERIES);
    expect(new Set(repository.issues.map(({ title }) => title)).size).toBe(SERIES);
    for (const { title, comments } of repository.issues) {
      expect(title).toMatch(/^\[v2\]/u);
      expect(comments).toHaveLength(1);
    }
  });
});
