import net from "node:net";

// Tests must give the same result on every machine and reach no other.
process.env["TZ"] = "UTC";
process.env["LC_ALL"] = "C.UTF-8";

const LOOPBACK = /^(127\.|::1$|localhost$|$)/;
const connect = net.Socket.prototype.connect;

function guarded(this: net.Socket, ...args: unknown[]): net.Socket {
  const first = args.flat()[0];
  const host =
    typeof first === "object" && first !== null && "host" in first ? String(first.host) : "";
  if (!LOOPBACK.test(host)) throw new Error(`a test tried to reach ${host}`);
  return Reflect.apply(connect, this, args) as net.Socket;
}

// Test files may share a process: one guard is enough.
if (connect.name !== guarded.name) net.Socket.prototype.connect = guarded;
