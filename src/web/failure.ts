import { TrackerError } from "../errors.ts";
import type { Page } from "./page.ts";
import { noticePage } from "./pages/notice.ts";

/** Why there is no page, in words for a reader; bugs of ours are reported and not shown. */
export function failurePage(
  error: unknown,
  report: (error: unknown) => void,
): { readonly page: Page; readonly status: 400 | 404 | 500 | 503 } {
  if (error instanceof TrackerError) {
    const { message: text, hint } = error;
    if (error.code === "not-found") {
      return { page: noticePage({ title: "Not found", text, hint }), status: 404 };
    }
    if (error.code === "usage") {
      return { page: noticePage({ title: "That cannot be answered", text, hint }), status: 400 };
    }
    if (error.code === "store-busy") {
      return { page: noticePage({ title: "Busy for a moment", text, hint }), status: 503 };
    }
  }
  report(error);
  const text = "The fault is on this side. It was noted; please try again later.";
  return { page: noticePage({ title: "Something went wrong", text }), status: 500 };
}
