import { personFeed, searchFeed, seriesFeed } from "../app/send/feeds.ts";
import { escapeHtml } from "../report/escape-html.ts";
import type { Document, Visit } from "./visit.ts";

const ATOM = "application/atom+xml; charset=utf-8";

/** Atom feeds of a series, a person, a search. */
export const FEEDS = {
  series: async ({ app }: Visit, id: string): Promise<Document> => ({
    type: ATOM,
    text: await seriesFeed(app, id),
  }),
  people: async ({ app }: Visit, who: string): Promise<Document> => ({
    type: ATOM,
    text: await personFeed(app, who),
  }),
  search: async ({ app, query }: Visit): Promise<Document> => {
    const list = query.get("list") || undefined;
    const now = Math.floor(Date.now() / 1000);
    const text = await searchFeed(app, query.get("q") ?? "", {
      now,
      ...(list === undefined ? {} : { list }),
    });
    return { type: ATOM, text };
  },
};

/**
 * How a browser may search here.
 *
 * @see OpenSearch 1.1 description document
 */
export function describeSearch({ origin }: Visit): Document {
  const template = `${escapeHtml(origin)}/search?q={searchTerms}`;
  const text = `<?xml version="1.0" encoding="UTF-8"?>
<OpenSearchDescription xmlns="http://a9.com/-/spec/opensearch/1.1/">
<ShortName>patchtrail</ShortName>
<Description>Mails about patches</Description>
<InputEncoding>UTF-8</InputEncoding>
<Url type="text/html" template="${template}"/>
</OpenSearchDescription>
`;
  return { type: "application/opensearchdescription+xml; charset=utf-8", text };
}
