import type { Random } from "./random.ts";

/** What a mutated input may grow to: bounds of lines and pages are reached, memory is not. */
const MAX_INPUT_BYTES = 64 * 1024;
/** Bytes on which parsers turn: ends of lines, of strings, of words, of ASCII. */
const EDGES = [0, 9, 10, 13, 27, 32, 34, 40, 45, 60, 61, 62, 63, 92, 127, 128, 195, 255];

type Mutation = (input: Buffer, random: Random, words: Words) => Buffer;

/** What mutations draw on: tokens of the grammar, and the inputs that were worth keeping. */
export interface Words {
  readonly dictionary: readonly string[];
  readonly corpus: readonly Buffer[];
}

const splice = (input: Buffer, from: number, to: number, put: Uint8Array) =>
  Buffer.concat([input.subarray(0, from), put, input.subarray(to)]);

const linesOf = (input: Buffer) => input.toString("latin1").split("\n");
const ofLines = (lines: readonly string[]) => Buffer.from(lines.join("\n"), "latin1");

const MUTATIONS: readonly Mutation[] = [
  (input, random) => {
    const at = random.below(input.length + 1);
    return splice(input, at, at + random.below(2), Buffer.from([random.pick(EDGES)]));
  },
  (input, random) => {
    const copy = Buffer.from(input);
    if (copy.length > 0) copy[random.below(copy.length)]! ^= 1 << random.below(8);
    return copy;
  },
  (input, random) => {
    const from = random.below(input.length + 1);
    return splice(input, from, from + random.below(40), Buffer.alloc(0));
  },
  (input, random, { dictionary }) => {
    const at = random.below(input.length + 1);
    return splice(input, at, at + random.below(4), Buffer.from(random.pick(dictionary)));
  },
  (input, random) => {
    const from = random.below(input.length + 1);
    const piece = input.subarray(from, from + 1 + random.below(60));
    const many = Buffer.concat(Array.from({ length: 2 + random.below(200) }, () => piece));
    return splice(input, from, from, many);
  },
  (input, random) => {
    const lines = linesOf(input);
    lines.splice(random.below(lines.length), 1 + random.below(3));
    return ofLines(lines);
  },
  (input, random) => {
    const lines = linesOf(input);
    lines.splice(random.below(lines.length + 1), 0, random.pick(lines));
    return ofLines(lines);
  },
  (input, random) => {
    const lines = linesOf(input);
    const [one, other] = [random.below(lines.length), random.below(lines.length)];
    [lines[one], lines[other]] = [lines[other]!, lines[one]!];
    return ofLines(lines);
  },
  (input, random, { corpus }) => {
    const other = random.pick(corpus);
    const head = input.subarray(0, random.below(input.length + 1));
    return Buffer.concat([head, other.subarray(random.below(other.length + 1))]);
  },
  (input, random) => input.subarray(0, random.below(input.length + 1)),
];

/** An input near to the given one: one to six mutations of bytes, lines, tokens, or by splicing. */
export function mutate(input: Buffer, random: Random, words: Words): Buffer {
  let changed = input;
  for (let left = 1 + random.below(6); left > 0; left -= 1) {
    changed = random.pick(MUTATIONS)(changed, random, words).subarray(0, MAX_INPUT_BYTES);
  }
  return changed;
}
