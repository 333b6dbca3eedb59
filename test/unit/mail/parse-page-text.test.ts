import { expect, test } from "vitest";
import { codes, parse } from "./support.ts";

test("a saved pipermail page names writer and time", async () => {
  const page = `[PATCH v7 3/3] foo: Support for bar

Jane van Doe jane at lists.example.org
Thu May 29 10:44:55 EST 2014


On Thu, Bob wrote:
> later.

Note to all.




More information about the A-list mailing list`;
  const mail = await parse(page, { form: "page-text", zone: "Australia/Melbourne" });
  expect(mail).toMatchObject({
    subject: "[PATCH v7 3/3] foo: Support for bar",
    from: { name: "Jane van Doe", email: "jane@lists.example.org" },
    sentAt: Date.UTC(2014, 4, 29, 0, 44, 55) / 1000,
    body: "On Thu, Bob wrote:\n> later.\n\nNote to all.\n",
    inferredId: true,
  });
  expect(codes(mail)).toEqual(["no-message-id"]);
});

test("a saved spinics page shows neither; its navigation is no text", async () => {
  const page = `[RFC v1 0/2] Do things with others

[Date Prev][Date Next][Thread Prev][Thread Next][Date Index][Thread Index]

\u00a0



For virtual things, do this.

-- 
2.43.5




[Index\u00a0of\u00a0Archives]     [Linux Things]

\u00a0\u00a0Powered\u00a0by\u00a0Linux`;
  const mail = await parse(page, { form: "page-text" });
  expect(mail).toMatchObject({
    subject: "[RFC v1 0/2] Do things with others",
    from: null,
    sentAt: null,
    to: [],
    references: [],
    body: "For virtual things, do this.\n\n-- \n2.43.5\n",
  });
  expect(codes(mail)).toEqual(["date-missing", "no-message-id"]);
});
