/** Bytes of a stream that are still needed, in one piece; grows as far as its user lets it. */
export class MboxWindow {
  #bytes = Buffer.allocUnsafe(512 * 1024);
  #start = 0;
  #end = 0;
  readonly #source: AsyncIterator<Buffer>;
  /** True when the stream has no more to give. */
  ended = false;

  constructor(source: AsyncIterable<Buffer>) {
    this.#source = source[Symbol.asyncIterator]();
  }

  get length(): number {
    return this.#end - this.#start;
  }

  /** The bytes held; valid until the next `fill`. */
  view(from: number, to = this.length): Buffer {
    return this.#bytes.subarray(this.#start + from, this.#start + Math.min(to, this.length));
  }

  /** A copy that outlives the window. */
  copy(from: number, to: number): Buffer {
    return Buffer.from(this.view(from, to));
  }

  /** Position of a needle at or after `from` and wholly before `to`, or -1. */
  find(needle: string | number, from: number, to = this.length): number {
    const at = this.#bytes.subarray(0, this.#start + to).indexOf(needle, this.#start + from);
    return at < 0 ? -1 : at - this.#start;
  }

  drop(count: number): void {
    this.#start += count;
    if (this.#start === this.#end) this.#start = this.#end = 0;
  }

  /** Takes one more piece from the stream. */
  async fill(): Promise<void> {
    if (this.ended) return;
    const next = await this.#source.next();
    if (next.done === true) {
      this.ended = true;
      return;
    }
    this.#makeRoom(next.value.length);
    next.value.copy(this.#bytes, this.#end);
    this.#end += next.value.length;
  }

  async close(): Promise<void> {
    await this.#source.return?.();
  }

  #makeRoom(count: number): void {
    if (this.#end + count <= this.#bytes.length) return;
    const live = this.length;
    const enough = live + count <= this.#bytes.length / 2;
    const target = enough
      ? this.#bytes
      : Buffer.allocUnsafe(Math.max(this.#bytes.length, (live + count) * 2));
    this.#bytes.copy(target, 0, this.#start, this.#end);
    this.#bytes = target;
    this.#start = 0;
    this.#end = live;
  }
}
