import path from "node:path";
import type { AttachedFile } from "../model/mail.ts";

/** Links of one page that may be attachments; a page with more is no mail. */
const MAX_LINKED_FILES = 100;
const DERIVED = /<!--X-Derived: ([^\s<>]{1,255}) -->/g;
const ANCHOR = /<a\s[^<>]{0,500}?href="([^"<>]{1,255})"[^<>]{0,500}>([^]{0,300}?)<\/a>/gi;
/** An address of another page or place, not a file beside this one. */
const ELSEWHERE = /[/\\:?#%\0]|^\.|\.html?$/i;

const CONTENT_TYPES: Readonly<Record<string, string>> = {
  ".patch": "text/x-patch",
  ".diff": "text/x-patch",
  ".txt": "text/plain",
  ".html": "text/html",
  ".pgp": "application/pgp-signature",
  ".asc": "application/pgp-signature",
  ".sig": "application/pgp-signature",
  ".gz": "application/gzip",
  ".png": "image/png",
  ".jpg": "image/jpeg",
};

/** A file that a page says lies beside it. `name` is what its sender called it. */
export interface LinkedFile {
  readonly fileName: string;
  readonly name: string;
}

/**
 * Files that a MHonArc page keeps beside it: those its `X-Derived` comments name, and links to
 * plain file names. Addresses with a slash, a scheme or a leading dot are never taken, so no
 * answer leads out of the page's folder.
 */
export function linkedFiles(page: Uint8Array): LinkedFile[] {
  const text = Buffer.from(page.buffer, page.byteOffset, page.byteLength).toString("latin1");
  const found = new Map<string, string>();
  const derived = [...text.matchAll(DERIVED)].map((match) => match[1] ?? "");
  for (const fileName of derived) {
    if (!/[/\\:\0]|^\./.test(fileName)) found.set(fileName, fileName);
  }
  for (const [, href = "", label = ""] of text.matchAll(ANCHOR)) {
    if (found.size >= MAX_LINKED_FILES) break;
    if (ELSEWHERE.test(href) && !found.has(href)) continue;
    const name = label.replace(/<[^<>]{0,200}>/g, "").trim();
    const isFileName = name !== "" && name.length <= 200 && !name.includes("\n");
    found.set(href, isFileName ? name : href);
  }
  return [...found].slice(0, MAX_LINKED_FILES).map(([fileName, name]) => ({ fileName, name }));
}

/** What a linked file becomes on its mail; the type follows from its name. */
export function attachedFile(file: LinkedFile, bytes: Uint8Array): AttachedFile {
  const extension = path.extname(file.fileName).toLowerCase();
  const contentType = CONTENT_TYPES[extension] ?? "application/octet-stream";
  return { name: file.name, contentType, bytes };
}

/** List name that a pipermail page states in its `mailto:` link; null where it does not. */
export function listOfPipermailPage(page: Uint8Array): string | null {
  const text = Buffer.from(
    page.buffer,
    page.byteOffset,
    Math.min(page.byteLength, 65_536),
  ).toString("latin1");
  const local = /<link\s[^>]{0,200}?href="mailto:([^"@%?]{1,200})(?:%40|@)/i.exec(text)?.[1];
  return local === undefined ? null : local.toLowerCase();
}

/** List name in the footer that Mailman puts below its pages; null where there is none. */
export function listOfPageText(page: Uint8Array): string | null {
  const tail = Buffer.from(page.subarray(-2_000)).toString("latin1");
  const name = /^More information about the ([\w.+-]{1,100}) mailing list\s*$/m.exec(tail)?.[1];
  return name === undefined ? null : name.toLowerCase();
}

/** The name is one that pipermail gives to the text of a period: `2025-January.txt.gz`, `2025q1.txt`. */
export function isPipermailTextName(name: string): boolean {
  return /^(?:Week-of-Mon-)?\d{4}(?:-[A-Z][a-z]+|q\d|\d{4})?\.txt(?:\.gz)?$/.test(name);
}
