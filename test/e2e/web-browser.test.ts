import { mkdtempSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { checkPage, hasBrowser, openTab, startBrowser } from "../support/browser.ts";
import { jsonLines, quickly } from "../support/cli.ts";
import { type RunningServer, startServer } from "../support/web.ts";

describe.skipIf(!hasBrowser("the web pages"))("in a browser", () => {
  const folder = mkdtempSync(path.join(os.tmpdir(), "patchtrail-web-"));
  let server: RunningServer;
  let browser: Browser;
  let pages: string[] = [];

  beforeAll(async () => {
    const run = (...args: string[]) => quickly(folder, "--db", "a.db", ...args);
    run("ingest", "--list", "widget-dev", path.resolve("samples/widget-dev.bundle"));
    const series = jsonLines(run("export", "series").out).map((row) => String(row["lineage"]));
    const mails = jsonLines(run("export", "messages").out).map((row) => String(row["message_id"]));
    const mail = `/widget-dev/${mails[0]}/`;
    const list = ["", "?next=author", "todos?state=all", "digests", "charts"];
    pages = ["/", "/help", "/search?q=debugfs", "/nowhere", "/people/Tomas%20Okafor/"]
      .concat(
        list.map((page) => `/widget-dev/${page}`),
        [mail, `${mail}T/`],
      )
      .concat(
        series
          .slice(0, 4)
          .flatMap((id) => [`/series/${id}/?todos=all`, `/series/${id}/range-diff`]),
      );
    server = await startServer(folder, ["--db", "a.db"]);
    browser = await startBrowser();
  }, 90_000);
  afterAll(async () => {
    await browser.close();
    expect(await server.stop()).toBe(0);
    rmSync(folder, { recursive: true, force: true });
  });

  test.each([
    ["light", 375],
    ["light", 1400],
    ["dark", 800],
  ] as const)(
    "%s, %i pixels wide: axe has no complaint, nothing sticks out",
    async (colorScheme, width) => {
      const { tab, context, faults } = await openTab(browser, {
        viewport: { width, height: 900 },
        colorScheme,
      });
      for (const page of pages) {
        await tab.goto(server.origin + page);
        await checkPage(tab, page);
      }
      // Pages that are not there, and series of one revision, are told of in the console.
      expect(faults.filter((fault) => !fault.includes("404"))).toEqual([]);
      await context.close();
    },
  );

  test("a theme is kept from page to page", async () => {
    const { tab, context } = await openTab(browser, { colorScheme: "light" });
    await tab.goto(`${server.origin}/widget-dev/`);
    const ground = () => tab.evaluate("getComputedStyle(document.body).backgroundColor");
    const light = await ground();
    await tab.getByRole("button", { name: "Theme: auto" }).click();
    await tab.getByRole("button", { name: "Theme: light" }).click();
    expect(await ground()).not.toBe(light);
    await tab.goto(`${server.origin}/widget-dev/todos`);
    expect(await ground()).not.toBe(light);
    await tab.getByRole("button", { name: "Theme: dark" }).click();
    expect(await ground()).toBe(light);
    await context.close();
  });

  test("from the board to a mail with the keyboard alone", async () => {
    const { tab, context, faults } = await openTab(browser);
    await tab.goto(`${server.origin}/widget-dev/`);
    await tab.keyboard.press("Tab");
    expect(await tab.evaluate("document.activeElement.textContent")).toBe("Skip to content");
    await tab.keyboard.press("j");
    const first = await tab.evaluate("document.activeElement.textContent");
    await tab.keyboard.press("j");
    expect(await tab.evaluate("document.activeElement.textContent")).not.toBe(first);
    await tab.keyboard.press("k");
    await tab.keyboard.press("Enter");
    await tab.waitForURL("**/series/**");
    expect(await tab.locator("h1").textContent()).toBe(first);
    await tab.keyboard.press("?");
    const keys = tab.getByRole("dialog", { name: "Keys" });
    await keys.waitFor({ state: "visible" });
    await tab.keyboard.press("Escape");
    await keys.waitFor({ state: "hidden" });
    await tab.keyboard.press("/");
    expect(await tab.evaluate("document.activeElement.id")).toBe("q");
    await tab.keyboard.type("debugfs");
    await tab.keyboard.press("Enter");
    await tab.waitForURL("**/search?q=debugfs**");
    expect(await tab.locator(".hits li").count()).toBeGreaterThan(0);
    expect(faults).toEqual([]);
    await context.close();
  });

  test("without script every page is whole", async () => {
    const { tab, context } = await openTab(browser, { javaScriptEnabled: false });
    await tab.goto(`${server.origin}/widget-dev/`);
    expect(await tab.getByRole("button", { name: /Theme/u }).isVisible()).toBe(false);
    await tab.getByLabel("Next move").selectOption("author");
    await tab.getByRole("button", { name: "Apply" }).click();
    expect(await tab.getByRole("columnheader", { name: "Last mail" }).isVisible()).toBe(true);
    await context.close();
  });
});
