import type { Diagnostic } from "../model/mail.ts";
import { MAX_BODY_CHARS, MAX_BODY_LINES } from "../limits.ts";

/** A body made fit for reading, and what had to be done to it. */
export interface FinishedBody {
  readonly body: string;
  readonly diagnostics: readonly Diagnostic[];
}

function cutLines(text: string, lines: number): string {
  let at = 0;
  for (let line = 0; line < lines; line += 1) {
    const newline = text.indexOf("\n", at);
    if (newline === -1) return text;
    at = newline + 1;
  }
  return text.slice(0, at);
}

/**
 * Line ends made LF, NULs removed (`nul-removed`), cut at `MAX_BODY_CHARS` and `MAX_BODY_LINES`
 * (`body-truncated`), blank lines at the end dropped.
 */
export function finishBody(text: string): FinishedBody {
  const diagnostics: Diagnostic[] = [];
  let body = text.length > MAX_BODY_CHARS ? text.slice(0, MAX_BODY_CHARS) : text;
  if (body.includes("\r")) body = body.replaceAll(/\r{1,2}\n/g, "\n").replaceAll("\r", "\n");
  if (body.includes("\u0000")) {
    body = body.replaceAll("\u0000", "");
    diagnostics.push({ code: "nul-removed", detail: "the body holds NUL bytes" });
  }
  const whole = body;
  body = cutLines(body, MAX_BODY_LINES);
  if (text.length > MAX_BODY_CHARS || body.length < whole.length) {
    diagnostics.push({
      code: "body-truncated",
      detail: `${text.length} characters, ${body.length} kept`,
    });
  }
  let end = body.length;
  while (end > 0 && (body[end - 1] === "\n" || body[end - 1] === " " || body[end - 1] === "\t"))
    end -= 1;
  return { body: end === 0 ? "" : `${body.slice(0, end)}\n`, diagnostics };
}
