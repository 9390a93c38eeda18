/** What a process says when another one that it calls was killed, or is being started. */
const isOfConnection = (text: string): boolean =>
  [
    /ECONNREFUSED|ECONNRESET|EPIPE|UND_ERR_SOCKET|ETIMEDOUT/,
    /socket hang up|other side closed|fetch failed|terminated|aborted/i,
    /TimeoutError|NetworkingError|StripeConnectionError|RequestTimeout/,
    /An error occurred with our connection to Stripe/,
    // The table was killed before it could answer, and forgot what it had answered.
    /a transaction met what it wrote itself/,
  ].some((pattern) => pattern.test(text));

/** Begins a line that tells of an error; what follows of its stack begins with blanks. */
const tellsOfError = /^(\{"level":"error"|event source:|S3 stand-in:|Uncaught|\w*(Error|Exception)\b)/;

/** Whether a line of a process's output is a fault that no killed process explains. */
export const isUnexpected = (line: string): boolean => tellsOfError.test(line) && !isOfConnection(line);
