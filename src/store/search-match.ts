import type { Query, TextField } from "../model/query.ts";

/** Columns of message_fts by what a field means. Without To and Cc, `any` is what lore searches. */
const COLUMNS: Readonly<Record<TextField, string>> = {
  any: "- {recipients cc}",
  subject: "subject",
  from: "author",
  to: "recipients",
  cc: "cc",
  "to-cc": "{recipients cc}",
  people: "{author recipients cc}",
  body: "- {subject author recipients cc attachments}",
  "subject-body": "- {author recipients cc attachments}",
  quoted: "quoted",
  "not-quoted": "- {subject author recipients cc quoted attachments}",
  attachment: "attachments",
  file: "files",
  removed: "removed",
  added: "added",
  context: "context",
  hunk: "hunks",
};
const BLOB_COLUMNS = {
  old: "old_blobs",
  new: "new_blobs",
  either: "{old_blobs new_blobs}",
} as const;
/** git abbreviates to seven digits at least. */
const MIN_BLOB_ABBREVIATION = 7;

/** A query as one expression of FTS5; null when it needs more, or is only a negation. */
export function matchOf(query: Query): string | null {
  switch (query.kind) {
    case "text":
      return `${COLUMNS[query.field]} : (${quoteFtsString(query.text)}${query.prefix ? " *" : ""})`;
    case "inflected":
      return `${COLUMNS[query.field]} : (${query.forms.map(quoteFtsString).join(" OR ")})`;
    case "blob":
      return `${BLOB_COLUMNS[query.side]} : (${blobMatch(query.id)})`;
    case "or":
      return joined(query.parts, " OR ");
    case "and": {
      const wanted = joined(
        query.parts.filter(({ kind }) => kind !== "not"),
        " AND ",
      );
      const not = query.parts.flatMap((part) => (part.kind === "not" ? [part.part] : []));
      if (wanted === null || not.length === 0) return wanted;
      const unwanted = joined(not, " OR ");
      return unwanted === null ? null : `(${wanted} NOT ${unwanted})`;
    }
    default:
      return null;
  }
}

function joined(parts: readonly Query[], operator: string): string | null {
  const matches = parts.map(matchOf);
  if (matches.length === 0 || matches.includes(null)) return null;
  return `(${matches.join(operator)})`;
}

/** Mails abbreviate ids as they like, so do people: one is the beginning of the other. */
function blobMatch(id: string): string {
  const shorter = [];
  for (let length = MIN_BLOB_ABBREVIATION; length < id.length; length += 1)
    shorter.push(quoteFtsString(id.slice(0, length)));
  return [`${quoteFtsString(id)} *`, ...shorter].join(" OR ");
}

/** Makes any text one FTS5 string. A NUL would end the query early, so it becomes a space. */
function quoteFtsString(text: string): string {
  return `"${text.replaceAll("\0", " ").replaceAll('"', '""')}"`;
}
