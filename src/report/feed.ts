import { createHash } from "node:crypto";
import { Feed } from "feed";
import { escapeHtml } from "./escape-html.ts";
import type { FeedEvent } from "./feed-events.ts";
import { inertText } from "./inert.ts";
import { shorten } from "./layout.ts";

/** Entries of a feed: readers ask every hour or so, and a busy list has some 100 events a day. */
export const FEED_ENTRIES = 200;

/** Made once at random; all our entries are named within it. */
const NAMESPACE = "0b6f2c1e7d5a4f0c9a3de8f1426b57c4";

/**
 * A name for ever: the same text gives the same `urn:uuid:`, and no other text does.
 *
 * @see RFC 9562 section 5.5 (version 5), RFC 4151 for why a `tag:` needs a domain that we lack
 */
export function stableUrn(text: string): string {
  const bytes = createHash("sha1").update(NAMESPACE, "hex").update(text, "utf8").digest();
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x50;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  const hex = bytes.toString("hex", 0, 16);
  return `urn:uuid:${[hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join("-")}`;
}

/**
 * An Atom feed of the newest events (at most `FEED_ENTRIES`). `name` tells feeds apart for ever:
 * `list/widget-dev`. The feed's time is that of its newest mail, so that the same events give the
 * same bytes; titles and contents are HTML in which strangers' text is escaped.
 *
 * @see RFC 4287
 */
export function renderFeed(parts: {
  readonly name: string;
  readonly title: string;
  readonly events: readonly FeedEvent[];
  /** Address at which the feed will be found. */
  readonly self?: string;
}): string {
  const events = parts.events.slice(0, FEED_ENTRIES);
  const feed = new Feed({
    id: stableUrn(parts.name),
    title: shorten(inertText(parts.title), 200),
    updated: new Date((events[0]?.at ?? 0) * 1000),
    generator: "patchtrail",
    author: { name: "patchtrail" },
    ...(parts.self === undefined ? {} : { feedLinks: { atom: parts.self } }),
  });
  for (const event of events) {
    const date = new Date(event.at * 1000);
    feed.addItem({
      id: stableUrn(event.key),
      title: escapeHtml(event.title),
      link: event.url,
      date,
      published: date,
      author: [{ name: event.who }],
      content: event.html,
    });
  }
  return `${feed.atom1()}\n`;
}
