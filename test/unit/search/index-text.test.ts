import { expect, test } from "vitest";
import { parseBlocks } from "../../../src/mail/blocks.ts";
import { indexText } from "../../../src/search/index-text.ts";
import { aMessage } from "../../support/messages.ts";

const BODY = `Frobnicate twice.

Signed-off-by: Ada Example <ada@example.org>
---
 drivers/widget/frob.c | 4 ++--
 1 file changed, 2 insertions(+), 2 deletions(-)

diff --git a/drivers/widget/frob.c b/drivers/widget/frob.c
index 1234567..89abcde 100644
--- a/drivers/widget/frob.c
+++ b/drivers/widget/frob.c
@@ -10,4 +10,4 @@ static int frob_once(void)
 	kept();
-	before();
+	after();
-- 
2.40.0

_______________________________________________
widget-dev mailing list
widget-dev@lists.example.org
`;

test("each line of a patch goes to its column", () => {
  const message = aMessage({
    messageId: "a@example.org",
    subject: "[PATCH] frob",
    to: [{ name: "Bob", email: "bob@example.org" }],
    cc: [{ name: null, email: "eve@example.org" }],
    body: BODY,
    attachments: [{ name: "log.txt", contentType: "text/plain", sizeBytes: 3 }],
  });
  const text = indexText(message, parseBlocks(BODY, { patch: true }));
  expect(text.own).toContain("Frobnicate twice.");
  expect(text.own).toContain("Signed-off-by");
  expect(text.own).not.toContain("mailing list");
  expect(text.own).not.toContain("before");
  expect(text.files).toBe("drivers/widget/frob.c");
  expect(text.removed).toContain("before()");
  expect(text.added).toContain("after()");
  expect(text.context).toContain("kept()");
  expect(text.hunks).toBe("static int frob_once(void)");
  expect([text.oldBlobs, text.newBlobs]).toEqual(["1234567", "89abcde"]);
  expect(text).toMatchObject({
    subject: "[PATCH] frob",
    from: "Ada Example ada@example.org",
    to: "Bob bob@example.org",
    cc: "eve@example.org",
    attachments: "log.txt",
  });
});

test("quotes are apart from the answer", () => {
  const body = "On Monday, Bob wrote:\n> Why twice?\n\nBecause once fails.\n";
  const message = aMessage({ messageId: "b@example.org", body });
  const text = indexText(message, parseBlocks(body, { patch: false }));
  expect(text.quoted).toContain("Why twice?");
  expect(text.own.trim()).toBe("Because once fails.");
});

test("a cover letter's diffstat names its files; new files have no old blob", () => {
  const body = `All of it.

 .../widget/a long name.c | 4 ++--
 create mode 100644 drivers/widget/new.c

diff --git a/drivers/widget/new.c b/drivers/widget/new.c
new file mode 100644
index 0000000..89abcde
--- /dev/null
+++ b/drivers/widget/new.c
@@ -0,0 +1 @@
+int x;
`;
  const text = indexText(
    aMessage({ messageId: "c@example.org", body }),
    parseBlocks(body, { patch: true }),
  );
  expect(text.files.split("\n").sort()).toEqual(["drivers/widget/new.c", "widget/a long name.c"]);
  expect([text.oldBlobs, text.newBlobs]).toEqual(["", "89abcde"]);
});
