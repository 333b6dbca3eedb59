import type { Mailbox } from "../../model/mail.ts";
import type { PlacedTodo } from "../../model/overview.ts";
import type { TodoRow } from "../../model/report.ts";
import { LOOSE_END_HORIZON_DAYS } from "../../report/digest.ts";
import { MIN_DIGEST_CONFIDENCE } from "../../report/digest-todo.ts";
import { samePerson } from "../../people.ts";
import { owes } from "../../report/whose.ts";
import { DAY_SECONDS, isInFlight } from "../../report/words.ts";
import { type BoardRow, seenAt, withSeries } from "./board.ts";
import type { AppContext } from "../context.ts";
import { findPerson } from "./find-person.ts";
import { seriesById } from "./todo-page.ts";
import { newestMail } from "./views.ts";

/** Series and TODOs on one side of what is owed. */
export interface PersonSide {
  readonly moves: readonly BoardRow[];
  /** The oldest ones. */
  readonly todos: readonly TodoRow[];
  readonly total: number;
  /** TODOs in series that were given up: only their number is told. */
  readonly older: number;
}

/** What a person owes and is owed, as `status --person` tells it. */
export interface PersonPage {
  readonly person: Mailbox;
  readonly asOf: number;
  readonly owes: PersonSide;
  readonly owed: PersonSide;
  /** Their series, the one that moved last first. */
  readonly recent: readonly BoardRow[];
  readonly series: number;
}

const MAX_TODOS = 50;
const MAX_RECENT = 10;

/**
 * @throws TrackerError `not-found`, `usage` where several people fit
 */
export async function loadPersonPage(context: AppContext, who: string): Promise<PersonPage> {
  const { store } = context;
  const person = await findPerson(context, who);
  const asOf = await newestMail(context, null);
  const gists = await store.listGists({ minConfidence: MIN_DIGEST_CONFIDENCE });
  const known = new Map(gists.map((gist) => [gist.id, gist]));
  const mine = gists.filter(({ author }) => samePerson(person, author));
  const seen = mine.map((gist) => seenAt(gist, asOf));
  const flying = seen.filter(({ gist, state }) =>
    isInFlight({ status: { ...gist.status, state } }),
  );
  const horizon = asOf - LOOSE_END_HORIZON_DAYS * DAY_SECONDS;
  const sides = {
    owes: { live: [] as PlacedTodo[], older: 0 },
    owed: { live: [] as PlacedTodo[], older: 0 },
  };
  for (const placed of await store.listPlacedTodos({
    onlyOpen: true,
    minConfidence: MIN_DIGEST_CONFIDENCE,
  })) {
    const gist = known.get(placed.series);
    const { todo } = placed;
    if (gist === undefined) continue;
    const side = owes(gist, todo, person)
      ? sides.owes
      : samePerson(person, todo.saidBy)
        ? sides.owed
        : null;
    if (side === null) continue;
    if (gist.status.lastActivityAt >= horizon) side.live.push(placed);
    else side.older += 1;
  }
  const sideOf = async (
    { live, older }: { readonly live: readonly PlacedTodo[]; readonly older: number },
    movers: readonly string[],
  ): Promise<PersonSide> => {
    const shown = live.slice(0, MAX_TODOS);
    const series = await seriesById(
      context,
      shown.map((one) => one.series),
    );
    return {
      moves: await withSeries(
        context,
        flying.filter(({ gist }) => movers.includes(gist.status.nextMove)),
      ),
      todos: shown.flatMap(({ todo, series: id }) => {
        const own = series.get(id);
        return own === undefined ? [] : [{ series: own, todo }];
      }),
      total: live.length,
      older,
    };
  };
  return {
    person,
    asOf,
    owes: await sideOf(sides.owes, ["author"]),
    owed: await sideOf(sides.owed, ["reviewers", "maintainer"]),
    recent: await withSeries(context, seen.slice(0, MAX_RECENT)),
    series: mine.length,
  };
}
