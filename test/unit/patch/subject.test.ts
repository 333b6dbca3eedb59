import { describe, expect, test } from "vitest";
import { normaliseTitle, parsePatchSubject } from "../../../src/patch/subject.ts";

/** The parts of a subject that are not as in a plain `[PATCH] fix it`. */
function read(subject: string) {
  const plain = {
    reply: false,
    patch: true,
    version: null,
    minor: null,
    position: null,
    total: null,
    rfc: false,
    resend: false,
    tags: [],
    title: "fix it",
  };
  const seen = Object.entries(parsePatchSubject(subject));
  return Object.fromEntries(
    seen.filter(
      ([key, value]) => JSON.stringify(plain[key as keyof typeof plain]) !== JSON.stringify(value),
    ),
  );
}

describe("parsePatchSubject", () => {
  test.each<[string, Record<string, unknown>]>([
    ["[PATCH] fix it", {}],
    ["[PATCHv2 0/4] fix it", { version: 2, position: 0, total: 4 }],
    ["[PATCH1/8] fix it", { position: 1, total: 8 }],
    ["[PATCH v6,19/24] fix it", { version: 6, position: 19, total: 24 }],
    ["[PATCH v3.1 2/3] fix it", { version: 3, minor: 1, position: 2, total: 3 }],
    ["[PATCH v4a 00/38] fix it", { version: 4, position: 0, total: 38 }],
    ["[PATCH 2/3 v2] fix it", { version: 2, position: 2, total: 3 }],
    ["[PATCH 08/22][v2] fix it", { version: 2, position: 8, total: 22 }],
    ["[PATCH V2] fix it", { version: 2 }],
    ["[RFC v1 0/2] fix it", { rfc: true, version: 1, position: 0, total: 2 }],
    [
      "[RFC PATCH net v3 2/7] fix it",
      { rfc: true, version: 3, position: 2, total: 7, tags: ["net"] },
    ],
    ["[PATCH] [RFC] fix it", { rfc: true }],
    ["[PATCH -next v3 1/2] fix it", { version: 3, position: 1, total: 2, tags: ["-next"] }],
    ["[PATCH net-next,v2] fix it", { version: 2, tags: ["net-next"] }],
    ["[RESEND][PATCH v2] fix it", { version: 2, resend: true }],
    ["[PATCH v2 00/10 RESEND] fix it", { version: 2, position: 0, total: 10, resend: true }],
    ["[REPOST PATCH] fix it", { resend: true }],
    ["[PATCH 0/4] v2: fix it", { version: 2, position: 0, total: 4 }],
    ["[PATCH] fix it (v3)", { version: 3 }],
    ["[PATCH] v3.1: fix it", { version: 3, minor: 1 }],
    ["[PATCH] v3: fix it", { version: 3 }],
    ["[PATCH] fix it, take 2", { version: 2 }],
    ["PATCH v2: fix it", { version: 2 }],
    ["[Nouveau] [PATCH V2] fix it", { version: 2 }],
    ["[PATCH 5.10 12/300] fix it", { position: 12, total: 300, tags: ["5.10"] }],
    ["[PATCH AUTOSEL 6.1 1/9] fix it", { position: 1, total: 9, tags: ["autosel", "6.1"] }],
    ["Re: [PATCH v7 3/3] fix it", { reply: true, version: 7, position: 3, total: 3 }],
    ["AW: RE: Re: [PATCH] fix it", { reply: true }],
    ["回复: [PATCH] fix it", { reply: true }],
    ["Fwd: [PATCH] fix it", { reply: true }],
    ["Re: [Nouveau] Re: [PATCH] fix it", { reply: true }],
    ["[PATCH] [drm] fix it", { title: "[drm] fix it" }],
    ["[PATCH 1/28] fix it v7", { position: 1, total: 28, title: "fix it v7" }],
    ["[PATCH 0/28] fix it v7", { version: 7, position: 0, total: 28 }],
    ["[PATCH v2] fix it (v3)", { version: 2, title: "fix it (v3)" }],
    ["[PATCH] fix spectre v2", { title: "fix spectre v2" }],
    ["[PATCH] fix cgroups v2", { title: "fix cgroups v2" }],
    ["[PATCH v2-bis] fix it", { version: 2, tags: ["bis"] }],
    ["[PATCH] widget: read RFC 822 dates", { title: "widget: read RFC 822 dates" }],
    ["[PATCH 0/4] v2", { version: 2, position: 0, total: 4, title: "" }],
    ["[PATCH][next] fix it", { tags: ["next"] }],
    ["[PATCH v5.15 RESEND] fix it", { resend: true, tags: ["v5.15"] }],
    ["[PATCH 3/7 v2 fixed] fix it", { version: 2, position: 3, total: 7, tags: ["fixed"] }],
    ["Re: (subset) [PATCH 2/3] fix it", { reply: true, position: 2, total: 3 }],
    [
      "RE: [EXT] Re: [External] : [PATCH v3 1/1] fix it",
      { reply: true, version: 3, position: 1, total: 1 },
    ],
    ["[PATCH v2 1/2]fix it", { version: 2, position: 1, total: 2 }],
    ["[PATCH]] fix it", {}],
    ["[PATCH] RFC: fix it", { rfc: true, title: "RFC: fix it" }],
    ["[PATCH] arm: v7 boards: fix it", { title: "arm: v7 boards: fix it" }],
  ])("reads %s", (subject, expected) => {
    expect(read(subject)).toEqual(expected);
  });

  test.each([
    "[GIT PULL] powerpc updates",
    "[PULL] drm-misc-next",
    "[widget:merge] BUILD SUCCESS 0123456789ab",
    "[bug report] something broke",
    "[widget:next 84/129] core.c:1:1: error: no such widget",
    'Patch "widget: fix it" has been added to the 6.1-stable tree',
    "a plain question about patches",
    "",
  ])("takes %j for no patch", (subject) => {
    expect(parsePatchSubject(subject).patch).toBe(false);
  });

  test.each([
    `[PATCH ${"[".repeat(1_000_000)}`,
    `${"Re: ".repeat(300_000)}x`,
    `[${"PATCH v2 ".repeat(200_000)}] x`,
    "[PATCH] ".repeat(200_000),
  ])("is done at once with a hostile subject", (subject) => {
    expect(parsePatchSubject(subject).title.length).toBeLessThan(2_000);
  });
});

test.each([
  ["Fix  the Widget.", "fix the widget"],
  ["v2: fix the widget", "fix the widget"],
  ["fix the widget (v3)", "fix the widget"],
  ["[drm] fix the widget", "fix the widget"],
  ["RFC: fix the 'widget'", "fix the widget"],
  ["fix the widget, take 2", "fix the widget"],
  ["[Widget-dev] [v2] fix the widget v3", "fix the widget"],
  ["mitigate spectre v2", "mitigate spectre v2"],
  ["[only a bracket]", "[only a bracket]"],
])("the title %j is compared as %j", (title, key) => {
  expect(normaliseTitle(title)).toBe(key);
});
