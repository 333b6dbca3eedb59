import { existsSync, readdirSync, readFileSync, writeFileSync, mkdirSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { checkHtml } from "../support/html-check.ts";
import { jsonLines, quickly, withFolder } from "../support/cli.ts";

const SAMPLES = path.resolve("samples");

/** Every file below a folder with its bytes. */
function tree(folder: string): Record<string, string> {
  const names = readdirSync(folder, { recursive: true, withFileTypes: true });
  return Object.fromEntries(
    names
      .filter((entry) => entry.isFile())
      .map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)))
      .sort()
      .map((name) => [name, readFileSync(path.join(folder, name)).toString("latin1")]),
  );
}

test("pages, feeds and webhook messages of a list, again the same bytes", async () => {
  await withFolder((folder) => {
    const run = (...args: string[]) => quickly(folder, "--db", "a.db", ...args);
    const config = `lists:
  - name: widget-dev
digest:
  pages: https://digests.example.org/
webhooks:
  - { name: chat, kind: slack, urlVariable: CHAT_URL }
  - { name: room, kind: matrix, urlVariable: HOME_URL, secretVariable: TOKEN, room: "!a:example.org" }
`;
    writeFileSync(path.join(folder, "patchtrail.yaml"), config);
    run("ingest", "--list", "widget-dev", path.join(SAMPLES, "widget-dev.bundle"));

    const page = run("digest", "widget-dev", "--week", "2025-W09", "--format", "html");
    expect(page.status).toBe(0);
    expect(checkHtml(page.out)).toEqual([]);
    expect(page.out).toContain("<title>widget-dev: week 2025-W09</title>");
    expect(page.out.match(/src="data:image\/png;base64,/g)).toHaveLength(3);

    // What lies there beside our pages stays, and is not taken for a list.
    mkdirSync(path.join(folder, "site", "other"), { recursive: true });
    writeFileSync(path.join(folder, "site", "other", "2025-W01.json"), "[]");
    const write = () => run("digest", "--week", "2025-W09", "--weeks", "2", "--out", "site");
    expect(
      write()
        .out.split("\n")
        .filter((line) => line !== ""),
    ).toEqual([
      "site/widget-dev/2025-W08.html",
      "site/widget-dev/2025-W09.html",
      "site/index.html",
    ]);
    const first = tree(path.join(folder, "site"));
    expect(Object.keys(first)).toEqual([
      "index.html",
      "other/2025-W01.json",
      ...["W08", "W09"].flatMap((week) => [
        `widget-dev/2025-${week}-first-review.png`,
        `widget-dev/2025-${week}-next-move.png`,
        `widget-dev/2025-${week}-open-todos.png`,
        `widget-dev/2025-${week}.html`,
        `widget-dev/2025-${week}.json`,
      ]),
      "widget-dev/feed.xml",
    ]);
    write();
    expect(tree(path.join(folder, "site"))).toEqual(first);
    expect(first["index.html"]).not.toContain("other");

    // Every relative link leads to a file.
    for (const [name, text] of Object.entries(first)) {
      if (!name.endsWith(".html")) continue;
      expect(checkHtml(text), name).toEqual([]);
      for (const [, link = ""] of text.matchAll(/(?:href|src)="([^"]*)"/g)) {
        if (link.startsWith("https://")) continue;
        const target = path.join(folder, "site", path.dirname(name), link);
        expect(existsSync(target), `${name}: ${link}`).toBe(true);
      }
    }
    expect(first["widget-dev/feed.xml"]).toContain(
      'rel="self" href="https://digests.example.org/widget-dev/feed.xml"',
    );

    const planned = jsonLines(run("webhooks", "--week", "2025-W09", "--json").out);
    expect(planned.map((delivery) => delivery["key"])).toEqual([
      "webhook/chat/widget-dev/2025-W09",
      "webhook/room/widget-dev/2025-W09",
    ]);
    expect(JSON.stringify(planned[0])).toContain(
      "<https://digests.example.org/widget-dev/2025-W09.html|The whole digest>",
    );
  });
});

test("feeds of a list, a series, a person and a search", async () => {
  await withFolder((folder) => {
    const run = (...args: string[]) => quickly(folder, "--db", "a.db", ...args);
    run("ingest", "--list", "widget-dev", path.join(SAMPLES, "widget-dev.bundle"));
    const list = run("feed", "list", "widget-dev");
    expect(list.out).toContain("<title>widget-dev: patch series</title>");
    expect(list.out).toContain("v4: widget: wx200: add DMA support");
    expect(list.out).toContain("New: widget: frob: share the timeline helper");
    expect(run("feed", "list", "widget-dev").out).toBe(list.out);

    const [series] = jsonLines(run("export", "series").out);
    const one = run("feed", "series", String(series?.["lineage"]));
    expect(one.out).toContain(`<title>${String(series?.["title"])}</title>`);

    const person = run("feed", "person", "Tomas Okafor", "--out", "person.xml");
    expect([person.status, person.out]).toEqual([0, ""]);
    const written = readFileSync(path.join(folder, "person.xml"), "utf8");
    expect(written).toContain("Tomas Okafor: series and TODOs");
    expect(written).toContain("Is 64 a sane default for rev B?");

    expect(run("feed", "search", "debugfs").out).toContain("<title>Search: debugfs</title>");
    expect(run("feed", "list", "nowhere").status).toBe(1);
    expect(run("feed", "person", "Nobody Known").status).toBe(1);
    expect(run("webhooks").err).toContain("no webhook is configured");
  });
});
