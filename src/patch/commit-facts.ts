import { MAX_COMMIT_LINKS, MAX_SUBJECT_CHARS } from "../limits.ts";
import type { CommitLink } from "../model/tree.ts";
import { findArchiveUrls, messageIdIn } from "./archive-url.ts";
import { normaliseTitle } from "./subject.ts";
import { parseTrailers } from "./trailers.ts";

/** What a commit message says about the mail that the commit came from. */
export interface CommitFacts {
  /** The first paragraph on one line, as git shows it. */
  readonly title: string;
  readonly titleKey: string;
  readonly links: readonly CommitLink[];
  /** It says to be a copy of a commit of the mainline: it tells nothing of the tree of the list. */
  readonly backport: boolean;
}

const TOKENS: ReadonlySet<string> = new Set(["link", "closes", "message-id"]);
/** "commit 0123… upstream.", "[ Upstream commit 0123… ]", which stable trees begin with. */
const BACKPORT =
  /^\s{0,3}\[?\s{0,3}(?:upstream commit [0-9a-f]{10,64}|commit [0-9a-f]{10,64} upstream)\b/im;
const MAX_TITLE_LINES = 10;

/** Reads a commit message. Total. */
export function readCommitMessage(message: string): CommitFacts {
  const lines = message.split("\n");
  const begin = Math.max(
    0,
    lines.findIndex((line) => line.trim() !== ""),
  );
  const rest = lines.slice(begin, begin + MAX_TITLE_LINES);
  const end = rest.findIndex((line) => line.trim() === "");
  const title = rest
    .slice(0, end === -1 ? rest.length : end)
    .map((line) => line.trim())
    .join(" ")
    .slice(0, MAX_SUBJECT_CHARS);
  return {
    title,
    titleKey: normaliseTitle(title),
    links: linksOf(lines),
    backport: BACKPORT.test(message),
  };
}

function linksOf(lines: readonly string[]): CommitLink[] {
  const links = parseTrailers(lines).flatMap(({ token, value }): CommitLink[] => {
    const name = token.toLowerCase();
    if (!TOKENS.has(name)) return [];
    const messageId = messageIdIn(findArchiveUrls(value)[0]?.url ?? value);
    return messageId === null ? [] : [{ token: name as CommitLink["token"], messageId }];
  });
  return links.slice(0, MAX_COMMIT_LINKS);
}
