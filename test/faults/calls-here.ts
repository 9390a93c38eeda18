/** Who called, from here outwards: as V8 has it, which is all that Node runs here. No map of a source is looked into. */
export function callsHere(limit: number): readonly NodeJS.CallSite[] {
  const { stackTraceLimit, prepareStackTrace } = Error;
  Error.stackTraceLimit = limit;
  Error.prepareStackTrace = (_error, calls) => calls;
  try {
    return new Error().stack as unknown as NodeJS.CallSite[];
  } finally {
    Error.stackTraceLimit = stackTraceLimit;
    // Without one Node writes stacks as it always does.
    Object.assign(Error, { prepareStackTrace });
  }
}
