import { parentPort, workerData } from "node:worker_threads";
import { openStoreForReading } from "../../store/open.ts";
import { judgeStored } from "./judge-stored.ts";
import { answerQuestions } from "../thread-pool.ts";

const { databaseFile } = workerData as { readonly databaseFile: string };
/** A series is read once. */
const CACHE_KIB = 8 * 1024;
const store = openStoreForReading(databaseFile, { cacheKib: CACHE_KIB });

/** A judge: ids of series in, state and TODOs out. It only reads. */
answerQuestions(parentPort, (ids: readonly string[]) => judgeStored(store, ids));
