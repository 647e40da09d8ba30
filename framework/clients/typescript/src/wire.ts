/** Where one is in a durable channel. */
export interface Position {
  epoch: string;
  offset: number;
}

/** CloudEvents 1.0, as a channel carries it. */
export interface CloudEvent<T = unknown> {
  specversion: "1.0";
  id: string;
  source: string;
  type: string;
  time: string;
  tenant?: string;
  traceparent?: string;
  data: T;
}

export interface SubscribeResult {
  subscription: string;
  epoch?: string;
  offset?: number;
  recovered?: boolean;
  events?: { offset: number; event: CloudEvent }[];
}

/** Everything a gateway sends. */
export interface Incoming {
  id?: number | string | null;
  method?: string;
  params?: Record<string, unknown>;
  result?: unknown;
  error?: { code: number; message: string; data?: unknown };
}
