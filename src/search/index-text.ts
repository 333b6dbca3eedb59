import type { Block, Mailbox, Message } from "../model/mail.ts";
import type { SearchText } from "../model/query.ts";

const INDEX_LINE = /^index ([0-9a-f]{4,64})(?:,[0-9a-f,]{4,200})?\.\.([0-9a-f]{4,64})/;
const HUNK = /^@@ -[\d,]{1,20} \+[\d,]{1,20} @@ ?/;
const MODE_PATH = /^ (?:create|delete) mode \d{6} (\S.{0,500})$/;
const FILE_LINE = /^(?:---|\+\+\+|(?:rename|copy) (?:from|to)|Index:) (\S.{0,2000})$/;

/**
 * The text of a mail by column of the search index: own words, quotes and the lines of diffs apart.
 * List footers, binary patches and what a diffstat counts are left out. Total and linear.
 *
 * @param blocks the message's body as `parseBlocks` cuts it
 */
export function indexText(message: Message, blocks: readonly Block[]): SearchText {
  const own: string[] = [];
  const quoted: string[] = [];
  const diff = new DiffColumns();
  for (const { kind, lines } of blocks) {
    if (kind === "quote" || kind === "attribution") quoted.push(lines.join("\n"));
    else if (kind === "diff") diff.read(lines);
    else if (kind === "diffstat") readDiffstat(lines, diff, own);
    else if (kind !== "footer") own.push(lines.join("\n"));
  }
  return {
    subject: message.subject ?? "",
    from: nameOf(message.from),
    to: message.to.map(nameOf).join("\n"),
    cc: message.cc.map(nameOf).join("\n"),
    own: own.join("\n"),
    quoted: quoted.join("\n"),
    ...diff.columns(),
    attachments: message.attachments.map(({ name }) => name ?? "").join("\n"),
  };
}

function nameOf(person: Mailbox | null): string {
  return `${person?.name ?? ""} ${person?.email ?? ""}`.trim();
}

/** Names of files count as such; a range-diff among the diffstat is the writer's own text. */
function readDiffstat(lines: readonly string[], diff: DiffColumns, own: string[]): void {
  for (const line of lines) {
    const path = statPath(line) ?? MODE_PATH.exec(line)?.[1];
    if (path !== undefined) diff.addFile(path);
    else if (!/^---|files? changed/.test(line)) own.push(line);
  }
}

/** The name in a line of a diffstat, `.../fs/inode.c | 4 ++--`, without what git cut off before it. */
function statPath(line: string): string | undefined {
  const bar = line.indexOf(" |");
  if (bar < 0 || !/^\s{1,5}\S/.test(line)) return undefined;
  return line
    .slice(0, bar)
    .trim()
    .replace(/^\.{3}\/?/, "");
}

/** Sorts the lines of a mail's diffs. */
class DiffColumns {
  readonly #files = new Set<string>();
  readonly #oldBlobs = new Set<string>();
  readonly #newBlobs = new Set<string>();
  readonly #removed: string[] = [];
  readonly #added: string[] = [];
  readonly #context: string[] = [];
  readonly #hunks: string[] = [];

  addFile(name: string): void {
    const path = (name.split("\t", 1)[0] ?? "").replace(/^"|"$/g, "");
    if (path !== "/dev/null") this.#files.add(path.replace(/^[abciow]\/(?=[^/])/, ""));
  }

  read(lines: readonly string[]): void {
    let where: "head" | "hunk" | "binary" = "head";
    for (const [at, line] of lines.entries()) {
      const head = line.startsWith("--- ") && (lines[at + 1] ?? "").startsWith("+++ ");
      if (line.startsWith("diff ") || line.startsWith("Index: ") || head) where = "head";
      if (HUNK.test(line)) {
        where = "hunk";
        const place = line.replace(HUNK, "");
        if (place !== "") this.#hunks.push(place);
      } else if (line === "GIT binary patch") where = "binary";
      else if (where === "hunk") this.#changed(line);
      else if (where === "head") this.#headLine(line);
    }
  }

  #changed(line: string): void {
    if (line.startsWith("+")) this.#added.push(line);
    else if (line.startsWith("-")) this.#removed.push(line);
    else this.#context.push(line);
  }

  #headLine(line: string): void {
    const blobs = INDEX_LINE.exec(line);
    if (blobs !== null) {
      if (!/^0+$/.test(blobs[1] ?? "")) this.#oldBlobs.add(blobs[1] ?? "");
      if (!/^0+$/.test(blobs[2] ?? "")) this.#newBlobs.add(blobs[2] ?? "");
    }
    const file = FILE_LINE.exec(line)?.[1] ?? /^diff --git (?:a\/)?(\S{1,1000}) /.exec(line)?.[1];
    if (file !== undefined) this.addFile(file);
  }

  columns() {
    return {
      files: [...this.#files].join("\n"),
      removed: this.#removed.join("\n"),
      added: this.#added.join("\n"),
      context: this.#context.join("\n"),
      hunks: this.#hunks.join("\n"),
      oldBlobs: [...this.#oldBlobs].join("\n"),
      newBlobs: [...this.#newBlobs].join("\n"),
    };
  }
}
