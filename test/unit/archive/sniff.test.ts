import { expect, test } from "vitest";
import { sniff } from "../../../src/archive/sniff.ts";

const PATCH_FROM = `From ${"ab".repeat(20)} Mon Sep 17 00:00:00 2001`;

test.each([
  ["empty", ""],
  ["bundle", "# v2 git bundle\n0000 refs/heads/master\n\nPACK"],
  ["mbox", "From a@example.org Wed Jan 15 11:05:34 2025\nFrom: a@example.org\n\nhi\n"],
  ["mbox", `${PATCH_FROM}\nFrom: a@example.org\nSubject: [PATCH] x\n\nhi\n`],
  [
    "pipermail-text",
    "From a at example.org  Wed Jan 15 11:05:34 2025\nFrom: a at example.org (A)\nSubject: x\n\nhi\n",
  ],
  ["rfc822", "Received: from x\n\tby y\nSubject: x\nFrom: a@example.org\n\nhi\n"],
  ["rfc822", "Return-Path: <a@example.org>\r\nSubject: x\r\n\r\nhi\r\n"],
  ["pipermail-page", "<!DOCTYPE HTML>\n<HTML><BODY><!--beginarticle-->\n<PRE>hi</PRE>"],
  ["index-page", "<HTML><HEAD><title>The widget 2025-March Archive by date</title></HEAD></HTML>"],
  [
    "mhonarc-page",
    "<!-- MHonArc v2.6.19 -->\n<!--X-Subject: x -->\n<!--X-Message-Id: 1@example.org -->\n<html>",
  ],
  ["index-page", "<!-- MHonArc v2.6.19 -->\n<!DOCTYPE HTML>\n<html><title>Widget list</title>"],
  ["mhonarc-page", '<html><title>x</title><body>[<a href="msg1.html">Date Prev</a>][Date Next]'],
  ["html", "<!doctype html>\n<html><title>A recipe</title></html>"],
  ["html", "\n<!-- one --><!-- two -->\n<html><title>A recipe</title></html>"],
  ["page-text", "[PATCH v2] widget: x\n\n[Date Prev][Date Next][Thread Prev]\n\nhi\n"],
  [
    "page-text",
    "[PATCH v2] widget: x\n\nAnn Author ann at example.org\nThu May 29 10:44:55 EST 2014\n\nhi\n",
  ],
  ["unknown", "just a note\nFrom: nobody in particular, it says here\nand more of it\nand more\n"],
  ["unknown", "\u0000\u0001\u0002\u0003"],
  ["unknown", "From time to time\n"],
])("%s: %j", (kind, text) => {
  expect(sniff(Buffer.from(text))).toBe(kind);
});

test.each([
  ["comments without end", "<!--".repeat(16_000)],
  ["comments by the thousand", "<!---->".repeat(9_000)],
  ["one line", "a at ".repeat(13_000)],
  ["a header without end", "From: x\n ".repeat(8_000)],
])("hostile text is judged at once: %s", (_name, text) => {
  const start = performance.now();
  sniff(Buffer.from(text));
  expect(performance.now() - start).toBeLessThan(1_000);
});
