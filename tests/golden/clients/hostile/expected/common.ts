// Generated from common.json (acme.common 1.0.0). Changes are lost when it is generated again.

import * as antiphon from "@antiphon/client";

export type Currency = string;

/** An amount in one currency. Never a float. */
export interface Money {
  amount: antiphon.Decimal;
  currency: Currency;
}

export type UserId = antiphon.Branded<antiphon.Uuid, "acme.common.UserId">;
export const UserId = (value: antiphon.Uuid): UserId => value as UserId;

export type TenantId = antiphon.Branded<string, "acme.common.TenantId">;
export const TenantId = (value: string): TenantId => value as TenantId;

/** Include this in anything that is stored. */
export interface Audited {
  created_at: antiphon.Timestamp;
  updated_at: antiphon.Timestamp;
}

export interface NotFoundData {
  what: string;
  id: string;
}

export interface ConflictData {
  current_revision: antiphon.Int64;
}

/** {what} {id} was not found */
export type NotFound = antiphon.DeclaredError<"common.NotFound", NotFoundData>;
export function isNotFound(error: unknown): error is NotFound {
  return antiphon.isDeclared(error, "common.NotFound");
}

/** The object was changed by someone else */
export type Conflict = antiphon.DeclaredError<"common.Conflict", ConflictData>;
export function isConflict(error: unknown): error is Conflict {
  return antiphon.isDeclared(error, "common.Conflict");
}
