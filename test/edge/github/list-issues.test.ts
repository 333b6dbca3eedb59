import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, expect, test } from "vitest";
import { TrackerError } from "../../../src/errors.ts";
import { listIssues } from "../../../src/github/list-issues.ts";

let server: Server | null = null;
afterEach(
  () => new Promise((resolve) => (server === null ? resolve(null) : server.close(resolve))),
);

/** A server on loopback that stands for GitHub; resolves to its address. */
function serve(answer: (request: IncomingMessage, response: ServerResponse) => void) {
  return new Promise<string>((resolve) => {
    const made = createServer(answer);
    server = made;
    made.listen(0, "127.0.0.1", () => {
      resolve(`http://127.0.0.1:${(made.address() as AddressInfo).port}`);
    });
  });
}

function json(response: ServerResponse, status: number, body: unknown, headers = {}) {
  response.writeHead(status, { "content-type": "application/json; charset=utf-8", ...headers });
  response.end(JSON.stringify(body));
}

const issue = (number: number, body: string, fields = {}) => ({
  number,
  title: `[v${number}] title`,
  body,
  state: "open",
  ...fields,
});

test("finds the issues that carry our marker, page by page, open and closed", async () => {
  const asked: string[] = [];
  const baseUrl = await serve((request, response) => {
    const url = new URL(request.url ?? "", "http://localhost");
    asked.push(`${request.method ?? ""} ${url.pathname} ${request.headers.authorization ?? ""}`);
    if (url.searchParams.get("page") === "2") {
      json(response, 200, [
        issue(3, "<!-- patchtrail:series=s03 -->", { state: "closed" }),
        issue(4, "<!-- patchtrail:series=s04 -->", { pull_request: {} }),
      ]);
      return;
    }
    expect(url.searchParams.get("state")).toBe("all");
    const next = `<${baseUrl}${url.pathname}?page=2>; rel="next"`;
    json(
      response,
      200,
      [issue(1, "by hand"), issue(2, "above\n<!-- patchtrail:series=s02 -->\nours")],
      { link: next },
    );
  });
  const found = await listIssues({ repository: "jane/widgets", token: "secret", baseUrl });
  expect(found).toMatchObject([
    { number: 2, series: "s02", state: "open", closedBy: null },
    { number: 3, series: "s03", state: "closed", closedBy: "person" },
  ]);
  expect(asked).toEqual(Array(2).fill("GET /repos/jane/widgets/issues token secret"));
});

test.each([401, 404])("a refusal (%i) is told without the token", async (status) => {
  const baseUrl = await serve((_, response) => json(response, status, { message: "no" }));
  const error = await listIssues({ repository: "jane/widgets", token: "secret", baseUrl }).catch(
    (caught: unknown) => caught,
  );
  expect(error instanceof TrackerError ? error.code : error).toBe("github-refused");
  expect(String(error)).not.toContain("secret");
});
