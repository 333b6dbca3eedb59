import { MAX_LINE_CHARS, MAX_PAGE_BYTES, MAX_SUBJECT_CHARS } from "../../../src/limits.ts";

/** Why an expression that recheck does not call safe may stay. */
export interface Allowance {
  /** Below src/: a file, or a folder with a slash at its end. */
  readonly file: string;
  /** How the expression begins; empty for all of the file or folder. */
  readonly begins: string;
  /** It never sees more characters: the attack is tried with so many. */
  readonly chars: number;
  /** What that may take on a quiet machine; 50 where nothing is said. */
  readonly milliseconds?: number;
  readonly why: string;
}

/** What sniffing and page heads look at. */
const HEAD_CHARS = 64 * 1024;
/** Expressions over whole pages are tried with a part of one: their time must grow by the byte. */
const PAGE_CHARS = MAX_PAGE_BYTES / 64;

/**
 * The first that fits counts, so what is special stands above its folder. Most are "polynomial"
 * by recheck's probing with strings shorter than the bound of a quantifier (`.{0,200}`): the time
 * grows by the byte beyond it, which the attack, tried at full length, shows.
 */
export const ALLOWED: readonly Allowance[] = [
  { file: "archive/crawl-links.ts", begins: "[a-z]+", chars: 1_000, why: "one address, cut at 1,000 characters by HREF" },
  { file: "archive/folder.ts", begins: "", chars: 4_096, why: "a path of this machine" },
  { file: "archive/from-line.ts", begins: "", chars: 1_000, why: "a From_ line, at most MAX_FROM_LINE_BYTES" },
  { file: "archive/inbox-manifest.ts", begins: "", chars: 2_048, why: "an address that the user gave" },
  { file: "archive/open.ts", begins: "", chars: 4_096, why: "a place that the user gave" },
  { file: "archive/pages.ts", begins: "<a", chars: PAGE_CHARS, milliseconds: 1_000, why: "no tag may hold a <, so what one tag costs is bounded" },
  { file: "archive/pages.ts", begins: "<link", chars: HEAD_CHARS, why: "the first 64 kB of a page" },
  { file: "archive/sniff.ts", begins: "", chars: HEAD_CHARS, milliseconds: 150, why: "SNIFF_BYTES of a file" },
  { file: "archive/tree-place.ts", begins: "", chars: 4_096, why: "a place that the user gave" },
  { file: "app/ingest/place.ts", begins: "", chars: 4_096, why: "a place that the user gave" },
  { file: "config/", begins: "", chars: 2_000, why: "a text of the configuration, at most MAX_TEXT_CHARS" },
  { file: "mail/attribution.ts", begins: "", chars: 2_400, why: "four lines of MAX_ATTRIBUTION_CHARS" },
  { file: "mail/bot.ts", begins: "", chars: 500, why: "a name, at most MAX_NAME_CHARS" },
  { file: "mail/html.ts", begins: "<[^<>]", chars: PAGE_CHARS, milliseconds: 1_000, why: "no tag may hold a <: 1,000 steps at each of them" },
  { file: "mail/mailbox.ts", begins: "", chars: 500, why: "a name, at most MAX_NAME_CHARS" },
  { file: "mail/parse-mhonarc-page.ts", begins: "<!--X-", chars: 200_000, milliseconds: 600, why: "the head of a page: MAX_HEAD_CHARS; 4,000 steps a comment" },
  { file: "mail/parse-mhonarc-page.ts", begins: "<title>", chars: 200_000, milliseconds: 400, why: "the head of a page: MAX_HEAD_CHARS; 3,000 steps a title" },
  { file: "mail/parse-mhonarc-page.ts", begins: "^\\s{0,10}<", chars: 100_000, why: "one item of the header list, from its beginning" },
  { file: "mail/parse-mhonarc-page.ts", begins: "\\[(?:<", chars: PAGE_CHARS, why: "200 steps at each [<, once a page" },
  { file: "mail/parse-page-text.ts", begins: "", chars: 500, why: "the sender's line, at most MAX_SENDER_CHARS" },
  { file: "mail/parse-pipermail-page.ts", begins: "", chars: 50_000, milliseconds: 150, why: "the head of a page: MAX_HEAD_CHARS" },
  { file: "mail/trailer-lines.ts", begins: "", chars: MAX_LINE_CHARS, why: "one line" },
  { file: "mail/unobfuscate.ts", begins: "", chars: 2_000, why: "a line of at most 2,000 characters" },
  { file: "patch/archive-url.ts", begins: "", chars: 1_000, why: "an address, cut at 1,000 characters" },
  { file: "patch/commit-facts.ts", begins: "", chars: 128 * 1024, why: "a commit message, at most MAX_COMMIT_MESSAGE_BYTES" },
  { file: "patch/declared.ts", begins: "", chars: 240, why: "the words before an address, at most MAX_LEAD_CHARS" },
  { file: "patch/diff-header.ts", begins: "", chars: MAX_LINE_CHARS, why: "one line, from its beginning" },
  { file: "patch/facts.ts", begins: "", chars: MAX_LINE_CHARS, why: "one line or title" },
  { file: "patch/markers.ts", begins: "", chars: 4_096, why: "a path, at most MAX_PATH_CHARS" },
  { file: "patch/subject", begins: "", chars: MAX_SUBJECT_CHARS, why: "a subject or what stands in its brackets" },
  { file: "patch/trailers.ts", begins: "", chars: 2_000, why: "a trailer's value, at most MAX_VALUE_CHARS" },
  { file: "people.ts", begins: "", chars: 200, why: "a name, cut at 200 characters" },
  { file: "publish/webhook.ts", begins: "", chars: 2_000, why: "an address of the configuration" },
  { file: "report/", begins: "", chars: 4_000, why: "words that are shown, shortened before" },
  { file: "series/", begins: "", chars: 2_000, why: "a title, tag, name or sentence, cut where it is read" },
  { file: "web/html.ts", begins: "", chars: 2_000, why: "a template of ours" },
  { file: "web/parts/outline.ts", begins: "", chars: MAX_SUBJECT_CHARS, why: "a subject, from its beginning" },
  { file: "todo/", begins: "", chars: 2_000, why: "one sentence, at most MAX_SENTENCE_CHARS, or a name" },
]; // prettier-ignore

/** Expressions that are made while the program runs, and of what. */
export const MADE_LATER: Readonly<Record<string, string>> = {
  "todo/diff-evidence.ts": "a name whose characters outside [a-z0-9_] became dots: no quantifier",
};
