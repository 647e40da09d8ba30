// Generated from money.json (golden.money 1.0.0). Changes are lost when it is generated again.

import * as antiphon from "@antiphon/client";

export interface Cents {
  cents: bigint;
  currency: string;
}

/** Where 64-bit integers stand: digits on the wire, `bigint` here. */
export const wire: Record<"Cents", antiphon.Codec> = {
  Cents: antiphon.members(() => ({ cents: antiphon.int64 })),
};
