import type { IssueRecord } from "../model/github.ts";
import type { IssueUnit } from "./issue-unit.ts";

/** Finds the issue of a unit: by its subject, else by a revision that it has told of. */
export class IssueRecords {
  readonly #bySubject = new Map<string, IssueRecord>();
  readonly #byRevision = new Map<string, IssueRecord>();

  constructor(records: readonly IssueRecord[]) {
    // An open issue before a closed one, then the oldest; one that is gone still counts.
    const sorted = records.toSorted(
      (left, right) =>
        Number(left.gone !== null) - Number(right.gone !== null) ||
        Number(right.state === "open") - Number(left.state === "open") ||
        left.number - right.number,
    );
    for (const record of sorted) {
      if (!this.#bySubject.has(record.subject)) this.#bySubject.set(record.subject, record);
      if (!record.subject.startsWith("series/")) continue;
      for (const id of record.told) {
        if (!this.#byRevision.has(id)) this.#byRevision.set(id, record);
      }
    }
  }

  find(unit: IssueUnit): IssueRecord | null {
    const direct = this.#bySubject.get(unit.subject);
    if (direct !== undefined || !unit.subject.startsWith("series/")) return direct ?? null;
    // An older archive brought an earlier revision since, and with it another id of the series.
    for (const { id } of unit.view.series.revisions) {
      const found = this.#byRevision.get(id);
      if (found !== undefined) return found;
    }
    return null;
  }
}
