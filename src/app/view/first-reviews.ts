import type { FirstReview } from "../../model/chart.ts";
import type { SeriesContext } from "../../model/series.ts";
import { samePerson } from "../../series/person.ts";
import { timeOf } from "../../todo/find.ts";

/** When somebody other than its author first answered each revision of a series. Pure. */
export function firstReviews({ series, mails }: SeriesContext): FirstReview[] {
  return series.revisions.flatMap((revision, index) => {
    if (revision.ghost || revision.postedAt === 0) return [];
    const times = mails
      .filter(
        ({ role, revision: at, message }) =>
          role === "reply" &&
          at === index &&
          !message.bot &&
          message.from !== null &&
          !samePerson(message.from, revision.author),
      )
      .map(timeOf)
      .filter((time) => time >= revision.postedAt);
    return times.length === 0
      ? []
      : [{ postedAt: revision.postedAt, answeredAt: Math.min(...times) }];
  });
}
