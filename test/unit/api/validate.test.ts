import { expect, test } from "vitest";
import { checkRequest } from "../../../src/api/validate.ts";

test.each([
  ["*/*", true],
  ["application/*", true],
  ["application/json;q=0.5, text/html", true],
  ["text/html", false],
  ["application/json;q=0, */*", false],
  ["text/*;q=0.1", false],
])("Accept: %s", (accept, served) => {
  const check = () =>
    checkRequest(
      new Request("http://localhost/", { headers: { Accept: accept } }),
      "application/json",
    );
  if (served) expect(check).not.toThrow();
  else expect(check).toThrow(/application\/json alone/);
});
