import { expect, test } from "vitest";
import { problemResponse, refusalOf } from "../../../src/api/problem.ts";
import { TrackerError } from "../../../src/errors.ts";

test("each error of ours has a status; words that name files of this machine stay here", async () => {
  const told = (error: unknown) => {
    const { status, message } = refusalOf(error);
    return [status, message];
  };
  expect(told(new TrackerError("not-found", "no series x"))).toEqual([404, "no series x"]);
  expect(told(new TrackerError("usage", "no word"))).toEqual([400, "no word"]);
  expect(told(new TrackerError("too-large", "too large"))).toEqual([413, "too large"]);
  expect(told(new TrackerError("store-busy", "busy: /var/lib/a.db"))[0]).toBe(503);
  expect(refusalOf(new TrackerError("store-busy", "busy")).headers).toEqual({ "Retry-After": "5" });
  for (const error of [new Error("/var/lib/a.db"), new TrackerError("git-failed", "/var/x"), "x"]) {
    expect(told(error)).toEqual([500, "something went wrong here; the request was not at fault"]);
  }
  const body: unknown = await problemResponse(refusalOf(new Error("x")), "/a").json();
  expect(body).toEqual({
    type: "urn:patchtrail:problem:internal-error",
    title: "Internal error",
    status: 500,
    detail: "something went wrong here; the request was not at fault",
    instance: "/a",
  });
});
