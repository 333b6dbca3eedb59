import type { IssueRecord, RepositoryRecord } from "../model/github.ts";
import { ownerAndRepo, type GithubClient } from "./client.ts";
import { asTrackerError, refusalOf } from "./errors.ts";
import { adopted, seenAgain, type IssueRow } from "./issue-row.ts";

const PAGE_SIZE = 100;
/** 100,000 issues of ours in one repository: something is wrong long before. */
const MAX_PAGES = 1_000;

type Sorting = "created" | "updated";

/** Pages of the issues that an account opened, open and closed, newest first. */
export async function* issuePages(
  client: GithubClient,
  repository: RepositoryRecord,
  options: { readonly sort: Sorting; readonly etag?: string | null },
): AsyncGenerator<{ readonly rows: readonly IssueRow[]; readonly etag: string | null }> {
  const { login: creator } = await client.account(repository.account);
  for (let page = 1; page <= MAX_PAGES; page += 1) {
    const answer = await client.octokit.rest.issues.listForRepo({
      ...ownerAndRepo(repository.fullName),
      creator,
      state: "all",
      sort: options.sort,
      direction: "desc",
      per_page: PAGE_SIZE,
      page,
      headers: page === 1 && options.etag != null ? { "if-none-match": options.etag } : {},
    });
    const rows: readonly IssueRow[] = Array.isArray(answer.data) ? answer.data : [];
    // The filter is GitHub's; that nobody else's issue is ever taken for ours is our own concern.
    const ours = rows.filter((row) => row.user?.login.toLowerCase() === creator.toLowerCase());
    yield { rows: ours, etag: answer.headers.etag ?? null };
    if (!/rel="next"/u.test(answer.headers.link ?? "")) return;
  }
}

/** What became of our issues since they were read last. */
export interface Refreshed {
  readonly repository: RepositoryRecord;
  readonly changed: readonly IssueRecord[];
  /** Issues among `changed` that no record knew. */
  readonly adopted: number;
}

/**
 * Reads what changed among the issues that we opened in a repository; everything where they were
 * never read, or with `whole`. Costs nothing of the rate limit where nothing changed.
 *
 * @throws TrackerError `github-refused`, `remote-unavailable`
 */
export async function refreshIssues(
  client: GithubClient,
  repository: RepositoryRecord,
  options: { readonly records: readonly IssueRecord[]; readonly whole: boolean },
): Promise<Refreshed> {
  const { repositoryId } = repository;
  const known = new Map(
    options.records
      .filter((record) => record.repositoryId === repositoryId)
      .map((record) => [record.number, record]),
  );
  const cursor = options.whole ? null : repository.cursor;
  const etag = cursor === null ? null : repository.listingEtag;
  const changed: IssueRecord[] = [];
  let fresh = 0;
  let newest: string | null = cursor;
  let firstEtag: string | null = null;
  const { login, etag: accountEtag } = await client.account(repository.account);
  const account = accountEtag === null ? null : { login, etag: accountEtag };
  try {
    for await (const page of issuePages(client, repository, { sort: "updated", etag })) {
      firstEtag ??= page.etag;
      for (const row of page.rows) {
        if (newest === null || row.updated_at > newest) newest = row.updated_at;
        const record = known.get(row.number);
        if (record === undefined) {
          const found = adopted(repositoryId, row);
          if (found === null) continue;
          changed.push(found);
          fresh += 1;
        } else if (record.updatedAt !== row.updated_at || record.gone !== null) {
          changed.push(seenAgain(record, row));
        }
      }
      // Times have whole seconds: what changed within the last one known is read again.
      const oldest = page.rows.at(-1)?.updated_at;
      if (cursor !== null && oldest !== undefined && oldest < cursor) break;
    }
  } catch (error) {
    const now = Date.now() / 1000;
    const refusal = refusalOf(error, now);
    if (etag !== null && refusal.status === 304) {
      return { repository: { ...repository, account }, changed: [], adopted: 0 };
    }
    throw asTrackerError(error, `issues of ${repository.name} on GitHub`, now);
  }
  const next = { ...repository, listingEtag: firstEtag, cursor: newest ?? "", account };
  return { repository: next, changed, adopted: fresh };
}
