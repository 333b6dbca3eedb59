import { describe, expect, test } from "vitest";
import { loadConfig } from "../../../src/config/load.ts";
import { ExitStatus, TrackerError } from "../../../src/errors.ts";

/** The error that a text ends in; fails the test when it loads. */
function fault(text: string): TrackerError {
  try {
    loadConfig(text, "patchtrail.yaml", {});
  } catch (error) {
    if (error instanceof TrackerError) return error;
    throw error;
  }
  throw new Error("it loaded");
}

/** The faults named, one a line, without the headline. */
function faultLines(text: string): string[] {
  return fault(text)
    .message.split("\n")
    .slice(1)
    .map((line) => line.trim());
}

describe("loadConfig", () => {
  test.each([
    ["an empty file", ""],
    ["only comments", "# nothing yet\n"],
    ["sections without content", "lists:\ntodos:\ngithub:\n  repository:\n"],
  ])("takes %s as all defaults", (_, text) => {
    const config = loadConfig(text, "patchtrail.yaml", {});
    expect(config.lists).toEqual([]);
    expect(config.database).toBeNull();
    expect(config.todos.minConfidence).toBe(0.42);
    expect(config.github).toMatchObject({ repository: null, minAgeDays: 7 });
    expect(config.crawl.requestsPerSecond).toBe(1);
  });

  test("fills in what a list leaves out", () => {
    const text = `
lists:
  - name: widget-dev
    address: Widget-Dev@lists.example.org
    zone: Australia/Melbourne
    archives:
      - path: a.mbox
      - { url: "https://lists.example.org/pipermail/widget-dev/", format: pipermail, zone: UTC }
`;
    const config = loadConfig(text, "patchtrail.yaml", {});
    expect(config.lists).toEqual([
      {
        name: "widget-dev",
        address: "widget-dev@lists.example.org",
        link: "https://lore.kernel.org/{list}/{id}/",
        archives: [
          { url: null, path: "a.mbox", format: "auto", zone: "Australia/Melbourne" },
          {
            url: "https://lists.example.org/pipermail/widget-dev/",
            path: null,
            format: "pipermail",
            zone: "UTC",
          },
        ],
      },
    ]);
    expect(config.github.lists).toEqual(["widget-dev"]);
  });

  test("takes the token from the environment, and an empty one as none", () => {
    const token = (environment: Record<string, string>) =>
      loadConfig("", "patchtrail.yaml", environment).secrets.githubToken;
    expect(token({ GITHUB_TOKEN: "t0ken" })).toBe("t0ken");
    expect(token({ GITHUB_TOKEN: "" })).toBeNull();
    expect(token({})).toBeNull();
  });

  test("names all faults at once, with path, expected and found", () => {
    const text = `
lists:
  - name: widget-dev
    archives:
      - { path: a.mbox, zone: EST }
      - { url: "ftp://lists.example.org/", format: mailbox }
      - {}
  - name: widget-dev
    link: https://lists.example.org/{message}/
    archives: a.mbox
todos: { minConfidence: 7 }
github: { lists: [gfx-dev], minAgeDays: 1.5 }
crawl: { requestsPerSecond: 0 }
`;
    const error = fault(text);
    expect(error.code).toBe("config-invalid");
    expect(error.exitStatus).toBe(ExitStatus.usage);
    expect(error.message).toMatch(/^patchtrail\.yaml has 11 faults:\n/);
    expect(faultLines(text)).toEqual([
      'lists[0].archives[0].zone: expected an IANA time zone such as Australia/Melbourne or UTC (not "EST", which means several), found "EST"',
      'lists[0].archives[1].url: expected an http, https, git or file address without user name or password, found "ftp://lists.example.org/"',
      'lists[0].archives[1].format: expected one of auto, public-inbox, mbox, maildir, eml, pipermail, mhonarc, page-text, found "mailbox"',
      'lists[1].archives: expected a sequence of archives, found "a.mbox"',
      'lists[1].link: expected an http or https address with {id} in it, and perhaps {list}, found "https://lists.example.org/{message}/"',
      "todos.minConfidence: expected a number from 0 to 1, found 7",
      "github.minAgeDays: expected a whole number from 0 to 3650, found 1.5",
      "crawl.requestsPerSecond: expected a number above 0 and at most 10, found 0",
      'lists[1].name: expected a name that lists[0] does not have, found "widget-dev"',
      "lists[0].archives[2]: expected url or path, found neither",
      'github.lists[0]: expected the name of one of the lists above, found "gfx-dev"',
    ]);
  });

  test.each([
    ["githb: {}", "githb: expected github (was that meant?), found an unknown key"],
    [
      "lists: [{ name: a, archive: [] }]",
      "lists[0].archive: expected archives (was that meant?), found an unknown key",
    ],
    [
      "todos: { min_confidence: 0.5 }",
      "todos.min_confidence: expected minConfidence (was that meant?), found an unknown key",
    ],
    [
      "crawl: { colour: blue }",
      "crawl.colour: expected one of requestsPerSecond, contact, found an unknown key",
    ],
  ])("suggests the nearest key for %s", (text, expected) => {
    expect(faultLines(text)).toEqual([expected]);
  });

  test("refuses secrets in the file and shows none of them", () => {
    const text = `
github: { token: ghp_abc }
lists: [{ name: a, archives: [{ url: "https://me:hunter2@lists.example.org/a" }] }]
`;
    const { message } = fault(text);
    expect(message).toContain("github.token: expected no secrets here");
    expect(message).toContain("lists[0].archives[0].url: expected");
    expect(message).not.toMatch(/hunter2|ghp_abc/);
  });

  test.each([
    ["a sequence", "- a\n- b", "the file: expected a mapping, found a sequence"],
    ["a word", "hello", 'the file: expected a mapping, found "hello"'],
    ["a list without a name", "lists: [{}]", "lists[0].name: expected a list name"],
    [
      "both url and path",
      "lists: [{name: a, archives: [{url: 'https://b/', path: c}]}]",
      "found both",
    ],
    [
      "an unheard-of zone",
      "lists: [{ name: a, archives: [{ path: b, zone: Mars/Olympus }] }]",
      'found "Mars/Olympus"',
    ],
    ["a name that climbs", "lists: [{ name: ../etc }]", 'found "../etc"'],
  ])("refuses %s", (_, text, expected) => {
    expect(fault(text).message).toContain(expected);
  });

  test.each([
    ["lists:\n  - name: a\n  bad", /line 3: /],
    ["todos: {}\ntodos: {}", /line 2: .*unique/i],
    ["a: [1, 2", /line 1: /],
    ["database: *nowhere", /line 1: |nowhere/],
  ])("points at the line where %j is no YAML", (text, expected) => {
    expect(fault(text).code).toBe("config-invalid");
    expect(fault(text).message).toMatch(expected);
  });

  test("does not run out of memory on aliases of aliases", () => {
    const levels = Array.from(
      { length: 12 },
      (_, n) => `a${n + 1}: &a${n + 1} [${`*a${n},`.repeat(10)}]`,
    );
    expect(fault(["a0: &a0 x", ...levels].join("\n")).code).toBe("config-invalid");
  });

  test("cuts long values short", () => {
    const text = `lists: [{ name: a, archives: [{ path: b, zone: ${"x".repeat(50_000)} }] }]`;
    const longest = Math.max(...faultLines(text).map((line) => line.length));
    expect(longest).toBeLessThan(300);
  });
});
