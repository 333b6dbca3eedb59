import { Argument, type Command } from "commander";
import type { DeliveryReport } from "../app/send/outbox.ts";
import * as publishers from "../app/send/publishers.ts";
import { ExitStatus, TrackerError } from "../errors.ts";
import type { Delivery, DeliveryState } from "../model/outbox.ts";
import { renderDelivery, renderOutbox, renderOutcome } from "../report/outbox.ts";
import type { AddCommand, Face } from "./command.ts";
import { positive } from "./options.ts";

const WAITING: readonly DeliveryState[] = ["planned", "approved", "sending", "failed"];
const idsOf = (deliveries: readonly Delivery[]) => deliveries.map(({ id }) => id);
const ids = () => new Argument("<id...>", "numbers as outbox list shows them").argParser(collect);

function collect(text: string, before: number[] | undefined): number[] {
  return [...(before ?? []), positive(text)];
}

/** Now, in Unix seconds UTC. */
export function clock(): number {
  return Math.floor(Date.now() / 1000);
}

/** `outbox list|show|approve|drop|send`: what is to leave, and what became of it. */
export const addOutbox: AddCommand = (program, face) => {
  const outbox = program
    .command("outbox")
    .description("what is to leave: look at it, approve or drop it, send it");
  addLooking(outbox, face);
  addDeciding(outbox, face);
  outbox
    .command("send")
    .description("send what is approved and due; nothing is ever sent twice by itself")
    .option("--json", "one JSON object a delivery")
    .action(async (options: { json?: boolean }) => sendApproved(face, options.json === true));
};

function addLooking(outbox: Command, face: Face): void {
  outbox
    .command("list", { isDefault: true })
    .description("deliveries that wait, are under way or failed")
    .option("--all", "those that were sent or dropped too")
    .option("--json", "one JSON object a delivery")
    .action(async (options: { all?: boolean; json?: boolean }) => {
      const { store } = await face.app();
      const every = await store.listDeliveries({});
      const shown =
        options.all === true ? every : every.filter(({ state }) => WAITING.includes(state));
      if (options.json === true) for (const each of shown) face.json(brief(each));
      else {
        const hidden = every.length - shown.length;
        face.out(renderOutbox(shown, { width: face.columns, paint: face.paint, hidden }));
      }
    });
  outbox
    .command("show")
    .description("one delivery with the words that leave")
    .argument("<id>", "number as outbox list shows it", positive)
    .option("--json", "as one JSON object")
    .action(async (id: number, options: { json?: boolean }) => {
      const [delivery] = await known(face, [id]);
      if (delivery === undefined) return;
      if (options.json === true) face.json(delivery);
      else face.out(renderDelivery(delivery, { width: face.columns, paint: face.paint }));
    });
}

function addDeciding(outbox: Command, face: Face): void {
  outbox
    .command("approve")
    .description("let deliveries leave with the next send; failed and unknown ones once more")
    .addArgument(ids().argOptional())
    .option("--all", "everything that is planned")
    .action(async (given: number[] | undefined, options: { all?: boolean }) => {
      const { store } = await face.app();
      if ((given ?? []).length === 0 && options.all !== true) {
        throw new TrackerError("usage", "nothing is named to be approved", {
          exitStatus: ExitStatus.usage,
          hint: "patchtrail outbox approve ID, or: patchtrail outbox approve --all",
        });
      }
      const planned =
        options.all === true ? await store.listDeliveries({ states: ["planned"] }) : [];
      const wanted = [...(await known(face, given ?? [])), ...planned];
      const done = await store.approveDeliveries(idsOf(wanted), clock());
      say(face, wanted, done, "approved");
    });
  outbox
    .command("drop")
    .description("end deliveries that are not to leave, or did arrive")
    .addArgument(ids())
    .action(async (given: number[]) => {
      const { store } = await face.app();
      const wanted = await known(face, given);
      say(face, wanted, await store.dropDeliveries(idsOf(wanted), clock()), "dropped");
    });
}

async function known(face: Face, wanted: readonly number[]): Promise<Delivery[]> {
  const found = await (await face.app()).store.listDeliveries({ ids: wanted });
  const missing = wanted.filter((id) => !found.some((each) => each.id === id));
  if (missing.length === 0) return found;
  throw new TrackerError("not-found", `there is no delivery ${missing.join(", ")}`, {
    hint: "patchtrail outbox list --all shows all there are",
  });
}

/** Tells which deliveries changed, and why the others did not. */
function say(face: Face, wanted: readonly Delivery[], done: readonly number[], what: string): void {
  const rest = wanted.filter(({ id }) => !done.includes(id));
  face.out(done.length === 0 ? `nothing ${what}` : `${what}: ${done.join(", ")}`);
  if (rest.length === 0) return;
  const named = rest.map(({ id, state }) => `${id} (${state})`).join(", ");
  face.err(`left as they are, for their state does not allow it: ${named}`);
  if (rest.some(({ state }) => state === "sending")) {
    face.err("patchtrail outbox send first asks what became of those that were cut off");
  }
  face.setStatus(ExitStatus.failed);
}

/** A delivery without the words that leave. */
function brief(delivery: Delivery): Omit<Delivery, "payload"> {
  const { payload: _payload, ...rest } = delivery;
  return rest;
}

/** Sends what is approved and prints each outcome as it comes. */
export async function sendApproved(face: Face, json: boolean): Promise<void> {
  const app = await face.app();
  const layout = { width: face.columns, paint: face.paint };
  const onOutcome = ({ delivery, outcome }: DeliveryReport) =>
    json
      ? face.json({ ...brief(delivery), ...outcome })
      : face.out(renderOutcome(delivery, outcome, layout));
  const options = { now: clock, random: Math.random, onOutcome };
  const reports = await publishers.sendApproved(app, options);
  if (reports === null) {
    if (!json) face.out("Nothing is approved to be sent.");
    return;
  }
  if (reports.length === 0 && !json) {
    face.out("Nothing is due: patchtrail outbox list tells what waits for what.");
  }
  const states = new Set(reports.map(({ outcome }) => outcome.state));
  if (states.has("failed") || states.has("sending")) face.setStatus(ExitStatus.failed);
  else if (states.has("approved")) face.setStatus(ExitStatus.unavailable);
}
