import { describe, expect, test } from "vitest";
import { prefixKind, readPrefixWords } from "../../../src/patch/subject-prefix.ts";

describe("prefixKind", () => {
  test.each([
    "PATCH",
    "patch 3/4",
    "PATCHv2",
    "PTACH v3",
    "RFC",
    "RFC / PoC v1 1/1",
    "RESEND v4 0/3",
    "V4 05/16",
    "0/2",
    "widget-next v2",
    "kvm-unit-tests v3 13/13",
  ])("[%s] marks a posting", (words) => {
    expect(prefixKind(words)).toBe("patch");
  });

  test.each(["next", "net-next", "For 5.15/5.10/5.4", "Draft"])(
    "[%s] stands beside one",
    (words) => {
      expect(prefixKind(words)).toBe("beside");
    },
  );

  test.each([
    "GIT PULL",
    "PULL",
    "widget:next 84/129",
    "bug report",
    "Bug 12345",
    "next-20250212",
    "6.4-rc6",
    "RFC - is this a bug?",
    "Widget-dev",
    "",
  ])("[%s] is something else", (words) => {
    expect(prefixKind(words)).toBe("other");
  });
});

describe("readPrefixWords", () => {
  test.each<[string, Record<string, unknown>]>([
    ["PATCH v2-RESEND", { version: 2, resend: true }],
    ["PATCH v2 RESEND*3", { version: 2, resend: true }],
    ["RFCv2 1/3", { rfc: true, version: 2, position: 1, total: 3 }],
    ["PATCH RFC/RFT 3/4", { rfc: true, position: 3, tags: ["rft"] }],
    ["PATCH 3 of 7", { position: 3, total: 7 }],
    ["PATCH v2 x/3", { version: 2, position: null, total: 3 }],
    ["PATCH v5.15", { version: null, minor: null, tags: ["v5.15"] }],
    ["PATCH v5.10 v2", { version: 2, tags: ["v5.10"] }],
    ["PATCH v3.1", { version: 3, minor: 1 }],
    ["PATCH version 4", { version: 4 }],
    ["PATCH (set 1) 0/9", { position: 0, total: 9, tags: ["set", "1"] }],
    ["GIT PULL", { tags: ["git pull"] }],
  ])("reads [%s]", (bracket, expected) => {
    expect(readPrefixWords([bracket])).toMatchObject(expected);
  });

  test("takes the words of all brackets together", () => {
    expect(readPrefixWords(["RESEND", "PATCH 1/2", "v3"])).toMatchObject({
      resend: true,
      position: 1,
      version: 3,
    });
  });
});
