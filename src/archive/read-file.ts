import { constants, open, type FileHandle } from "node:fs/promises";
import path from "node:path";
import { MAX_MAIL_BYTES, MAX_PAGE_BYTES, MAX_QUARANTINE_BYTES } from "../limits.ts";
import type { ArchiveEvent, AttachedFile, CopyForm, Diagnostic } from "../model/mail.ts";
import { openFileStream, peek, readAtMost, type ByteStream } from "./byte-stream.ts";
import { mailEvent, problemEvent } from "./events.ts";
import { fromLineTime } from "./from-line.ts";
import { frameMails } from "./mbox.ts";
import {
  attachedFile,
  isPipermailTextName,
  linkedFiles,
  listOfPageText,
  listOfPipermailPage,
} from "./pages.ts";
import { SNIFF_BYTES, sniff, type FileKind } from "./sniff.ts";

/** A regular file to be read as what `kind` says. */
export interface FilePlace {
  readonly path: string;
  readonly where: string;
  readonly sizeBytes: number;
  /** List that the folder stands for; null when the folder says nothing. */
  readonly list: string | null;
}

/** Progress is told about this often. */
const PROGRESS_BYTES = 4 * 1024 * 1024;

/** What a file is by its first bytes, decompressed; `problem` when it cannot be read. */
export async function sniffFile(
  file: FilePlace,
): Promise<FileKind | { readonly problem: ArchiveEvent }> {
  const stream = openFileStream(file.path, file.sizeBytes);
  const { head, rest } = await peek(stream.chunks, SNIFF_BYTES);
  await rest.return(undefined);
  const trouble = stream.trouble();
  return trouble !== null && head.length === 0
    ? { problem: problemEvent(file.where, trouble) }
    : sniff(head);
}

type Reader = (file: FilePlace, stream: ByteStream) => AsyncGenerator<ArchiveEvent>;

const READERS: Readonly<Record<FileKind, Reader>> = {
  mbox: (file, stream) => readFramed(file, stream, "rfc822"),
  "pipermail-text": (file, stream) => readFramed(file, stream, "pipermail-text"),
  rfc822: (file, stream) => readWhole(file, stream, "rfc822"),
  "page-text": (file, stream) => readWhole(file, stream, "page-text"),
  "pipermail-page": (file, stream) => readWhole(file, stream, "pipermail-page"),
  "mhonarc-page": (file, stream) => readWhole(file, stream, "mhonarc-page"),
  async *"index-page"() {},
  empty: (file, stream) => notAMail(file, stream, "empty"),
  html: (file, stream) => notAMail(file, stream, "html"),
  unknown: (file, stream) => notAMail(file, stream, "unknown"),
  // Repositories are read by git; as a file of mails a bundle is none.
  bundle: (file, stream) => notAMail(file, stream, "bundle"),
};

/** All that a file holds when read as `kind`. Never throws for what the file is or contains. */
export async function* readFileAs(file: FilePlace, kind: FileKind): AsyncGenerator<ArchiveEvent> {
  yield* READERS[kind](file, openFileStream(file.path, file.sizeBytes));
}

/** Mails of an mbox or pipermail text, from a file or from anywhere else. */
export async function* readFramed(
  file: FilePlace,
  stream: ByteStream,
  form: "rfc822" | "pipermail-text",
): AsyncGenerator<ArchiveEvent> {
  const dialect = form === "rfc822" ? "mbox" : "pipermail";
  let count = 0;
  let told = 0;
  for await (const framed of frameMails(stream.chunks, dialect, () => stream.trouble() !== null)) {
    if (framed.type === "preamble") {
      const detail = "there are bytes before the first mail, or no mail at all";
      yield problemEvent(file.where, { code: "mbox-preamble", detail }, framed.raw);
      continue;
    }
    count += 1;
    const receivedAt = form === "rfc822" ? fromLineTime(framed.fromLine) : null;
    const { diagnostics } = framed;
    yield mailEvent(form, framed.raw, `${file.where}: mail ${count}`, {
      receivedAt,
      diagnostics,
      list: listOf(file, form),
    });
    if (stream.consumed() - told >= PROGRESS_BYTES) {
      told = stream.consumed();
      yield { type: "progress", done: told, total: file.sizeBytes, unit: "bytes" };
    }
  }
  const trouble = stream.trouble();
  if (trouble !== null) yield problemEvent(file.where, trouble);
}

/** Only names that pipermail gives tell that the folder around is named like the list. */
function listOf(file: FilePlace, form: CopyForm): string | null {
  if (file.list !== null || form !== "pipermail-text") return file.list;
  if (!isPipermailTextName(path.basename(file.path))) return null;
  return path.basename(path.dirname(path.resolve(file.path))) || null;
}

/** The one mail that a file is; with what went wrong while it was read. */
async function* readWhole(
  file: FilePlace,
  stream: ByteStream,
  form: CopyForm,
): AsyncGenerator<ArchiveEvent> {
  const limit = form === "rfc822" ? MAX_MAIL_BYTES : MAX_PAGE_BYTES;
  const { bytes, truncated } = await readAtMost(stream.chunks, limit);
  const trouble = stream.trouble();
  if (trouble === null || bytes.length > 0) {
    const diagnostics: Diagnostic[] = [];
    if (truncated) diagnostics.push({ code: "mail-truncated", detail: `cut after ${limit} bytes` });
    if (trouble !== null) diagnostics.push({ code: "mail-cut", detail: trouble.detail });
    const list = file.list ?? listOnPage(bytes, form);
    const attached = form === "mhonarc-page" ? await readAttached(file.path, bytes) : [];
    yield mailEvent(form, bytes, file.where, { attached, list, diagnostics });
  }
  if (trouble !== null) yield problemEvent(file.where, trouble);
}

function listOnPage(bytes: Buffer, form: CopyForm): string | null {
  if (form === "pipermail-page") return listOfPipermailPage(bytes);
  return form === "page-text" ? listOfPageText(bytes) : null;
}

async function readAttached(page: string, bytes: Buffer): Promise<AttachedFile[]> {
  const attached: AttachedFile[] = [];
  let left = MAX_PAGE_BYTES;
  for (const linked of linkedFiles(bytes)) {
    const content = await readBeside(path.join(path.dirname(page), linked.fileName), left);
    if (content === null) continue;
    left -= content.length;
    attached.push(attachedFile(linked, content));
  }
  return attached;
}

/** A regular file of at most `limit` bytes; null when it is none, is larger, or is a symlink. */
async function readBeside(name: string, limit: number): Promise<Buffer | null> {
  let handle: FileHandle | null = null;
  try {
    // O_NOFOLLOW: a link here could lead out of the folder. O_NONBLOCK: a FIFO must not hang us.
    handle = await open(name, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
    const stat = await handle.stat();
    return stat.isFile() && stat.size <= limit ? await handle.readFile() : null;
  } catch {
    // A page may link to what was never saved: the mail is whole without it.
    return null;
  } finally {
    await handle?.close();
  }
}

async function* notAMail(
  file: FilePlace,
  stream: ByteStream,
  kind: FileKind,
): AsyncGenerator<ArchiveEvent> {
  if (kind === "empty") {
    yield problemEvent(file.where, { code: "empty-file", detail: "the file is empty" });
    return;
  }
  const raw = (await readAtMost(stream.chunks, MAX_QUARANTINE_BYTES)).bytes;
  const read = stream.trouble();
  const trouble =
    kind === "html"
      ? { code: "not-an-archive-page", detail: "an HTML page that holds no archived mail" }
      : { code: "not-an-archive", detail: "neither a mail nor an archive that we know" };
  yield read === null
    ? problemEvent(file.where, trouble, raw)
    : problemEvent(file.where, read, raw.length === 0 ? null : raw);
}
