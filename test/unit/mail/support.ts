import type { ArchivedMail, AttachedFile, CopyForm, Message } from "../../../src/model/mail.ts";
import { parseMessage } from "../../../src/mail/parse-message.ts";

export interface RawOptions {
  readonly form?: CopyForm;
  readonly attached?: readonly AttachedFile[];
  readonly zone?: string | null;
}

/** One mail as an archive would hand it over; a string is UTF-8. */
export function anArchivedMail(raw: string | Uint8Array, options: RawOptions = {}): ArchivedMail {
  return {
    form: options.form ?? "rfc822",
    raw: typeof raw === "string" ? Buffer.from(raw, "utf8") : raw,
    attached: options.attached ?? [],
    receivedAt: null,
    list: null,
    where: "test",
    diagnostics: [],
  };
}

export function parse(raw: string | Uint8Array, options: RawOptions = {}): Promise<Message> {
  return parseMessage(anArchivedMail(raw, options), { zone: options.zone ?? null });
}

/** A plain mail with the given extra header lines. */
export function mailWith(
  headers: readonly string[],
  body = "Hello list,\n\nthis is it.\n",
): string {
  return [
    "From: Jane Doe <jane@example.org>",
    "Message-ID: <one@example.org>",
    ...headers,
    "",
    body,
  ].join("\n");
}

export function codes(message: Message): string[] {
  return message.diagnostics.map((diagnostic) => diagnostic.code);
}
