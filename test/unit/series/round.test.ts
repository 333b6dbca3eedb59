import { describe, expect, test } from "vitest";
import { mailsUntil } from "../../../src/series/own-words.ts";
import { reviewRound } from "../../../src/series/round.ts";
import type { SeriesMail } from "../../../src/model/series.ts";
import { aContext, ADA, aPatch, aReply, aRevision, BOB, CAT, DAY, MONDAY } from "./builders.ts";

const v1 = aRevision("p");
const round = (...mails: SeriesMail[]) => {
  const context = aContext([v1], mails);
  return reviewRound(context, mailsUntil(context.mails, MONDAY + 99 * DAY));
};
const at = (day: number) => ({ at: MONDAY + day * DAY });
const ASK = "Please rename the gear.";

describe("reviewRound", () => {
  test("a request stays open until its asker is content", () => {
    const asked = aReply("r1", ASK, at(8));
    expect(round(asked).request?.text).toBe(ASK);
    expect(
      round(asked, aReply("r2", "Acked-by: Cat Keeper <cat@example.com>", { ...at(9), from: CAT }))
        .request?.messageId,
    ).toBe("r1");
    expect(
      round(asked, aReply("r2", "Acked-by: Bob Reviewer <bob@example.org>", at(9))).request,
    ).toBeNull();
  });

  test("an author who argues passes the move on, one who promises keeps it", () => {
    const asked = aReply("r1", ASK, at(8));
    const argued = aReply("r2", "The name comes from the manual.", {
      ...at(9),
      from: ADA,
      parent: "r1",
    });
    const promised = aReply("r2", "Will do in v2.", { ...at(9), from: ADA, parent: "r1" });
    expect(round(asked, argued)).toMatchObject({
      request: null,
      authorAnswered: { messageId: "r2" },
    });
    expect(round(asked, promised).request).not.toBeNull();
  });

  test("of several open requests the last one counts", () => {
    const bob = aReply("r1", ASK, at(8));
    const cat = aReply("r2", "Please add a lever.", { ...at(9), from: CAT });
    // Bob asked again: his place among the askers is still the first.
    const again = aReply("r3", "Please oil the gear.", at(10));
    expect(round(bob, cat, again).request?.messageId).toBe("r3");
    expect(round(bob, cat).request?.messageId).toBe("r2");
  });

  test("a bare Nacked-by is a refusal, with nothing more to say", () => {
    const nak = aReply("r1", "Nacked-by: Bob Reviewer <bob@example.org>", at(8));
    expect(round(nak).refusal).toMatchObject({ text: "Nacked-by", person: BOB, byAuthor: false });
  });

  test("a refusal can be taken back by who said it", () => {
    const nak = aReply("r1", "NAK, this breaks levers.", at(8));
    expect(round(nak).refusal?.person).toEqual(BOB);
    expect(
      round(nak, aReply("r2", "Acked-by: Bob Reviewer <bob@example.org>", at(9))).refusal,
    ).toBeNull();
  });

  test("robots and older revisions have no say", () => {
    expect(round(aReply("r1", ASK, { ...at(8), bot: true })).latest).toBeNull();
    const v2 = aRevision("q", { version: 2, patches: [aPatch("q")] });
    const context = aContext([v1, v2], [aReply("r1", ASK, at(8))]);
    expect(reviewRound(context, context.mails).request).toBeNull();
  });
});

describe("what the author says", () => {
  const asked = aReply("r1", ASK, at(8));
  const author = (id: string, body: string, fields = {}) =>
    aReply(id, body, { ...at(9), from: ADA, parent: "r1", ...fields });

  test("a promise stands without any request, until a reviewer is content", () => {
    const promised = author("r2", "I will send a new version.", { parent: "p" });
    expect(round(promised)).toMatchObject({
      promise: { messageId: "r2" },
      request: { messageId: "r2", text: "I will send a new version.", person: ADA },
    });
    const content = aReply("r3", "LGTM", at(10));
    expect(round(promised, content)).toMatchObject({ promise: null, request: null });
    const other = aReply("r3", "LGTM", { ...at(10), from: CAT });
    expect(round(asked, author("r2", "Will fix."), other).promise).not.toBeNull();
  });

  test("a withdrawal is a refusal of their own", () => {
    expect(round(author("r2", "Please ignore this series.")).refusal).toMatchObject({
      byAuthor: true,
      person: ADA,
    });
  });

  test("an answer to one who asked nothing passes no move on", () => {
    const talk = aReply("r0", "I see the same here.", { ...at(7), from: CAT });
    expect(round(talk, asked, author("r2", "So it is.", { parent: "r0" }))).toMatchObject({
      request: { messageId: "r1" },
      authorAnswered: null,
    });
    expect(round(asked, author("r2", "So it is.", { parent: "lost" })).request).not.toBeNull();
  });

  test("is answered again by a new request", () => {
    const again = aReply("r3", "Please oil it too.", at(10));
    expect(round(asked, author("r2", "So it is."), again)).toMatchObject({
      authorAnswered: null,
      request: { messageId: "r3" },
    });
  });
});

describe("reviewers", () => {
  test("are named once each, first first, with the newest mail", () => {
    const mails = [
      aReply("r1", "I see it.", { ...at(8), from: CAT }),
      aReply("r2", "So do I.", at(9)),
      aReply("r3", "Still.", { ...at(10), from: CAT }),
      aReply("r4", "Thanks.", { ...at(11), from: ADA }),
    ];
    expect(round(...mails)).toMatchObject({ reviewers: [CAT, BOB], latest: "r3" });
  });

  test("a refusal stands whatever others think", () => {
    const nak = aReply("r1", "NAK, this breaks levers.", at(8));
    const fine = aReply("r2", "LGTM", { ...at(9), from: CAT });
    expect(round(nak, fine).refusal?.messageId).toBe("r1");
  });

  test("who is content with one patch may still ask on another", () => {
    const asked = aReply("r1", ASK, { ...at(8), position: 0 });
    expect(round(asked, aReply("r2", "LGTM", at(9))).request?.messageId).toBe("r1");
  });
});

test("what was settled otherwise holds nothing up, but was said", () => {
  const context = aContext([v1], [aReply("r1", ASK, at(8))]);
  const settled = reviewRound(context, context.mails, new Set(["r1"]));
  expect(settled).toMatchObject({ request: null, reviewers: [BOB], latest: "r1" });
});

test("a patch that was posted anew leaves the talk on its old form behind", () => {
  const two = aRevision("c", {
    cover: "c",
    total: 4,
    patches: [1, 2, 3, 4].map((position) => aPatch(`p${position}`, { position })),
  });
  const part = aRevision("n", { version: 2, total: 4, patches: [aPatch("n", { position: 2 })] });
  const on = (position: number) => {
    const context = aContext([two, part], [aReply("r", ASK, { ...at(8), position })]);
    return reviewRound(context, context.mails).request?.messageId ?? null;
  };
  expect([on(0), on(1), on(2)]).toEqual(["r", "r", null]);
});
