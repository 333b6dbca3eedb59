import type { Database, Statement } from "better-sqlite3";
import type { IssueRecord, RepositoryRecord } from "../model/github.ts";
import { fromJson } from "./codec.ts";

interface RepositoryRow {
  readonly name: string;
  readonly repository_id: number;
  readonly full_name: string;
  readonly archived: number;
  readonly etag: string | null;
  readonly listing_etag: string | null;
  readonly cursor: string | null;
  readonly account: string | null;
  readonly account_etag: string | null;
}

/** What we know of repositories and issues on GitHub; canonical. */
export class GithubTable {
  readonly #repository: Statement<[string], RepositoryRow>;
  readonly #saveRepository: Statement;
  readonly #issues: Statement<[], { data: string }>;
  readonly #issue: Statement<[number, number], { data: string }>;
  readonly #saveIssue: Statement;

  constructor(db: Database) {
    this.#repository = db.prepare("SELECT * FROM github_repository WHERE name = ?");
    this.#saveRepository = db.prepare(
      `INSERT OR REPLACE INTO github_repository
         (name, repository_id, full_name, archived, etag, listing_etag, cursor, account, account_etag)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    );
    this.#issues = db.prepare("SELECT data FROM github_issue ORDER BY repository_id, number");
    this.#issue = db.prepare(
      "SELECT data FROM github_issue WHERE repository_id = ? AND number = ?",
    );
    this.#saveIssue = db.prepare(
      "INSERT OR REPLACE INTO github_issue (repository_id, number, subject, data) VALUES (?, ?, ?, ?)",
    );
  }

  getRepository(name: string): RepositoryRecord | null {
    const row = this.#repository.get(name);
    if (row === undefined) return null;
    return {
      name: row.name,
      repositoryId: row.repository_id,
      fullName: row.full_name,
      archived: row.archived === 1,
      etag: row.etag,
      listingEtag: row.listing_etag,
      cursor: row.cursor,
      account:
        row.account === null || row.account_etag === null
          ? null
          : { login: row.account, etag: row.account_etag },
    };
  }

  saveRepository(repository: RepositoryRecord): void {
    this.#saveRepository.run(
      repository.name,
      repository.repositoryId,
      repository.fullName,
      repository.archived ? 1 : 0,
      repository.etag,
      repository.listingEtag,
      repository.cursor,
      repository.account?.login ?? null,
      repository.account?.etag ?? null,
    );
  }

  list(): IssueRecord[] {
    return this.#issues.all().map((row) => fromJson<IssueRecord>(row.data));
  }

  get(repositoryId: number, number: number): IssueRecord | null {
    const row = this.#issue.get(repositoryId, number);
    return row === undefined ? null : fromJson<IssueRecord>(row.data);
  }

  save(issues: readonly IssueRecord[]): void {
    for (const issue of issues) {
      const data = JSON.stringify(issue);
      this.#saveIssue.run(issue.repositoryId, issue.number, issue.subject, data);
    }
  }
}
