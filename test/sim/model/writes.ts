import { type Condition, conditionOf } from './conditions.ts';
import { type Given, givenTo, type Sent, valueAt, type Way } from './expressions.ts';
import { marshalled } from './marshalled.ts';
import { conditionFailed, invalid } from './table-errors.ts';
import { updateOf } from './updates.ts';
import { copyMapIn, copyMapOut, copyOut, type Image, kindOf, type Stored, sizeOfMap } from './values.ts';

export type Key = { pk: string; sk: string };

export type WriteInput = Sent & {
  Item?: Record<string, unknown>;
  Key?: Record<string, unknown>;
  ConditionExpression?: string;
  UpdateExpression?: string;
  ReturnValues?: string;
  ReturnValuesOnConditionCheckFailure?: string;
};

/** A write as it was sent, checked as far as it can be without looking at the table. */
export type Planned = {
  key: Key;
  /** What the item would be after it. @throws where its condition fails, or it does not fit the item */
  judge: (before: Image | undefined) => Image | undefined;
  /** What ReturnValues asks for. */
  answer: (before: Image | undefined, after: Image | undefined) => Record<string, unknown> | undefined;
};

export type WriteKind = 'Put' | 'Update' | 'Delete' | 'ConditionCheck';

const nothing: Image = Object.freeze({});
/** 400 KB. */
const itemBytes = 409_600;

export function planned(kind: WriteKind, input: WriteInput): Planned {
  switch (kind) {
    case 'Put':
      return plannedPut(input);
    case 'Update':
      return plannedUpdate(input);
    case 'Delete':
      return plannedElse(input, () => undefined);
    case 'ConditionCheck':
      return plannedElse(input, (before) => before);
  }
}

function plannedPut(input: WriteInput): Planned {
  if (!input.Item) throw invalid('The parameter Item is required');
  const image = copyMapIn(input.Item);
  const key = keyIn(image);
  checkIndexKeys(image);
  checkSize(image, 'Item size has exceeded the maximum allowed size');
  const { judge, condition } = judged(input);
  const given = givenTo(input, [condition && ['ConditionExpression', condition]]);
  return {
    key,
    judge(before) {
      judge(before, given);
      return image;
    },
    answer: (before) => returned(input, before, undefined),
  };
}

function plannedUpdate(input: WriteInput): Planned {
  const key = keyOf(input.Key);
  const update = input.UpdateExpression === undefined ? undefined : updateOf(input.UpdateExpression);
  const { judge, condition } = judged(input);
  const given = givenTo(input, [
    update && ['UpdateExpression', update],
    condition && ['ConditionExpression', condition],
  ]);
  const ways = update?.waysOf(given) ?? [];
  for (const [name] of ways)
    if (name === 'pk' || name === 'sk')
      throw invalid(
        `One or more parameter values were invalid: Cannot update attribute ${name}. This attribute is part of the key`,
      );
  return {
    key,
    judge(before) {
      judge(before, given);
      const from = before ?? key;
      const after = update ? update.apply(from, given, ways) : from;
      checkIndexKeys(after);
      checkSize(after, 'Item size to update has exceeded the maximum allowed size');
      return after;
    },
    answer: (before, after) => returned(input, before, after, ways),
  };
}

function plannedElse(input: WriteInput, after: (before: Image | undefined) => Image | undefined): Planned {
  const key = keyOf(input.Key);
  const { judge, condition } = judged(input);
  const given = givenTo(input, [condition && ['ConditionExpression', condition]]);
  return {
    key,
    judge(before) {
      judge(before, given);
      return after(before);
    },
    answer: (before) => returned(input, before, undefined),
  };
}

function judged({ ConditionExpression, ReturnValuesOnConditionCheckFailure: tell = 'NONE' }: WriteInput) {
  if (tell !== 'NONE' && tell !== 'ALL_OLD')
    throw invalid(`Unknown ReturnValuesOnConditionCheckFailure: ${tell}`);
  const condition: Condition | undefined =
    ConditionExpression === undefined ? undefined : conditionOf('ConditionExpression', ConditionExpression);
  return {
    condition,
    judge(before: Image | undefined, given: Given): void {
      if (!condition || condition.test(before ?? nothing, given)) return;
      throw conditionFailed(tell === 'ALL_OLD' && before ? marshalled(before) : undefined);
    },
  };
}

function returned(
  { ReturnValues: which = 'NONE' }: WriteInput,
  before: Image | undefined,
  after: Image | undefined,
  ways?: readonly Way[],
): Record<string, unknown> | undefined {
  switch (which) {
    case 'NONE':
      return undefined;
    case 'ALL_OLD':
      return before && copyMapOut(before);
    case 'ALL_NEW':
      return ways && after && copyMapOut(after);
    case 'UPDATED_OLD':
      return ways && before && partsOf(before, ways);
    case 'UPDATED_NEW':
      return ways && after && partsOf(after, ways);
    default:
      throw invalid(`Unknown ReturnValues: ${which}`);
  }
}

export function checkReturnValues(kind: WriteKind, which: string | undefined): void {
  if (which === undefined || which === 'NONE' || which === 'ALL_OLD' || kind === 'Update') return;
  throw invalid('ReturnValues can only be ALL_OLD or NONE');
}

/** Only what was changed, of nested things the changed part alone. */
function partsOf(image: Image, ways: readonly Way[]): Record<string, unknown> | undefined {
  const parts: Record<string, unknown> = {};
  for (const way of ways) {
    if (way.some((step) => typeof step === 'number'))
      throw new Error("The table's model returns no parts of lists.");
    const value = valueAt(image, way);
    if (value === undefined) continue;
    let at = parts;
    for (const step of way.slice(0, -1)) {
      at[step] ??= {};
      at = at[step] as Record<string, unknown>;
    }
    at[String(way.at(-1))] = copyOut(value);
  }
  return Object.keys(parts).length > 0 ? parts : undefined;
}

/** The key that names an item, and nothing else. */
export function keyOf(sent: Record<string, unknown> | undefined): Key {
  if (!sent) throw invalid('The parameter Key is required');
  const { pk, sk } = sent;
  if (Object.keys(sent).length !== 2 || typeof pk !== 'string' || typeof sk !== 'string')
    throw invalid('The provided key element does not match the schema');
  checkKeyText('pk', pk);
  checkKeyText('sk', sk);
  return { pk, sk };
}

function keyIn(image: Image): Key {
  for (const name of ['pk', 'sk']) {
    const value = image[name];
    if (value === undefined)
      throw invalid(`One or more parameter values were invalid: Missing the key ${name} in the item`);
    if (typeof value !== 'string')
      throw invalid(
        `One or more parameter values were invalid: Type mismatch for key ${name} expected: S actual: ${kindOf(value)}`,
      );
    checkKeyText(name, value);
  }
  return image as Key;
}

function checkKeyText(name: string, text: string): void {
  if (text === '')
    throw invalid(
      `One or more parameter values are not valid. The AttributeValue for a key attribute cannot contain an empty string value. Key: ${name}`,
    );
  const most = name === 'pk' ? 2_048 : 1_024;
  if (text.length * 3 > most && Buffer.byteLength(text) > most)
    throw invalid(
      name === 'pk'
        ? 'One or more parameter values were invalid: Size of hashkey has exceeded the maximum size limit of2048 bytes'
        : 'One or more parameter values were invalid: Aggregated size of all range keys has exceeded the size limit of 1024 bytes',
    );
}

/** What the index needs to stand under a key. */
function checkIndexKeys(image: Image): void {
  checkIndexKey('indexPk', image.indexPk);
  checkIndexKey('indexSk', image.indexSk);
}

function checkIndexKey(name: string, value: Stored | undefined): void {
  if (value === undefined) return;
  if (typeof value !== 'string')
    throw invalid(
      `One or more parameter values were invalid: Type mismatch for Index Key ${name} Expected: S Actual: ${kindOf(value)} IndexName: index`,
    );
  if (value === '')
    throw invalid(
      `One or more parameter values are not valid. A value specified for a secondary index key is not supported. The AttributeValue for a key attribute cannot contain an empty string value. IndexName: index, IndexKey: ${name}`,
    );
}

function checkSize(image: Image, message: string): void {
  if (sizeOfMap(image) > itemBytes) throw invalid(message);
}
