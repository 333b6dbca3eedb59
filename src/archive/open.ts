import path from "node:path";
import { fileURLToPath } from "node:url";
import { TrackerError } from "../errors.ts";
import type { ArchiveEvent } from "../model/mail.ts";
import { problemEvent } from "./events.ts";
import {
  findGitDir,
  listOfEpoch,
  walkFolder,
  type FolderItem,
  type StoredFiles,
} from "./folder.ts";
import { mirrorRemote } from "./git-mirror.ts";
import { withoutCredentials } from "./git.ts";
import { findEpochUrls } from "./inbox-manifest.ts";
import { linkedFiles } from "./pages.ts";
import type { ArchiveFormat } from "../model/config.ts";
import { readInboxEpoch } from "./public-inbox.ts";
import { readFileAs, sniffFile, type FilePlace } from "./read-file.ts";
import type { FileKind } from "./sniff.ts";
import { statPlace } from "./stat-place.ts";

export interface ReadOptions {
  readonly format: ArchiveFormat;
  /** Where mirrors of git remotes and bundles are kept from run to run. */
  readonly cacheFolder: string;
  /** Stored position of a source, null when it was never read. */
  readonly checkpoint: (source: string) => Promise<string | null>;
  /** Mails of the place that are stored whole, which a Maildir need not give again. */
  readonly stored?: () => Promise<StoredFiles>;
  /** Ends the reading early, with an error; git processes end with it. */
  readonly signal?: AbortSignal | undefined;
}

/**
 * Everything that a file, a folder, or a public-inbox remote (`https:`, `http:`, `git:`, `file:`) holds,
 * in archive order. What is no mail comes as a `problem` event and the reading goes on.
 *
 * @throws TrackerError archive-unreadable when there is nothing at the path or no way to read it,
 *   git-failed and remote-unavailable for repositories (in a folder, a broken one is a problem)
 */
export async function* readArchive(
  place: string,
  options: ReadOptions,
): AsyncGenerator<ArchiveEvent> {
  if (/^(?:https?|git):\/\//i.test(place)) {
    const urls = await findEpochUrls(place, options.signal);
    for (const url of urls) yield* readRemote(url, url, options);
    return;
  }
  const isFileUrl = /^file:\/\//i.test(place);
  const local = isFileUrl ? localPath(place) : path.resolve(place);
  const found = await statPlace(local);
  if (found.isDirectory()) {
    yield* readFolder(local, isFileUrl, options);
  } else if (found.isFile()) {
    const where = path.basename(local);
    const file = { path: local, where, sizeBytes: found.size, list: null };
    yield* readFile(file, options);
  } else {
    const detail = "neither a file nor a folder";
    yield problemEvent(path.basename(local), { code: "not-a-file", detail });
  }
}

function localPath(url: string): string {
  try {
    return fileURLToPath(url);
  } catch (cause) {
    throw new TrackerError("archive-unreadable", `no local address: ${url}`, { cause });
  }
}

async function* readRemote(
  remote: string,
  where: string,
  options: ReadOptions,
): AsyncGenerator<ArchiveEvent> {
  const { checkpoint, signal } = options;
  const gitDir = await mirrorRemote(remote, options.cacheFolder, signal);
  const shown = withoutCredentials(where);
  const list = listOfEpoch(new URL(remote).pathname);
  // Local remotes are known by their history: their address says little about what they are.
  const source = remote.startsWith("file:") ? null : `public-inbox:${shown.replace(/\/+$/, "")}`;
  yield* readInboxEpoch({ gitDir, where: shown, list, source, checkpoint, signal });
}

async function* readFolder(
  folder: string,
  mirrored: boolean,
  options: ReadOptions,
): AsyncGenerator<ArchiveEvent> {
  const single = (await findGitDir(folder)) !== null;
  for await (const item of walkFolder(folder, options.stored)) {
    try {
      yield* readItem(item, mirrored, options);
    } catch (error) {
      if (single || !(error instanceof TrackerError) || item.type !== "repository") throw error;
      yield problemEvent(item.where, { code: error.code, detail: error.message });
    }
  }
}

async function* readItem(
  item: FolderItem,
  mirrored: boolean,
  options: ReadOptions,
): AsyncGenerator<ArchiveEvent> {
  switch (item.type) {
    case "problem":
      yield item.event;
      return;
    case "repository": {
      if (!["auto", "public-inbox"].includes(options.format)) {
        const detail = `a git repository, where ${options.format} was asked for`;
        yield problemEvent(item.where, { code: "not-an-archive", detail });
      } else if (mirrored) {
        yield* readRemote(`file://${item.gitDir}`, item.where, options);
      } else {
        const { gitDir, where, list } = item;
        yield* readInboxEpoch({
          gitDir,
          where,
          list,
          source: null,
          checkpoint: options.checkpoint,
          signal: options.signal,
        });
      }
      return;
    }
    case "maildir-mail":
      yield* readFileAs(item.file, item.file.sizeBytes === 0 ? "empty" : "rfc822");
      return;
    case "maildir-known":
      yield { type: "known", mails: item.mails };
      return;
    case "files":
      yield* readFiles(item.files, options);
  }
}

async function* readFile(file: FilePlace, options: ReadOptions): AsyncGenerator<ArchiveEvent> {
  const kind = await kindOf(file, options);
  if (typeof kind !== "string") yield kind.problem;
  else yield* readKind(file, kind, options);
}

/** The loose files of one folder; what a page there has linked as its attachment is no input. */
async function* readFiles(
  files: readonly FilePlace[],
  options: ReadOptions,
): AsyncGenerator<ArchiveEvent> {
  const attached = new Set<string>();
  const later: { file: FilePlace; kind: FileKind }[] = [];
  let list: string | null = null;
  const kinds = new Map<FilePlace, FileKind>();
  for (const file of files) {
    const kind = await kindOf(file, options);
    if (typeof kind !== "string") {
      yield kind.problem;
      continue;
    }
    kinds.set(file, kind);
    // A folder with MHonArc's index is a list's archive and named after it.
    if (kind === "index-page" && /^(?:mail|thr)/.test(path.basename(file.path))) {
      list = path.basename(path.dirname(file.path));
    }
  }
  const hasPages = [...kinds.values()].includes("mhonarc-page");
  for (const [file, kind] of kinds) {
    if (hasPages && kind !== "mhonarc-page") {
      later.push({ file, kind });
      continue;
    }
    const withList = kind === "mhonarc-page" ? { ...file, list } : file;
    for await (const event of readInFolder(withList, kind, options)) {
      if (hasPages && event.type === "mail") {
        for (const { fileName } of linkedFiles(event.mail.raw)) attached.add(fileName);
      }
      yield event;
    }
  }
  for (const { file, kind } of later) {
    if (!attached.has(path.basename(file.path))) yield* readInFolder(file, kind, options);
  }
}

/** As `readKind`, but a bundle that git cannot read must not end the walk. */
async function* readInFolder(
  file: FilePlace,
  kind: FileKind,
  options: ReadOptions,
): AsyncGenerator<ArchiveEvent> {
  try {
    yield* readKind(file, kind, options);
  } catch (error) {
    if (!(error instanceof TrackerError)) throw error;
    yield problemEvent(file.where, { code: error.code, detail: error.message });
  }
}

async function* readKind(
  file: FilePlace,
  kind: FileKind,
  options: ReadOptions,
): AsyncGenerator<ArchiveEvent> {
  if (kind !== "bundle") {
    yield* readFileAs(file, kind);
    return;
  }
  const { checkpoint, signal } = options;
  const gitDir = await mirrorRemote(file.path, options.cacheFolder, signal);
  const { where, list } = file;
  yield* readInboxEpoch({ gitDir, where, list, source: null, checkpoint, signal });
}

/** The kind by content, or what the asked format makes of it. */
async function kindOf(
  file: FilePlace,
  options: ReadOptions,
): Promise<FileKind | { problem: ArchiveEvent }> {
  const kind = await sniffFile(file);
  if (typeof kind !== "string" || kind === "empty") return kind;
  switch (options.format) {
    case "mbox":
      return kind === "bundle" ? "unknown" : "mbox";
    case "eml":
    case "maildir":
      return kind === "bundle" ? "unknown" : "rfc822";
    case "page-text":
      return kind === "bundle" || kind === "html" ? "unknown" : "page-text";
    case "public-inbox":
      return kind === "bundle" ? kind : { problem: problemEvent(file.where, NOT_AN_INBOX) };
    case "pipermail":
      return ["pipermail-text", "pipermail-page", "index-page", "mbox", "html"].includes(kind)
        ? kind
        : "unknown";
    case "mhonarc":
      return ["mhonarc-page", "index-page", "html"].includes(kind) ? kind : "unknown";
    case "auto":
      return kind;
  }
}

const NOT_AN_INBOX = {
  code: "not-a-public-inbox",
  detail: "neither a git repository nor a bundle",
};
