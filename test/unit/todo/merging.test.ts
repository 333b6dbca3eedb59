import { describe, expect, test } from "vitest";
import { isAboutMerging } from "../../../src/todo/merging.ts";

describe("isAboutMerging", () => {
  test.each([
    "ping ?",
    "Gentle ping.",
    "Any updates on this one?",
    "Mark, any comments on this patch?",
    "Did you get a chance to look at it?",
    "Any reason for not picking this one?",
    "Do you want a v2, or do you change it yourself?",
    "Do you need me to send another version?",
    "Should I resend with the new title?",
    "I can respin as v4 if it's needed.",
    "No need for a v3, I can mend it here.",
    "Should it go via the clock tree?",
    "Through the gadget tree, perhaps?",
    "How should we merge this?",
    "I'd like to get this in for 7.2.",
    "Could you please take these two patches?",
    "May I get your ack for the binding?",
    "I might need to create a topic branch.",
    "I'll mend the typo when applying.",
    "I have updated the comment locally.",
  ])("%j is over once the series is in", (text) => {
    expect(isAboutMerging(text)).toBe(true);
  });

  test.each([
    "Please merge these two functions.",
    "This applies to all boards.",
    "Could you take the lock before you read the counter?",
    "What happens when the merge of two regions fails?",
    "Why is the pin not routed through the mux?",
    "Should we return an error here?",
    "Can you send the log of a failing boot?",
    "Does this work with a kernel before 6.1?",
    "I will send a follow-up that converts the rest.",
    "Do you need the new field in every build?",
  ])("%j is about the work", (text) => {
    expect(isAboutMerging(text)).toBe(false);
  });
});
