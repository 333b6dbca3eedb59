/**
 * The architecture in one table: which folders of src/ each folder may import, besides errors.ts,
 * limits.ts and people.ts. test/house/ proves that it names exactly the folders there are.
 */
export const MAY_IMPORT = {
  model: [],
  mail: ["model"],
  patch: ["model"],
  thread: ["model"],
  series: ["model", "patch"],
  "range-diff": ["model", "patch", "series"],
  todo: ["model"],
  search: ["model"],
  report: ["model", "patch"],
  config: ["model", "search"],
  archive: ["model"],
  store: ["model"],
  charts: ["model"],
  publish: ["model"],
  github: ["model", "report"],
  app: [
    "model",
    "mail",
    "patch",
    "thread",
    "series",
    "range-diff",
    "todo",
    "search",
    "report",
    "config",
    "archive",
    "store",
    "github",
    "charts",
    "publish",
  ],
  api: ["model", "report", "app"],
  web: ["model", "report", "app", "api"],
  cli: ["model", "report", "config", "app", "web"],
};

/** Folders whose functions only turn values into values. */
export const PURE = [
  "model",
  "mail",
  "patch",
  "thread",
  "series",
  "range-diff",
  "todo",
  "search",
  "report",
];

/** The one home of each library that must not leak. */
const HOMES = {
  "better-sqlite3": ["store"],
  octokit: ["github"],
  nodemailer: ["publish"],
  mailparser: ["mail"],
  "html-to-text": ["mail"],
  htmlparser2: ["mail", "archive"],
  luxon: ["mail", "report", "app"],
  "chart.js": ["charts"],
  "@napi-rs/canvas": ["charts"],
  feed: ["report"],
  croner: ["config", "app"],
  zod: ["config", "api"],
  hono: ["api", "web"],
  "@hono/zod-openapi": ["api"],
  "prom-client": ["api"],
  yaml: ["config"],
  "@hono/node-server": ["web", "api"],
  commander: ["cli"],
  "cli-progress": ["cli"],
  picocolors: ["cli"],
};

const folders = Object.keys(MAY_IMPORT);

function boundary(folder) {
  const forbidden = folders.filter(
    (other) => other !== folder && !MAY_IMPORT[folder].includes(other),
  );
  const patterns = forbidden.map((other) => ({
    group: [`../${other}/**`, `../../${other}/**`],
    message: `${folder}/ may not import ${other}/ (MAY_IMPORT in oxlint.config.mjs)`,
  }));
  const homeless = Object.keys(HOMES).filter((name) => !HOMES[name].includes(folder));
  patterns.push({
    group: homeless,
    message: `this library has another home (HOMES in oxlint.config.mjs)`,
  });
  if (PURE.includes(folder)) {
    patterns.push({
      group: ["node:*", "!node:crypto", "!node:buffer"],
      message: `${folder}/ is pure: no input or output`,
    });
  }
  const rules = { "no-restricted-imports": ["error", { patterns }] };
  if (PURE.includes(folder)) {
    rules["no-restricted-globals"] = ["error", "process", "fetch", "setTimeout"];
    rules["no-restricted-properties"] = [
      "error",
      { object: "Date", property: "now" },
      { object: "Math", property: "random" },
    ];
  }
  return { files: [`src/${folder}/**/*.ts`], rules };
}

export default {
  plugins: ["typescript", "import", "unicorn", "oxc"],
  categories: { correctness: "error", suspicious: "error" },
  options: { typeAware: true },
  rules: {
    "import/no-cycle": "error",
    "import/no-default-export": "off",
    "no-console": "error",
    "max-lines": ["error", { max: 400, skipBlankLines: true, skipComments: true }],
    "max-params": ["error", { max: 4 }],
    "typescript/no-floating-promises": "error",
    "typescript/no-explicit-any": "error",
    "typescript/no-unsafe-type-assertion": "off",
    // The compiler proves that a switch is exhaustive; the rule does not see it.
    "typescript/consistent-return": "off",
    "typescript/no-unnecessary-type-parameters": "off",
    "typescript/no-unnecessary-boolean-literal-compare": "off",
    "no-shadow": "off",
    "no-await-in-loop": "off",
    "unicorn/no-array-sort": "off",
    "unicorn/consistent-function-scoping": "off",
    "import/no-unassigned-import": "off",
  },
  overrides: [
    ...folders.map(boundary),
    {
      files: ["bench/**", "test/**", "train/**"],
      rules: { "no-console": "off", "max-lines": "off", "typescript/unbound-method": "off" },
    },
  ],
};
