import { expect, test } from "vitest";
import { firstReviews } from "../../../../src/app/view/first-reviews.ts";
import { aRevision, aSeriesView } from "../../../support/views.ts";
import { ALICE, MARK, mailOf, RITA } from "../../todo/build-context.ts";

test("the first answer to a revision is that of somebody else, not of its author or a robot", () => {
  const revisions = [
    aRevision({ slug: "p", version: 1, author: ALICE, postedAt: 1_000 }),
    aRevision({ slug: "p", version: 2, author: ALICE, postedAt: 9_000 }),
    aRevision({ slug: "p", version: 3, author: ALICE, postedAt: 20_000, ghost: true }),
  ];
  const { series } = aSeriesView({ revisions });
  const mail = (at: number, from: typeof ALICE, fields = {}) =>
    mailOf({ id: `m${at}`, from, at, pieces: [["text", "Fine."]], ...fields });
  const mails = [
    mail(1_100, ALICE),
    mail(1_200, RITA, { bot: true }),
    mail(1_300, { name: "Alice Author", email: "alice@elsewhere.example.org" }),
    mail(1_500, MARK),
    mail(1_400, RITA),
    mail(9_100, ALICE, { revision: 1 }),
    mail(20_100, RITA, { revision: 2 }),
  ];
  expect(firstReviews({ series, mails })).toEqual([{ postedAt: 1_000, answeredAt: 1_400 }]);
});
