import { Refusal } from './refusal.ts';

/** A pattern of a parameter's path, and what the customer calls it. The first that matches counts. */
export type Renaming = readonly (readonly [from: RegExp, to: string])[];

/** A refusal of a translated body, told by the names of the body that the customer sent. Anything else as it is. */
export function translated(error: unknown, renaming: Renaming): unknown {
  const { param } = error instanceof Refusal ? error.details : {};
  if (!(error instanceof Refusal) || param === undefined) return error;
  const [from, to] = renaming.find(([pattern]) => pattern.test(param)) ?? [];
  if (from === undefined || to === undefined) return error;
  const name = param.replace(from, to);
  // Many messages begin with the path itself.
  const message = error.message.startsWith(`${param}: `)
    ? `${name}${error.message.slice(param.length)}`
    : error.message;
  return new Refusal(error.code, message, { ...error.details, param: name });
}
