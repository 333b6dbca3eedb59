import type { Query } from "../model/query.ts";
import { type Silence, SERIES_STATES } from "../model/series.ts";
import { OPEN_TODO_STATES } from "../model/todo.ts";
import { matchOf } from "./search-match.ts";

/** A query as SQL over `message`, with what is bound to its `?`s in their order. */
export interface CompiledQuery {
  /** Expression of FTS5 that every mail found fits; null where the index does not narrow it. */
  readonly match: string | null;
  /** Conditions beside it; each stands for itself. */
  readonly where: readonly Condition[];
}

export interface Condition {
  readonly sql: string;
  readonly values: readonly (string | number)[];
}

const TODO_KINDS: ReadonlySet<Query["kind"]> = new Set(["todo", "todo-kind", "todo-person"]);

/**
 * Compiles a query. All that people typed is bound, never part of the SQL; within FTS5's own
 * language it only stands inside quoted strings. Recursion is as deep as the query, which is bounded.
 *
 * @param silence when series count as stalled and abandoned
 */
export function compileQuery(query: Query, silence: Silence): CompiledQuery {
  const parts = query.kind === "and" ? query.parts : [query];
  const indexed = parts.filter((part) => matchOf(positive(part)) !== null);
  const match = indexed.some(({ kind }) => kind !== "not") ? matchOf(and(indexed)) : null;
  const rest = match === null ? parts : parts.filter((part) => !indexed.includes(part));
  const compiler = new Compiler(silence);
  return { match, where: compiler.conjuncts(rest) };
}

function positive(query: Query): Query {
  return query.kind === "not" ? query.part : query;
}

function and(parts: readonly Query[]): Query {
  return parts.length === 1 && parts[0] !== undefined ? parts[0] : { kind: "and", parts };
}

/** Mails whose id a subquery gives: looked up once, not once for each mail. */
const idIn = (sql: string, values: Condition["values"] = []): Condition => ({
  sql: `+message.id IN (${sql})`,
  values,
});

/** In this order: there are far fewer series than mails. */
const IN_SERIES = `SELECT message.id FROM series
  CROSS JOIN revision ON revision.series = series.id
  CROSS JOIN message ON message.revision = revision.id WHERE`;

class Compiler {
  readonly #silence: Silence;

  constructor(silence: Silence) {
    this.#silence = silence;
  }

  /** Conditions that all hold; what is said of TODOs is said of one TODO. */
  conjuncts(parts: readonly Query[]): Condition[] {
    const todos = parts.filter((part) => isAboutTodo(positive(part)));
    const together = todos.some(({ kind }) => kind !== "not") ? todos : [];
    const rest = parts.filter((part) => !together.includes(part));
    const conditions = rest.map((part) => this.#condition(part));
    return together.length === 0 ? conditions : [...conditions, todoMails(and(together))];
  }

  #condition(query: Query): Condition {
    const match = matchOf(query);
    if (match !== null)
      return idIn("SELECT rowid FROM message_fts WHERE message_fts MATCH ?", [match]);
    if (isAboutTodo(query)) return todoMails(query);
    switch (query.kind) {
      case "and":
        return combine(this.conjuncts(query.parts), " AND ");
      case "or":
        return combine(
          query.parts.map((part) => this.#condition(part)),
          " OR ",
        );
      case "not": {
        const { sql, values } = this.#condition(query.part);
        return { sql: `NOT ${sql}`, values };
      }
      default:
        return this.#filter(query);
    }
  }

  #filter(query: Query): Condition {
    switch (query.kind) {
      case "id":
        return idCondition(query);
      case "list": {
        // A List-Id names the host behind the list.
        const names = [query.name, query.name.split(".")[0] ?? ""];
        return listCondition("lower(list) IN (?, ?)", names);
      }
      case "time":
        return timeCondition(query);
      case "version": {
        const ends = [query.from ?? 0, query.to ?? Number.MAX_SAFE_INTEGER];
        return idIn(
          `SELECT message.id FROM revision JOIN message ON message.revision = revision.id
            WHERE version BETWEEN ? AND ?`,
          ends,
        );
      }
      case "state":
        return this.#state(query.is);
      case "mover":
        return idIn(`${IN_SERIES} next_move = ?`, [query.is]);
      case "mail":
        return idIn("SELECT id FROM message WHERE kind = ?", [query.is]);
      default:
        throw new RangeError(`no filter: ${query.kind}`);
    }
  }

  #state(is: Extract<Query, { kind: "state" }>["is"]): Condition {
    const { waiting, stalledBefore, abandonedBefore } = this.#silence;
    const states = SERIES_STATES.filter((state) => {
      const closed = state === "accepted" || state === "rejected" || state === "abandoned";
      return is === "open" ? !closed : is === "closed" ? closed : state === is;
    });
    return idIn(
      `${IN_SERIES} CASE WHEN state NOT IN (SELECT value FROM json_each(?)) THEN state
                         WHEN quiet_since <= ? THEN 'abandoned'
                         WHEN quiet_since <= ? THEN 'stalled' ELSE state END
        IN (SELECT value FROM json_each(?))`,
      [JSON.stringify(waiting), abandonedBefore, stalledBefore, JSON.stringify(states)],
    );
  }
}

/** Mails of lists that a condition on `list` names. */
export function listCondition(sql: string, names: readonly string[]): Condition {
  return {
    sql: `EXISTS (SELECT 1 FROM message_list WHERE message = message.id AND ${sql})`,
    values: names,
  };
}

function idCondition({ of, value, prefix }: Extract<Query, { kind: "id" }>): Condition {
  const column = {
    mail: "message_id",
    patch: "patch_id",
    change: "change_id",
  }[of];
  if (!prefix) {
    // A copy without a Message-ID may stand for the mail under another name.
    const either =
      of === "mail" ? " OR message_id = (SELECT stands_for FROM alias WHERE message_id = ?)" : "";
    const values = either === "" ? [value] : [value, value];
    return idIn(`SELECT id FROM message WHERE ${column} = ?${either}`, values);
  }
  const range = [value, `${value}\u{10ffff}`];
  return idIn(`SELECT id FROM message WHERE ${column} >= ? AND ${column} < ?`, range);
}

function timeCondition({ of, from, to }: Extract<Query, { kind: "time" }>): Condition {
  const column = of === "sent" ? "message.at" : "coalesce(message.received_at, message.at)";
  const ends = [
    ...(from === null ? [] : [{ sql: `${column} >= ?`, values: [from] }]),
    ...(to === null ? [] : [{ sql: `${column} <= ?`, values: [to] }]),
  ];
  return combine(ends, " AND ");
}

function combine(conditions: readonly Condition[], operator: string): Condition {
  return {
    sql: `(${conditions.map(({ sql }) => sql).join(operator)})`,
    values: conditions.flatMap(({ values }) => values),
  };
}

function isAboutTodo(query: Query): boolean {
  if (query.kind === "and" || query.kind === "or") return query.parts.every(isAboutTodo);
  return query.kind === "not" ? isAboutTodo(query.part) : TODO_KINDS.has(query.kind);
}

/** Mails that say a TODO for which all that is asked holds. */
function todoMails(query: Query): Condition {
  if (query.kind === "not") {
    const { sql, values } = todoMails(query.part);
    return { sql: `NOT ${sql}`, values };
  }
  const { sql, values } = todoCondition(query);
  return idIn(
    `SELECT message.id FROM todo JOIN message ON message.message_id = todo.message_id WHERE ${sql}`,
    values,
  );
}

function todoCondition(query: Query): Condition {
  switch (query.kind) {
    case "and":
    case "or":
      return combine(query.parts.map(todoCondition), query.kind === "and" ? " AND " : " OR ");
    case "not": {
      const { sql, values } = todoCondition(query.part);
      return { sql: `NOT ${sql}`, values };
    }
    case "todo": {
      const states = query.state === "open-ones" ? [...OPEN_TODO_STATES] : [query.state];
      return {
        sql: "todo.state IN (SELECT value FROM json_each(?))",
        values: [JSON.stringify(states)],
      };
    }
    case "todo-kind":
      return { sql: "todo.kind = ?", values: [query.is] };
    case "todo-person": {
      const column = query.role === "owner" ? "ifnull(owed_by, '')" : "said_by";
      return { sql: `instr(${column}, lower(?)) > 0`, values: [query.who] };
    }
    default:
      throw new RangeError(`not about a TODO: ${query.kind}`);
  }
}
