import { createHash } from "node:crypto";

const HUNK = /^@@ -\d{1,9}(?:,(\d{1,9}))? \+\d{1,9}(?:,(\d{1,9}))?/;
const ANY_HUNK = /^@@ -/;
const INDEX = /^index ([^.]{0,64})\.\.([^ ]{0,64})/;
const BINARY = /^(?:GIT binary patch|Binary files)/;
/** White space as git's own isspace() knows it. */
const SPACE = /[ \t\n\r]+/g;
const ID_BYTES = 20;

/**
 * The id that `git patch-id --stable` gives the first diff in these lines: white space and line
 * numbers do not count, nor does the order of its files. Null without a diff.
 *
 * Two things git would trip over are mended, so that a damaged copy has the id of the sound one:
 * an empty line in a hunk is an empty context line (mailers strip the blank), and a diff without
 * its `diff` line, for which git gives no id at all, begins at its `---`.
 *
 * @see git-patch-id(1); get_one_patchid() in git's builtin/patch-id.c, whose steps these are
 */
export function patchIdOf(lines: readonly string[]): string | null {
  const reader = new PatchIdReader();
  for (let at = findStart(lines); at < lines.length; at += 1) {
    if (!reader.read(lines[at] ?? "")) break;
  }
  return reader.finish();
}

function findStart(lines: readonly string[]): number {
  const start = lines.findIndex(
    (line, at) =>
      line.startsWith("diff -") ||
      (line.startsWith("--- ") &&
        (lines[at + 1] ?? "").startsWith("+++ ") &&
        ANY_HUNK.test(lines[at + 2] ?? "")),
  );
  return start < 0 ? lines.length : start;
}

/** The lines of one patch, one by one. Counts of -1 mean: in the header of a file. */
class PatchIdReader {
  readonly #sum = Buffer.alloc(ID_BYTES);
  /** What is hashed of the file being read; hashed at once, line by line costs ten times that. */
  #text: string[] = [];
  #before = -1;
  #after = -1;
  #binary = false;
  #length = 0;
  #blobs = ["", ""];

  /** False when the line is no longer of this patch. */
  read(line: string): boolean {
    if (line.startsWith("\\ ") && line.length >= 12) return true;
    if (this.#before === -1) {
      const verdict = this.#readHeader(line);
      if (verdict !== "hash") return verdict === "go on";
    }
    if (this.#binary) return this.#readBinary(line);
    if (this.#before === 0 && this.#after === 0) {
      if (ANY_HUNK.test(line)) {
        this.#openHunk(line);
        return true;
      }
      if (!line.startsWith("diff ")) return false;
      this.#flush();
      this.#before = this.#after = -1;
    }
    this.#count(line);
    this.#feed(line);
    return true;
  }

  finish(): string | null {
    if (this.#length === 0) return null;
    this.#flush();
    return this.#sum.toString("hex");
  }

  #readHeader(line: string): "hash" | "go on" | "stop" {
    if (BINARY.test(line)) {
      this.#binary = true;
      this.#before = 0;
      this.#text.push(...this.#blobs);
      this.#flush();
      return "go on";
    }
    if (line.startsWith("index ")) {
      const match = INDEX.exec(line);
      if (match !== null) this.#blobs = [match[1] ?? "", match[2] ?? ""];
      return "go on";
    }
    if (line.startsWith("--- ")) this.#before = this.#after = 1;
    else if (!/^[A-Za-z]/.test(line)) return "stop";
    return "hash";
  }

  /** Passes over a binary patch; the next file's head is hashed like any other. */
  #readBinary(line: string): boolean {
    if (line.startsWith("diff ")) {
      this.#binary = false;
      this.#before = -1;
    }
    return true;
  }

  #openHunk(line: string) {
    const match = HUNK.exec(line);
    this.#before = Number(match?.[1] ?? 1);
    this.#after = Number(match?.[2] ?? 1);
  }

  #count(line: string) {
    const mark = line === "" ? " " : line[0];
    if (mark === "-" || mark === " ") this.#before -= 1;
    if (mark === "+" || mark === " ") this.#after -= 1;
  }

  #feed(line: string) {
    const words = line.replace(SPACE, "");
    this.#length += words.length;
    this.#text.push(words);
  }

  /** Adds the hash so far to the sum, byte by byte with carry: order does not count. */
  #flush() {
    const hash = createHash("sha1").update(this.#text.join("")).digest();
    this.#text = [];
    let carry = 0;
    for (let at = 0; at < ID_BYTES; at += 1) {
      carry += (this.#sum[at] ?? 0) + (hash[at] ?? 0);
      this.#sum[at] = carry & 0xff;
      carry >>= 8;
    }
  }
}
