import { withQuery } from "../addresses.ts";
import { type Fragment, html, type Html } from "../html.ts";

/** A box to choose one of some words from; the first is the default where none is chosen. */
export function choiceBox(
  name: string,
  label: string,
  options: readonly (readonly [value: string, text: string])[],
  chosen: string,
): Html {
  return html`<label
    ><span>${label}</span>
    <select name="${name}">
      ${options.map(
        ([value, text]) =>
          html`<option value="${value}" ${value === chosen && html` selected`}>${text}</option>`,
      )}
    </select></label
  >`;
}

/** A line of text to fill in. */
export function textBox(name: string, label: string, value: string, hint = ""): Html {
  return html`<label
    ><span>${label}</span>
    <input name="${name}" value="${value}" placeholder="${hint}" maxlength="200"
  /></label>`;
}

/** Links to the pages before and after, and how far one is. */
export function pager(
  path: string,
  query: Readonly<Record<string, string | number | boolean | null | undefined>>,
  at: { readonly page: number; readonly pages: number; readonly hash?: string },
): Fragment {
  if (at.pages <= 1) return null;
  const hash = at.hash ?? "";
  const to = (page: number, text: string, rel: string): Fragment =>
    html`<a
      rel="${rel}"
      href="${withQuery(path, { ...query, page: page === 1 ? null : page })}${hash}"
      >${text}</a
    >`;
  return html`<nav class="pager" aria-label="Pages">
    ${at.page > 1 ? to(at.page - 1, "← Previous", "prev") : html`<span></span>`}<span
      >Page ${at.page} of ${at.pages}</span
    >${at.page < at.pages ? to(at.page + 1, "Next →", "next") : html`<span></span>`}
  </nav>`;
}
