import { planOutgoing } from "../app/send/outbox.ts";
import { type DueDigest, findDueDigests } from "../app/send/subscriptions.ts";
import { makeWhole } from "../app/track/whole.ts";
import { newestMail } from "../app/view/views.ts";
import { ExitStatus, TrackerError } from "../errors.ts";
import type { Delivery } from "../model/outbox.ts";
import { inertText } from "../report/inert.ts";
import { formatIsoWeek, isoWeekOf, parseIsoWeek } from "../report/iso-week.ts";
import { wrap } from "../report/layout.ts";
import type { Face } from "./command.ts";
import { clock, sendApproved } from "./outbox.ts";

/** By then a week is over in every zone, and the next day nowhere. */
const HALF_DAY = 12 * 3_600;
const WEEK = 7 * 86_400;

export interface SendOptions {
  /** A list that was named; subscriptions say what goes to whom, so that there must be none. */
  readonly list: string | null;
  readonly week?: string;
  readonly dryRun?: boolean;
  readonly json?: boolean;
}

/** `digest --send`: plans the digests that are due, shows them, sends what is approved. */
export async function sendDigests(face: Face, options: SendOptions): Promise<void> {
  const app = await face.app();
  const now = options.week === undefined ? clock() : parseIsoWeek(options.week).to + HALF_DAY;
  if (options.list !== null) {
    throw new TrackerError("usage", "--send goes by the subscriptions and takes no list", {
      exitStatus: ExitStatus.usage,
      hint: "patchtrail digest --send --dry-run shows what would go to whom",
    });
  }
  if (app.config.subscriptions.length === 0) {
    throw new TrackerError("config-missing", "nobody has subscribed to a digest", {
      exitStatus: ExitStatus.usage,
      hint: "name subscriptions in the configuration; docs/sending.md tells how",
    });
  }
  await makeWhole(app);
  const due = await findDueDigests(app, { now });
  const plans = due.flatMap(({ delivery }) => (delivery === null ? [] : [delivery]));
  const dry = options.dryRun === true;
  const stored = dry
    ? await app.store.listDeliveries({ keys: plans.map(({ key }) => key) })
    : await planOutgoing(app, plans, clock());
  const byKey = new Map(stored.map((each) => [each.key, each]));
  for (const each of due) {
    const known = each.delivery === null ? undefined : byKey.get(each.delivery.key);
    if (options.json === true) face.json(fieldsOf(each, known));
    else face.out(wordsOf(each, known, face.columns));
  }
  if (plans.length === 0 && options.week === undefined && options.json !== true) {
    await tellOfOldMail(face, now);
  }
  if (dry) {
    if (options.json !== true) face.out("\nA dry run: nothing was planned or sent.");
    return;
  }
  const waiting = stored.filter(({ state }) => state === "planned").length;
  if (waiting > 0 && options.json !== true) {
    face.out(
      `\n${waiting} to be approved: patchtrail outbox show ID, patchtrail outbox approve --all,\nthen: patchtrail outbox send`,
    );
  }
  if (stored.some(({ state }) => state === "approved")) {
    if (options.json !== true) face.out("");
    await sendApproved(face, options.json === true);
  }
}

/** An archive that ended long ago has no week that is due: its newest one has to be named. */
async function tellOfOldMail(face: Face, now: number) {
  const app = await face.app();
  if ((await app.store.counts()).messages === 0) return;
  const week = isoWeekOf(await newestMail(app, null));
  if (week.to > isoWeekOf(now).from - WEEK) return;
  face.out(
    `\nThe newest mail stored is of ${formatIsoWeek(week)}: patchtrail sync brings in what is newer,\npatchtrail digest --send --week ${formatIsoWeek(week)} sends the digests of that week.`,
  );
}

/** A digest that is due as JSON, with what the outbox knows of it. */
function fieldsOf(
  { subscription, about, period, delivery, quiet }: DueDigest,
  stored: Delivery | undefined,
) {
  const { id = null, state = null } = stored ?? {};
  return { to: subscription.to, about, period, quiet, id, state, ...delivery };
}

/** The same in a sentence. */
function wordsOf(
  { subscription, about, period, delivery, quiet }: DueDigest,
  stored: Delivery | undefined,
  width: number,
): string {
  const what = delivery?.summary ?? `nothing about ${about}, ${period}: ${quiet ?? ""}`;
  const state = stored === undefined ? "" : ` (${stored.id}, ${stored.state})`;
  const text = `${inertText(subscription.to)}: ${inertText(what)}${state}`;
  return wrap(text, { width, first: "* ", rest: "    " }).join("\n");
}
