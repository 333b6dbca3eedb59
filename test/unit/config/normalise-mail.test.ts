import { expect, test } from "vitest";
import { normaliseConfig } from "../../../src/config/normalise.ts";

test.each([
  ["tls", 465],
  ["starttls", 587],
  ["none", 25],
] as const)("%s has its own port unless one is given", (security, port) => {
  const smtp = { host: "h", security };
  expect(normaliseConfig({ mail: { smtp } }, {}).mail.smtp?.port).toBe(port);
  expect(normaliseConfig({ mail: { smtp: { ...smtp, port: 26 } } }, {}).mail.smtp?.port).toBe(26);
});

test("nothing leaves by itself unless it is asked for", () => {
  const config = normaliseConfig({}, {});
  expect(config.outbox.approve).toBe("manual");
  expect(config.subscriptions).toEqual([]);
  expect(config.mail).toMatchObject({ from: null, smtp: null, sendmail: null });
  expect(normaliseConfig({ mail: { smtp: { host: "h" } } }, {}).mail.smtp?.security).toBe(
    "starttls",
  );
});

test("a subscription is weekly and in UTC unless it says otherwise", () => {
  const subscriptions = [
    { to: "a@example.org", paths: ["fs/"] },
    { to: "a@example.org", person: "Ada", every: "day" as const, zone: "Asia/Tokyo" },
  ];
  expect(normaliseConfig({ subscriptions }, {}).subscriptions).toEqual([
    { to: "a@example.org", topic: { kind: "paths", paths: ["fs/"] }, every: "week", zone: "UTC" },
    {
      to: "a@example.org",
      topic: { kind: "person", person: "Ada" },
      every: "day",
      zone: "Asia/Tokyo",
    },
  ]);
});

test("the password comes from the environment", () => {
  const password = (environment: Record<string, string>) =>
    normaliseConfig({}, environment).secrets.smtpPassword;
  expect(password({ PATCHTRAIL_SMTP_PASSWORD: "x" })).toBe("x");
  expect(password({ PATCHTRAIL_SMTP_PASSWORD: "" })).toBeNull();
});
