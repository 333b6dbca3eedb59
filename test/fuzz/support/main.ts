import { mkdirSync, writeFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { isMainThread, parentPort, Worker, workerData } from "node:worker_threads";
import { Coverage } from "./coverage.ts";
import { fuzz } from "./fuzz.ts";
import { TARGETS } from "./targets.ts";

/** An input that takes longer is a hang: it is saved, and fuzzing goes on with another seed. */
const HANG_MS = 5_000;
const MAX_SHARED_BYTES = 128 * 1024;

interface Job {
  readonly name: string;
  readonly seed: number;
  readonly seconds: number;
  readonly shared: SharedArrayBuffer;
}

async function work({ name, seed, seconds, shared }: Job): Promise<void> {
  const target = TARGETS.get(name)!;
  const [state, bytes] = [new Int32Array(shared, 0, 2), new Uint8Array(shared, 8)];
  const coverage = new Coverage((url) => url.includes("/src/"));
  const until = performance.now() + seconds * 1000;
  const result = await fuzz(target, coverage, {
    seed,
    isOver: () => performance.now() > until,
    before: (input) => {
      bytes.set(input.subarray(0, bytes.length));
      Atomics.store(state, 1, input.length);
      Atomics.add(state, 0, 1);
    },
  });
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread, no window
  parentPort?.postMessage(result);
}

/** Runs one worker; a hang is ended from outside and gives the input it hung on. */
function watched(job: Job): Promise<{ hung: Buffer } | Awaited<ReturnType<typeof fuzz>>> {
  const [state, bytes] = [new Int32Array(job.shared, 0, 2), new Uint8Array(job.shared, 8)];
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL(import.meta.url), { workerData: job });
    let last = -1;
    const watch = setInterval(() => {
      const now = Atomics.load(state, 0);
      if (now !== last || now === 0) {
        last = now;
        return;
      }
      clearInterval(watch);
      void worker.terminate();
      resolve({ hung: Buffer.from(bytes.subarray(0, Atomics.load(state, 1))) });
    }, HANG_MS);
    worker.once("message", (result) => {
      clearInterval(watch);
      resolve(result);
    });
    worker.once("error", reject);
  });
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      target: { type: "string", default: "all" },
      seconds: { type: "string", default: "20" },
      seed: { type: "string", default: "1" },
      out: { type: "string", default: ".fuzz/found" },
    },
  });
  const names = values.target === "all" ? [...TARGETS.keys()] : values.target.split(",");
  mkdirSync(values.out, { recursive: true });
  const save = (name: string, input: Uint8Array) => writeFileSync(`${values.out}/${name}`, input);
  for (const name of names) {
    if (!TARGETS.has(name)) throw new Error(`no target ${name}: ${[...TARGETS.keys()].join(", ")}`);
    const shared = new SharedArrayBuffer(8 + MAX_SHARED_BYTES);
    const result = await watched({ name, seed: Number(values.seed), seconds: Number(values.seconds), shared }); // prettier-ignore
    if ("hung" in result) {
      save(`${name}-hang`, result.hung);
      console.log(`${name}: hangs on ${values.out}/${name}-hang`);
      process.exitCode = 1;
      continue;
    }
    const { tried, kept, crashes, slowestMs } = result;
    console.log(`${name}: ${tried} tried, ${kept} kept, ${crashes.length} crashes, slowest ${slowestMs.toFixed(0)} ms`); // prettier-ignore
    save(`${name}-slowest`, result.slowest);
    for (const [at, { input, error }] of crashes.entries()) {
      save(`${name}-crash-${at}`, input);
      console.log(`  ${name}-crash-${at}: ${error.split("\n").slice(0, 3).join(" ")}`);
      process.exitCode = 1;
    }
  }
}

await (isMainThread ? main() : work(workerData as Job));
