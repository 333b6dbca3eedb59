import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { getRequestListener } from "@hono/node-server";
import type { Hono } from "hono";
import { ExitStatus, TrackerError } from "../errors.ts";

/** Bounds on one connection: a reader's browser stays far below all of them. */
const SERVER = {
  maxHeaderSize: 16 * 1024,
  headersTimeout: 10_000,
  requestTimeout: 20_000,
  keepAliveTimeout: 10_000,
  connectionsCheckingInterval: 2_000,
};
/** A socket on which nothing moved for so long is closed, whoever is slow. */
const IDLE_MS = 60_000;
const MAX_CONNECTIONS = 1_000;
/** Requests under way get so long to end when the server stops. */
const STOP_MS = 5_000;

/** A server that listens. */
export interface Listening {
  readonly host: string;
  readonly port: number;
  /** Takes no new requests, lets those under way end, then resolves. */
  readonly stop: () => Promise<void>;
}

/**
 * Serves an application over HTTP.
 *
 * @param port 0: any that is free
 * @throws TrackerError `failed` where the address cannot be used
 */
export async function listen(
  web: Hono,
  { host, port }: { readonly host: string; readonly port: number },
): Promise<Listening> {
  const listener = getRequestListener(web.fetch, { hostname: host });
  const server = createServer(SERVER, (request, response) => void listener(request, response));
  server.maxConnections = MAX_CONNECTIONS;
  server.setTimeout(IDLE_MS);
  await new Promise<void>((resolve, reject) => {
    server.once("error", (error) => reject(unusable(error, host, port)));
    server.listen({ host, port }, resolve);
  });
  const address = server.address() as AddressInfo;
  return { host, port: address.port, stop: () => stop(server) };
}

function stop(server: Server): Promise<void> {
  return new Promise((resolve) => {
    const late = setTimeout(() => server.closeAllConnections(), STOP_MS);
    server.close(() => {
      clearTimeout(late);
      resolve();
    });
    server.closeIdleConnections();
  });
}

function unusable(error: NodeJS.ErrnoException, host: string, port: number): TrackerError {
  const reasons: Readonly<Record<string, readonly [string, string]>> = {
    EADDRINUSE: ["another program listens there", "choose another with --port"],
    EACCES: [
      "only the administrator may use that port",
      "choose one from 1024 on, and put a reverse proxy in front (docs/web.md)",
    ],
    EADDRNOTAVAIL: ["this machine has no such address", "choose another with --host"],
    ENOTFOUND: ["no machine has that name", "choose another with --host"],
  };
  const [why, hint] = reasons[error.code ?? ""] ?? [error.message, "choose another with --port"];
  return new TrackerError("failed", `cannot listen on ${host} port ${port}: ${why}`, {
    cause: error,
    exitStatus: ExitStatus.failed,
    hint,
  });
}
