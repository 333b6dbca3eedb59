/**
 * Bounds on what strangers may send. Over a bound a mail is kept as far as it goes, marked with a
 * diagnostic and counted; the run goes on. Each figure says why it is enough for real list mail.
 */

/** Largest mail read whole. lore refuses mails over 30 MB; what is longer is cut here. */
export const MAX_MAIL_BYTES = 64 * 1024 * 1024;
/** Decoded text kept of a mail; the largest real patches of the lists are near 4 MB. */
export const MAX_BODY_CHARS = 8 * 1024 * 1024;
/** Lines of a body that are read as blocks; tree-wide patches reach some 80,000. */
export const MAX_BODY_LINES = 200_000;
/** A line that is longer is cut for analysis: no person writes it, regular expressions suffer. */
export const MAX_LINE_CHARS = 10_000;
export const MAX_SUBJECT_CHARS = 1_000;
/** RFC 5322 sets 998 characters a line; ids on the lists stay below 250. */
export const MAX_MESSAGE_ID_CHARS = 998;
/** Deep threads cite some 100 ancestors; only the last ones decide. */
export const MAX_REFERENCES = 200;
/** Recipients kept of To and of Cc each; tree-wide series name some 300. */
export const MAX_RECIPIENTS = 500;
export const MAX_MIME_PARTS = 200;
/** What one gzip may expand to, as a multiple of its size, above a floor: stops bombs. */
export const MAX_GZIP_RATIO = 200;
export const MIN_GZIP_ALLOWANCE_BYTES = 64 * 1024 * 1024;
/** An archive page; the largest real ones hold a 4 MB patch. */
export const MAX_PAGE_BYTES = 32 * 1024 * 1024;
/** Quarantined input keeps this much of its raw bytes. */
export const MAX_QUARANTINE_BYTES = 1024 * 1024;
/** Patches of one revision; the longest real series have some 600. */
export const MAX_SERIES_PATCHES = 1_000;
/** Changed lines that stand for a patch in comparisons (bottom-k sketch). */
export const SKETCH_SIZE = 64;
/** Dates outside are not believed: before the first mail on a kernel list, or far ahead. */
export const EARLIEST_SENT_AT = Date.UTC(1990, 0, 1) / 1000;
export const LATEST_SENT_AT = Date.UTC(2038, 0, 1) / 1000;
/** A reply that names no mail is put below one with its subject that is at most this much older. */
export const SUBJECT_WINDOW_SECONDS = 30 * 86_400;
/** Patches of a series that was sent without threading come within this time of one another. */
export const UNTHREADED_WINDOW_SECONDS = 2 * 3_600;
/** A search query that is longer is refused. */
export const MAX_QUERY_CHARS = 1_000;
/** Words, phrases and filters of one query; each costs a look into the index. */
export const MAX_QUERY_TERMS = 64;
/** Words of one query that may go on (`ab*`): each joins thousands of words of the index. */
export const MAX_QUERY_PREFIXES = 10;
/** Parentheses in one another in a query; nobody reads more, and reading it recurses. */
export const MAX_QUERY_DEPTH = 20;
/** Header bytes read of a mail; real ones with all their seals and traces stay below 100 kB. */
export const MAX_HEADER_BYTES = 1024 * 1024;
/** Header fields read of a mail; heavily relayed ones carry some 150. */
export const MAX_HEADER_FIELDS = 2_000;
/** HTML that is turned into text; beyond, a mail is no letter that anybody wrote. */
export const MAX_HTML_CHARS = 2 * 1024 * 1024;
/** One file fetched from an archive; a busy list's month is near 40 MB of text. */
export const MAX_DOWNLOAD_BYTES = 128 * 1024 * 1024;
/** Index pages of one crawled archive: 30 years by month, each in ten pages, fit. */
export const MAX_INDEX_PAGES = 5_000;
/** Lines changed between two patches that are found line by line; re-rolls stay far below. */
export const MAX_LINE_EDITS = 4_000;
/** Steps spent on pairing the patches of two revisions, and again on showing what changed: seconds. */
export const MAX_COMPARING_STEPS = 300_000_000;
/** Patches that are weighed against one another at once; the time grows with the cube. */
export const MAX_ASSIGNED_TOGETHER = 400;
/** Rows of one page of the HTTP API; more takes longer than people wait. */
export const MAX_PAGE_ROWS = 100;
/** Address with query that the server reads; a message-id, every character escaped, is below 3,000. */
export const MAX_URL_CHARS = 8_000;
/** Mails of a thread that leave as one mbox, in bytes; the largest real threads are near 10 MB. */
export const MAX_MBOX_BYTES = 256 * 1024 * 1024;
/** Why somebody decided something: a remark, no letter. */
export const MAX_NOTE_CHARS = 1_000;
/** A file of decisions; one decision is some 300 bytes, and people make them one by one. */
export const MAX_DECISIONS_BYTES = 16 * 1024 * 1024;
/** Read of a commit message; the longest real ones (merges apart) stay below 40 kB. */
export const MAX_COMMIT_MESSAGE_BYTES = 128 * 1024;
/** Mails that one commit message names in trailers; real ones name up to some 20. */
export const MAX_COMMIT_LINKS = 50;
/** HTML of a mail: Gmail cuts off what is beyond 102 kB and hides it behind a link. */
export const MAX_MAIL_HTML_BYTES = 102_400;
/** Of these, kept for how to unsubscribe: two lines with an address that the operator chose. */
export const WAY_OUT_BYTES = 2_400;
/** Body of a request: a form with a remark. */
export const MAX_FORM_BYTES = 64 * 1024;
/** Revisions before one, and as many after it, that links are looked for in; real ones have at most some 50. */
export const MAX_CANDIDATES_A_SIDE = 128;
