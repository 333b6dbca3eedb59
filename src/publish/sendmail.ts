import { DeliveryError } from "../errors.ts";
import type { BuiltMail } from "./message.ts";

/** Exit statuses of sendmail that speak of this one mail and do not change (sysexits.h). */
const FOR_GOOD = new Set([65, 67, 68]);

/** A local program queues a mail within moments; one that hangs must not hold all others up. */
const TIMEOUT_MS = 10 * 60_000;

/**
 * Hands a mail to a local program as sendmail takes it: `-i -f sender recipient`, the mail on its
 * standard input. It has taken the mail over when it ends with 0.
 *
 * @throws DeliveryError; `mayHaveArrived` when it was killed or does not end
 */
export async function sendBySendmail(
  mail: BuiltMail,
  { program, handOver }: { readonly program: string; readonly handOver: () => Promise<void> },
): Promise<void> {
  const { createTransport } = await import("nodemailer");
  const transport = createTransport({ sendmail: true, path: program, newline: "unix" });
  await handOver();
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error("it does not end")), TIMEOUT_MS);
  });
  try {
    const envelope = { from: mail.from, to: [mail.to] };
    await Promise.race([transport.sendMail({ envelope, raw: mail.bytes }), late]);
  } catch (error) {
    throw asDeliveryError(error, program);
  } finally {
    clearTimeout(timer);
    transport.close();
  }
}

function asDeliveryError(error: unknown, program: string): unknown {
  if (!(error instanceof Error)) return error;
  const message = `${program}: ${error.message.slice(0, 500)}`;
  const status = Number(/exited with code (\d{1,3})/.exec(error.message)?.[1] ?? Number.NaN);
  if (/terminated by|does not end/.test(error.message)) {
    return new DeliveryError(`${message}: the mail may have left`, {
      retry: false,
      mayHaveArrived: true,
      cause: error,
    });
  }
  const lasting = FOR_GOOD.has(status);
  return new DeliveryError(message, { retry: !lasting, channelDown: !lasting, cause: error });
}
