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
