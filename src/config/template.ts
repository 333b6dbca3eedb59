import type { ArchiveFormat } from "../model/config.ts";

/** The one list that a template is to name. */
export interface TemplateList {
  readonly name: string;
  /** Address, or path of a file or folder; null: what lore has. */
  readonly archive: string | null;
  readonly format: ArchiveFormat;
}

/**
 * The commented file that `patchtrail init` writes; it loads without a fault as it is.
 *
 * @param list instead of the lists that it names as examples
 */
export function configTemplate(list: TemplateList | null = null): string {
  if (list === null) return TEMPLATE;
  const [head = "", tail = ""] = TEMPLATE.split(/^lists:\n[^]*?(?=^# Git trees)/m);
  return `${head}lists:\n${listEntry(list)}\n${tail.replace("[linuxppc-dev]", `[${list.name}]`)}`;
}

/** Whether the place of an archive is an address; else it is a path. */
export function isAddress(place: string): boolean {
  return /^[a-z]+:\/\//i.test(place);
}

function listEntry({ name, archive, format }: TemplateList): string {
  const place = archive ?? `https://lore.kernel.org/${name}`;
  const key = isAddress(place) ? "url" : "path";
  const form = archive === null ? "public-inbox" : format;
  return `  - name: ${JSON.stringify(name)}
    archives:
      # Other forms, and what each of them lacks: docs/archives.md
      - ${key}: ${JSON.stringify(place)}
        format: ${form}
    # Where a mail is linked to; {list} and {id} are filled in. This is the default:
    # link: https://lore.kernel.org/{list}/{id}/
`;
}

const TEMPLATE = `# patchtrail.yaml: which lists to follow, and where their mails come from.
# Every key is explained in docs/configuration.md. Secrets never stand here:
# the GitHub token is read from the environment (GITHUB_TOKEN), so is the password
# of the mail server (PATCHTRAIL_SMTP_PASSWORD).

# The SQLite file. Left out, it lies in your data folder. Relative to this file.
# database: patchtrail.db

# Folder for clones and crawled pages. Left out: your cache folder.
# cache: .cache

lists:
  - name: linuxppc-dev
    address: linuxppc-dev@lists.ozlabs.org
    archives:
      # A public-inbox epoch, brought in by git: every mail byte for byte. It is
      # the best source there is; git fetches only what is new.
      - url: https://lore.kernel.org/linuxppc-dev/0
        format: public-inbox
      # The list host's own archive, for what lore lacks. It writes its dates in
      # Australian time and calls that "EST" and "AEDT", so it needs the zone.
      # - url: https://lists.ozlabs.org/pipermail/linuxppc-dev/
      #   format: pipermail
      #   zone: Australia/Melbourne
      # What you have on disk: an mbox (.gz too), Maildir, .eml files, a bundle.
      # A relative path starts at the folder of this file.
      # - path: mail/linuxppc-dev

  - name: amd-gfx
    address: amd-gfx@lists.freedesktop.org
    archives:
      - url: https://lore.kernel.org/amd-gfx/0
        format: public-inbox
      # - url: https://lists.freedesktop.org/archives/amd-gfx/
      #   format: pipermail
      #   zone: UTC
      # Pages with hidden addresses; thin, but they reach far back.
      # - url: https://www.spinics.net/lists/amd-gfx/
      #   format: mhonarc
    # Where a mail is linked to; {list} and {id} are filled in. This is the default:
    # link: https://lore.kernel.org/{list}/{id}/

# Git trees that patches are applied to: their commits tell what was applied,
# also where nobody announced it. A clone that you have costs no download.
# trees:
#   - name: powerpc
#     path: ../linux
#     # or: url: https://git.kernel.org/pub/scm/linux/kernel/git/powerpc/linux.git
#     branches: [next, fixes]
#     # Older commits cannot hold a patch of your archive.
#     since: 2024-01-01

# Searches that you ask often: patchtrail search --saved mine. docs/search.md tells the language.
# searches:
#   - name: mine
#     query: is:open (f:ada@example.org OR owner:ada)

todos:
  # How sure patchtrail must be (0 to 1) that a sentence is a TODO before it shows it.
  minConfidence: 0.42

digest:
  # text, markdown, html or json
  format: text
  # true: mail addresses in all that leaves are cut behind the @
  obfuscate: false
  # Where you publish the folder of: patchtrail digest --out FOLDER
  # pages: https://digests.example.org/

# GitHub issues for loose ends: patchtrail issues shows which there would be, and
# sends nothing; patchtrail issues --apply does it. docs/github.md tells the rest.
github:
  # repository: owner/name
  # Other repositories for some paths; the first that fits:
  # routes:
  #   - repository: owner/gpu
  #     paths: [drivers/gpu/]
  # One issue a series, or one a todo:
  # granularity: series
  minConfidence: 0.8
  # Leave people this many days from the first posting of a series to its issue.
  minAgeDays: 7
  # Only these lists (left out: all of them):
  # lists: [linuxppc-dev]
  # Given to new issues; {list} is filled in:
  # labels: [patchtrail, "{list}"]
  # Logins of those who are to be assigned, by name or address:
  # assignees:
  #   Ada Author: ada-dev
  # New issues of one run; the rest waits for the next:
  # maxNew: 20

# The status of each week, posted where people talk; docs/webhooks.md explains it.
# Addresses and secrets are read from the environment variables named here.
# webhooks:
#   - name: team-chat
#     kind: slack
#     urlVariable: TEAM_CHAT_WEBHOOK

# Pages of these origins may read the HTTP API of patchtrail serve from a browser:
# api:
#   corsOrigins: [https://dashboard.example.org]

crawl:
  # For archives read page by page over HTTP.
  requestsPerSecond: 1
  # How the archive's operator can reach you; sent with every request.
  # contact: you@example.org

# How digests leave by mail; docs/sending.md explains it. Nothing leaves unless
# somebody subscribes below, and approves: patchtrail outbox approve --all
# mail:
#   from: Patchtrail <patchtrail@example.org>
#   smtp:
#     host: mail.example.org
#     security: starttls
#     user: patchtrail
#   # instead of smtp, a program that takes mail as sendmail does:
#   # sendmail: /usr/sbin/sendmail
# subscriptions:
#   - to: ada@example.org
#     list: linuxppc-dev
#   - to: ada@example.org
#     person: ada@example.org
#     every: day
#     zone: Australia/Melbourne
#   - to: net@example.org
#     paths: [drivers/net/, include/net/]
# outbox:
#   approve: manual

# When patchtrail watch does what, as cron expressions; docs/watch.md explains it.
# Only what is named here is done; what is to leave is still to be approved first.
# watch:
#   sync: {cron: "*/30 * * * *"}
#   digests: {cron: "0 6 * * *", zone: Europe/Berlin}
#   # issues: {cron: "10 * * * *"}
#   # webhooks: {cron: "0 8 * * 1"}
#   pages: {cron: "30 5 * * *", folder: site}
`;
