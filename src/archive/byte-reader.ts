/** Reads lines and counted bytes from a stream, holding one piece at a time. */
export class ByteReader {
  readonly #source: AsyncIterator<Uint8Array>;
  #piece: Buffer = Buffer.alloc(0);
  #at = 0;

  constructor(source: AsyncIterable<Uint8Array>) {
    this.#source = source[Symbol.asyncIterator]();
  }

  /**
   * The next line without its newline, latin1; null at the end. Lines over `limit` bytes are cut.
   *
   * @param mark byte that ends a line: 0 for what git writes with `-z`
   */
  async line(limit: number, mark = 10): Promise<string | null> {
    const parts: Buffer[] = [];
    let length = 0;
    for (;;) {
      if (!(await this.#more()))
        return parts.length === 0 ? null : Buffer.concat(parts).toString("latin1");
      const end = this.#piece.indexOf(mark, this.#at);
      const until = end < 0 ? this.#piece.length : end;
      if (length < limit) {
        const taken = this.#piece.subarray(this.#at, Math.min(until, this.#at + limit - length));
        if (end >= 0 && parts.length === 0) {
          this.#at = end + 1;
          return taken.toString("latin1");
        }
        parts.push(taken);
        length += taken.length;
      }
      this.#at = end < 0 ? until : end + 1;
      if (end >= 0) return Buffer.concat(parts).toString("latin1");
    }
  }

  /** The next `count` bytes as a copy of its own; fewer at the end of the stream. */
  async take(count: number): Promise<Buffer> {
    const bytes = Buffer.allocUnsafeSlow(count);
    let done = 0;
    while (done < count && (await this.#more())) {
      const copied = this.#piece.copy(bytes, done, this.#at, this.#at + count - done);
      done += copied;
      this.#at += copied;
    }
    return bytes.subarray(0, done);
  }

  async skip(count: number): Promise<void> {
    let left = count;
    while (left > 0 && (await this.#more())) {
      const step = Math.min(left, this.#piece.length - this.#at);
      this.#at += step;
      left -= step;
    }
  }

  async #more(): Promise<boolean> {
    while (this.#at >= this.#piece.length) {
      const next = await this.#source.next();
      if (next.done === true) return false;
      const { buffer, byteOffset, byteLength } = next.value;
      this.#piece = Buffer.from(buffer, byteOffset, byteLength);
      this.#at = 0;
    }
    return true;
  }
}
