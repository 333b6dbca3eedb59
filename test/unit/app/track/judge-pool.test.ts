import { expect, test } from "vitest";
import { JudgePool } from "../../../../src/app/track/judge-pool.ts";
import type { JudgedSeries } from "../../../../src/model/derived.ts";

const script = (code: string) =>
  new URL(
    `data:text/javascript,${encodeURIComponent(
      `import { parentPort } from "node:worker_threads"; parentPort.on("message", ${code});`,
    )}`,
  );
const judged = (ids: readonly string[], by: string) =>
  ids.map((id) => ({ id, todos: [by] }) as unknown as JudgedSeries);
const ids = Array.from({ length: 35 }, (_, at) => `s${at}`);

test("series come back in order, whichever thread judged them", async () => {
  const answer = `({ id, question }) => setTimeout(() => parentPort.postMessage({
    id, answer: question.map((each) => ({ id: each, todos: ["thread"] })) }), id % 2 === 0 ? 1 : 30)`;
  const pool = new JudgePool(
    { databaseFile: "x.db", threads: 2 },
    () => Promise.reject(new Error("no thread died")),
    script(answer),
  );
  expect(await pool.judge(ids)).toEqual(judged(ids, "thread"));
  await pool.close();
});

test("what a thread dies of is judged here, and nothing is left out", async () => {
  const pool = new JudgePool(
    { databaseFile: "x.db", threads: 2 },
    async (part) => judged(part, "spare"),
    script("() => process.exit(3)"),
  );
  expect(await pool.judge(ids)).toEqual(judged(ids, "spare"));
  await pool.close();
});
