import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { DAY, HOUR, MONDAY } from "./messages.ts";

const DEEDS = ["turn", "oil", "count", "paint", "weigh", "bend", "cool", "shake"];
const THINGS = ["teeth", "bearing", "shaft", "spring", "housing", "lever", "valve", "pump", "belt"];

/** Mails of small series, a mail an hour: every third one asks for something. */
function mailText(at: number): string {
  const series = Math.floor(at / 3);
  const id = (which: number) => `mail-${which}@example.org`;
  const first = series * 3;
  const asked = at % 3 === 2;
  const who = asked ? "Bea Reviewer <bea@example.org>" : "Ada Author <ada@example.org>";
  const [deed, thing] = [DEEDS[series % DEEDS.length], THINGS[series % THINGS.length]];
  const subject = `[PATCH] gear${series}: ${deed} the ${thing}`;
  const head = [
    `From: ${who}`,
    `Subject: ${at === first ? subject : `Re: ${subject}`}`,
    `Message-ID: <${id(at)}>`,
    `Date: ${new Date((MONDAY + at * HOUR) * 1000).toUTCString()}`,
    "List-Id: <widget-dev.example.org>",
    ...(at === first ? [] : [`In-Reply-To: <${id(first)}>`]),
  ];
  const words = asked ? "> +int part;\nPlease add a comment here.\n" : "Here it is.\n";
  const file = `gear${series}.c`;
  const diff = `---\n ${file} | 1 +\n\ndiff --git a/${file} b/${file}\n--- a/${file}\n+++ b/${file}\n@@ -1 +1,2 @@\n int a${series};\n+int ${thing}_${series};\n`;
  return `${head.join("\n")}\n\n${words}${at === first ? diff : ""}`;
}

/**
 * Brings a bare public-inbox repository of the list widget-dev to so many mails; it is made when it
 * is not there. The mails are always the same, an hour apart from 3 February 2025 on.
 */
export function growInbox(place: string, from: number, to: number): void {
  if (!existsSync(place)) git(["init", "-q", "--bare", "-b", "master", place]);
  const parts: string[] = [];
  for (let at = from; at < to; at += 1) {
    const mail = mailText(at);
    parts.push(
      "commit refs/heads/master",
      `committer Inbox <inbox@example.org> ${MONDAY + at * HOUR + DAY} +0000`,
      "data 4\nmail",
      ...(at === from && from > 0 ? ["from refs/heads/master^0"] : []),
      `M 100644 inline m\ndata ${Buffer.byteLength(mail)}\n${mail}`,
    );
  }
  git(["-C", place, "fast-import", "--quiet"], `${parts.join("\n")}\n`);
}

function git(args: readonly string[], input = ""): void {
  const run = spawnSync("git", args, { input, encoding: "utf8" });
  if (run.status !== 0) throw new Error(`git ${args.join(" ")}: ${run.stderr}`);
}
