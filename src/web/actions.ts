import type { Context, Hono } from "hono";
import { bodyLimit } from "hono/body-limit";
import type { AppContext } from "../app/context.ts";
import { MAX_FORM_BYTES } from "../limits.ts";
import { decideLink, decideTodo, type FormFields } from "./decide.ts";
import { failurePage } from "./failure.ts";
import { noticePage } from "./pages/notice.ts";
import { signInPage } from "./pages/sign-in.ts";
import type { Responder, WebOptions } from "./server.ts";
import { isOwnForm } from "./sign-in.ts";

type Decide = (
  app: AppContext,
  form: FormFields,
  by: { readonly name: string; readonly now: number },
) => Promise<void>;

/** Adds what only people who signed in may do: every form is theirs, from a page of ours. */
export function addActions(web: Hono, responder: Responder, options: WebOptions): void {
  const { show } = responder;
  const { signIn } = options;
  const limit = bodyLimit({ maxSize: MAX_FORM_BYTES });
  web.post("*", limit);
  web.get("/sign-in", (context) =>
    show(context, signInPage(pathOf(context.req.query("back"))), { status: 200, viewer: null }),
  );
  web.post("/sign-in", async (context) => {
    if (!isFromOurPage(context, options)) return refused(context, responder);
    const form: FormFields = await context.req.parseBody();
    const token = typeof form["token"] === "string" ? form["token"] : "";
    const viewer = signIn.signIn(context, token);
    const back = pathOf(form["back"]);
    if (viewer === "slow") {
      const page = signInPage(back, "Too many wrong tokens. Try again in a minute.");
      return show(context, page, { status: 429, viewer: null });
    }
    if (viewer !== null) return context.redirect(back, 303);
    return show(context, signInPage(back, "That is nobody's token."), {
      status: 401,
      viewer: null,
    });
  });
  web.post("/sign-out", async (context) => {
    const form: FormFields = await context.req.parseBody();
    const viewer = signIn.viewerOf(context);
    const isOwn = viewer !== null && isOwnForm(viewer, form["csrf"]);
    if (!isOwn || !isFromOurPage(context, options)) return refused(context, responder);
    signIn.signOut(context);
    return context.redirect("/", 303);
  });
  web.post("/actions/todo", (context) => act(context, { decide: decideTodo, responder, options }));
  web.post("/actions/link", (context) => act(context, { decide: decideLink, responder, options }));
}

async function act(
  context: Context,
  parts: {
    readonly decide: Decide;
    readonly responder: Responder;
    readonly options: WebOptions;
  },
): Promise<Response> {
  const { decide, responder, options } = parts;
  const viewer = options.signIn.viewerOf(context);
  const form: FormFields = await context.req.parseBody();
  if (viewer === null || !isOwnForm(viewer, form["csrf"]) || !isFromOurPage(context, options)) {
    return refused(context, responder);
  }
  try {
    const by = { name: viewer.name, now: Math.floor(options.now() / 1000) };
    await decide(await options.openForWriting(), form, by);
    return context.redirect(pathOf(form["back"]), 303);
  } catch (error) {
    const { page, status } = failurePage(error, options.report);
    return responder.show(context, page, { status: status === 404 ? 400 : status, viewer });
  }
}

/** True for a form that a page of this server sent: browsers say where a form comes from. */
function isFromOurPage(context: Context, { baseUrl }: WebOptions): boolean {
  const origin = context.req.header("origin");
  return origin !== undefined && origin === (baseUrl ?? new URL(context.req.url).origin);
}

function refused(context: Context, { show }: Responder): Response {
  const title = "That was not done";
  const text =
    "The form did not come from a page of this server, or its time is over. Sign in and try again.";
  return show(context, noticePage({ title, text }), { status: 403, viewer: null });
}

/** A path of this server to come back to; the root for anything else. */
function pathOf(value: unknown): string {
  return typeof value === "string" && /^\/(?![/\\])[\x21-\x7e]*$/u.test(value) ? value : "/";
}
