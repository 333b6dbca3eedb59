import { expect, test } from "vitest";
import { listOfPlace } from "../../../src/app/ingest.ts";

test.each([
  ["/archives/linuxppc-dev.bundle", "linuxppc-dev"],
  ["amd-gfx.mbox.gz", "amd-gfx"],
  ["/mirrors/linuxppc-dev/git/0.git", "linuxppc-dev"],
  ["https://lore.example.org/widget-dev/1", "widget-dev"],
  ["pipermail/widget-dev/", "widget-dev"],
])("the list of %s is %s where nothing else tells", (place, list) => {
  expect(listOfPlace(place)).toBe(list);
});
