import { parentPort } from "node:worker_threads";
import { doParseJob, type JobParcel, parcelOutcomes, unparcelJobs } from "./parse-job.ts";

/** A parse worker: parcels of jobs in, parcels of outcomes out, until it is stopped. */
parentPort?.on("message", async (parcel: JobParcel) => {
  const outcomes = [];
  for (const job of unparcelJobs(parcel)) outcomes.push(await doParseJob(job));
  const done = parcelOutcomes(parcel.id, outcomes);
  parentPort?.postMessage(done, [done.bytes.buffer]);
});
