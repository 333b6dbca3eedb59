import { expect, test } from "vitest";
import { trackTodos } from "../../../src/todo/follow.ts";
import { ALICE, contextOf, mailOf, revisionOf, RITA, UNDER_REVIEW } from "./build-context.ts";

const DAY = 86_400;
const V1 = { ...revisionOf(1, DAY, ["one", "two"]), cover: "v1-0" };

/** The patch that a remark in reply to the cover is about. */
function patchOfRemark(text: string, role: "reply" | "cover" = "reply"): number | undefined {
  const patch = (position: number, diff: string) =>
    mailOf({
      id: `v1-${position}`,
      from: ALICE,
      at: DAY,
      role: "patch",
      position,
      pieces: [["diff", diff]],
    });
  const mails = [
    patch(1, "+\tfrob_common();\n+\tfrob_start_engine(dev);"),
    patch(2, "+\tfrob_common();\n+\tfrob_stop_engine(dev);"),
    mailOf({ id: "r", from: RITA, at: 2 * DAY, role, position: 0, pieces: [["text", text]] }),
  ];
  const todos = trackTodos(contextOf([V1], mails), UNDER_REVIEW, 30 * DAY, {
    scorer: (inputs) => inputs.map(() => ({ kind: "request", confidence: 0.9, reasons: [] })),
  });
  return todos[0]?.patch;
}

test.each([
  ["Please sort the headers of two.c as well.", 2],
  ["Please check what frob_start_engine() returns.", 1],
  ["Please check what frob_common() returns.", 0],
  ["Please say in one.c what two.c is for.", 0],
  ["Please rebase all of this.", 0],
])("%s is about patch %i", (text, patch) => {
  expect(patchOfRemark(text)).toBe(patch);
});

test("what the cover itself says is about the whole series", () => {
  expect(patchOfRemark("The locking of frob_start_engine() is still to be done.", "cover")).toBe(0);
});
