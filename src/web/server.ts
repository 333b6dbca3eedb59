import { type Context, Hono } from "hono";
import { createApi } from "../api/create-api.ts";
import type { AppContext } from "../app/context.ts";
import { addActions } from "./actions.ts";
import { readAsset } from "./assets.ts";
import { describeSearch, FEEDS } from "./documents.ts";
import { failurePage } from "./failure.ts";
import { showPerson, showRangeDiff, showSearch, showSeries, showTodos } from "./find-routes.ts";
import { guard } from "./guard.ts";
import { renderPage } from "./layout.ts";
import type { Page, Site, Viewer } from "./page.ts";
import { PageCache, type SentPage, toSent } from "./page-cache.ts";
import { helpPage } from "./pages/help.ts";
import { noticePage } from "./pages/notice.ts";
import { stepsOf } from "./query.ts";
import { showBelowList, showHome } from "./routes.ts";
import type { SignIn } from "./sign-in.ts";
import type { Answer, Digests, Visit } from "./visit.ts";

/** How the pages are served. */
export interface WebOptions {
  /** `https://patches.example.org`, without a slash at its end; null: what the request says. */
  readonly baseUrl: string | null;
  /** Names besides this machine's own that the server answers to, lower case. */
  readonly names: ReadonlySet<string>;
  readonly version: string;
  readonly digests: Digests;
  readonly signIn: SignIn;
  /** The same store, opened for writing when somebody first decides something. */
  readonly openForWriting: () => Promise<AppContext>;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** Told of bugs of ours. */
  readonly report: (error: unknown) => void;
}

/** What parts of the server need to answer with a page. */
export interface Responder {
  /** Makes a page, or finds it where the same was asked for before and nothing changed since. */
  readonly answer: (
    context: Context,
    make: (visit: Visit) => Promise<Answer | null>,
  ) => Promise<Response>;
  /** Sends a page that is of this one request. */
  readonly show: (
    context: Context,
    page: Page,
    as: {
      readonly status: 200 | 400 | 401 | 403 | 429 | 500 | 503;
      readonly viewer: Viewer | null;
    },
  ) => Response;
}

const IMMUTABLE = "public, max-age=31536000, immutable";
const HTML = "text/html; charset=utf-8";

/** The web pages over a store, as an application that answers requests. */
export function createWeb(app: AppContext, options: WebOptions): Hono {
  const web = new Hono({ strict: true });
  const assets = {
    css: readAsset("web.css"),
    js: readAsset("web.js"),
    icon: readAsset("icon.svg"),
  };
  const site: Omit<Site, "path" | "viewer"> = {
    version: options.version,
    assets: { css: assets.css.path, js: assets.js.path, icon: assets.icon.path },
    canSignIn: options.signIn.hasForm,
  };
  const responder = createResponder(app, options, site);
  const { answer } = responder;

  web.use(guard(options.names));
  for (const { path, type, bytes } of Object.values(assets)) {
    web.get(path, (context) =>
      context.body(new Uint8Array(bytes), 200, {
        "Content-Type": type,
        "Cache-Control": IMMUTABLE,
      }),
    );
  }
  web.route("/", createApi(app, { version: options.version, report: options.report }));
  if (options.signIn.isOpen) addActions(web, responder, options);
  web.get("/", (context) => answer(context, showHome));
  web.get("/help", (context) => answer(context, async () => helpPage()));
  web.get("/search", (context) => answer(context, showSearch));
  web.get("/todos", (context) => answer(context, (visit) => showTodos(visit, null)));
  web.get("/opensearch.xml", (context) => answer(context, async (visit) => describeSearch(visit)));
  web.get("/robots.txt", (context) => context.text("User-agent: *\nDisallow: /search\n"));
  web.get("*", (context) => answer(context, (visit) => showByPath(visit, context)));
  web.all("*", (context) => {
    context.header("Allow", "GET, HEAD");
    return context.text("This address is for reading.\n", 405);
  });
  web.onError((error, context) => {
    options.report(error);
    return context.text("Something went wrong here.\n", 500);
  });
  return web;
}

/** Pages whose address holds a name: ids and names may hold any character, encoded. */
async function showByPath(visit: Visit, context: Context): Promise<Answer | null> {
  const steps = stepsOf(new URL(context.req.url).pathname);
  if (steps === null) return null;
  const [first = "", second, third, ...rest] = steps;
  const isNamed = second !== undefined && second !== "" && rest.length === 0;
  if (first === "series" || first === "people") {
    if (!isNamed) return null;
    if (third === undefined) return { location: `${new URL(context.req.url).pathname}/` };
    if (third === "feed.atom") return FEEDS[first](visit, second);
    if (third === "")
      return first === "series" ? showSeries(visit, second) : showPerson(visit, second);
    return first === "series" && third === "range-diff" ? showRangeDiff(visit, second) : null;
  }
  if (first === "search.atom" && second === undefined) return FEEDS.search(visit);
  return showBelowList(visit, first === "l" ? steps.slice(1) : steps);
}

function createResponder(
  app: AppContext,
  options: WebOptions,
  site: Omit<Site, "path" | "viewer">,
): Responder {
  const cache = new PageCache();
  const show: Responder["show"] = (context, page, { status, viewer }) => {
    const { pathname, search } = new URL(context.req.url);
    const markup = renderPage(page, { ...site, viewer, path: pathname + search });
    const refresh: Record<string, string> =
      page.refresh === undefined ? {} : { Refresh: String(page.refresh) };
    return context.html(markup, status, { "Cache-Control": "private, no-store", ...refresh });
  };
  const answer: Responder["answer"] = async (context, make) => {
    const url = new URL(context.req.url);
    const path = url.pathname + url.search;
    const origin = options.baseUrl ?? url.origin;
    const viewer = options.signIn.viewerOf(context);
    const version = await app.store.changeToken();
    const known = viewer === null ? cache.get(`${origin}${path}`, version) : null;
    if (known !== null) return send(context, known);
    const visit: Visit = {
      app,
      digests: options.digests,
      query: url.searchParams,
      viewer,
      path,
      origin,
    };
    const { page, status } = await pageOf(() => make(visit), options.report);
    if ("location" in page) return context.redirect(page.location, 302);
    const isDocument = "type" in page;
    const passing = !isDocument && (viewer !== null || page.refresh !== undefined);
    if (!isDocument && (passing || status === 500 || status === 503)) {
      return show(context, page, { status: status === 404 ? 400 : status, viewer });
    }
    const text = isDocument ? page.text : renderPage(page, { ...site, viewer, path });
    const kept = status === 400 || status === 404 ? status : 200;
    const sent = toSent(text, { status: kept, type: isDocument ? page.type : HTML });
    cache.put(`${origin}${path}`, version, sent);
    return send(context, sent);
  };
  return { answer, show };
}

/** A page, or why there is none in words for a reader. */
async function pageOf(
  make: () => Promise<Answer | null>,
  report: (error: unknown) => void,
): Promise<{ readonly page: Answer; readonly status: 200 | 400 | 404 | 500 | 503 }> {
  try {
    const page = await make();
    if (page !== null) return { page, status: 200 };
    const title = "There is no such page";
    const text = "Perhaps a search finds what you look for.";
    return { page: noticePage({ title, text }), status: 404 };
  } catch (error) {
    return failurePage(error, report);
  }
}

function send(context: Context, page: SentPage): Response {
  const headers: Record<string, string> = {
    "Content-Type": page.type,
    "Cache-Control": "no-cache",
    ETag: page.etag,
    Vary: "Accept-Encoding, Cookie",
  };
  const asked = context.req.header("if-none-match") ?? "";
  if (page.status === 200 && asked.split(",").some((tag) => tag.trim() === page.etag)) {
    return context.body(null, 304, headers);
  }
  const gzip = /\bgzip\b/u.test(context.req.header("accept-encoding") ?? "") ? page.gzip : null;
  if (gzip !== null) headers["Content-Encoding"] = "gzip";
  return context.body(new Uint8Array(gzip ?? page.body), page.status, headers);
}
