import { ExitStatus, TrackerError } from "../errors.ts";
import { renderThread } from "../report/thread.ts";
import type { AddCommand } from "./command.ts";

/** `thread MESSAGE-ID`: the conversation that a mail stands in. */
export const addThread: AddCommand = (program, face) => {
  program
    .command("thread")
    .description("show the thread that a mail is in, as a tree")
    .argument("<message-id>", "with or without angle brackets, or a lore address")
    .option("--json", "one JSON object a line, by time")
    .action(async (reference: string, options: { json?: boolean }) => {
      const { store } = await face.app();
      const messageId = bareId(reference);
      const entries = await store.listThread(messageId);
      if (entries.length === 0) {
        throw new TrackerError("not-found", `no mail has the message-id ${messageId}`, {
          exitStatus: ExitStatus.failed,
          hint: "patchtrail search finds mails by their words",
        });
      }
      if (options.json === true) for (const entry of entries) face.json(entry);
      else face.out(renderThread(entries, { width: face.columns, paint: face.paint }));
    });
};

/** The message-id in `<id>`, in an archive's address of it, or as it is. */
export function bareId(reference: string): string {
  const inUrl = /^https?:\/\//.test(reference)
    ? decodeURIComponent(reference)
        .split("/")
        .find((part) => part.includes("@"))
    : undefined;
  return (inUrl ?? reference).replace(/^<|>$/g, "");
}
