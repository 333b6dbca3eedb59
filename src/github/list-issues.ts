import { ExitStatus, TrackerError } from "../errors.ts";
import type { ExistingIssue } from "../model/report.ts";

const MARKER = /<!-- patchtrail:series=([\w-]{1,80}) -->/;

/**
 * The issues of a repository that carry our marker, open and closed. Reads only.
 *
 * @param at `owner/name`, a token that may read issues, and the API's address where it is not
 *   github.com's (GitHub Enterprise, tests)
 * @throws TrackerError `github-refused` when the repository or token is not accepted,
 *   `remote-unavailable` when GitHub cannot be reached
 */
export async function listIssues(at: {
  readonly repository: string;
  readonly token: string;
  readonly baseUrl?: string;
}): Promise<ExistingIssue[]> {
  const [owner = "", repo = ""] = at.repository.split("/");
  // Loaded when it is needed: most runs never ask GitHub, and it costs a tenth of a second.
  const { Octokit } = await import("octokit");
  const octokit = new Octokit({
    auth: at.token,
    ...(at.baseUrl === undefined ? {} : { baseUrl: at.baseUrl }),
  });
  try {
    const rows = await octokit.paginate(octokit.rest.issues.listForRepo, {
      owner,
      repo,
      state: "all",
      labels: "patchtrail",
      per_page: 100,
    });
    return rows
      .filter((row) => row.pull_request === undefined && MARKER.test(row.body ?? ""))
      .map((row) => ({
        number: row.number,
        title: row.title,
        body: row.body ?? "",
        state: row.state === "closed" ? "closed" : "open",
        // Without our own record of what we closed, every closed issue was closed by a person.
        closedBy: row.state === "closed" ? "person" : null,
        series: MARKER.exec(row.body ?? "")?.[1] ?? null,
      }));
  } catch (error) {
    throw asTrackerError(error, at.repository);
  }
}

function asTrackerError(error: unknown, repository: string): TrackerError {
  const status = error instanceof Error && "status" in error ? Number(error.status) : 0;
  if (status >= 400 && status < 500) {
    return new TrackerError(
      "github-refused",
      `GitHub refuses to show the issues of ${repository} (${status})`,
      {
        cause: error,
        hint: "check github.repository in the configuration and the rights of GITHUB_TOKEN",
      },
    );
  }
  return new TrackerError("remote-unavailable", `GitHub cannot be reached for ${repository}`, {
    cause: error,
    exitStatus: ExitStatus.unavailable,
    hint: "try again later",
  });
}
