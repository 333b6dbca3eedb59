import { describe, expect, test } from "vitest";
import { configSchema } from "../../../src/config/schema.ts";

const fits = (data: unknown) => configSchema.safeParse(data).success;
const fitsList = (list: object) => fits({ lists: [{ name: "a", ...list }] });

describe("configSchema", () => {
  test.each(["UTC", "Australia/Melbourne", "Europe/Berlin", "America/Argentina/Ushuaia"])(
    "takes the zone %s",
    (zone) => expect(fitsList({ archives: [{ path: "a", zone }] })).toBe(true),
  );
  test.each(["EST", "AEDT", "utc+1", "+10:00", "Mars/Olympus", "", 10])(
    "refuses the zone %j",
    (zone) => expect(fitsList({ archives: [{ path: "a", zone }] })).toBe(false),
  );

  test.each([
    "https://lore.kernel.org/linuxppc-dev/0",
    "http://localhost:8080/pipermail/a/",
    "git://git.example.org/a/0.git",
    "file:///srv/inbox/a/0.git",
  ])("takes the archive %s", (url) => expect(fitsList({ archives: [{ url }] })).toBe(true));
  test.each([
    "lore.kernel.org/a",
    "ftp://example.org/a",
    "https://me:pw@example.org/",
    "ext::sh -c id",
  ])("refuses the archive %s", (url) => expect(fitsList({ archives: [{ url }] })).toBe(false));

  test.each([
    ["https://lore.kernel.org/{list}/{id}/", true],
    ["https://msgid.link/{id}", true],
    ["https://lore.kernel.org/{list}/", false],
    ["https://lore.kernel.org/{list}/{mid}/{id}", false],
    ["javascript:alert({id})", false],
  ])("link %s: %s", (link, expected) => expect(fitsList({ link })).toBe(expected));

  test.each([
    ["torvalds/linux", true],
    ["linux", false],
    ["https://github.com/torvalds/linux", false],
    ["a/b/c", false],
  ])("repository %s: %s", (repository, expected) =>
    expect(fits({ github: { repository } })).toBe(expected),
  );

  const fitsTree = (tree: object) => fits({ trees: [{ name: "a", path: "x", ...tree }] });
  test.each([
    [{ name: "powerpc/next" }, true],
    [{ name: "two words" }, false],
    [{ branches: ["next", "fixes/urgent", "for-6.15"] }, true],
    [{ branches: ["--upload-pack=x"] }, false],
    [{ branches: ["next~3"] }, false],
    [{ branches: "next" }, false],
    [{ since: "2024-01-31" }, true],
    [{ since: "2024-13-01" }, false],
    [{ since: "last year" }, false],
    [{ since: 2024 }, false],
  ])("tree %j: %s", (tree, expected) => expect(fitsTree(tree)).toBe(expected));
  test.each([
    ["https://example.org/digests/", true],
    ["https://example.org/digests", false],
    ["http://example.org/digests/", false],
    ["https://me:pw@example.org/", false],
    ["https://example.org/?a=/", false],
  ])("pages %s: %s", (pages, expected) => expect(fits({ digest: { pages } })).toBe(expected));

  test.each([
    [{}, true],
    [{ urlVariable: "https://hooks.example.org/T000" }, false],
    [{ urlVariable: "chat_url" }, false],
    [{ kind: "teams" }, false],
    [{ name: "a/b" }, false],
    [{ room: "#alias:example.org" }, false],
    [{ url: "https://hooks.example.org/T000" }, false],
  ])("webhook with %j: %s", (fields, expected) => {
    const webhook = { name: "chat", kind: "slack", urlVariable: "CHAT_URL", ...fields };
    expect(fits({ webhooks: [webhook] })).toBe(expected);
  });
});

test.each([
  ["https://github.example.org/api/v3", true],
  ["http://127.0.0.1:8080", true],
  ["http://github.example.org/api/v3", false],
  ["http://127.0.0.1.example.org/", false],
  ["https://me:pw@github.example.org/", false],
])("the API at %s: %s", (baseUrl, expected) =>
  expect(fits({ github: { baseUrl } })).toBe(expected),
);

test.each([
  [{ routes: [{ repository: "a/b", paths: ["x/"] }] }, true],
  [{ routes: [{ repository: "a/b", paths: [] }] }, false],
  [{ states: ["stalled"], kinds: ["promise"] }, true],
  [{ states: ["asleep"] }, false],
  [{ labels: ["a,b"] }, false],
  [{ assignees: { Ada: "ada-dev", Bo: "no login" } }, false],
  [{ account: "github-actions[bot]", granularity: "todo", app: { id: 1, installation: 2 } }, true],
  [{ app: { id: 1 } }, false],
])("github %j: %s", (github, expected) => expect(fits({ github })).toBe(expected));
