import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { hasWholeHeader, isWalked, readBothWays } from "../../support/both-ways.ts";
import { anArchivedMail, mailWith } from "./support.ts";

const DIFF = "--- a/x.c\n+++ b/x.c\n@@ -1 +1 @@\n-a\n+b";
const BASE64 = Buffer.from("Grüße an alle,\nund eine Zeile mehr.\n").toString("base64");

const alternative = [
  "--in\nContent-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: quoted-printable\n",
  "Gr=C3=BC=C3=9Fe, soft =\nbreak =20\n",
  `--in\nContent-Type: text/html; charset=iso-8859-1\n\n<p>Gr\u00fc\u00dfe</p>\n--in--`,
].join("\n");

/** Mails that are to be read without the library: header lines and body. */
const PLAIN: Readonly<Record<string, readonly [readonly string[], string]>> = {
  "no MIME at all": [[], "plain\ntext\n"],
  "8 bit": [
    ["Content-Type: text/plain; charset=UTF-8", "Content-Transfer-Encoding: 8bit"],
    "Grüße\n",
  ],
  "latin 1, quoted": [
    ['Content-Type: text/plain; charset="ISO-8859-1"', "Content-Transfer-Encoding: 8bit"],
    "Grüße\n",
  ],
  "quoted-printable": [
    [
      "Content-Type: text/plain; charset=utf-8; format=flowed",
      "Content-Transfer-Encoding: quoted-printable",
    ],
    "Gr=C3=BC=c3=9fe=20 \nsoft =\nbreak =3D =zz\n-- =\n\nend=",
  ],
  base64: [
    ['Content-Type: text/plain; charset="utf-8"', "Content-Transfer-Encoding: BASE64"],
    `${BASE64}\n`,
  ],
  "inline, with a name": [
    ["Content-Type: text/plain; charset=us-ascii", "Content-Disposition: inline; filename=a.txt"],
    DIFF,
  ],
  alternative: [['Content-Type: multipart/alternative; boundary="in"'], `${alternative}\n`],
  "signed, folded, with preamble and epilogue": [
    [
      'Content-Type: multipart/signed; micalg=pgp-sha256;\n\tprotocol="application/pgp-signature";\n boundary="out er"',
      "Content-Disposition: inline",
    ],
    [
      "This is a signed mail.\n--out er\nContent-Type: text/plain\n\nwords\n",
      '--out er\nContent-Type: application/pgp-signature; name="s.asc"\n\n-----BEGIN\n-----END\n',
      "--out er--\nepilogue\n--out er\n",
    ].join("\n"),
  ],
  "mixed with an alternative and files": [
    ["Content-Type: multipart/mixed; boundary=out"],
    [
      `--out\nContent-Type: multipart/alternative; boundary=in\n\npreamble\n${alternative}\nepilogue`,
      `--out\nContent-Type: text/x-patch; name=x.patch\nContent-Disposition: attachment\n\n${DIFF}`,
      `--out\nContent-Transfer-Encoding: base64\n\n${BASE64}`,
      "--out\n\nno header\n--out--",
    ].join("\n"),
  ],
  "boundaries that begin alike": [
    ["Content-Type: multipart/mixed; boundary=in"],
    `--in\nContent-Type: multipart/alternative; boundary=in2\n\n--in2\n\na\n--in2\n\nb\n--in2--\n--in\n\nc\n--in--`,
  ],
};

/** Mails whose structure is not plain: the library has to look. */
const ODD: Readonly<Record<string, readonly [readonly string[], string]>> = {
  "a name as RFC 2231 writes it": [
    [
      "Content-Type: text/plain; charset=us-ascii",
      "Content-Disposition: inline; filename*0*=utf-8''gr%C3%BC; filename*1=n.txt",
    ],
    DIFF,
  ],
  "a name in encoded words": [
    ['Content-Type: text/plain; name="=?utf-8?q?gr=C3=BCn=2Epatch?="'],
    DIFF,
  ],
  "two types": [["Content-Type: text/plain", "Content-Type: text/html"], "x\n"],
  "an unknown encoding": [["Content-Transfer-Encoding: x-odd"], "plain\n"],
  "a type that is none": [["Content-Type: text"], "plain\n"],
  "a multipart without boundary": [["Content-Type: multipart/mixed"], "--\n\nx\n----\n"],
  "a multipart that does not end": [
    ["Content-Type: multipart/mixed; boundary=b"],
    "--b\n\nthe words\n",
  ],
  "a part that ends in its header": [
    ["Content-Type: multipart/mixed; boundary=b"],
    "--b\nContent-Type: text/plain\n--b\n\nx\n--b--\n",
  ],
  "an inner multipart that the outer one cuts": [
    ["Content-Type: multipart/mixed; boundary=out"],
    "--out\nContent-Type: multipart/mixed; boundary=in\n\n--in\n\nx\n--out--\n",
  ],
  "a delimiter with words behind it": [
    ["Content-Type: multipart/mixed; boundary=b"],
    "--b\n\nx\n--b and more\n\ny\n--b--\n",
  ],
  "an attached mail": [
    ["Content-Type: multipart/mixed; boundary=b"],
    "--b\nContent-Type: message/rfc822\n\nSubject: x\n\ny\n--b--\n",
  ],
  "a base64 body with a footer": [
    ["Content-Type: text/plain", "Content-Transfer-Encoding: base64"],
    `${BASE64}\n_______\nfooter\n`,
  ],
};

const mails = (table: typeof PLAIN) =>
  Object.entries(table).map(([name, [headers, body]]) => {
    const bytes = name.includes("latin 1") ? "latin1" : "utf8";
    return [name, Buffer.from(mailWith(headers, body), bytes)] as const;
  });

describe("read without the library, equal to it", () => {
  test.each(mails(PLAIN))("%s", async (_, raw) => {
    expect(isWalked(anArchivedMail(raw))).toBe(true);
    const { fast, library } = await readBothWays(anArchivedMail(raw));
    expect(fast).toEqual(library);
    const crlf = Buffer.from(raw.toString("latin1").replaceAll("\n", "\r\n"), "latin1");
    const wide = await readBothWays(anArchivedMail(crlf));
    expect(wide.fast).toEqual(wide.library);
  });
});

describe("left to the library", () => {
  test.each(mails(ODD))("%s", (_, raw) => {
    expect(isWalked(anArchivedMail(raw))).toBe(false);
  });
});

/** Pieces that make or break structure; put in, or in place of what stands there. */
const PIECES = [
  ...'\n,\r\n,\r,--,--in\n,--out\n,--out--\n,--in--,--in \n, ,\t,=,=\n,=3D,=4=,;,",:,(,),*,\u0000,ü,\u00ff'.split(
    ",",
  ),
  "Content-Type: text/plain; charset=utf-8\n",
  "Content-Type: multipart/mixed; boundary=in\n",
  "Content-Disposition: attachment; filename=x\n",
  "Content-Transfer-Encoding: base64\n",
  "Content-Transfer-Encoding: quoted-printable\n",
  "\n\n",
  "; name*=utf-8''x",
  "=?utf-8?q?x?=",
];

const change = fc.record({
  at: fc.double({ min: 0, max: 1, noNaN: true }),
  cut: fc.integer({ min: 0, max: 12 }),
  piece: fc.oneof(fc.constantFrom(...PIECES), fc.string({ maxLength: 6 })),
});

function mutate(raw: Buffer, changes: readonly { at: number; cut: number; piece: string }[]) {
  let bytes = raw;
  for (const { at, cut, piece } of changes) {
    // The fields of the mail itself are told apart elsewhere; the structure begins behind them.
    const start = raw.indexOf("Content-") === -1 ? 0 : raw.indexOf("Content-");
    const place = start + Math.floor(at * (bytes.length - start));
    bytes = Buffer.concat([
      bytes.subarray(0, place),
      Buffer.from(piece),
      bytes.subarray(place + cut),
    ]);
  }
  return bytes;
}

test("whatever is broken in a mail, it is left to the library or read as it reads", async () => {
  const whole = [...mails(PLAIN), ...mails(ODD)].map(([, raw]) => raw);
  const runs = Number(process.env["PATCHTRAIL_FUZZ_RUNS"] ?? 150);
  const changes = fc.array(change, { minLength: 1, maxLength: 4 });
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...whole), changes, async (raw, changes) => {
      const mail = anArchivedMail(mutate(raw, changes));
      if (!isWalked(mail) || !hasWholeHeader(mail)) return;
      const { fast, library } = await readBothWays(mail);
      expect(fast).toEqual(library);
    }),
    { numRuns: runs },
  );
});
