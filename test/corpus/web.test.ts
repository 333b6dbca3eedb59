import { existsSync, mkdtempSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { checkPage, hasBrowser, openTab, startBrowser } from "../support/browser.ts";
import { patchtrail } from "../support/cli.ts";
import { type RunningServer, startServer } from "../support/web.ts";

const shared = path.resolve(process.env["PATCHTRAIL_SHARED"] ?? "../shared");
const bundle = path.join(shared, "corpus", "linuxppc-dev.bundle");
const here = existsSync(bundle) && hasBrowser("pages over real archives");

describe.skipIf(!here)("the web pages over a real list", () => {
  const folder = mkdtempSync(path.join(os.tmpdir(), "patchtrail-web-"));
  let server: RunningServer;
  let browser: Browser;
  beforeAll(async () => {
    patchtrail(folder, "--db", "a.db", "ingest", "--list", "linuxppc-dev", bundle);
    server = await startServer(folder, ["--db", "a.db"]);
    browser = await startBrowser();
  }, 300_000);
  afterAll(async () => {
    await browser.close();
    expect(await server.stop()).toBe(0);
    rmSync(folder, { recursive: true, force: true });
  });

  test("search, walk a thread, follow a TODO to its mail, compare two revisions", async () => {
    const { tab, context, faults } = await openTab(browser, {
      viewport: { width: 1400, height: 900 },
    });
    await tab.goto(`${server.origin}/linuxppc-dev/`);
    await checkPage(tab, "board");
    await tab.keyboard.press("/");
    await tab.keyboard.type("hotplug");
    await tab.keyboard.press("Enter");
    await tab.locator(".hits a.row").first().click();
    await tab.waitForURL(/\/T\/#m/u);
    expect(await tab.locator(".mail:target").isVisible()).toBe(true);
    await checkPage(tab, "thread");

    await tab.goto(`${server.origin}/linuxppc-dev/todos`);
    await checkPage(tab, "todos");
    for (let at = 0; at < 10; at += 1) {
      const todo = tab.locator(".todos .say a").nth(at);
      const words = (await todo.textContent())?.replaceAll(/\s+/gu, "").replace("…", "") ?? "";
      await todo.click();
      await tab.waitForURL(/\/T\/#t-/u);
      const marked = await tab.evaluate(
        "document.getElementById(location.hash.slice(1)).textContent.replaceAll(/\\s+/g, '')",
      );
      expect(marked).toContain(words);
      await tab.goBack();
    }

    await tab.goto(`${server.origin}/linuxppc-dev/?q=&sort=todos&next=author`);
    const rows = await tab.locator("tbody a.row").count();
    for (let at = 0; at < Math.min(rows, 20); at += 1) {
      await tab.locator("tbody a.row").nth(at).click();
      await tab.waitForURL("**/series/**");
      const compare = tab.getByRole("button", { name: "Range-diff" });
      if ((await compare.count()) === 1) {
        await checkPage(tab, "series");
        await compare.click();
        expect(await tab.locator("h1").textContent()).toContain("→");
        await checkPage(tab, "range-diff");
        break;
      }
      await tab.goBack();
    }
    expect(tab.url()).toContain("range-diff");
    expect(faults).toEqual([]);
    await context.close();
  });
});
