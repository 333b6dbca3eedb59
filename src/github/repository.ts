import { TrackerError } from "../errors.ts";
import type { RepositoryRecord } from "../model/github.ts";
import { isRedirect, ownerAndRepo, type GithubClient } from "./client.ts";
import { asTrackerError, refusalOf } from "./errors.ts";

interface RepositoryAnswer {
  readonly id: number;
  readonly full_name: string;
  readonly archived: boolean;
  readonly has_issues: boolean;
}

interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, unknown>>;
  readonly data: unknown;
}

/**
 * Looks a repository up; costs nothing of the rate limit where it is as it was. A renamed one is
 * followed once: then `fullName` differs from `name`.
 *
 * @throws TrackerError `github-refused` when it is not to be seen or takes no issues,
 *   `remote-unavailable` when GitHub cannot be reached
 */
export async function lookUpRepository(
  client: GithubClient,
  name: string,
  known: RepositoryRecord | null,
): Promise<RepositoryRecord> {
  const what = `GitHub repository ${name}`;
  try {
    const etag = known?.fullName === name ? known.etag : null;
    const headers = etag === null ? {} : { "if-none-match": etag };
    let answer: Answer = await client.octokit.rest.repos.get({ ...ownerAndRepo(name), headers });
    if (isRedirect(answer)) answer = await follow(client, answer, name);
    const repository = answer.data as RepositoryAnswer;
    if (typeof repository?.id !== "number" || typeof repository.full_name !== "string") {
      throw new TrackerError("remote-unavailable", `${what}: the answer was cut off`);
    }
    if (!repository.has_issues) {
      throw new TrackerError("github-refused", `${what} takes no issues`, {
        hint: "switch issues on in its settings, or configure another repository",
      });
    }
    const same = known?.repositoryId === repository.id;
    return {
      name,
      repositoryId: repository.id,
      fullName: repository.full_name,
      archived: repository.archived,
      etag: typeof answer.headers["etag"] === "string" ? answer.headers["etag"] : null,
      listingEtag: same ? known.listingEtag : null,
      cursor: same ? known.cursor : null,
      account: same ? known.account : null,
    };
  } catch (error) {
    const now = Date.now() / 1000;
    if (known !== null && refusalOf(error, now).status === 304) return known;
    throw asTrackerError(error, what, now);
  }
}

async function follow(client: GithubClient, answer: Answer, name: string): Promise<Answer> {
  const given = answer.headers["location"];
  const location = typeof given === "string" ? given : "";
  const base = client.octokit.request.endpoint.DEFAULTS.baseUrl;
  // The token goes to GitHub and nowhere else.
  const next = URL.canParse(location) ? new URL(location) : null;
  if (next?.origin === new URL(base).origin) {
    const second: Answer = await client.octokit.request(`GET ${next.href}`);
    if (!isRedirect(second)) return second;
  }
  throw new TrackerError("github-refused", `GitHub repository ${name} has moved to ${location}`, {
    hint: "give its present name in github of the configuration",
  });
}
