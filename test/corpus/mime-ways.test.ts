import { existsSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { readArchive } from "../../src/archive/open.ts";
import { isWalked, readBothWays } from "../support/both-ways.ts";
import { withFolder } from "../support/cli.ts";

const shared = path.resolve(process.env["PATCHTRAIL_SHARED"] ?? "../shared");

/**
 * Mails that have to be read without the library, of a thousand; the rest are structures that are
 * not plainly what the standard says.
 */
const MIN_WALKED = 980;

describe("the fast way of reading MIME equals the library, mail for mail", () => {
  test.each([
    "linuxppc-dev.bundle",
    "linuxppc-dev-history.bundle",
    "linaro-mm-sig.bundle",
    "amd-gfx.mbox.gz",
  ])("%s", async (name) => {
    const place = path.join(shared, "corpus", name);
    if (!existsSync(place)) return console.log(`skipped: no ${place}`);
    await withFolder(async (folder) => {
      const options = {
        format: "auto",
        cacheFolder: folder,
        checkpoint: async () => null,
      } as const;
      const different: string[] = [];
      let [mails, walked] = [0, 0];
      for await (const event of readArchive(place, options)) {
        if (event.type !== "mail") continue;
        mails += 1;
        if (!isWalked(event.mail)) continue;
        walked += 1;
        const { fast, library } = await readBothWays(event.mail);
        if (JSON.stringify(fast) !== JSON.stringify(library)) different.push(event.mail.where);
      }
      console.log(`${name}: ${mails} mails, ${mails - walked} left to the library`);
      expect(different).toEqual([]);
      expect(walked * 1000).toBeGreaterThanOrEqual(mails * MIN_WALKED);
    });
  });
});
