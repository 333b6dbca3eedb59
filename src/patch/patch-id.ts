import { createHash } from "node:crypto";

interface PatchIdFile {
  readonly header: readonly string[];
  readonly hunks: readonly { readonly lines: readonly string[] }[];
}

/**
 * The id that `git patch-id --stable` gives a diff: white space and line numbers do not count, nor
 * does the order of its files. Null without hunks.
 *
 * @see git-patch-id(1); builtin/patch-id.c sums the hashes of the files byte by byte with carry
 */
export function patchIdOf(files: readonly PatchIdFile[]): string | null {
  const sum = Buffer.alloc(20);
  let any = false;
  for (const file of files) {
    if (file.hunks.length === 0) continue;
    any = true;
    addWithCarry(sum, hashOf(file));
  }
  return any ? sum.toString("hex") : null;
}

function hashOf(file: PatchIdFile): Buffer {
  const hash = createHash("sha1");
  const feed = (text: string) => hash.update(text.replace(/\s+/g, ""));
  for (const line of file.header) feed(line);
  for (const hunk of file.hunks) for (const line of hunk.lines) feed(line);
  return hash.digest();
}

function addWithCarry(sum: Buffer, hash: Buffer) {
  let carry = 0;
  for (let at = 0; at < sum.length; at += 1) {
    carry += (sum[at] ?? 0) + (hash[at] ?? 0);
    sum[at] = carry & 0xff;
    carry >>= 8;
  }
}
