import { expect, test } from "vitest";
import { loadConfig } from "../../../src/config/load.ts";
import { configTemplate } from "../../../src/config/template.ts";

test("the template loads as it is", () => {
  const config = loadConfig(configTemplate(), "patchtrail.yaml", {});
  expect(config.lists.map((list) => list.name)).toEqual(["linuxppc-dev", "amd-gfx"]);
  expect(config.lists[0]?.archives).toEqual([
    {
      url: "https://lore.kernel.org/linuxppc-dev/0",
      path: null,
      format: "public-inbox",
      zone: null,
    },
  ]);
  expect(config.github.repository).toBeNull();
});

test("what the template has commented out loads too once it is used", () => {
  const used = configTemplate()
    .replaceAll(
      /^( *)# (trees:|webhooks:|searches:|    query:|  - name:|    path:|    branches:|    since:|    kind:|    urlVariable:|database:|cache:|- url:|- path:|  format:|  zone:|link:|repository:|lists:|contact:)/gm,
      "$1$2",
    )
    .replace("(left out: all of them)", "");
  const config = loadConfig(used, "patchtrail.yaml", {});
  expect(config.lists[0]?.archives.map((archive) => archive.zone)).toEqual([
    null,
    "Australia/Melbourne",
    null,
  ]);
  expect(config.lists[1]?.archives).toHaveLength(3);
  expect(config.searches).toMatchObject([{ name: "mine" }]);
  expect(config.webhooks).toMatchObject([{ kind: "slack", urlVariable: "TEAM_CHAT_WEBHOOK" }]);
  expect(config.trees).toMatchObject([{ name: "powerpc", branches: ["next", "fixes"] }]);
  expect(config.github).toMatchObject({ repository: "owner/name", lists: ["linuxppc-dev"] });
});

test("so does what it says about sending", () => {
  const [head = "", tail = ""] = configTemplate().split(/^(?=# How digests leave)/m);
  const used = head + tail.replaceAll(/^# (mail:|subscriptions:|outbox:|watch:| {2}[^#])/gm, "$1");
  const config = loadConfig(used, "patchtrail.yaml", {});
  expect(config.mail.smtp).toMatchObject({ host: "mail.example.org", port: 587 });
  expect(config.subscriptions.map(({ topic }) => topic.kind)).toEqual(["list", "person", "paths"]);
  expect(config.outbox.approve).toBe("manual");
  expect(config.watch.jobs.map(({ job }) => job)).toEqual(["sync", "digests", "outbox", "pages"]);
});

test("a list of one's own stands in place of the examples", () => {
  const own = (archive: string | null, format: "auto" | "pipermail" = "auto") =>
    loadConfig(configTemplate({ name: "linux-foo", archive, format }), "patchtrail.yaml", {}).lists;
  const lore = { url: "https://lore.kernel.org/linux-foo", path: null, format: "public-inbox" };
  expect(own(null)).toMatchObject([{ name: "linux-foo", archives: [lore] }]);
  const pages = "https://lists.example.org/pipermail/linux-foo/";
  expect(own(pages, "pipermail")[0]?.archives).toMatchObject([{ url: pages, format: "pipermail" }]);
  const odd = 'my "mail": #1';
  expect(own(odd)[0]?.archives).toMatchObject([{ path: odd, url: null, format: "auto" }]);
  expect(configTemplate({ name: "linux-foo", archive: null, format: "auto" })).not.toContain("amd-gfx"); // prettier-ignore
});

test.each(["2024", "true", "007"])("a list called %s stays a name", (name) => {
  const text = configTemplate({ name, archive: "a.mbox", format: "auto" });
  expect(loadConfig(text, "patchtrail.yaml", {}).lists[0]?.name).toBe(name);
});
