import { expect, test } from "vitest";
import type { AppContext } from "../../../../src/app/context.ts";
import { ingestEvents } from "../../../../src/app/ingest/ingest.ts";
import { listOfPlace } from "../../../../src/app/ingest/place.ts";
import type { ArchiveEvent } from "../../../../src/model/mail.ts";
import type { IngestBatch } from "../../../../src/model/ingest.ts";
import { anArchivedMail, mailWith } from "../../mail/support.ts";

test.each([
  ["/archives/linuxppc-dev.bundle", "linuxppc-dev"],
  ["amd-gfx.mbox.gz", "amd-gfx"],
  ["/mirrors/linuxppc-dev/git/0.git", "linuxppc-dev"],
  ["https://lore.example.org/widget-dev/1", "widget-dev"],
  ["pipermail/widget-dev/", "widget-dev"],
])("the list of %s is %s where nothing else tells", (place, list) => {
  expect(listOfPlace(place)).toBe(list);
});

test("a mail that cannot be read is set aside with its bytes, and the others go on", async () => {
  const batches: IngestBatch[] = [];
  const store = {
    knownCopies: async () => new Set<string>(),
    forgetProblems: async () => undefined,
    saveBatch: async (batch: IngestBatch) => {
      batches.push(batch);
      return { added: batch.copies.length, copies: 0, conflicts: 0, deleted: 0, problems: 1 };
    },
  };
  const context = {
    store,
    config: { lists: [] },
    reporter: { progress: () => undefined, finished: () => undefined },
    cacheFolder: "",
  } as unknown as AppContext;
  const whole = anArchivedMail(mailWith(["Subject: whole"]));
  const broken = { ...anArchivedMail("broken"), diagnostics: null as never };
  async function* events(): AsyncGenerator<ArchiveEvent> {
    for (const mail of [broken, whole]) yield { type: "mail", mail };
  }
  const request = { place: "/archives/x.mbox", list: "widget-dev", zone: null };
  const summary = await ingestEvents(context, request, events());
  expect(summary).toMatchObject({ mails: 2, added: 1, known: 0, problemCount: 1 });
  expect(batches[0]?.copies.map(({ message }) => message.subject)).toEqual(["whole"]);
  expect(batches[0]?.problems).toMatchObject([{ code: "parse-failed", raw: broken.raw }]);
});
