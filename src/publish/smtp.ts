import { Readable } from "node:stream";
import { DeliveryError } from "../errors.ts";
import type { SmtpConfig } from "../model/config.ts";
import type { BuiltMail } from "./message.ts";

/** RFC 5321 section 4.5.3.2: a server may take ten minutes to answer the end of a mail. */
const ANSWER_TIMEOUT_MS = 10 * 60_000;
const CONNECT_TIMEOUT_MS = 60_000;
/** Over all: below the time after which others take the claim of a delivery for cut off. */
const TOTAL_TIMEOUT_MS = 13 * 60_000;

/** A server that never answers QUIT must not keep the program from ending. */
const QUIT_TIMEOUT_MS = 5_000;
const MAX_REASON_CHARS = 500;

interface SmtpFault extends Error {
  readonly code?: string;
  readonly responseCode?: number;
  readonly command?: string;
}

/** A server, the way in, and whom to tell before a mail is handed over. */
export interface SmtpWay {
  readonly smtp: SmtpConfig;
  /** Never part of any error. */
  readonly password: string | null;
  readonly handOver: () => Promise<void>;
}

/**
 * Hands a mail to an SMTP server, over a connection of its own: what happened to one mail is never
 * mixed up with another.
 *
 * @throws DeliveryError: for good where the server refused this mail or recipient with 5xx; to be
 *   tried again where it said 4xx or could not be reached; `mayHaveArrived` where the whole mail
 *   was handed over and the answer to it is missing
 */
export async function sendBySmtp(mail: BuiltMail, way: SmtpWay): Promise<void> {
  const { smtp, password } = way;
  const { default: SmtpConnection } = await import("nodemailer/lib/smtp-connection");
  const connection = new SmtpConnection({
    host: smtp.host,
    port: smtp.port,
    secure: smtp.security === "tls",
    requireTLS: smtp.security === "starttls",
    ignoreTLS: smtp.security === "none",
    connectionTimeout: CONNECT_TIMEOUT_MS,
    greetingTimeout: CONNECT_TIMEOUT_MS,
    socketTimeout: ANSWER_TIMEOUT_MS,
  });
  let handedOver = false;
  // Read from when the server has asked for the mail, and not before.
  const body = Readable.from(
    (async function* () {
      await way.handOver();
      handedOver = true;
      yield mail.bytes;
    })(),
    { objectMode: false },
  );
  let timer: NodeJS.Timeout | undefined;
  const failed = new Promise<never>((_, reject) => {
    connection.on("error", reject);
    timer = setTimeout(() => reject(new Error("took too long")), TOTAL_TIMEOUT_MS);
  });
  const step = (run: (done: (error?: Error | null) => void) => void): Promise<void> =>
    Promise.race([
      failed,
      new Promise<void>((resolve, reject) =>
        run((error) => (error === undefined || error === null ? resolve() : reject(error))),
      ),
    ]);
  try {
    await step((done) => connection.connect(done));
    if (smtp.user !== null) {
      const login = { user: smtp.user, pass: password ?? "" };
      await step((done) => connection.login(login, done));
    }
    const envelope = { from: mail.from, to: [mail.to], size: mail.bytes.length };
    await step((done) => connection.send(envelope, body, done));
    connection.quit();
    setTimeout(() => connection.close(), QUIT_TIMEOUT_MS).unref();
  } catch (error) {
    connection.close();
    throw asDeliveryError(error, { smtp, password, handedOver });
  } finally {
    clearTimeout(timer);
  }
}

function asDeliveryError(
  error: unknown,
  at: {
    readonly smtp: SmtpConfig;
    readonly password: string | null;
    readonly handedOver: boolean;
  },
): unknown {
  if (!(error instanceof Error)) return error;
  const { code, responseCode, command } = error as SmtpFault;
  const said = withoutSecret(error.message, at);
  const server = `${at.smtp.host}:${at.smtp.port}`;
  // What concerns the recipient or the mail itself; all else concerns every mail that we have.
  const tooBig = responseCode === 552 || (code === "EMESSAGE" && command === "MAIL FROM");
  const thisMail = command === "RCPT TO" || command === "DATA" || tooBig;
  if (responseCode === undefined && !tooBig) {
    if (at.handedOver) {
      return new DeliveryError(
        `${server} took the mail and then gave no answer (${said}): it may have arrived`,
        { retry: false, mayHaveArrived: true },
      );
    }
    return new DeliveryError(`${server}: ${said}`, { retry: true, channelDown: true });
  }
  return new DeliveryError(`${server}: ${said}`, {
    retry: !thisMail || (responseCode ?? 500) < 500,
    channelDown: !thisMail,
  });
}

/** A server may repeat what it was sent; the error stands in the database and on terminals. */
function withoutSecret(
  message: string,
  { smtp, password }: { readonly smtp: SmtpConfig; readonly password: string | null },
): string {
  const base64 = (text: string) => Buffer.from(text).toString("base64");
  const secrets =
    password === null
      ? []
      : [base64(`\0${smtp.user ?? ""}\0${password}`), base64(password), password];
  return secrets
    .reduce((text, secret) => text.replaceAll(secret, "…"), message)
    .slice(0, MAX_REASON_CHARS);
}
