import { existsSync } from "node:fs";
import axe from "axe-core";
import { type Browser, type BrowserContext, chromium, type Page } from "playwright-core";
import { expect } from "vitest";

const CHROMIUM = process.env["PATCHTRAIL_CHROMIUM"] ?? "/usr/bin/chromium";

/** Whether there is a browser; tests that need one say what they leave out where there is none. */
export function hasBrowser(what: string): boolean {
  const found = existsSync(CHROMIUM);
  if (!found) console.warn(`no browser at ${CHROMIUM}: ${what} are not looked at`);
  return found;
}

export function startBrowser(): Promise<Browser> {
  return chromium.launch({ executablePath: CHROMIUM, args: ["--no-sandbox"] });
}

/** A tab, with what its console and its requests complained about. */
export async function openTab(
  browser: Browser,
  options: Parameters<Browser["newContext"]>[0] = {},
): Promise<{ readonly tab: Page; readonly context: BrowserContext; readonly faults: string[] }> {
  // The policy of the pages forbids scripts of others, axe's too: it comes in from outside.
  const context = await browser.newContext(options);
  const tab = await context.newPage();
  const faults: string[] = [];
  tab.on("console", (message) => {
    if (["error", "warning"].includes(message.type())) faults.push(message.text());
  });
  tab.on("pageerror", (error) => faults.push(String(error)));
  return { tab, context, faults };
}

/** Checks a page as it stands: axe has no complaint, and nothing sticks out sideways. */
export async function checkPage(tab: Page, name: string): Promise<void> {
  await tab.evaluate(axe.source);
  const tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
  const found = (await tab.evaluate(`axe.run({ runOnly: ${JSON.stringify(tags)} })`)) as {
    violations: { id: string; nodes: { html: string }[] }[];
  };
  const told = found.violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html.slice(0, 160)}`);
  expect([name, told]).toEqual([name, []]);
  const size = (await tab.evaluate(
    "[document.documentElement.scrollWidth, innerWidth]",
  )) as number[];
  expect([name, (size[0] ?? 0) <= (size[1] ?? 0)]).toEqual([name, true]);
}
