import { availableParallelism } from "node:os";
import { type MessagePort, type Transferable, Worker } from "node:worker_threads";
import { TrackerError } from "../errors.ts";

/** One thread writes; more threads than this it cannot keep busy. */
const MAX_THREADS = 8;
/**
 * A thread's garbage is collected early: what it works on is short-lived. Below 2 GB, V8 also lets
 * the rest grow by half before it looks at it again, not to four times its size.
 */
const HEAP = { maxYoungGenerationSizeMb: 16, maxOldGenerationSizeMb: 512 };

/** Sources that are run as they stand (tests) have no script that a thread could load. */
const IS_BUILT = import.meta.url.endsWith(".js");

interface Asked<Question> {
  readonly id: number;
  readonly question: Question;
}

type Answered<Answer> =
  | { readonly id: number; readonly answer: Answer }
  | { readonly id: number; readonly failed: string };

interface Hand {
  readonly thread: Worker;
  /** Weight of the questions that it has not answered yet. */
  load: number;
}

interface Waiting<Answer> {
  readonly resolve: (answer: Answer) => void;
  readonly reject: (error: Error) => void;
  readonly hand: Hand;
  readonly weight: number;
}

/** How many threads this machine keeps busy besides `spared`; 0 where none can run. */
export function threadsFor(spared: number): number {
  if (!IS_BUILT) return 0;
  return Math.min(MAX_THREADS, Math.max(0, availableParallelism() - spared));
}

/**
 * Threads that answer questions. A thread that dies ends the whole: what was asked and what is
 * asked later is rejected with a TrackerError; nothing is retried, for it would die again.
 */
export class ThreadPool<Question, Answer> {
  readonly #work: string;
  readonly #hands: readonly Hand[];
  readonly #waiting = new Map<number, Waiting<Answer>>();
  #next = 0;
  #dead: TrackerError | null = null;

  /**
   * @param work what the threads do, as errors call it: "read mails"
   * @param options.file their script, which calls `answerQuestions`
   * @param options.data handed to each as `workerData`
   */
  constructor(work: string, options: { threads: number; file: URL; data?: unknown }) {
    this.#work = work;
    this.#hands = Array.from({ length: options.threads }, () => {
      const thread = new Worker(options.file, { resourceLimits: HEAP, workerData: options.data });
      thread.on("message", (answered: Answered<Answer>) => this.#take(answered));
      thread.on("error", (error) => this.#die(error));
      thread.on("exit", (status) => this.#die(new Error(`exit status ${status}`)));
      // The run ends when all is answered, not when its threads do.
      thread.unref();
      return { thread, load: 0 };
    });
  }

  /**
   * Asks the thread that has least to do.
   *
   * @param weight what it will cost, in any unit, above 0
   * @throws TrackerError `failed` when a thread dies
   */
  ask(question: Question, weight: number, moved: readonly Transferable[] = []): Promise<Answer> {
    if (this.#dead !== null) return Promise.reject(this.#dead);
    const id = (this.#next += 1);
    const hand = this.#hands.reduce((least, each) => (each.load < least.load ? each : least));
    hand.load += weight;
    hand.thread.ref();
    hand.thread.postMessage({ id, question } satisfies Asked<Question>, moved);
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, { resolve, reject, hand, weight });
    });
  }

  /** Stops the threads; what is on its way is lost. */
  async close(): Promise<void> {
    this.#dead ??= new TrackerError("failed", `the threads that ${this.#work} were stopped`);
    await Promise.all(this.#hands.map(({ thread }) => thread.terminate()));
  }

  #take(answered: Answered<Answer>) {
    const waiting = this.#waiting.get(answered.id);
    if (waiting === undefined) return;
    this.#waiting.delete(answered.id);
    waiting.hand.load -= waiting.weight;
    if (waiting.hand.load === 0) waiting.hand.thread.unref();
    if ("answer" in answered) waiting.resolve(answered.answer);
    else waiting.reject(new TrackerError("failed", answered.failed));
  }

  #die(cause: Error) {
    this.#dead ??= new TrackerError("failed", `a thread to ${this.#work} died: ${cause.message}`, {
      cause,
      hint: "what is written stays; run it again, with more memory where it ran out of it",
    });
    for (const { reject } of this.#waiting.values()) reject(this.#dead);
    this.#waiting.clear();
  }
}

/** A thread's side of the pool: answers questions one after the other, until it is stopped. */
export function answerQuestions<Question, Answer>(
  port: MessagePort | null,
  answerOf: (question: Question) => Promise<Answer>,
  movedOf: (answer: Answer) => readonly Transferable[] = () => [],
): void {
  port?.on("message", async ({ id, question }: Asked<Question>) => {
    let answered: Answered<Answer>;
    let moved: readonly Transferable[] = [];
    try {
      const answer = await answerOf(question);
      moved = movedOf(answer);
      answered = { id, answer };
    } catch (error) {
      answered = { id, failed: error instanceof Error ? error.message : String(error) };
    }
    port.postMessage(answered, moved);
  });
}
