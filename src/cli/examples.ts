/** What `--help` shows below the options of a command: lines as they are typed. */
export const EXAMPLES: Readonly<Record<string, readonly string[]>> = {
  ingest: [
    "patchtrail ingest linuxppc-dev.bundle",
    "patchtrail ingest --list amd-gfx amd-gfx.mbox.gz",
    "patchtrail ingest --zone Australia/Melbourne pipermail/linuxppc-dev/",
  ],
  sync: ["patchtrail sync", "patchtrail sync linuxppc-dev"],
  tree: [
    "patchtrail tree ~/linux --branch next --name powerpc/next",
    "patchtrail tree ~/linux --since 2025-01-01 --list linuxppc-dev",
  ],
  watch: ["patchtrail watch --dry-run", "patchtrail watch --once", "patchtrail watch"],
  status: [
    "patchtrail status linuxppc-dev --next maintainer",
    "patchtrail status --person jane@example.org",
    "patchtrail status --as-of 2025-02-28 --limit 50",
  ],
  series: [
    "patchtrail series 20250225-widget-dma-v4-0-365d1756642c@example.com",
    "patchtrail series https://lore.kernel.org/all/MESSAGE-ID/ --evidence",
  ],
  "range-diff": [
    "patchtrail range-diff MESSAGE-ID",
    "patchtrail range-diff MESSAGE-ID v1 v3",
    "patchtrail range-diff MESSAGE-ID --tree ~/linux",
  ],
  todos: [
    "patchtrail todos --list linuxppc-dev --min-age 90",
    'patchtrail todos --owner "Jane Doe" --kind promise,request',
    "patchtrail todos --series MESSAGE-ID --all --explain",
  ],
  search: [
    "patchtrail search kfree_sensitive",
    "patchtrail search s:hotplug f:jane d:2.weeks.ago..",
    "patchtrail search dfn:arch/powerpc/kernel/eeh.c is:patch --format mbox",
    "patchtrail search is:open has:todo owner:jane --by series",
    `patchtrail search 'eeh (vfio OR "error log") -q:oops'`,
    "patchtrail search -- eeh -vfio",
  ],
  digest: [
    "patchtrail digest linuxppc-dev --week 2025-W08",
    "patchtrail digest --format html > digest.html",
    "patchtrail digest --out public --weeks 12",
    "patchtrail digest --send --dry-run",
  ],
  issues: ["patchtrail issues", "patchtrail issues --list linuxppc-dev --apply"],
  serve: [
    "patchtrail serve",
    "patchtrail serve --port 9000 --base-url https://patches.example.org",
  ],
  init: [
    "patchtrail init",
    "patchtrail init --list linux-foo",
    "patchtrail init --list my-list --archive ~/Mail/my-list",
  ],
  completion: [
    'eval "$(patchtrail completion bash)"',
    "patchtrail completion zsh > ~/.zfunc/_patchtrail",
    "patchtrail completion fish > ~/.config/fish/completions/patchtrail.fish",
  ],
};
