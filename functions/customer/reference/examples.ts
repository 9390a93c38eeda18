import recorded from './examples.json' with { type: 'json' };

/** A request as a customer sends it, and what the market answered to it; ids are of no one. */
export type OperationExample = {
  request: {
    path?: Readonly<Record<string, string>>;
    query?: Readonly<Record<string, string>>;
    headers?: Readonly<Record<string, string>>;
    /** A form's fields where the operation takes a form. */
    body?: unknown;
  };
  reply: { status: number; contentType?: string; body?: unknown };
};

const examples: Readonly<Record<string, OperationExample>> = recorded;

export const exampleOf = (operationId: string): OperationExample | undefined => examples[operationId];
