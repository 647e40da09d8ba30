// Compiled, never run: what the types of generated code let through, and what they do not.

import * as antiphon from "@antiphon/client";
import { Color, EchoClient, Key, isTooMuch, type Everything, type EverythingInput, type IdOrName, type Shape } from "../../golden/clients/everything/expected/everything.js";

const echo = new EchoClient(new antiphon.Antiphon("wss://shop.example/ws"));

export function area(shape: Shape): number {
  switch (shape.kind) {
    case "circle": return Math.PI * shape.radius ** 2;
    case "square": return shape.side ** 2;
    default: throw new Error(`a shape of another kind: ${String(shape.kind)}`);
  }
}

export async function calls(value: Everything): Promise<void> {
  const back: Everything = await echo.everything({ value });
  const count: number = back.count;  // has a default: always there in what comes back
  const given: EverythingInput = value;  // what came back may be given again
  const color: Color | null = await echo.list();
  await echo.row({ a: count });
  await echo.tell({ text: "x" }, { deadline: 100 });
  console.log(given, color);
}

export async function errors(): Promise<void> {
  try {
    await echo.ping();
  } catch (error) {
    if (isTooMuch(error)) {
      const limit: number = error.detail.limit;
      console.log(limit, error.code, error.retryable);
    }
  }
}

export function events(): void {
  const said = echo.on.said({ room: Key("a") }, (said, delivery) => console.log(said.text, delivery.position?.offset), { resume: true });
  said.cancel();
  echo.channels.room({ room: Key("a"), user: "me" }, {
    said({ text }) { console.log(text); },
    unknown(payload, { type }) { console.log(payload, type); },
  });
  void echo.publish.typing({ side: 3 });
}

export function refused(value: Everything): void {
  // @ts-expect-error a string is not just any Key
  echo.on.said({ room: "a" }, () => {});
  // @ts-expect-error there is no such variant
  const shape: Shape = { kind: "triangle" };
  // @ts-expect-error a closed enum
  value.level = 7;
  // @ts-expect-error has no default
  void echo.row({});
  // @ts-expect-error internal methods are not there
  void echo.inside({ x: 1 });
  // @ts-expect-error nor are internal channels
  echo.on.secret_event(() => {});
  const open: Color = "green", known: Color = Color.dark_blue, either: IdOrName = 3;
  console.log(shape, open, known, either);
}
