import type { Command } from "commander";
import type { AppContext } from "../app/context.ts";
import { linkRevisions, splitSeries, unlinkRevision } from "../app/decide/decide-links.ts";
import type { Decider } from "../app/decide/decider.ts";
import type { LinkChange } from "../model/report.ts";
import { renderLinkChange } from "../report/decisions.ts";
import type { Face } from "./command.ts";
import { type DecideOptions, deciderOf, decisionOptions } from "./decide.ts";
import { bareId } from "./thread.ts";

const NAMED = "a series id, a mail of it, or one revision: s0123456789@v2";
const UNSEEN = "take message-ids that are not stored yet";

type Change = (
  app: AppContext,
  named: readonly [string, string],
  decider: Decider,
) => Promise<LinkChange>;

/** `series link|unlink|split`: what belongs together, decided by hand and kept for ever. */
export function addSeriesDecisions(series: Command, face: Face): void {
  const run = (change: Change) => async (a: string, b: string, options: DecideOptions) => {
    const decided = await change(await face.app(), [bareId(a), bareId(b)], deciderOf(options));
    face.out(renderLinkChange(decided));
  };
  decisionOptions(series.command("link"))
    .description("make two revisions, or series, one series for ever")
    .argument("<a>", NAMED)
    .argument("<b>", "the other one, in the same words")
    .option("--unseen", UNSEEN)
    .action(run(linkRevisions));
  decisionOptions(series.command("unlink"))
    .description("part a revision from a series, or from one revision of it, for ever")
    .argument("<a>", NAMED)
    .argument("<b>", "the revision that does not belong to it; of the same series v2 will do")
    .option("--unseen", UNSEEN)
    .action(run(unlinkRevision));
  decisionOptions(series.command("split"))
    .description("part a revision and all later ones from the earlier ones, for ever")
    .argument("<series>", "the series")
    .argument("<revision>", "the first one that stands apart: v3, or a mail of it")
    .action(run(splitSeries));
}
