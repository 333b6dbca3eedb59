import { lstat, readdir, readFile, realpath, stat } from "node:fs/promises";
import path from "node:path";
import type { ArchiveEvent } from "../model/mail.ts";
import { problemEvent, wordsOf } from "./events.ts";
import type { FilePlace } from "./read-file.ts";

/** What a folder turns out to hold. */
export type FolderItem =
  | {
      readonly type: "repository";
      readonly gitDir: string;
      readonly where: string;
      readonly list: string | null;
    }
  /** A mail of a Maildir. */
  | { readonly type: "maildir-mail"; readonly file: FilePlace }
  /** Mails of a Maildir that are stored: a delivered one is never written again. */
  | { readonly type: "maildir-known"; readonly mails: number }
  /** The loose files of one folder, in order of name. */
  | { readonly type: "files"; readonly files: readonly FilePlace[] }
  | { readonly type: "problem"; readonly event: ArchiveEvent };

interface Entries {
  readonly folders: string[];
  readonly files: string[];
}

/** Files whose sizes are asked for at a time. */
const FILES_AT_ONCE = 64;

/** Mails of a folder by place, and their size in bytes. */
export type StoredFiles = ReadonlyMap<string, number>;

/**
 * Walks a folder in order of names (code units): git repositories, public-inbox epochs by number,
 * Maildirs (`new`, `cur`; `tmp` holds what is not delivered yet), and loose files, folder by
 * folder. Symlinks are followed to files inside the folder only. What cannot be read is a problem
 * and the walk goes on. No recursion: a deep tree costs no stack.
 *
 * @param stored mails of this folder that need not be read again; asked once a Maildir is found
 */
export async function* walkFolder(
  root: string,
  stored: () => Promise<StoredFiles> = async () => new Map(),
): AsyncGenerator<FolderItem> {
  const home = await realpath(root);
  let known: StoredFiles | null = null;
  const stack = [home];
  for (let folder = stack.pop(); folder !== undefined; folder = stack.pop()) {
    const where = path.relative(home, folder) || path.basename(root) || root;
    const gitDir = await findGitDir(folder);
    if (gitDir !== null) {
      yield { type: "repository", gitDir, where, list: listOfEpoch(folder) };
      continue;
    }
    let entries: Entries;
    try {
      const listed = await listEntries(folder, home);
      entries = listed.entries;
      for (const event of listed.problems) yield { type: "problem", event };
    } catch (error) {
      yield {
        type: "problem",
        event: problemEvent(where, { code: "unreadable", detail: wordsOf(error) }),
      };
      continue;
    }
    const inFolder = folder;
    const epochs = entries.folders.includes("git")
      ? await epochNames(path.join(folder, "git"))
      : [];
    if (epochs.length > 0) {
      // The rest of an inbox folder is index: Xapian, SQLite.
      stack.push(...epochs.map((name) => path.join(inFolder, "git", name)).toReversed());
      continue;
    }
    const maildir = entries.folders.includes("cur") && entries.folders.includes("new");
    const below = entries.folders.filter(
      (name) => !maildir || !["cur", "new", "tmp"].includes(name),
    );
    stack.push(
      ...sortEpochs(below)
        .map((name) => path.join(inFolder, name))
        .toReversed(),
    );
    if (maildir) {
      known ??= byDelivery(await stored());
      yield* maildirMails(folder, home, known);
    } else if (entries.files.length > 0) {
      const files: FilePlace[] = [];
      for await (const file of placesOf(folder, entries.files, home)) files.push(file);
      yield { type: "files", files };
    }
  }
}

/** Folder of the git data when the folder is a repository, bare or not; else null. */
export async function findGitDir(folder: string): Promise<string | null> {
  if (await isGitDir(folder)) return folder;
  const inner = path.join(folder, ".git");
  if (await isGitDir(inner)) return inner;
  try {
    return (await readFile(inner, "latin1")).startsWith("gitdir: ") ? inner : null;
  } catch {
    return null;
  }
}

/** The list that an epoch's place names: `…/linuxppc-dev/git/0.git`, `…/linuxppc-dev/0.git`. */
export function listOfEpoch(place: string): string | null {
  const match = /([^/]+)(?:\/git)?\/\d+(?:\.git)?\/?$/.exec(place);
  return match?.[1] ?? null;
}

async function isGitDir(folder: string): Promise<boolean> {
  try {
    const [head, objects] = [path.join(folder, "HEAD"), path.join(folder, "objects")];
    return (await stat(head)).isFile() && (await stat(objects)).isDirectory();
  } catch {
    return false;
  }
}

async function epochNames(folder: string): Promise<string[]> {
  try {
    return sortEpochs((await readdir(folder)).filter((name) => /^\d+\.git$/.test(name)));
  } catch {
    return [];
  }
}

/** By name; epochs by number, so that `10.git` comes behind `9.git`. */
function sortEpochs(names: readonly string[]): string[] {
  const rank = (name: string): number =>
    /^\d{1,9}\.git$/.test(name) ? Number.parseInt(name, 10) : -1;
  return [...names].sort((a, b) => rank(a) - rank(b) || (a < b ? -1 : 1));
}

async function listEntries(
  folder: string,
  home: string,
): Promise<{ entries: Entries; problems: ArchiveEvent[] }> {
  const entries: Entries = { folders: [], files: [] };
  const problems: ArchiveEvent[] = [];
  for (const entry of (await readdir(folder, { withFileTypes: true })).sort((a, b) =>
    a.name < b.name ? -1 : 1,
  )) {
    const place = path.join(folder, entry.name);
    if (entry.isDirectory()) entries.folders.push(entry.name);
    else if (entry.isFile()) entries.files.push(entry.name);
    else if (entry.isSymbolicLink() && (await leadsToFileInside(place, home)))
      entries.files.push(entry.name);
    else {
      const detail = entry.isSymbolicLink()
        ? "a symbolic link to a folder, or out of the folder, is not followed"
        : "neither a file nor a folder";
      problems.push(problemEvent(path.relative(home, place), { code: "not-a-file", detail }));
    }
  }
  return { entries, problems };
}

async function leadsToFileInside(link: string, home: string): Promise<boolean> {
  try {
    const target = await realpath(link);
    return target.startsWith(home + path.sep) && (await lstat(target)).isFile();
  } catch {
    return false;
  }
}

async function* maildirMails(
  folder: string,
  home: string,
  known: StoredFiles,
): AsyncGenerator<FolderItem> {
  for (const part of ["cur", "new"]) {
    const inside = path.join(folder, part);
    try {
      const { entries, problems } = await listEntries(inside, home);
      for (const event of problems) yield { type: "problem", event };
      let mails = 0;
      for await (const file of placesOf(inside, entries.files, home)) {
        if (known.get(deliveryOf(file.where)) === file.sizeBytes) mails += 1;
        else yield { type: "maildir-mail", file };
      }
      if (mails > 0) yield { type: "maildir-known", mails };
    } catch (error) {
      const where = path.relative(home, inside);
      yield {
        type: "problem",
        event: problemEvent(where, { code: "unreadable", detail: wordsOf(error) }),
      };
    }
  }
}

function byDelivery(stored: StoredFiles): StoredFiles {
  return new Map([...stored].map(([where, sizeBytes]) => [deliveryOf(where), sizeBytes]));
}

/** What stays of a mail's place when it is read or flagged: `cur/1700.lab:2,S` was `new/1700.lab`. */
function deliveryOf(where: string): string {
  const folder = path.dirname(path.dirname(where));
  return `${folder}/${path.basename(where).replace(/:.*$/s, "")}`;
}

async function* placesOf(
  folder: string,
  names: readonly string[],
  home: string,
): AsyncGenerator<FilePlace> {
  for (let at = 0; at < names.length; at += FILES_AT_ONCE) {
    const some = names.slice(at, at + FILES_AT_ONCE);
    yield* await Promise.all(some.map((name) => placeOf(path.join(folder, name), home)));
  }
}

/** A file that goes away meanwhile gets size 0: reading it will tell. */
async function placeOf(file: string, home: string): Promise<FilePlace> {
  const sizeBytes = await stat(file).then(
    (found) => found.size,
    () => 0,
  );
  return { path: file, where: path.relative(home, file), sizeBytes, list: null };
}
