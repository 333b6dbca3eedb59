import { expect, test } from "vitest";
import { renderDelivery, renderOutbox, renderOutcome } from "../../../src/report/outbox.ts";
import { aDelivery, aMailPayload } from "../../support/deliveries.ts";

test("each delivery says what it waits for and what can be done", () => {
  const text = renderOutbox(
    [
      aDelivery({ id: 1, state: "planned", attempts: 0 }),
      aDelivery({ id: 2, state: "approved", error: "450 greylisted", nextTryAt: 1_740_355_200 }),
      aDelivery({ id: 3, state: "failed", error: "550 no such user" }),
      aDelivery({ id: 14, error: "may have arrived" }),
    ],
    { hidden: 3 },
  );
  expect(text).toContain(
    " 1  planned   mail to ada@example.org: digest widget-dev: week 2025-W08\n",
  );
  expect(text).toContain("patchtrail outbox approve 1");
  expect(text).toMatch(/450 greylisted\n +1 try; next 2025-02-24 00:00 UTC/);
  expect(text).toMatch(/550 no such user\n +once more with: patchtrail outbox approve 3/);
  expect(text).toMatch(
    /may have arrived\n +it did not arrive: patchtrail outbox approve 14\n +it did arrive: patchtrail outbox drop 14\n/,
  );
  expect(text).toContain("3 deliveries sent or dropped");
  expect(renderOutbox([])).toBe("Nothing waits to leave.\n");
});

test("nothing in a delivery reaches the terminal raw", () => {
  const bad = "\u001b[31mred\u202e\r\nnext";
  const delivery = aDelivery({
    key: bad,
    target: bad,
    summary: bad,
    error: bad,
    remoteId: bad,
    payload: aMailPayload({ text: `${bad}\n  kept  as it is` }),
  });
  const other = aDelivery({ channel: "webhook", payload: { text: bad } });
  const shown = [
    renderOutbox([delivery]),
    renderDelivery(delivery),
    renderDelivery(other),
    renderOutcome(delivery, { state: "failed", error: bad }),
  ].join("");
  // oxlint-disable-next-line no-control-regex
  expect(shown).not.toMatch(/[\u001b\u202e\r]/u);
  expect(shown).toContain("\n  kept  as it is\n");
});
