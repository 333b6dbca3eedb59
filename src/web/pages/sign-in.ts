import { type Fragment, html } from "../html.ts";
import type { Page } from "../page.ts";

/** The form to sign in with. */
export function signInPage(back: string, fault?: string): Page {
  const told: Fragment = fault !== undefined && html`<p class="fault" role="alert">${fault}</p>`;
  const body = html`<h1>Sign in</h1>
    <p>
      Who signs in may decide about TODOs and about which revisions belong together. Reading needs
      no account.
    </p>
    ${told}
    <form class="filters" method="post" action="/sign-in">
      <input type="hidden" name="back" value="${back}" /><label
        ><span>Your token</span>
        <input
          name="token"
          type="password"
          autocomplete="current-password"
          required
          maxlength="500"
      /></label>
      <button>Sign in</button>
    </form>`;
  return { title: "Sign in", body };
}
