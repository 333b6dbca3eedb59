import { parentPort, workerData } from "node:worker_threads";
import { openStore } from "../../store/open.ts";
import { judgeStored } from "./judge-stored.ts";
import { answerQuestions } from "../thread-pool.ts";

const { databaseFile } = workerData as { readonly databaseFile: string };
const store = openStore(databaseFile);

/** A judge: ids of series in, state and TODOs out. It only reads. */
answerQuestions(parentPort, (ids: readonly string[]) => judgeStored(store, ids));
