import { type Context, Hono } from "hono";
import type { AppContext } from "../app/context.ts";
import { TrackerError } from "../errors.ts";
import { readAsset } from "./assets.ts";
import { guard } from "./guard.ts";
import { renderPage } from "./layout.ts";
import type { Page, Site } from "./page.ts";
import { PageCache, type SentPage, toSent } from "./page-cache.ts";
import { noticePage } from "./pages/notice.ts";
import { stepsOf } from "./query.ts";
import { type Answer, showBelowList, showHome, type Visit } from "./routes.ts";

/** How the pages are served. */
export interface WebOptions {
  /** `https://patches.example.org`, without a slash at its end; null: what the request says. */
  readonly baseUrl: string | null;
  /** Names besides this machine's own that the server answers to, lower case. */
  readonly names: ReadonlySet<string>;
  readonly version: string;
  /** Told of bugs of ours. */
  readonly report: (error: unknown) => void;
}

const IMMUTABLE = "public, max-age=31536000, immutable";

/** The web pages over a store, as an application that answers requests. */
export function createWeb(app: AppContext, options: WebOptions): Hono {
  const web = new Hono({ strict: true });
  const assets = {
    css: readAsset("web.css"),
    js: readAsset("web.js"),
    icon: readAsset("icon.svg"),
  };
  const cache = new PageCache();
  const site: Omit<Site, "path" | "viewer"> = {
    version: options.version,
    assets: { css: assets.css.path, js: assets.js.path, icon: assets.icon.path },
    canSignIn: false,
  };

  const answer = async (
    context: Context,
    make: (visit: Visit) => Promise<Answer | null>,
  ): Promise<Response> => {
    const url = new URL(context.req.url);
    const path = url.pathname + url.search;
    const version = await app.store.getVersion();
    const known = cache.get(path, version);
    if (known !== null) return send(context, known);
    const visit: Visit = { app, query: url.searchParams, viewer: null, path };
    const { page, status } = await pageOf(() => make(visit), options.report);
    if ("location" in page) return context.redirect(page.location, 302);
    if (status === 500) return context.html(renderPage(page, { ...site, viewer: null, path }), 500);
    const sent = toSent(renderPage(page, { ...site, viewer: null, path }), status);
    cache.put(path, version, sent);
    return send(context, sent);
  };

  web.use(guard(options.names));
  for (const { path, type, bytes } of Object.values(assets)) {
    web.get(path, (context) =>
      context.body(new Uint8Array(bytes), 200, {
        "Content-Type": type,
        "Cache-Control": IMMUTABLE,
      }),
    );
  }
  // The HTTP API is mounted here, before the pages: web.route("/", createApi(app, …)).
  web.get("/", (context) => answer(context, showHome));
  web.get("*", (context) =>
    answer(context, async (visit) => {
      const steps = stepsOf(new URL(context.req.url).pathname);
      return steps === null
        ? null
        : showBelowList(visit, steps[0] === "l" ? steps.slice(1) : steps);
    }),
  );
  web.all("*", (context) =>
    context.text("This address is for reading.\n", 405, { Allow: "GET, HEAD" }),
  );
  web.onError((error, context) => {
    options.report(error);
    return context.text("Something went wrong here.\n", 500);
  });
  return web;
}

/** A page, or why there is none in words for a reader. */
async function pageOf(
  make: () => Promise<Answer | null>,
  report: (error: unknown) => void,
): Promise<{ readonly page: Answer; readonly status: SentPage["status"] | 500 }> {
  try {
    const page = await make();
    if (page !== null) return { page, status: 200 };
    const title = "There is no such page";
    return {
      page: noticePage({ title, text: "Perhaps a search finds what you look for." }),
      status: 404,
    };
  } catch (error) {
    if (error instanceof TrackerError && (error.code === "not-found" || error.code === "usage")) {
      const missing = error.code === "not-found";
      const page: Page = noticePage({
        title: missing ? "Not found" : "That cannot be answered",
        text: error.message,
        hint: error.hint,
      });
      return { page, status: missing ? 404 : 400 };
    }
    report(error);
    const text = "The fault is on this side. It was noted; please try again later.";
    return { page: noticePage({ title: "Something went wrong", text }), status: 500 };
  }
}

function send(context: Context, page: SentPage): Response {
  const headers: Record<string, string> = {
    "Content-Type": "text/html; charset=utf-8",
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
