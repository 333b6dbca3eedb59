import type { Database, Statement } from "better-sqlite3";
import { MAX_CANDIDATES_A_SIDE } from "../limits.ts";
import type { Link, Revision } from "../model/series.ts";
import type { Decision } from "../model/decision.ts";
import type {
  LinkCandidates,
  RevisionGroup,
  JudgedRevision,
  JudgedGroup,
} from "../model/derived.ts";
import { fromJson, keyHash } from "./codec.ts";
import type { LinkTable } from "./link-table.ts";

interface RevisionRow {
  readonly id: string;
  readonly series: string | null;
  readonly data: string;
}
const isByHand = ({ evidence }: Link) => evidence.some(({ kind }) => kind === "manual");
const toRevision = (row: { readonly data: string }) => fromJson<Revision>(row.data);
/** Revisions, with what waits to be linked and grouped, and the series that they make; derived. */
export class RevisionTable {
  readonly #links: LinkTable;
  readonly #get: Statement<[string], RevisionRow>;
  readonly #inThread: Statement<[string], RevisionRow>;
  readonly #inSeries: Statement<[string], RevisionRow>;
  readonly #upsert: Statement<unknown[], { number: number }>;
  readonly #delete: Statement;
  readonly #clearKeys: Statement;
  readonly #addKey: Statement;
  readonly #sharingKey: Statement<[string, string], { id: string; at: number }>;
  readonly #markUngrouped: Statement;
  readonly #markSeriesUngrouped: Statement;
  readonly #linked: Statement;
  readonly #unlinked: Statement<[number], RevisionRow>;
  readonly #ungrouped: Statement<[], RevisionRow>;
  readonly #grouped: Statement;
  readonly #deleteSeries: Statement;
  readonly #saveSeries: Statement;
  readonly #clearSeriesLists: Statement;
  readonly #addSeriesList: Statement;
  readonly #markSeriesDirty: Statement;

  constructor(db: Database, links: LinkTable) {
    this.#links = links;
    this.#get = db.prepare("SELECT id, series, data FROM revision WHERE id = ?");
    this.#inThread = db.prepare("SELECT id, series, data FROM revision WHERE thread = ?");
    this.#inSeries = db.prepare(
      "SELECT id, series, data FROM revision WHERE series = ? ORDER BY posted_at, id",
    );
    this.#upsert = db.prepare(
      `INSERT INTO revision (id, thread, posted_at, data, unlinked, ungrouped) VALUES (?, ?, ?, ?, 1, 1)
       ON CONFLICT (id) DO UPDATE SET thread = excluded.thread, posted_at = excluded.posted_at,
         data = excluded.data, unlinked = 1, ungrouped = 1
       RETURNING number`,
    );
    this.#delete = db.prepare("DELETE FROM revision WHERE id = ?");
    this.#clearKeys = db.prepare("DELETE FROM revision_key WHERE revision = ?");
    this.#addKey = db.prepare("INSERT OR IGNORE INTO revision_key (key, revision) VALUES (?, ?)");
    this.#sharingKey = db.prepare(
      `SELECT id, posted_at AS at FROM revision WHERE id <> ? AND number IN (
         SELECT theirs.revision FROM revision_key AS ours
           JOIN revision_key AS theirs ON theirs.key = ours.key
          WHERE ours.revision = (SELECT number FROM revision WHERE id = ?))
       ORDER BY posted_at, id`,
    );
    this.#markUngrouped = db.prepare("UPDATE revision SET ungrouped = 1 WHERE id = ?");
    this.#markSeriesUngrouped = db.prepare("UPDATE revision SET ungrouped = 1 WHERE series = ?");
    this.#linked = db.prepare("UPDATE revision SET unlinked = 0 WHERE id = ?");
    this.#unlinked = db.prepare(
      "SELECT id, series, data FROM revision WHERE unlinked = 1 ORDER BY posted_at, id LIMIT ?",
    );
    this.#ungrouped = db.prepare(
      "SELECT id, series, data FROM revision WHERE ungrouped = 1 ORDER BY posted_at, id",
    );
    this.#grouped = db.prepare("UPDATE revision SET ungrouped = 0, series = ? WHERE id = ?");
    this.#deleteSeries = db.prepare("DELETE FROM series WHERE id = ?");
    this.#saveSeries = db.prepare(
      `INSERT INTO series (id, title, author, last_activity_at, dirty) VALUES (?, ?, ?, 0, 1)
       ON CONFLICT (id) DO UPDATE SET title = excluded.title, author = excluded.author, dirty = 1`,
    );
    this.#clearSeriesLists = db.prepare("DELETE FROM series_list WHERE series = ?");
    this.#addSeriesList = db.prepare("INSERT INTO series_list (list, series) VALUES (?, ?)");
    this.#markSeriesDirty = db.prepare("UPDATE series SET dirty = 1 WHERE id = ?");
  }

  get(id: string): Revision | null {
    const row = this.#get.get(id);
    return row === undefined ? null : toRevision(row);
  }

  listInSeries(series: string): Revision[] {
    return this.#inSeries.all(series).map(toRevision);
  }

  /** Ids of the series that revisions posted in this thread belong to. */
  listSeriesOfThread(thread: string): string[] {
    return this.#inThread.all(thread).flatMap((row) => row.series ?? []);
  }

  markSeriesDirty(series: string): void {
    this.#markSeriesDirty.run(series);
  }

  /** Makes the revisions given the only ones of the threads given; tells which are new or changed. */
  replaceInThreads(
    threads: Iterable<string>,
    revisions: readonly { readonly revision: Revision; readonly keys: readonly string[] }[],
  ): string[] {
    const standing = new Map(revisions.map((entry) => [entry.revision.id, entry]));
    for (const thread of threads) {
      for (const row of this.#inThread.all(thread)) {
        if (!standing.has(row.id)) this.#remove(row);
      }
    }
    const changed: string[] = [];
    for (const { revision, keys } of standing.values()) {
      const data = JSON.stringify(revision);
      if (this.#get.get(revision.id)?.data === data) continue;
      const row = this.#upsert.get(revision.id, revision.thread, revision.postedAt, data);
      const number = row?.number ?? 0;
      this.#clearKeys.run(number);
      for (const key of keys) this.#addKey.run(keyHash(key), number);
      changed.push(revision.id);
    }
    return changed;
  }

  /** Removes the revisions of a thread that has no message left. */
  removeThread(thread: string): void {
    for (const row of this.#inThread.all(thread)) this.#remove(row);
  }

  #remove(row: RevisionRow) {
    this.#forgetLinks(row.id);
    this.#delete.run(row.id);
    if (row.series === null) return;
    if (this.#markSeriesUngrouped.run(row.series).changes === 0) this.#deleteSeries.run(row.series);
  }

  #forgetLinks(id: string) {
    for (const link of this.#links.at(id)) {
      this.#markUngrouped.run(link.older === id ? link.newer : link.older);
    }
    this.#links.remove(id);
  }

  /** Revisions that wait, each with all that share a key; what is `decided` needs no shared key. */
  listUnlinked(
    limit: number,
    decided: ReadonlyMap<string, ReadonlyMap<string, Decision>>,
  ): LinkCandidates[] {
    const read = new Map<string, Revision>();
    const revisionOf = (row: RevisionRow): Revision => {
      const known = read.get(row.id) ?? toRevision(row);
      read.set(row.id, known);
      return known;
    };
    const find = (id: string): Revision[] => {
      const known = read.get(id);
      if (known !== undefined) return [known];
      const row = this.#get.get(id);
      return row === undefined ? [] : [revisionOf(row)];
    };
    return this.#unlinked.all(limit).map((row) => {
      const revision = revisionOf(row);
      const near = nearest(this.#sharingKey.all(row.id, row.id), revision);
      const byHand = decided.get(row.id) ?? new Map<string, Decision>();
      const others = [...byHand.keys()].filter((id) => !near.includes(id));
      return { revision, candidates: [...near, ...others].flatMap(find), decided: byHand };
    });
  }

  saveLinks(judged: readonly JudgedRevision[]): void {
    for (const { revision, links } of judged) {
      this.#forgetLinks(revision);
      for (const link of links) {
        this.#links.save(link);
        this.#markUngrouped.run(link.older === revision ? link.newer : link.older);
      }
      this.#markUngrouped.run(revision);
      this.#linked.run(revision);
    }
  }

  /** Revisions that wait to be grouped, each with all that hangs together with it. */
  listUngrouped(limit: number): RevisionGroup[] {
    const groups: RevisionGroup[] = [];
    const seen = new Set<string>();
    for (const row of this.#ungrouped.iterate()) {
      if (seen.has(row.id)) continue;
      groups.push(this.#groupAround(row, seen));
      if (groups.length >= limit) break;
    }
    return groups;
  }

  #groupAround(start: RevisionRow, seen: Set<string>): RevisionGroup {
    const revisions: Revision[] = [];
    const links = new Map<string, Link>();
    const queue = [start];
    seen.add(start.id);
    for (let row = queue.pop(); row !== undefined; row = queue.pop()) {
      revisions.push(toRevision(row));
      const neighbours: RevisionRow[] = [];
      for (const link of this.#links.at(row.id)) {
        const linked = link.decision === "linked";
        // A pair that a person parted may hang together through a third revision.
        if (linked || isByHand(link)) links.set(`${link.older} ${link.newer}`, link);
        if (!linked) continue;
        const other = this.#get.get(link.older === row.id ? link.newer : link.older);
        if (other !== undefined) neighbours.push(other);
      }
      // Those that stood together before may part now: all of them are looked at.
      if (row.series !== null) neighbours.push(...this.#inSeries.all(row.series));
      for (const neighbour of neighbours) {
        if (seen.has(neighbour.id)) continue;
        seen.add(neighbour.id);
        queue.push(neighbour);
      }
    }
    return { revisions, links: [...links.values()] };
  }

  saveGroups(groups: readonly JudgedGroup[]): void {
    for (const { group, series } of groups) {
      const standing = new Set(series.map((each) => each.id));
      const before = new Set(group.revisions.flatMap(({ id }) => this.#get.get(id)?.series ?? []));
      for (const each of series) {
        this.#saveSeries.run(each.id, each.title, JSON.stringify(each.author));
        this.#clearSeriesLists.run(each.id);
        for (const list of each.lists) this.#addSeriesList.run(list, each.id);
        for (const revision of each.revisions) this.#grouped.run(each.id, revision.id);
      }
      for (const id of before) if (!standing.has(id)) this.#deleteSeries.run(id);
    }
  }
}

/**
 * Ids of the candidates posted last before a revision and first after it. Real revisions share keys
 * with some dozens; who floods a list with postings alike must not make each be weighed with all.
 */
function nearest(
  candidates: readonly { readonly id: string; readonly at: number }[],
  { id, postedAt }: Revision,
): string[] {
  const before = candidates.filter(
    (each) => each.at < postedAt || (each.at === postedAt && each.id < id),
  );
  const from = Math.max(0, before.length - MAX_CANDIDATES_A_SIDE);
  return candidates.slice(from, before.length + MAX_CANDIDATES_A_SIDE).map((each) => each.id);
}
