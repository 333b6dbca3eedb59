import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import type { AddressInfo } from "node:net";
import path from "node:path";
import { simpleParser, type ParsedMail } from "mailparser";
import { SMTPServer, type SMTPServerOptions } from "smtp-server";

/** A mail as a server took it. */
export interface ReceivedMail {
  readonly from: string;
  readonly to: readonly string[];
  /** It came over TLS. */
  readonly secure: boolean;
  readonly raw: Buffer;
  /** Read by a parser that is not ours. */
  readonly parsed: ParsedMail;
}

/** A mail server on loopback, and what it took. */
export interface MailServer {
  readonly port: number;
  readonly received: ReceivedMail[];
  readonly close: () => Promise<void>;
}

/** A reply that refuses. */
export function refusal(code: number, message: string): Error {
  return Object.assign(new Error(message), { responseCode: code });
}

/**
 * Starts a real SMTP server. `onMail` is asked once a mail is there whole, before the answer; an
 * error that it throws is the answer, and the mail is not counted as received.
 */
export async function startMailServer(
  options: SMTPServerOptions = {},
  onMail: (mail: ReceivedMail) => void | Promise<void> = () => {},
): Promise<MailServer> {
  const received: ReceivedMail[] = [];
  const take = async (
    session: Parameters<NonNullable<SMTPServerOptions["onData"]>>[1],
    raw: Buffer,
  ) => {
    const { mailFrom, rcptTo } = session.envelope;
    const mail = {
      from: mailFrom === false ? "" : mailFrom.address,
      to: rcptTo.map(({ address }) => address),
      secure: session.secure,
      raw,
      parsed: await simpleParser(raw),
    };
    await onMail(mail);
    received.push(mail);
  };
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ["STARTTLS"],
    onData(stream, session, callback) {
      const chunks: Buffer[] = [];
      stream.on("data", (chunk: Buffer) => chunks.push(chunk));
      stream.on("end", () => {
        take(session, Buffer.concat(chunks)).then(
          () => callback(null),
          (error: unknown) => callback(error as Error),
        );
      });
    },
    ...options,
  });
  server.on("error", () => {});
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", () => resolve()));
  const { port } = server.server.address() as AddressInfo;
  return {
    port,
    received,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}

/** A certificate for localhost that nobody but its maker trusts, and its key (PEM). */
export function makeCertificate(folder: string): { cert: string; key: string; file: string } {
  const file = path.join(folder, "cert.pem");
  const keyFile = path.join(folder, "key.pem");
  const wanted = "req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=localhost -addext";
  const names = "subjectAltName=DNS:localhost,IP:127.0.0.1";
  const args = [...wanted.split(" "), names, "-out", file, "-keyout", keyFile];
  const run = spawnSync("openssl", args);
  if (run.status !== 0) throw new Error(`openssl: ${String(run.stderr)}`);
  return { cert: readFileSync(file, "utf8"), key: readFileSync(keyFile, "utf8"), file };
}
