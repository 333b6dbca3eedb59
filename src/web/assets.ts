import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";

const FOLDER = new URL("../../assets/", import.meta.url);
const TYPES: Readonly<Record<string, string>> = {
  css: "text/css; charset=utf-8",
  js: "text/javascript; charset=utf-8",
  svg: "image/svg+xml",
};

/** A file that pages need, and the address that its content gave it. */
export interface Asset {
  readonly path: string;
  readonly type: string;
  readonly bytes: Buffer;
}

/** Reads a file of the package; its address holds a hash, so that it may be kept for ever. */
export function readAsset(name: string): Asset {
  const bytes = readFileSync(new URL(name, FOLDER));
  const [stem = "", ending = ""] = name.split(".");
  const hash = createHash("sha256").update(bytes).digest("hex").slice(0, 12);
  return {
    path: `/assets/${stem}.${hash}.${ending}`,
    type: TYPES[ending] ?? "application/octet-stream",
    bytes,
  };
}
