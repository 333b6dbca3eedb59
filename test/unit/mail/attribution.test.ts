import { describe, expect, test } from "vitest";
import {
  findAttribution,
  originalHeaderLength,
  parseAttribution,
} from "../../../src/mail/attribution.ts";

const jane = { name: "Jane Example", email: "jane@example.org" };
const nameOnly = { name: "Jane Example", email: null };

describe("the person an attribution names", () => {
  test.each([
    ["On Mon, Feb 03, 2025 at 10:11:12AM +0100, Jane Example wrote:", nameOnly],
    ["On Mon, Feb 3, 2025 at 10:11 AM Jane Example <jane@example.org> wrote:", jane],
    ["On Mon, Feb 3, 2025 at 10:11 AM Jane Example <Jane at example.org> wrote:", jane],
    ["On 2/3/25 10:11 PM, Jane Example wrote:", nameOnly],
    ["On Mon, 3 Feb 2025 jane@example.org wrote:", { name: null, email: "jane@example.org" }],
    ["On Monday, Jane Example wrote:", nameOnly],
    ['On Tue, 18 Feb 2025 11:35 +1000 "Jane Example" <jane@example.org> wrote:', jane],
    ["Jane Example <jane@example.org> writes:", jane],
    ["Jane Example wrote:", nameOnly],
    ["* Jane Example <jane@example.org> [2025-02-03 10:11:12 +0100]:", jane],
    ["* Jane Example <jane@example.org> wrote:", jane],
    ["Quoting Jane Example (jane@example.org):", jane],
    ["Am 03.02.25 um 10:11 schrieb Jane Example:", nameOnly],
    ["Am Mo., 3. Feb. 2025 um 10:11 Uhr schrieb Jane Example <jane@example.org>:", jane],
    ["Le 03/02/2025 à 10:11, Jane Example a écrit :", nameOnly],
    ["El lun, 3 feb 2025 a las 10:11, Jane Example (<jane@example.org>) escribió:", jane],
    ["Em Mon, 3 Feb 2025 10:11:12 +0100 Jane Example <jane@example.org> escreveu:", jane],
    ["W dniu 3.02.2025 o 10:11, Jane Example pisze:", nameOnly],
    ["Op 03-02-2025 om 10:11 schreef Jane Example:", nameOnly],
    ["Den 2025-02-03 kl. 10:11, skrev Jane Example:", nameOnly],
    ["在 2025/2/3 10:11, Jane Example 写道:", nameOnly],
    ["Jane Example <jane@example.org> 于2025年2月3日周一 10:11写道：", jane],
    ["On Sat, Feb 22, 2025, Jane Example via B4 Relay wrote:", nameOnly],
    ["Le Sat, Feb 22, 2025, Jane Example via B4 Relay a écrit :", nameOnly],
    ["On Mon, 3 Feb 2025 10:11:12 +0100 you wrote:", null],
    ["Earlier I wrote:", null],
  ])("%s", (line, person) => {
    expect(parseAttribution([line])).toEqual(person);
  });

  test("reads one that is wrapped, within the address too", () => {
    const lines = ["On Mon, Feb 3, 2025 at 10:11 AM Jane Example", "<jane@example.org> wrote:"];
    expect(parseAttribution(lines)).toEqual(jane);
    expect(findAttribution(lines)).toEqual({ length: 2, strong: true });
  });

  test.each([
    ["From: Jane Example <jane@example.org>", jane],
    ["From: Jane Example [mailto:jane@example.org]", jane],
    ["Von: Jane Example <jane@example.org>", jane],
    ["From: widget-dev <widget-dev-bounces@example.org> On Behalf Of Jane Example", nameOnly],
    ["From: Example, Jane <jane@example.org>", { name: "Example, Jane", email: jane.email }],
  ])("Outlook's %s", (from, person) => {
    const lines = ["-----Original Message-----", from, "Sent: Monday, 3 February 2025 10:11"];
    expect(parseAttribution(lines)).toEqual(person);
  });
});

describe("what is an attribution", () => {
  test.each([
    ["The widget writes: nothing is lost"],
    ["On Monday we meet: be there"],
    ["This needs a test:"],
    ["On the other hand, the driver wrote zero to the register."],
  ])("not: %s", (line) => {
    expect(findAttribution([line])).toBeNull();
  });

  test("without a date it is weak", () => {
    expect(findAttribution(["Jane wrote:"])).toEqual({ length: 1, strong: false });
  });

  test("Outlook's header is taken with all of its lines, and only with proof", () => {
    const header = ["From: Jane <jane@example.org>", "Sent: Monday", "To: Bob", "Subject: Re: x"];
    expect(originalHeaderLength([...header, "", "Hello"])).toBe(4);
    expect(originalHeaderLength(["-----Original Message-----", ...header, ""])).toBe(5);
    expect(originalHeaderLength(["From: Jane <jane@example.org>", "", "Describe it."])).toBe(0);
    expect(originalHeaderLength(["Hello"])).toBe(0);
  });
});

test("stays fast on hostile lines", () => {
  const began = performance.now();
  for (const unit of ["On 1 ", "<", "a at ", "wrote ", "* [1", ": ", " schrieb "]) {
    const line = `${unit.repeat(1_000_000 / unit.length)}:`;
    findAttribution([line, line, line, line]);
    parseAttribution([line, line]);
    originalHeaderLength([line, line]);
  }
  expect(performance.now() - began).toBeLessThan(2_000);
});
