import { createReadStream } from "node:fs";
import { setImmediate as nextTurn } from "node:timers/promises";
import { createGunzip, type Gunzip } from "node:zlib";
import { MAX_GZIP_RATIO, MIN_GZIP_ALLOWANCE_BYTES } from "../limits.ts";
import { wordsOf, type Trouble } from "./events.ts";

/** Bytes that come in pieces. A failure ends the pieces; `trouble` then tells what it was. */
export interface ByteStream {
  readonly chunks: AsyncIterable<Buffer>;
  /** Null while all is well; ask again after the last piece. */
  readonly trouble: () => Trouble | null;
  /** Bytes taken from the file so far, before decompression. */
  readonly consumed: () => number;
}

const MIN_PIECE_BYTES = 1024;
const MAX_PIECE_BYTES = 64 * 1024;
/** Deflate expands at most some 1,000 times: 16 KiB in are no more than 16 MiB out at once. */
const GUNZIP_STEP_BYTES = 16 * 1024;

/**
 * The bytes of a file, decompressed when they begin as gzip does (RFC 1952), whatever the name.
 * Never throws while reading: an unreadable file, a damaged or cut gzip, and a gzip that expands
 * beyond `MAX_GZIP_RATIO` end the stream and are told by `trouble`.
 */
export function openFileStream(path: string, sizeBytes: number): ByteStream {
  // Opened when first read: a stream that nobody reads would hold the file, and fail unheard.
  async function* lazily(): AsyncGenerator {
    // A Maildir has a file a mail: a buffer of the usual size for each is mostly garbage.
    const highWaterMark = Math.min(MAX_PIECE_BYTES, Math.max(sizeBytes, MIN_PIECE_BYTES));
    yield* createReadStream(path, { highWaterMark });
  }
  return decompressed(lazily(), sizeBytes);
}

/** The same for bytes that come from elsewhere; `sizeBytes` is their size before decompression. */
export function decompressed(source: AsyncIterable<unknown>, sizeBytes: number): ByteStream {
  let trouble: Trouble | null = null;
  let consumed = 0;
  const report = (found: Trouble): void => {
    trouble ??= found;
  };
  async function* counted(): AsyncGenerator<Buffer> {
    try {
      for await (const chunk of source) {
        const bytes = asBuffer(chunk);
        consumed += bytes.length;
        yield bytes;
      }
    } catch (error) {
      report({ code: "unreadable", detail: wordsOf(error) });
    }
  }
  async function* chunks(): AsyncGenerator<Buffer> {
    const { head, rest } = await peek(counted(), 2);
    if (head[0] !== 0x1f || head[1] !== 0x8b) {
      yield* rest;
      return;
    }
    const allowance = Math.max(MIN_GZIP_ALLOWANCE_BYTES, sizeBytes * MAX_GZIP_RATIO);
    yield* gunzip(rest, allowance, report);
  }
  return { chunks: chunks(), trouble: () => trouble, consumed: () => consumed };
}

/** The first bytes of a stream (at least `count` where there are so many), and all of it again. */
export async function peek(
  source: AsyncIterable<Buffer>,
  count: number,
): Promise<{ head: Buffer; rest: AsyncGenerator<Buffer> }> {
  const iterator = source[Symbol.asyncIterator]();
  let head: Buffer = Buffer.alloc(0);
  while (head.length < count) {
    const next = await iterator.next();
    if (next.done === true) break;
    head = head.length === 0 ? next.value : Buffer.concat([head, next.value]);
  }
  async function* replay(): AsyncGenerator<Buffer> {
    try {
      if (head.length > 0) yield head;
      for (;;) {
        const next = await iterator.next();
        if (next.done === true) return;
        yield next.value;
      }
    } finally {
      await iterator.return?.();
    }
  }
  return { head, rest: replay() };
}

/** At most `limit` bytes of a stream, the rest left unread. */
export async function readAtMost(
  source: AsyncIterable<Buffer>,
  limit: number,
): Promise<{ bytes: Buffer; truncated: boolean }> {
  const parts: Buffer[] = [];
  let length = 0;
  for await (const chunk of source) {
    parts.push(chunk);
    length += chunk.length;
    if (length > limit) break;
  }
  const bytes = Buffer.concat(parts);
  return { bytes: bytes.subarray(0, limit), truncated: length > limit };
}

async function* gunzip(
  source: AsyncIterable<Buffer>,
  allowance: number,
  report: (trouble: Trouble) => void,
): AsyncGenerator<Buffer> {
  const inflater = createGunzip();
  const failures: Error[] = [];
  let total = 0;
  let output: Buffer[] = [];
  inflater.on("data", (chunk: Buffer) => output.push(chunk));
  inflater.on("error", (error) => failures.push(error));
  const take = (): Buffer[] => {
    const taken = output;
    output = [];
    for (const chunk of taken) total += chunk.length;
    return taken;
  };
  try {
    for await (const chunk of source) {
      for (let at = 0; at < chunk.length && failures.length === 0; at += GUNZIP_STEP_BYTES) {
        await feed(inflater, chunk.subarray(at, at + GUNZIP_STEP_BYTES));
        yield* take();
        if (total > allowance) {
          const detail = `stopped after ${total} bytes: it expands more than ${MAX_GZIP_RATIO} times`;
          report({ code: "gzip-bomb", detail });
          return;
        }
      }
      if (failures.length > 0) break;
    }
    if (failures.length === 0) await feed(inflater, null);
    yield* take();
    const [failure] = failures;
    if (failure !== undefined) report(gunzipTrouble(failure));
  } finally {
    inflater.destroy();
  }
}

/** Hands one piece (null: the end) to the inflater and waits until its output is out. */
async function feed(inflater: Gunzip, piece: Buffer | null): Promise<void> {
  await new Promise<void>((resolve) => {
    const settle = (): void => {
      inflater.off("error", settle);
      inflater.off("end", settle);
      resolve();
    };
    inflater.once("error", settle);
    if (piece === null) {
      inflater.once("end", settle);
      inflater.end();
    } else {
      inflater.write(piece, settle);
    }
  });
  // Output that waits inside the stream is lost when the next piece turns out to be damaged.
  await nextTurn();
}

function gunzipTrouble(error: Error): Trouble {
  const cut = "code" in error && error.code === "Z_BUF_ERROR";
  return cut
    ? { code: "gzip-cut", detail: "the gzip ends before its end mark" }
    : { code: "gzip-damaged", detail: error.message };
}

function asBuffer(chunk: unknown): Buffer {
  if (Buffer.isBuffer(chunk)) return chunk;
  return chunk instanceof Uint8Array ? Buffer.from(chunk) : Buffer.from(String(chunk));
}
