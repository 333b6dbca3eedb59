import type {
  MailConfig,
  SmtpSecurity,
  SubscriptionConfig,
  SubscriptionTopic,
} from "../model/config.ts";
import type { RawConfig } from "./schema.ts";
import { parseFrom } from "./mail-address.ts";

type RawMail = NonNullable<RawConfig["mail"]>;
type RawSubscription = NonNullable<RawConfig["subscriptions"]>[number];

/** RFC 8314 (submission over TLS), RFC 6409 (submission), RFC 5321. */
const PORTS: Readonly<Record<SmtpSecurity, number>> = { tls: 465, starttls: 587, none: 25 };

/** Fills in the defaults of how mail leaves. */
export function normaliseMail(raw: RawMail): MailConfig {
  const { smtp } = raw;
  const security = smtp?.security ?? "starttls";
  return {
    from: raw.from === undefined || raw.from === null ? null : parseFrom(raw.from),
    smtp:
      smtp === undefined || smtp === null
        ? null
        : {
            host: smtp.host,
            port: smtp.port ?? PORTS[security],
            security,
            user: smtp.user ?? null,
          },
    sendmail: raw.sendmail ?? null,
    unsubscribe: {
      mailto: raw.unsubscribe?.mailto ?? null,
      url: raw.unsubscribe?.url ?? null,
    },
  };
}

/** A subscription with its defaults; the rules have seen to it that it names one topic. */
export function normaliseSubscription(raw: RawSubscription): SubscriptionConfig {
  return { to: raw.to, topic: topicOf(raw), every: raw.every ?? "week", zone: raw.zone ?? "UTC" };
}

function topicOf({ list, person, paths, search }: RawSubscription): SubscriptionTopic {
  if (list) return { kind: "list", list };
  if (person) return { kind: "person", person };
  if (paths) return { kind: "paths", paths };
  return { kind: "search", search: search ?? "" };
}
