import { TrackerError } from "../errors.ts";
import { MAX_DOWNLOAD_BYTES, MAX_INDEX_PAGES, MAX_PAGE_BYTES } from "../limits.ts";
import type { ArchiveEvent, AttachedFile } from "../model/mail.ts";
import type { CrawlRecord } from "../model/ingest.ts";
import { decompressed } from "./byte-stream.ts";
import {
  absoluteUrl,
  linksOf,
  mhonarcIndexes,
  mhonarcPages,
  pipermailPages,
  pipermailPeriods,
  type PipermailPeriod,
} from "./crawl-links.ts";
import { mailEvent, problemEvent } from "./events.ts";
import { attachedFile, linkedFiles, listOfPipermailPage } from "./pages.ts";
import { PoliteWeb, type Validators, type WebOptions } from "./polite-web.ts";
import { readFramed } from "./read-file.ts";
import { sniff } from "./sniff.ts";

export interface CrawlOptions extends WebOptions {
  /** What is known of pages from earlier runs. Kept by the caller. */
  readonly state: {
    load(url: string): Promise<CrawlRecord | null>;
    save(url: string, record: CrawlRecord): Promise<void>;
  };
}

/** Pages between two checkpoints: at one a second, a minute's work is what a kill can cost. */
const CHECKPOINT_PAGES = 50;
/** A closed month's text is taken this long after its end: late mails have come by then. */
const SETTLING_SECONDS = 7 * 86_400;

/**
 * Reads a pipermail or MHonArc archive over HTTP, oldest period first, and only what is new since
 * the last run. Pipermail months that are over come as their monthly text (one request; it has
 * Message-IDs and references, pages do not), the running month page by page; when it is over its
 * text is read once more, as the better copy.
 *
 * Pages are marked as done only after a `checkpoint` event: a caller that stores all that came
 * before it loses nothing when it is killed. Redirects and links out of the start folder are
 * refused; what cannot be had is a `problem`.
 *
 * @throws TrackerError archive-unreadable, archive-unknown for the start page; remote-unavailable
 */
export async function* crawlArchive(
  url: string,
  options: CrawlOptions,
): AsyncGenerator<ArchiveEvent> {
  if (!URL.canParse(url)) throw new TrackerError("archive-unreadable", `no address: ${url}`);
  const crawl = new Crawl(new URL(url).href, options);
  yield* crawl.run();
}

class Crawl {
  readonly #start: string;
  readonly #web: PoliteWeb;
  readonly #options: CrawlOptions;
  readonly #list: string | null;
  #done: { readonly url: string; readonly record: CrawlRecord }[] = [];
  #pages = 0;

  constructor(start: string, options: CrawlOptions) {
    this.#start = start;
    this.#options = options;
    this.#web = new PoliteWeb(start, options);
    this.#list = new URL(".", start).pathname.split("/").findLast((part) => part !== "") ?? null;
  }

  async *run(): AsyncGenerator<ArchiveEvent> {
    await this.#web.readRobots();
    const answer = await this.#web.get(this.#start, null, MAX_PAGE_BYTES);
    if (answer.type !== "ok") {
      const why = answer.type === "refused" ? answer.detail : "it answers without a page";
      const hint = "name the address of the archive's first page, as your browser shows it";
      throw new TrackerError("archive-unreadable", `cannot read ${this.#start}: ${why}`, { hint });
    }
    const links = this.#inside(linksOf(answer.body, this.#start));
    const periods = pipermailPeriods(links);
    if (periods.length > 0) {
      for (const period of periods) yield* this.#period(period);
    } else if (pipermailPages(links).length > 0) {
      yield* this.#pagesOf(pipermailPages(links));
    } else if (mhonarcPages(links).length + mhonarcIndexes(links).length > 0) {
      yield* this.#mhonarc(links);
    } else {
      throw new TrackerError("archive-unknown", `no pipermail or MHonArc index: ${this.#start}`);
    }
    yield* this.#checkpoint();
  }

  async *#period(period: PipermailPeriod): AsyncGenerator<ArchiveEvent> {
    const { textUrl, endsAt } = period;
    const now = (this.#options.now?.() ?? Date.now()) / 1_000;
    if (textUrl !== null && endsAt !== null && now > endsAt + SETTLING_SECONDS) {
      const known = await this.#options.state.load(textUrl);
      if (known?.complete === true) return;
      const answer = await this.#web.get(textUrl, known, MAX_DOWNLOAD_BYTES);
      if (answer.type === "ok") {
        yield* this.#text(textUrl, answer.body);
        this.#note(textUrl, answer.validators, true);
        yield* this.#checkpoint();
      }
      if (answer.type !== "refused") return;
      yield problemEvent(textUrl, answer);
    }
    const index = period.indexUrl;
    const answer = await this.#web.get(
      index,
      await this.#options.state.load(index),
      MAX_PAGE_BYTES,
    );
    if (answer.type === "refused") yield problemEvent(index, answer);
    if (answer.type !== "ok") return;
    yield* this.#pagesOf(pipermailPages(this.#inside(linksOf(answer.body, index))));
    this.#note(index, answer.validators, false);
  }

  async *#text(url: string, body: Buffer): AsyncGenerator<ArchiveEvent> {
    async function* once(): AsyncGenerator<Buffer> {
      yield body;
    }
    const stream = decompressed(once(), body.length);
    const place = { path: url, where: url, sizeBytes: body.length, list: this.#list };
    yield* readFramed(place, stream, "pipermail-text");
  }

  async *#mhonarc(startLinks: readonly string[]): AsyncGenerator<ArchiveEvent> {
    const seen = new Set([this.#start]);
    const waiting: string[] = [];
    // Their records are kept back: an index that is "not modified" stands for all behind it.
    const indexes: { url: string; validators: Validators }[] = [];
    const follow = (links: readonly string[]): void => {
      for (const next of mhonarcIndexes(links)) {
        if (seen.has(next) || seen.size >= MAX_INDEX_PAGES) continue;
        seen.add(next);
        waiting.push(next);
      }
    };
    yield* this.#pagesOf(mhonarcPages(startLinks));
    follow(startLinks);
    for (let url = waiting.shift(); url !== undefined; url = waiting.shift()) {
      const answer = await this.#web.get(url, await this.#options.state.load(url), MAX_PAGE_BYTES);
      if (answer.type === "refused") yield problemEvent(url, answer);
      if (answer.type !== "ok") continue;
      const links = this.#inside(linksOf(answer.body, url));
      yield* this.#pagesOf(mhonarcPages(links));
      follow(links);
      indexes.push({ url, validators: answer.validators });
    }
    for (const { url, validators } of indexes) this.#note(url, validators, false);
  }

  /** Message pages not read before. A page that was read is never asked for again. */
  async *#pagesOf(urls: readonly string[]): AsyncGenerator<ArchiveEvent> {
    for (const url of urls) {
      const known = await this.#options.state.load(url);
      if (known?.complete === true || this.#done.some((each) => each.url === url)) continue;
      const answer = await this.#web.get(url, null, MAX_PAGE_BYTES);
      if (answer.type === "refused") yield problemEvent(url, answer);
      if (answer.type === "ok") {
        const event = await this.#page(url, answer.body);
        if (event !== null) yield event;
        this.#note(url, answer.validators, true);
      }
      this.#pages += 1;
      yield { type: "progress", done: this.#pages, total: null, unit: "pages" };
      if (this.#done.length >= CHECKPOINT_PAGES) yield* this.#checkpoint();
    }
  }

  async #page(url: string, body: Buffer): Promise<ArchiveEvent | null> {
    const kind = sniff(body);
    switch (kind) {
      case "pipermail-page":
        return mailEvent(kind, body, url, { list: listOfPipermailPage(body) ?? this.#list });
      case "mhonarc-page":
        return mailEvent(kind, body, url, {
          list: this.#list,
          attached: await this.#attached(url, body),
        });
      case "index-page":
        return null;
      default: {
        const detail = "a page of an archive that holds no mail";
        return problemEvent(url, { code: "not-an-archive-page", detail }, body);
      }
    }
  }

  async #attached(page: string, body: Buffer): Promise<AttachedFile[]> {
    const attached: AttachedFile[] = [];
    let left = MAX_PAGE_BYTES;
    for (const file of linkedFiles(body)) {
      const url = absoluteUrl(file.fileName, page);
      if (url === null || left <= 0) continue;
      const answer = await this.#web.get(url, null, left);
      // A page may link to what was removed: the mail is whole without it.
      if (answer.type !== "ok") continue;
      left -= answer.body.length;
      attached.push(attachedFile(file, answer.body));
    }
    return attached;
  }

  #inside(links: readonly string[]): string[] {
    return links.filter((link) => this.#web.isInside(link));
  }

  #note(url: string, validators: Validators, complete: boolean): void {
    const { etag, lastModified } = validators;
    this.#done.push({ url, record: { etag, lastModified, complete } });
  }

  async *#checkpoint(): AsyncGenerator<ArchiveEvent> {
    const last = this.#done.at(-1);
    if (last === undefined) return;
    yield { type: "checkpoint", source: `crawl:${this.#start}`, position: last.url };
    // Only now: whoever takes the next event has stored all before the checkpoint.
    for (const { url, record } of this.#done) await this.#options.state.save(url, record);
    this.#done = [];
  }
}
