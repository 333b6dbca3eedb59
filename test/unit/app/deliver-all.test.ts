import { expect, test } from "vitest";
import { deliverAll } from "../../../src/app/deliver-all.ts";
import { DeliveryError } from "../../../src/errors.ts";
import type { Delivery, PlannedDelivery, Publisher } from "../../../src/model/outbox.ts";

const planned = (key: string): PlannedDelivery => ({
  key,
  channel: "github",
  target: "jane/widgets",
  summary: key,
  payload: {},
});

class FakePublisher implements Publisher {
  readonly channel = "github";
  readonly asked: string[] = [];
  readonly #send: (delivery: Delivery) => void;

  constructor(send: (delivery: Delivery) => void = () => {}) {
    this.#send = send;
  }
  async send(delivery: Delivery) {
    this.#send(delivery);
    return { remoteId: delivery.key };
  }
  async find({ key }: Delivery) {
    this.asked.push(key);
    return key.endsWith("there") ? ({ remoteId: "found" } as const) : "absent";
  }
}

test("comments are looked for first, and not sent twice", async () => {
  const sent: string[] = [];
  const publisher = new FakePublisher(({ key }) => void sent.push(key));
  const keys = ["x/create", "x/comment/there", "x/comment/new"];
  const done = await deliverAll(keys.map(planned), publisher);
  expect(publisher.asked).toEqual(["x/comment/there", "x/comment/new"]);
  expect(sent).toEqual(["x/create", "x/comment/new"]);
  expect(done.map(({ remoteId }) => remoteId)).toEqual(["x/create", "found", "x/comment/new"]);
});

test("a refusal stops nothing else; a way that is shut stops all that follows", async () => {
  const publisher = new FakePublisher(({ key }) => {
    if (key === "a") throw new DeliveryError("no", { retry: false });
    if (key === "b") throw new DeliveryError("limit", { retry: true, channelDown: true });
  });
  const done = await deliverAll(["a", "b", "c"].map(planned), publisher);
  expect(done.map(({ state, error }) => [state, error])).toEqual([
    ["failed", "no"],
    ["waiting", "limit"],
    ["waiting", "limit"],
  ]);
});

test("a bug is no failed delivery", async () => {
  const publisher = new FakePublisher(() => {
    throw new TypeError("a bug");
  });
  await expect(deliverAll([planned("a")], publisher)).rejects.toThrow(TypeError);
});
