import { writeFile } from "node:fs/promises";
import type { Command } from "commander";
import type { AppContext } from "../app/context.ts";
import type { AddCommand, Face } from "./command.ts";
import { knownLists } from "./known-list.ts";
import { bareId } from "./thread.ts";

/** `feed list|series|person|search`: what happens, as Atom for feed readers. */
export const addFeed: AddCommand = (program, face) => {
  const feed = program.command("feed").description("write what happens as an Atom feed");
  const sort = (usage: string, description: string): Command =>
    feed
      .command(usage)
      .description(description)
      .option("--out <file>", "write this file (default: standard output)");
  sort("list <name>", "what happens to the series of a list").action(
    async (name: string, options: Options) => {
      const app = await face.app();
      await knownLists(app, name);
      await write(face, options, ({ listFeed }) => listFeed(app, name));
    },
  );
  sort("series <series>", "what happens to one series").action(
    async (reference: string, options: Options) => {
      const app = await face.app();
      await write(face, options, ({ seriesFeed }) => seriesFeed(app, bareId(reference)));
    },
  );
  sort("person <who>", "series of a person, and TODOs that they owe or raised").action(
    async (who: string, options: Options) => {
      const app: AppContext = await face.app();
      await write(face, options, ({ personFeed }) => personFeed(app, who));
    },
  );
  sort("search <term...>", "the newest mails that a search finds")
    .option("--list <name>", "only mails of this list")
    .action(async (words: string[], options: Options & { list?: string }) => {
      const app = await face.app();
      if (options.list !== undefined) await knownLists(app, options.list);
      const list = options.list === undefined ? {} : { list: options.list };
      const now = Math.floor(Date.now() / 1000);
      const { joinArguments } = await import("../app/view/search.ts");
      const query = joinArguments(words);
      await write(face, options, ({ searchFeed }) => searchFeed(app, query, { now, ...list }));
    });
};

interface Options {
  readonly out?: string;
}

type Feeds = typeof import("../app/send/feeds.ts");

async function write(face: Face, { out }: Options, make: (feeds: Feeds) => Promise<string>) {
  // Loaded here: no other command needs the library that writes feeds.
  const xml = await make(await import("../app/send/feeds.ts"));
  if (out === undefined) face.out(xml);
  else await writeFile(out, xml);
}
