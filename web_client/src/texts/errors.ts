/** Refusals of the server in words. */

import type { Error as Refusal } from "../generated/protocol";
import { isKey, t } from "./texts";

/** Why something failed: a code that the catalogue words, and the server's own English sentence. */
export type Reason = Readonly<Pick<Refusal, "code" | "message">>;

/** An error by its code; a code the catalogue does not know speaks the server's own sentence. */
export function reasonText({ code, message }: Reason): string {
  const key = `error.${code}`;
  if (isKey(key)) return t(key);
  return message === "" ? t("error.unknown", { code }) : message;
}

/** A heading over why a page has ended. */
export function stoppedTitle({ code }: Reason): string {
  const key = `stopped.${code}`;
  return isKey(key) ? t(key) : t("stopped.title");
}
