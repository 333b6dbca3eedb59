import { expect, test } from "vitest";
import { StepSize } from "../../../../src/app/track/step-size.ts";

test("shrinks to one while others are faster, and grows back to its bound", () => {
  const step = new StepSize(500);
  const sizes = [step.size];
  for (let times = 0; times < 6; times += 1) {
    step.shrink();
    sizes.push(step.size);
  }
  expect(sizes).toEqual([500, 125, 31, 7, 1, 1, 1]);
  for (let times = 0; times < 12; times += 1) step.grow();
  expect(step.size).toBe(500);
});
