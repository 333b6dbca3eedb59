import { describe, expect, test } from "vitest";
import {
  addedByHand,
  closedMarker,
  closingIn,
  commentMarker,
  commentMarkerIn,
  issueMarker,
  mergePart,
  parseIssueMarker,
  samePart,
} from "../../../src/report/issue-marker.ts";

const part = (words: string): string =>
  `${issueMarker({ subject: "series/s-1", told: ["a@example.org"] })}\n${words}\n<!-- patchtrail:end -->`;
const task = "- [ ] “Do it.” <!-- patchtrail:todo=t-1 -->";

describe("markers", () => {
  test.each([
    ["plain", "a@example.org"],
    ["that would end a comment", "a--><b>@x"],
    ["with blanks and quotes", "a b\"c'd@x"],
    ["of other scripts", "żółw@x"],
    ["with a lone surrogate", "a\ud800@x"],
  ])("an id %s comes back and stays within its comment", (_, id) => {
    const marker = issueMarker({ subject: "todo/t-9", told: ["first@x", "between@x", id] });
    expect(marker.match(/--/gu)).toHaveLength(2);
    expect(parseIssueMarker(`x\n${marker}\ny`)).toEqual({
      subject: "todo/t-9",
      told: ["first@x", id.replace("\ud800", "\ufffd")],
    });
    expect(commentMarkerIn(`x\n${commentMarker(id)}`)).toBe(commentMarker(id));
  });

  test("a body without a marker is not ours", () => {
    expect(parseIssueMarker("<!-- patchtrail:issue=series/ -->")).toBeNull();
    expect(parseIssueMarker("")).toBeNull();
  });

  test("why we closed it is read from our part alone", () => {
    expect(closingIn(part(closedMarker("settled-1")))).toBe("settled-1");
    expect(closingIn(closedMarker("settled-1"))).toBeNull();
  });
});

describe("merging", () => {
  test("an empty body becomes our part; one without it gets it below", () => {
    expect(mergePart("", { part: part("x"), last: "" })).toBe(part("x"));
    expect(mergePart("Mine.", { part: part("x"), last: "" })).toBe(`Mine.\n\n${part("x")}`);
  });

  test("words around it stay, and line ends of a browser become ours", () => {
    const body = `Hello\r\n\r\n${part("old")}\r\nBye`;
    expect(mergePart(body, { part: part("new"), last: part("old") })).toBe(
      `Hello\n\n${part("new")}\nBye`,
    );
  });

  test("a box stays ticked as long as its TODO is open", () => {
    const live = part(task.replace("[ ]", "[x]"));
    expect(mergePart(live, { part: part(task), last: part(task) })).toBe(live);
    expect(mergePart(live, { part: part("- done"), last: part(task) })).toBe(part("- done"));
  });

  test("lines that people wrote into it move below, once", () => {
    const live = part(`old\nWhose is this?\n${task}`);
    const merged = mergePart(live, { part: part("new"), last: part(`old\n${task}`) });
    expect(merged).toBe(`${part("new")}\n\nWhose is this?`);
    expect(mergePart(merged, { part: part("newer"), last: part("new") })).toBe(
      `${part("newer")}\n\nWhose is this?`,
    );
  });

  test("a part whose end was cut off goes to the end of the body", () => {
    const live = part("old").replace("<!-- patchtrail:end -->", "");
    expect(mergePart(live, { part: part("new"), last: part("old") })).toBe(part("new"));
  });
});

test("ticked boxes and white space are no change", () => {
  expect(samePart(part(task), part(`\n${task.replace("[ ]", "[X]")}  `))).toBe(true);
  expect(samePart(part(task), part("x"))).toBe(false);
  expect(addedByHand(part(`${task}\nmine`), [part(task)])).toEqual(["mine"]);
});
