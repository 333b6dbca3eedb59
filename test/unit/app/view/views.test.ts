import { expect, test } from "vitest";
import { digestInput, digestSource, digestSources } from "../../../../src/app/view/views.ts";
import type { AppContext } from "../../../../src/app/context.ts";
import type { Message } from "../../../../src/model/mail.ts";
import type { Series } from "../../../../src/model/series.ts";
import type { PlacedMessage } from "../../../../src/model/derived.ts";
import { parseIsoWeek } from "../../../../src/report/iso-week.ts";
import { aMessage, aSubject } from "../../../support/messages.ts";
import { aPerson, aRevision, aSeriesView } from "../../../support/views.ts";

const DAY = 86_400;
const week = parseIsoWeek("2025-W20");

/** The posting of a series, and the one request that its review made an hour later. */
function mailsOf({ id, revisions: [revision] }: Series): PlacedMessage[] {
  const messageId = revision?.id ?? "";
  const placed = (fields: Partial<Message>, kind: PlacedMessage["kind"]): PlacedMessage => ({
    message: {
      ...aMessage({ messageId, ...fields }),
      lists: ["frob-dev"],
      receivedAt: null,
      thread: messageId,
      parent: kind === "reply" ? messageId : null,
    },
    facts: { subject: aSubject({ patch: true }), titleKey: "frob", patch: null, changelog: [] },
    kind,
    revision: messageId,
    position: 1,
  });
  const sentAt = revision?.postedAt ?? 0;
  const from = aPerson("Rita Reviewer");
  const body = "Please add a Fixes tag.\n";
  return [
    placed({ body: "Frob.\n", from: aPerson("Ada Author"), sentAt }, "patch"),
    placed({ messageId: `${id}-reply@example.org`, from, body, sentAt: sentAt + 3_600 }, "reply"),
  ];
}

/** A store of series, one posted every third day for a year up to the week's end, each reviewed once. */
function context(): AppContext {
  const series: Series[] = Array.from({ length: 123 }, (_, at) => {
    const day = at * 3;
    const postedAt = week.to - day * DAY - 7_200;
    const id = `s-${String(day).padStart(3, "0")}`;
    return aSeriesView({ id, revisions: [aRevision({ slug: id, postedAt })] }).series;
  });
  const last = (one: Series): number => (one.revisions[0]?.postedAt ?? 0) + 3_600;
  const store = {
    listDecisions: async () => [],
    listSeries: async ({ activeSince = 0 }) =>
      series.filter((one) => last(one) >= activeSince).map((one) => ({ series: one })),
    loadSeries: async (id: string) => {
      const found = series.find((one) => one.id === id);
      return found === undefined ? null : { series: found, messages: mailsOf(found) };
    },
    newestAt: async () => week.to,
    // What is stored of them is not up to date: they are judged by their mails.
    countDirty: async () => ({ messages: 0, series: series.length }),
    countMail: async () => ({ mails: 1, people: 1 }),
  };
  const reporter = { progress: () => {}, finished: () => {} };
  return { store, config: { lists: [] }, reporter } as unknown as AppContext;
}

test("a digest tells of what had mail in the half year before its week, however long its history", async () => {
  const app = context();
  const plain = await digestInput(app, "frob-dev", week);
  const { input, history } = await digestSource(app, "frob-dev", week);
  expect(input).toEqual(plain);
  expect(plain.series).toHaveLength(63);
  expect(history).toHaveLength(12);
  expect(history.at(-1)).toMatchObject({ openTodos: 63, reviews: 3, medianReviewDays: 1 / 24 });
});

test("a week has the same figures in every digest that shows it", async () => {
  const app = context();
  const earlier = parseIsoWeek("2025-W19");
  const { history: now } = await digestSource(app, "frob-dev", week, 4);
  const { history: then } = await digestSource(app, "frob-dev", earlier, 6);
  const shared = (figures: typeof now) =>
    figures.filter((one) => one.week.from >= (now[0]?.week.from ?? 0) && one.week.to <= earlier.to);
  expect(shared(now)).toHaveLength(3);
  expect(shared(then)).toEqual(shared(now));
});

test("weeks before the first series are no history", async () => {
  const { history } = await digestSource(context(), "frob-dev", parseIsoWeek("2024-W22"));
  expect(history.map((one) => one.week.week)).toEqual([20, 21, 22]);
});

test("digests made together are those made one by one", async () => {
  const app = context();
  const together = await digestSources(app, "frob-dev", { week, weeks: 3, digests: 3 });
  const labels = ["2025-W18", "2025-W19", "2025-W20"];
  expect(together.map(({ input }) => input.week)).toEqual(labels.map(parseIsoWeek));
  for (const [index, label] of labels.entries()) {
    expect(together[index]).toEqual(await digestSource(app, "frob-dev", parseIsoWeek(label), 3));
  }
});

test("a digest of a day, or of a week elsewhere, ends and begins where it says", async () => {
  const day = { ...week, from: week.to - 4 * DAY, to: week.to - 3 * DAY };
  const input = await digestInput(context(), "frob-dev", day);
  expect(input.week).toBe(day);
  expect(input.series.length - input.before.size).toBe(1);
  expect(input.before.get("s-006")?.status.lastActivityAt).toBeLessThan(day.from);
  expect(input.before.has("s-003")).toBe(false);
});
