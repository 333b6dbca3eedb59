import { parentPort } from "node:worker_threads";
import {
  doParseJob,
  type JobParcel,
  type OutcomeParcel,
  parcelOutcomes,
  unparcelJobs,
} from "./parse-job.ts";
import { answerQuestions } from "../thread-pool.ts";

/** Reads the mails of one parcel, one after the other. */
async function readParcel(parcel: JobParcel): Promise<OutcomeParcel> {
  const outcomes = [];
  for (const job of unparcelJobs(parcel)) outcomes.push(await doParseJob(job));
  return parcelOutcomes(outcomes);
}

answerQuestions(parentPort, readParcel, ({ bytes }) => [bytes.buffer]);
