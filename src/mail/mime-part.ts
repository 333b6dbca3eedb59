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

const VALUE = /^\s*([^\s;"\\]+)\s*/;
const PARAM = /;\s*([\w-]+)\s*=\s*(?:"([^"\\]*)"|([^\s;"\\]+))\s*/y;

/**
 * A structured field in its plain form; null where readers may differ: raw 8-bit characters,
 * escapes, continuations (RFC 2231), encoded words, blanks that folding may have changed.
 */
function readStructured(field: string): Structured | null {
  if (field.length > MAX_VALUE_CHARS || /[^\t\u0020-\u007e]|=\?/.test(field)) return null;
  const value = VALUE.exec(field);
  if (value === null) return null;
  const params: Record<string, string> = {};
  let end = value[0].length;
  for (; end < field.length && !/^;\s*$/.test(field.slice(end)); end = PARAM.lastIndex) {
    PARAM.lastIndex = end;
    const match = PARAM.exec(field);
    if (match === null) return null;
    const text = match[2] ?? match[3] ?? "";
    if (/\t| {2}/.test(text)) return null;
    // Of a name that comes twice the library takes the last.
    params[match[1]!.toLowerCase()] = text;
  }
  return { value: value[1]!, params };
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
