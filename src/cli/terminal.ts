import { createRequire } from "node:module";
import type { MultiBar, SingleBar } from "cli-progress";
import picocolors from "picocolors";
import type { Reporter } from "../app/context.ts";
import type { Paint } from "../report/layout.ts";
import { inertText } from "../report/inert.ts";

/** Colours for a stream: real ones on a terminal that wants them, none elsewhere. */
export function paintFor(stream: NodeJS.WriteStream): Paint {
  const wanted = stream.isTTY === true && process.env["NO_COLOR"] === undefined;
  return picocolors.createColors(wanted);
}

/** What remotes and file names put into a message must not steer the terminal. */
export function inertLines(text: string): string {
  return text
    .split("\n")
    .map((line) => (/^ {0,100}/.exec(line)?.[0] ?? "") + inertText(line))
    .join("\n");
}

const load = createRequire(import.meta.url);

/** Seconds between plain progress lines: a log stays readable over hours. */
const PLAIN_INTERVAL_MS = 5_000;

/** Progress on standard error: bars with rate and time left on a terminal, plain lines elsewhere. */
export function createReporter(stream: NodeJS.WriteStream): Reporter {
  return stream.isTTY === true ? new BarReporter(stream) : new LineReporter(stream);
}

class BarReporter implements Reporter {
  readonly #stream: NodeJS.WriteStream;
  #bars: MultiBar | null = null;
  #open = new Map<string, { bar: SingleBar; startedAt: number }>();

  constructor(stream: NodeJS.WriteStream) {
    this.#stream = stream;
  }

  progress(step: Parameters<Reporter["progress"]>[0]) {
    // Loaded here: what shows no progress does not need it.
    const { MultiBar, Presets } = load("cli-progress") as typeof import("cli-progress");
    const bars = (this.#bars ??= new MultiBar(
      {
        stream: this.#stream,
        hideCursor: true,
        clearOnComplete: true,
        format: "{label} {bar} {percentage}% {value}/{total} {unit} {rate}/s {eta_formatted} left",
      },
      Presets.shades_grey,
    ));
    const total = step.total ?? step.done;
    let entry = this.#open.get(step.label);
    if (entry === undefined) {
      entry = { bar: bars.create(total, 0), startedAt: Date.now() };
      this.#open.set(step.label, entry);
    }
    const seconds = Math.max(0.001, (Date.now() - entry.startedAt) / 1000);
    entry.bar.setTotal(Math.max(total, step.done));
    const rate = Math.round(step.done / seconds);
    entry.bar.update(step.done, { label: step.label, unit: step.unit, rate });
  }

  finished(label: string) {
    const entry = this.#open.get(label);
    if (entry === undefined) return;
    this.#bars?.remove(entry.bar);
    this.#open.delete(label);
    if (this.#open.size > 0) return;
    this.#bars?.stop();
    this.#bars = null;
  }
}

class LineReporter implements Reporter {
  readonly #stream: NodeJS.WriteStream;
  readonly #steps = new Map<string, { startedAt: number; saidAt: number }>();

  constructor(stream: NodeJS.WriteStream) {
    this.#stream = stream;
  }

  progress({ label, done, total, unit }: Parameters<Reporter["progress"]>[0]) {
    const now = Date.now();
    const step = this.#steps.get(label) ?? { startedAt: now, saidAt: now };
    this.#steps.set(label, step);
    if (now - step.saidAt < PLAIN_INTERVAL_MS) return;
    step.saidAt = now;
    const rate = done / ((now - step.startedAt) / 1000);
    const left =
      total === null ? "" : `, ${Math.ceil((total - done) / Math.max(rate, 0.001))} s left`;
    const of = total === null ? "" : ` of ${total}`;
    this.#stream.write(`${label}: ${done}${of} ${unit}, ${Math.round(rate)}/s${left}\n`);
  }

  finished(label: string) {
    this.#steps.delete(label);
  }
}
