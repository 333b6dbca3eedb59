import { describe, expect, test } from "vitest";
import { isBot } from "../../../src/mail/bot.ts";
import { splitMail } from "../../../src/mail/headers.ts";

describe("writers", () => {
  test.each([
    ["kernel test robot", "lkp@example.com"],
    ["syzbot", "syzbot+0123@example.com"],
    [null, "patchwork-bot+netdev@example.org"],
    ["tip-bot2 for Jane Doe", "tip-bot2@example.org"],
    [null, "noreply@example.org"],
    [null, "bugzilla-daemon@example.org"],
    ["Patchwork", "patchwork@example.org"],
    ["Some CI", "results@example.org"],
    [null, "pr-tracker-bot@example.org"],
  ])("%s <%s> is a robot", (name, email) => {
    expect(isBot({ name, email })).toBe(true);
  });

  test.each([
    ["Jane Abbott", "abbott@example.org"],
    ["Robotham Smith", "robotham@example.org"],
    ["Jane Doe via B4 Relay", "devnull+jane.example.org@kernel.example.org"],
    ["Luci Bota", "luci.bota@example.org"],
    [null, "cindy@example.org"],
  ])("%s <%s> is a person", (name, email) => {
    expect(isBot({ name, email })).toBe(false);
  });
});

test.each([
  ["Auto-Submitted: auto-generated", true],
  ["Auto-Submitted: no", false],
  ["X-Bugzilla-Reason: None", true],
  ["X-Mailer: git-send-email", false],
])("%s: robot is %s", (header, expected) => {
  const { headers } = splitMail(Buffer.from(`${header}\n\n`));
  expect(isBot({ name: "Jane", email: "jane@example.org" }, headers)).toBe(expected);
});
