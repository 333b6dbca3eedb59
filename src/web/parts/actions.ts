import type { Todo } from "../../model/todo.ts";
import { isOpen } from "../../report/words.ts";
import { type Fragment, html } from "../html.ts";
import type { Viewer } from "../page.ts";

interface ActionPlace {
  readonly viewer: Viewer | null;
  readonly back: string;
}

/** Hidden fields of every form that changes something. */
export function formFields({ viewer, back }: ActionPlace): Fragment {
  return html`<input type="hidden" name="csrf" value="${viewer?.csrf ?? ""}" /><input
      type="hidden"
      name="back"
      value="${back}"
    />`;
}

/** What a person who signed in may decide about a TODO; nothing for all others. */
export function todoActions(todo: Todo, place: ActionPlace): Fragment {
  if (place.viewer === null) return null;
  const open = isOpen(todo);
  const button = (kind: string, text: string) =>
    html`<button name="kind" value="${kind}">${text}</button> `;
  return html`<details class="act">
    <summary>Decide</summary>
    <form method="post" action="/actions/todo">
      ${formFields(place)}<input type="hidden" name="id" value="${todo.id}" /><label
        ><span>Why</span> <input name="note" maxlength="1000"
      /></label>
      <span class="buttons"
        >${
          open && [button("todo-done", "Done"), button("todo-dismiss", "Dismiss")]
        }${!open && button("todo-reopen", "Reopen")}</span
      >
    </form>
    <form method="post" action="/actions/todo">
      ${formFields(place)}<input type="hidden" name="id" value="${todo.id}" /><label
        ><span>Owed by</span>
        <input name="person" maxlength="200" placeholder="name or address; empty: nobody"
      /></label>
      ${button("todo-assign", "Assign")}
    </form>
  </details>`;
}
