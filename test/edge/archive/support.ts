import { spawnSync } from "node:child_process";
import { mkdtempSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach } from "vitest";
import { readArchive } from "../../../src/archive/open.ts";
import type { ArchiveFormat } from "../../../src/model/config.ts";
import type { ArchivedMail, ArchiveEvent } from "../../../src/model/mail.ts";

/** A folder of the test's own, gone when the test file's current test ends. */
export function aFolder(): string {
  const folder = mkdtempSync(path.join(tmpdir(), "patchtrail-archive-"));
  made.push(folder);
  return folder;
}
const made: string[] = [];
afterEach(() => {
  for (const folder of made.splice(0)) rmSync(folder, { recursive: true, force: true });
});

export function write(folder: string, name: string, content: string | Uint8Array): string {
  const file = path.join(folder, name);
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, content);
  return file;
}

export function aMail(id: string, body = "hello\n"): string {
  return `From: Ann <ann@example.org>\nSubject: mail ${id}\nMessage-ID: <${id}@example.org>\n\n${body}`;
}

export async function collect(events: AsyncIterable<ArchiveEvent>): Promise<ArchiveEvent[]> {
  const all: ArchiveEvent[] = [];
  for await (const event of events) all.push(event);
  return all;
}

/** All events of a place; `positions` are the checkpoints stored before. */
export async function read(
  place: string,
  options: {
    format?: ArchiveFormat;
    cache?: string;
    positions?: Record<string, string>;
    /** Bytes of mails stored before, by place. */
    stored?: Record<string, number>;
  } = {},
): Promise<ArchiveEvent[]> {
  return collect(
    readArchive(place, {
      format: options.format ?? "auto",
      cacheFolder: options.cache ?? aFolder(),
      checkpoint: (source) => Promise.resolve(options.positions?.[source] ?? null),
      stored: () => Promise.resolve(new Map(Object.entries(options.stored ?? {}))),
    }),
  );
}

export function mailsOf(events: readonly ArchiveEvent[]): ArchivedMail[] {
  return events.flatMap((event) => (event.type === "mail" ? [event.mail] : []));
}

/** `id` of each mail made by `aMail`, in order. */
export function idsOf(events: readonly ArchiveEvent[]): string[] {
  return mailsOf(events).map(
    ({ raw }) => /<(.+?)@example\.org>\n\n/.exec(Buffer.from(raw).toString())?.[1] ?? "?",
  );
}

export function problemsOf(events: readonly ArchiveEvent[]): string[] {
  return events.flatMap((event) =>
    event.type === "problem" ? [`${event.where}: ${event.code}`] : [],
  );
}

export function git(folder: string, ...args: string[]): string {
  const identity = [
    "-c",
    "user.name=Ann",
    "-c",
    "user.email=ann@example.org",
    "-c",
    "commit.gpgSign=false",
  ];
  const ran = spawnSync("git", [...identity, "-C", folder, ...args], { encoding: "utf8" });
  if (ran.status !== 0) throw new Error(`git ${args.join(" ")}: ${ran.stderr}`);
  return ran.stdout.trim();
}
