import type { Outcome } from './outcome.ts';
import type { TableCall } from './table-calls.ts';

type Difference = {
  what: string;
  is: (call: TableCall, standIn: Outcome, model: Outcome) => boolean;
};

/**
 * Where the stand-in of the table is not as AWS documents it: there the model goes by the document, and this names
 * what it then is that differs. Each is also tested by itself in documented.test.ts, against the model and AWS.
 */
const differences: readonly Difference[] = [
  {
    what: 'An update that makes an item says with ALL_OLD that its key was there before.',
    is: (call, standIn, model) =>
      call.kind === 'update' &&
      call.input.ReturnValues === 'ALL_OLD' &&
      'answer' in model &&
      attributesOf(model) === undefined &&
      Object.keys(attributesOf(standIn) ?? {}).join() === 'pk,sk',
  },
  {
    what: 'An update of a place in what is no list is passed over; AWS refuses the path.',
    is: (call, standIn, model) =>
      call.kind === 'update' &&
      setsPlace(call.input) &&
      'answer' in standIn &&
      'error' in model &&
      model.error === 'ValidationException',
  },
  {
    what: 'So it is in a transaction, where AWS tells it as the reason of that write.',
    is: (call, standIn, model) =>
      call.kind === 'transact' &&
      call.writes.some(
        ({ Update }, at) =>
          setsPlace(Update ?? {}) &&
          reasonAt(model, at) === 'ValidationError' &&
          reasonAt(standIn, at) !== 'ValidationError',
      ),
  },
];

const setsPlace = ({ UpdateExpression }: { UpdateExpression?: string | undefined }): boolean =>
  String(UpdateExpression).includes('#m[0] = ');

const reasonAt = (outcome: Outcome, at: number): string | undefined =>
  'error' in outcome ? (outcome.reasons as { Code?: string }[] | undefined)?.[at]?.Code : undefined;

const attributesOf = (outcome: Outcome): object | undefined =>
  'answer' in outcome ? (outcome.answer as { Attributes?: object }).Attributes : undefined;

export const isKnownDifference = (call: TableCall, standIn: Outcome, model: Outcome): boolean =>
  differences.some(({ is }) => is(call, standIn, model));
