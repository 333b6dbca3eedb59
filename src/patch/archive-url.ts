/** An address in running text; brackets and quotes around it are not of it. */
const URL = /https?:\/\/[^\s<>"')\]}]{1,500}/g;
/** Hosts and paths of mail archives and patch trackers; links elsewhere name no posting. */
const ARCHIVE =
  /^https?:\/\/(?:[\w-]{1,40}\.){0,4}(?:kernel\.org\/(?!pub\/scm|doc)|msgid\.link|public-inbox\.org|spinics\.net|marc\.info|mail-archive\.com|lkml\.org|lwn\.net\/(?:ml|Articles)|gmane\.(?:org|io)|yhbt\.net)|^https?:\/\/(?:lore|lists?|inbox|patchwork|mid|mailman|lkml)\.|\/(?:pipermail|patchwork|hyperkitty|archives?\/(?:list|html|[\w-]{1,60}\/\d{4}-))/i;
const NOT_ARCHIVE = /^https?:\/\/(?:git|bugzilla|www|docs|elixir)\.kernel\.org/i;
/** Archives whose addresses hold the message-id itself. */
const BY_ID = /\b(?:kernel\.org|msgid\.link|public-inbox|patchwork|lore|inbox|mid|lists?|yhbt)\b/i;
const MESSAGE_ID = /^[^\s<>/"()[\]~][^\s<>/"()[\]]{0,400}@[^\s<>/"()[\],;@]{1,250}$/;
const MAX_URLS_PER_LINE = 20;

/** An address found in a line, and where. */
export interface FoundUrl {
  readonly url: string;
  readonly start: number;
  readonly end: number;
}

/** The addresses of mail archives and patch trackers in a line, in order, at most 20. */
export function findArchiveUrls(line: string): FoundUrl[] {
  const found: FoundUrl[] = [];
  for (const match of line.matchAll(URL)) {
    const url = match[0].replace(/[.,;:!?*]{1,5}$/, "");
    if (!ARCHIVE.test(url) || NOT_ARCHIVE.test(url)) continue;
    found.push({ url, start: match.index, end: match.index + match[0].length });
    if (found.length >= MAX_URLS_PER_LINE) break;
  }
  return found;
}

/**
 * The message-id that an archive's address names (lore, lkml.kernel.org/r, msgid.link, patchwork),
 * or the id itself, with or without angle brackets. Null for addresses by number (pipermail,
 * spinics, patchwork's older ones) and for anything else.
 *
 * @see https://public-inbox.org/README.html, "Message-ID permalinks"
 */
export function messageIdIn(target: string): string | null {
  const text = target.slice(0, 1_000).trim().replace(/^</, "").replace(/>.*$/, "");
  if (!/^https?:/.test(text)) return idOrNull(text);
  if (!BY_ID.test(text)) return null;
  const path = text.replace(/[?#].*$/, "").replace(/^https?:\/\/[^/]*/, "");
  const part = path
    .split("/")
    .map(decode)
    .find((piece) => piece.includes("@"));
  return part === undefined ? null : idOrNull(part);
}

function decode(part: string): string {
  if (!part.includes("%")) return part;
  try {
    return decodeURIComponent(part);
  } catch {
    // Not well encoded: taken as it stands.
    return part;
  }
}

function idOrNull(text: string): string | null {
  const id = text.replace(/[.,;:]{1,5}$/, "");
  return MESSAGE_ID.test(id) ? id : null;
}
