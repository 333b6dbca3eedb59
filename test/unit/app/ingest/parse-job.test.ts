import { inflateRawSync } from "node:zlib";
import { expect, test } from "vitest";
import {
  doParseJob,
  parcelJobs,
  parcelOutcomes,
  unparcelJobs,
} from "../../../../src/app/ingest/parse-job.ts";
import { bodyOf } from "../../../../src/store/content.ts";
import { anArchivedMail, mailWith } from "../../mail/support.ts";

const job = (subject: string) => ({
  mail: anArchivedMail(mailWith([`Subject: ${subject}`])),
  zone: null,
});

test("jobs and outcomes come out of their parcels as they went in", async () => {
  const jobs = [job("one"), { mail: anArchivedMail(""), zone: "Europe/Berlin" }, job("three")];
  const parcel = structuredClone(parcelJobs(jobs));
  const unpacked = unparcelJobs(parcel);
  expect(unpacked.map(({ mail }) => Buffer.from(mail.raw))).toEqual(
    jobs.map(({ mail }) => Buffer.from(mail.raw)),
  );
  expect(unpacked.map(({ zone }) => zone)).toEqual([null, "Europe/Berlin", null]);

  const outcomes = await Promise.all(unpacked.map(doParseJob));
  const back = structuredClone(parcelOutcomes(outcomes));
  expect(back.outcomes).toEqual(
    outcomes.map((outcome) => expect.objectContaining({ message: (outcome as never)["message"] })),
  );
  for (const [at, outcome] of back.outcomes.entries()) {
    if ("failed" in outcome) throw new Error(outcome.failed);
    expect(inflateRawSync(outcome.packed.raw)).toEqual(Buffer.from(jobs[at]!.mail.raw));
    expect(bodyOf(outcome.packed)).toBe(outcome.message.body);
  }
});

test("a job that cannot be done says why, and keeps its place", async () => {
  const broken = { mail: { ...anArchivedMail("x"), diagnostics: null as never }, zone: null };
  const outcomes = [await doParseJob(broken), await doParseJob(job("two"))];
  const [failed, done] = parcelOutcomes(outcomes).outcomes;
  expect(failed).toEqual({ failed: expect.stringContaining("iterable") as string });
  expect(done).toMatchObject({ message: { subject: "two" } });
});
