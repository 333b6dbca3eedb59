import { Buffer } from "node:buffer";

/** As public-inbox writes it: no address and no time of its own, so that nothing is made up. */
const SEPARATOR = "From mboxrd@z Thu Jan  1 00:00:00 1970\n";

/**
 * One mail as it stands in an mbox file, mboxrd quoting (a `>` before each line of `>`s and
 * `From `, which git mailsplit --mboxrd, mutt and b4 take away; RFC 4155 leaves it open). Line ends
 * CR LF become LF, as in files; an envelope line that the mail came with goes.
 */
export function mboxEntry(mail: Uint8Array): Buffer {
  // Bytes as characters: no decoding may touch what a mail holds.
  let text = Buffer.from(mail.buffer, mail.byteOffset, mail.byteLength).toString("latin1");
  if (/^[^\n]{0,10000}\r\n/.test(text)) text = text.replaceAll("\r\n", "\n");
  const body = text.replace(/^>?From [^\n]{0,10000}\n/, "").replaceAll(/^>*From /gm, ">$&");
  return Buffer.from(`${SEPARATOR}${body}${body.endsWith("\n") ? "" : "\n"}\n`, "latin1");
}
