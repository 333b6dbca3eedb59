import { describe, expect, test } from "vitest";
import { isFaint, isNoise } from "../../../src/todo/noise.ts";

describe("isNoise", () => {
  test.each([
    "Reviewed-by: Rita Reviewer <rita@example.org>",
    "With that typo gone, please take my R-B.",
    "Gentle ping.",
    "Mark, ping?",
    "This looks even better than the first version.",
    "Yes, this reads much clearer to me.",
    "I gave it a spin on two boards, all good.",
    "I've also tested this on the old board and it seems to be working fine.",
    "Yes, please go ahead.",
    "Feel free to take what you like of it.",
    "Ok, I'll leave it as it is.",
    "I'll stop here unless somebody has new arguments.",
    "It will be great to see that one gone.",
    "My hope is that the second half makes it into the same release.",
    "So please disregard my comment here.",
    "Just one thing.",
    "Minor nits for the error paths here...",
    "A few comments below:",
    "Best regards, Rita",
    "If you mend it in another commit, kindly add the following tags",
  ])("%j asks for nothing", (text) => {
    expect(isNoise(text)).toBe(true);
  });

  test.each([
    "I tested this and it works, but the second probe fails.",
    "It looks better to keep the lock here.",
    "This seems cleaner with a helper.",
    "A few comments are missing here.",
    "One question: why is the clock left on?",
    "Some more comments would help.",
    "I'll leave the name, but please document it.",
    "I'll leave the rename for v3 and send the fix now.",
    "Would be nice to see a test for this.",
    "Please go on with the second patch and drop the first.",
    "Why not use the helper?",
    "Feel free to use the helper, but it should check the length.",
  ])("%j may ask for something", (text) => {
    expect(isNoise(text)).toBe(false);
  });
});

describe("isFaint", () => {
  test.each([
    "The other driver has no alignment here, but I don't care either way.",
    "Could be a macro, up to you.",
    "It will surely break the third board ;-)",
    "Wdyt?",
    "What do you think ?",
    "Why?",
    "This and...",
    "could be:",
    "Does it sound better?",
  ])("%j says too little by itself", (text) => {
    expect(isFaint(text)).toBe(true);
  });

  test.each([
    "Why is the lock taken twice?",
    "What do you think of a helper?",
    "This and the next one should be one patch.",
    "This could be a helper.",
    "Please drop the second line.",
  ])("%j can be read alone", (text) => {
    expect(isFaint(text)).toBe(false);
  });
});
