import { readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";

/** docs/licences.md: every package that is installed with this one, by the lockfile. */
export function licencesPage(lock) {
  const shipped = Object.entries(lock.packages).filter(
    ([place, each]) => place !== "" && !each.dev && !each.devOptional,
  );
  const rows = shipped.map(([place, { version, license, optional }]) => ({
    name: place.slice(place.lastIndexOf("node_modules/") + "node_modules/".length),
    version,
    license: license ?? "none stated",
    note: optional === true ? "optional" : "",
  }));
  const lines = new Set(
    rows
      .map((each) => `| ${each.name} | ${each.version} | ${each.license} | ${each.note} |`)
      .sort(),
  );
  return `# Licences of what is installed with patchtrail

Written by \`npm run licences\` from \`package-lock.json\`; tools for development are left out.
${lines.size} packages; those marked optional are builds for one platform each.

| package | version | licence | |
|---|---|---|---|
${[...lines].join("\n")}
`;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) {
  process.stdout.write(licencesPage(JSON.parse(readFileSync("package-lock.json", "utf8"))));
}
