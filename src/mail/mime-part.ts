import libmime from "libmime";
import type { Headers } from "./headers.ts";

/** A leaf of the MIME tree: its bytes after transfer decoding, its charset not yet applied. */
export interface MimePart {
  /** Lower case, `text/plain` where nothing is said. */
  readonly contentType: string;
  readonly params: Readonly<Record<string, string>>;
  readonly attachment: boolean;
  readonly filename: string | null;
  readonly bytes: Uint8Array;
  /** Number of the multipart/alternative it stands in, else null. */
  readonly alternative: number | null;
}

/** What the header fields of a mail or of one of its parts say about its content. */
export interface PartHead extends Pick<
  MimePart,
  "contentType" | "params" | "attachment" | "filename"
> {
  /** Content-Transfer-Encoding as written; empty where nothing is said. */
  readonly encoding: string;
}

interface Structured {
  readonly value: string;
  readonly params: Readonly<Record<string, string>>;
}

const MAX_VALUE_CHARS = 2_000;
const MAX_NAME_CHARS = 255;
const TYPE = /^[\w.+-]{1,100}\/[\w.+-]{1,100}$/;

/**
 * A structured field read by the library's own reader of them; null where unfolding may have told
 * us something else than it: raw 8-bit characters, or a fold within a quoted value.
 */
function readStructured(field: string): Structured | null {
  if (field.length > MAX_VALUE_CHARS || /[^\t\u0020-\u007e]/.test(field)) return null;
  const { value, params } = libmime.parseHeaderValue(field) as {
    value: string | false;
    params: Record<string, string>;
  };
  if (value === false) return null;
  const decoded: Record<string, string> = {};
  for (const [name, text] of Object.entries(params)) {
    if (/\t|  /.test(text)) return null;
    decoded[name] = libmime.decodeWords(text);
  }
  return { value: libmime.decodeWords(value), params: decoded };
}

/**
 * What the fields of a part say, in the library's reading; null where it has to look itself: fields
 * that come twice, are malformed or are not plain ASCII.
 * @see RFC 2045 section 5, RFC 2183, RFC 2231
 */
export function readPartHead(headers: Headers): PartHead | null {
  const types = headers.all("content-type");
  const dispositions = headers.all("content-disposition");
  if (types.length > 1 || dispositions.length > 1) return null;
  const encoding = headers.first("content-transfer-encoding") ?? "";
  if (/[^\w \t-]/.test(encoding)) return null;
  // Without a type the library guesses one by the file's name.
  if (types.length === 0 && dispositions.length > 0) return null;
  const type = readStructured(types[0] ?? "text/plain");
  const disposition = readStructured(dispositions[0] ?? "inline");
  if (type === null || disposition === null || !TYPE.test(type.value)) return null;
  const filename = disposition.params["filename"] || (type.params["name"] ?? null);
  return {
    contentType: type.value.toLowerCase(),
    params: type.params,
    attachment: !/^\s{0,9}(?:inline)?\s{0,9}$/i.test(disposition.value),
    filename: filename?.slice(0, MAX_NAME_CHARS) ?? null,
    encoding,
  };
}
