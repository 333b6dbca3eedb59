import { createHash } from "node:crypto";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import {
  matchOperation,
  requestFaults,
  responseFaults,
  sampleOf,
  type Matched,
} from "./github-openapi.ts";

export const BOT = "patchtrail-bot";
export const TOKEN = "ghp_secretsecret";
const APP_TOKEN = "ghs_installation";
/** GitHub's own bounds. */
const MAX_TITLE = 256;
const MAX_BODY = 65_536;

export interface FakeComment {
  readonly id: number;
  readonly by: string;
  body: string;
  readonly at: string;
}

export interface FakeIssue {
  readonly number: number;
  readonly by: string;
  title: string;
  body: string;
  state: "open" | "closed";
  stateReason: string | null;
  locked: boolean;
  labels: string[];
  assignees: string[];
  readonly comments: FakeComment[];
  readonly createdAt: string;
  updatedAt: string;
  /** `deleted`, or the address that it was moved to. */
  gone: string | null;
}

export interface FakeRepository {
  readonly id: number;
  fullName: string;
  /** Names that it had before. */
  readonly formerly: string[];
  archived: boolean;
  hasIssues: boolean;
  /** Logins that may be assigned. */
  readonly members: Set<string>;
  readonly issues: FakeIssue[];
}

/** What is to go wrong with a request. */
export type Mishap =
  | {
      readonly kind: "status";
      readonly status: number;
      readonly message: string;
      readonly headers?: Record<string, string>;
    }
  /** It is done, and nobody hears of it. */
  | { readonly kind: "answer-lost" }
  | { readonly kind: "slow"; readonly ms: number };

/** A text of a request's body, as far as GitHub takes it for one. */
const textOf = (value: unknown): string => (typeof value === "string" ? value : "");

interface Answer {
  readonly status: number;
  readonly body: unknown;
  readonly headers?: Record<string, string>;
}

const message = (status: number, text: string, headers?: Record<string, string>): Answer => ({
  status,
  body: { message: text, documentation_url: "https://docs.example.com/", status: String(status) },
  ...(headers === undefined ? {} : { headers }),
});

/** A GitHub on loopback that keeps its state, and holds both sides to GitHub's own description. */
export class FakeGithub {
  readonly repositories: FakeRepository[] = [];
  /** What was against the description; a test expects none. */
  readonly faults: string[] = [];
  /** `POST /repos/jane/widgets/issues 201`, in order. */
  readonly log: string[] = [];
  /** Asked before each request. */
  mishap: (method: string, pathname: string) => Mishap | null = () => null;
  pageSize = 100;
  /** A server that overlooks the filter by creator. */
  overlooksCreator = false;
  #ticks = 0;
  #server: Server | null = null;
  base = "";

  async start(): Promise<this> {
    const server = createServer((request, response) => void this.#handle(request, response));
    this.#server = server;
    await new Promise<void>((resolve) => {
      server.listen(0, "127.0.0.1", resolve);
    });
    this.base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    return this;
  }

  async stop(): Promise<void> {
    this.#server?.closeAllConnections();
    await new Promise((resolve) => this.#server?.close(resolve) ?? resolve(null));
  }

  addRepository(fullName: string): FakeRepository {
    const repository: FakeRepository = {
      id: 1_000 + this.repositories.length,
      fullName,
      formerly: [],
      archived: false,
      hasIssues: true,
      members: new Set(["ada-dev"]),
      issues: [],
    };
    this.repositories.push(repository);
    return repository;
  }

  addIssue(repository: FakeRepository, fields: Partial<FakeIssue> = {}): FakeIssue {
    const at = this.now();
    const issue: FakeIssue = {
      number: repository.issues.length + 1,
      by: BOT,
      title: "An issue",
      body: "",
      state: "open",
      stateReason: null,
      locked: false,
      labels: [],
      assignees: [],
      comments: [],
      createdAt: at,
      updatedAt: at,
      gone: null,
      ...fields,
    };
    repository.issues.push(issue);
    return issue;
  }

  /** A person does something to an issue. */
  change(issue: FakeIssue, fields: Partial<FakeIssue>): void {
    Object.assign(issue, fields, { updatedAt: this.now() });
  }

  /** Each call a second later than the last. */
  now(): string {
    this.#ticks += 1;
    const time = new Date(Date.now() + this.#ticks * 1_000);
    return `${time.toISOString().slice(0, 19)}Z`;
  }

  /** Requests that count against the rate limit. */
  get counted(): string[] {
    return this.log.filter((line) => !line.endsWith(" 304"));
  }

  async #handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? "/", this.base);
    const method = request.method ?? "GET";
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const text = Buffer.concat(chunks).toString();
    const body: unknown = text === "" ? undefined : JSON.parse(text);
    const mishap = this.mishap(method, url.pathname);
    if (mishap?.kind === "slow") await new Promise((resolve) => setTimeout(resolve, mishap.ms));
    const matched = this.#match(method, url);
    const answer =
      mishap?.kind === "status"
        ? message(mishap.status, mishap.message, mishap.headers)
        : this.#answer(matched, { request, url, body });
    if (matched !== null && answer.status !== 304) {
      this.faults.push(...responseFaults(matched, answer.status, answer.body));
    }
    if (mishap?.kind === "answer-lost") {
      this.log.push(`${method} ${url.pathname} lost`);
      response.destroy();
      return;
    }
    this.#send(request, response, answer, `${method} ${url.pathname}`);
  }

  #send(request: IncomingMessage, response: ServerResponse, answer: Answer, what: string): void {
    const text = JSON.stringify(answer.body);
    const etag = `W/"${createHash("sha256").update(text).digest("hex")}"`;
    const fresh = request.method === "GET" && request.headers["if-none-match"] === etag;
    const status = fresh && answer.status === 200 ? 304 : answer.status;
    this.log.push(`${what} ${status}`);
    response.writeHead(status, {
      "content-type": "application/json; charset=utf-8",
      "x-ratelimit-remaining": "4999",
      ...(answer.status === 200 ? { etag } : {}),
      ...answer.headers,
    });
    response.end(status === 304 ? "" : text);
  }

  /** `/repositories/7/…` is where GitHub redirects to: the same operations under another name. */
  #match(method: string, url: URL): Matched | null {
    const byId = /^\/repositories\/(\d+)(.*)$/.exec(url.pathname);
    const repository = this.repositories.find(({ id }) => String(id) === byId?.[1]);
    const pathname = byId === null ? url.pathname : `/repos/${repository?.fullName}${byId[2]}`;
    const matched = matchOperation(method, pathname);
    if (matched === null) this.faults.push(`${method} ${url.pathname} is not described`);
    return matched;
  }

  #answer(
    matched: Matched | null,
    asked: { readonly request: IncomingMessage; readonly url: URL; readonly body: unknown },
  ): Answer {
    if (matched === null) return message(404, "Not Found");
    const { headers } = asked.request;
    if (headers["user-agent"] === undefined) this.faults.push("no User-Agent");
    const wrong = requestFaults(matched, asked.url.searchParams, asked.body);
    this.faults.push(...wrong);
    const auth = headers.authorization ?? "";
    if (matched.operation.id.startsWith("apps/")) {
      return /^bearer ey/i.test(auth) ? this.#app(matched) : message(401, "A JWT is needed");
    }
    if (auth !== `token ${TOKEN}` && auth !== `token ${APP_TOKEN}`) {
      return message(401, "Bad credentials");
    }
    if (matched.operation.id === "users/get-authenticated") {
      if (auth === `token ${APP_TOKEN}`)
        return message(403, "Resource not accessible by integration");
      return { status: 200, body: { ...sampleOf("private-user"), ...user(BOT) } };
    }
    const name = `${matched.values["owner"]}/${matched.values["repo"]}`.toLowerCase();
    const repository = this.repositories.find((each) => each.fullName.toLowerCase() === name);
    if (repository !== undefined) return this.#inRepository(repository, matched, asked);
    const moved = this.repositories.find((each) => each.formerly.includes(name));
    if (moved === undefined) return message(404, "Not Found");
    const rest = asked.url.pathname
      .split("/")
      .slice(4)
      .map((step) => `/${step}`)
      .join("");
    return this.#redirect(`${this.base}/repositories/${moved.id}${rest}`);
  }

  #redirect(location: string): Answer {
    const body = { message: "Moved Permanently", url: location, documentation_url: location };
    return { status: 301, body, headers: { location } };
  }

  #app({ operation }: Matched): Answer {
    if (operation.id === "apps/get-authenticated") {
      return { status: 200, body: { ...sampleOf("integration"), slug: "patchtrail" } };
    }
    const expires_at = new Date(Date.now() + 3_600_000).toISOString();
    return {
      status: 201,
      body: { ...sampleOf("installation-token"), token: APP_TOKEN, expires_at },
    };
  }

  #inRepository(
    repository: FakeRepository,
    { operation, values }: Matched,
    { url, body }: { readonly url: URL; readonly body: unknown },
  ): Answer {
    if (operation.id === "repos/get") {
      const [owner = "", name = ""] = repository.fullName.split("/");
      const { id, fullName, archived, hasIssues } = repository;
      const fields = { id, name, full_name: fullName, archived, has_issues: hasIssues };
      return {
        status: 200,
        body: { ...sampleOf("full-repository"), ...fields, owner: user(owner) },
      };
    }
    if (operation.id === "issues/list-for-repo") return this.#list(repository, url);
    if (operation.method !== "GET" && repository.archived) {
      return message(403, "Repository was archived so is read-only.");
    }
    const given = (body ?? {}) as Record<string, unknown>;
    if (operation.id === "issues/create") return this.#create(repository, given);
    const issue = repository.issues.find((each) => String(each.number) === values["issue_number"]);
    if (issue === undefined) return message(404, "Not Found");
    if (issue.gone === "deleted") return message(410, "This issue was deleted");
    if (issue.gone !== null) return this.#redirect(`${this.base}${issue.gone}`);
    switch (operation.id) {
      case "issues/update":
        return this.#update(repository, issue, given);
      case "issues/list-comments":
        return this.#listComments(issue, url);
      case "issues/create-comment":
        return this.#comment(issue, given);
      default:
        return { status: 200, body: this.#issue(repository, issue) };
    }
  }

  #list(repository: FakeRepository, url: URL): Answer {
    const query = url.searchParams;
    const creator = query.get("creator")?.toLowerCase();
    const state = query.get("state") ?? "open";
    const key = query.get("sort") === "updated" ? "updatedAt" : "createdAt";
    const rows = repository.issues
      .filter((issue) => issue.gone === null)
      .filter(
        (issue) =>
          this.overlooksCreator || creator === undefined || issue.by.toLowerCase() === creator,
      )
      .filter((issue) => state === "all" || issue.state === state)
      .toSorted((left, right) => (left[key] < right[key] ? 1 : left[key] > right[key] ? -1 : 0));
    return this.#page(rows, url, (issue) => this.#issue(repository, issue));
  }

  #listComments(issue: FakeIssue, url: URL): Answer {
    const since = url.searchParams.get("since") ?? "";
    const rows = issue.comments.filter(({ at }) => at >= since);
    return this.#page(rows, url, (comment) => commentBody(comment));
  }

  #page<T>(rows: readonly T[], url: URL, show: (row: T) => unknown): Answer {
    const size = Math.min(this.pageSize, Number(url.searchParams.get("per_page") ?? "30"));
    const page = Number(url.searchParams.get("page") ?? "1");
    const next = new URL(url);
    next.searchParams.set("page", String(page + 1));
    const more = rows.length > page * size;
    return {
      status: 200,
      body: rows.slice((page - 1) * size, page * size).map(show),
      ...(more ? { headers: { link: `<${next.href}>; rel="next"` } } : {}),
    };
  }

  #create(repository: FakeRepository, given: Record<string, unknown>): Answer {
    const invalid = this.#invalid(repository, given);
    if (invalid !== null) return invalid;
    const issue = this.addIssue(repository, {
      title: textOf(given["title"]),
      body: textOf(given["body"]),
      labels: (given["labels"] ?? []) as string[],
      assignees: (given["assignees"] ?? []) as string[],
    });
    return { status: 201, body: this.#issue(repository, issue) };
  }

  #update(repository: FakeRepository, issue: FakeIssue, given: Record<string, unknown>): Answer {
    const invalid = this.#invalid(repository, given);
    if (invalid !== null) return invalid;
    this.change(issue, {
      ...(given["title"] === undefined ? {} : { title: textOf(given["title"]) }),
      ...(given["body"] === undefined ? {} : { body: textOf(given["body"]) }),
      ...(given["state"] === undefined ? {} : { state: given["state"] as "open" | "closed" }),
      ...(given["state_reason"] === undefined
        ? {}
        : { stateReason: given["state_reason"] as string }),
    });
    return { status: 200, body: this.#issue(repository, issue) };
  }

  #comment(issue: FakeIssue, given: Record<string, unknown>): Answer {
    if (issue.locked) return message(403, "Unable to create comment because issue is locked.");
    const at = this.now();
    const id = issue.number * 1_000 + issue.comments.length + 1;
    const comment = { id, by: BOT, body: textOf(given["body"]), at };
    issue.comments.push(comment);
    issue.updatedAt = at;
    return { status: 201, body: commentBody(comment) };
  }

  #invalid(repository: FakeRepository, given: Record<string, unknown>): Answer | null {
    const wrong = (field: string, text: string): Answer => ({
      status: 422,
      body: {
        ...(message(422, "Validation Failed").body as object),
        errors: [{ resource: "Issue", field, code: "invalid", message: text }],
      },
    });
    if (textOf(given["title"]).length > MAX_TITLE) {
      return wrong("title", `title is too long (maximum is ${MAX_TITLE} characters)`);
    }
    if (textOf(given["body"]).length > MAX_BODY) {
      return wrong("body", `body is too long (maximum is ${MAX_BODY} characters)`);
    }
    const stranger = ((given["assignees"] ?? []) as string[]).find(
      (each) => !repository.members.has(each),
    );
    return stranger === undefined ? null : wrong("assignees", "");
  }

  #issue(repository: FakeRepository, issue: FakeIssue): Record<string, unknown> {
    return {
      ...sampleOf("issue"),
      id: repository.id * 10_000 + issue.number,
      node_id: `I_${repository.id}_${issue.number}`,
      number: issue.number,
      title: issue.title,
      body: issue.body,
      state: issue.state,
      state_reason: issue.stateReason,
      locked: issue.locked,
      labels: issue.labels,
      assignees: issue.assignees.map(user),
      assignee: null,
      milestone: null,
      comments: issue.comments.length,
      closed_at: issue.state === "closed" ? issue.updatedAt : null,
      created_at: issue.createdAt,
      updated_at: issue.updatedAt,
      user: user(issue.by),
    };
  }
}

function user(login: string): Record<string, unknown> {
  return { ...sampleOf("simple-user"), login };
}

function commentBody(comment: FakeComment): Record<string, unknown> {
  return {
    ...sampleOf("issue-comment"),
    id: comment.id,
    body: comment.body,
    user: user(comment.by),
    created_at: comment.at,
    updated_at: comment.at,
  };
}
