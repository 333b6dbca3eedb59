// Times the plan for GitHub over a database. See README.md beside this file.
import { openAppContext } from "../dist/app/open.js";
import { planGithubIssues } from "../dist/app/send/plan-issues.js";
import { loadConfig } from "../dist/config/load.js";

const [databaseFile, list] = process.argv.slice(2);
if (databaseFile === undefined) {
  console.error("usage: npm run bench:issues -- DATABASE [LIST]");
  process.exit(2);
}
const context = openAppContext({
  config: loadConfig("github: {maxNew: 1000}\n", "defaults", {}),
  databaseFile,
  cacheFolder: ".",
  reporter: { progress() {}, finished() {} },
});
const rows = await context.store.listSeries(list === undefined ? {} : { list });
const start = performance.now();
const { plans } = await planGithubIssues(context, list ?? null);
const seconds = ((performance.now() - start) / 1000).toFixed(1);
console.log(`${plans.length} issues planned of ${rows.length} series in ${seconds} s`);
await context.store.close();
