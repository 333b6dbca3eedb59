import type { Mailbox } from "../model/mail.ts";
import type { Headers } from "./headers.ts";

/** Addresses that programs write from: the whole local part, or a word of it. */
const BOT_LOCAL =
  /^(?:no-?reply|do-?not-?reply|lkp|mailer-daemon|postmaster|root)$|(?:^|[-+._])(?:bot\d*|bots|robot|ci|daemon|buildbot|autobuild|patchwork|patchwork-bot|syzbot|tip-bot2?|bugzilla|regzbot|cron|noreply|jenkins|gerrit)(?:$|[-+._])/;
const BOT_NAME =
  /(?:^|\s)(?:robot|bot|syzbot|regzbot|patchwork|buildbot|tip-bot\d?|patchwork-bot\S{0,40}|\S{1,40}-bot\d?)(?:$|\s)|\bCI$|^CI\b|\(bot\)|\[bot\]/i;

/** Header fields that only programs set. */
const BOT_HEADERS = ["x-bugzilla-reason", "x-bugzilla-type", "x-github-reason", "x-gitlab-project"];

function isAutomatic(headers: Headers): boolean {
  const auto = headers.first("auto-submitted")?.toLowerCase() ?? "no";
  if (!auto.startsWith("no") && auto !== "") return true;
  return BOT_HEADERS.some((name) => headers.first(name) !== null);
}

/**
 * True when a mail was sent by a program: Auto-Submitted says so, or its writer's name or address
 * is of the kind that robots have (kernel test robot, syzbot, patchwork-bot, noreply, some CI).
 * Replies by people to robots are not.
 * @see RFC 3834 section 5
 */
export function isBot(mailbox: Mailbox | null, headers?: Headers): boolean {
  if (headers !== undefined && isAutomatic(headers)) return true;
  if (mailbox === null) return false;
  const local = mailbox.email?.split("@")[0] ?? "";
  return BOT_LOCAL.test(local) || BOT_NAME.test(mailbox.name ?? "");
}
