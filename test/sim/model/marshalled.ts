import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import { digitsOf, type StoredNumber } from './numbers.ts';
import { type Image, kindOf, type Stored, type StoredMap } from './values.ts';

/** An item as it travels, in the digits in which the service writes numbers. */
export const marshalled = (image: Image): Record<string, AttributeValue> =>
  Object.fromEntries(Object.entries(image).map(([name, value]) => [name, attributeOf(value)]));

function attributeOf(value: Stored): AttributeValue {
  switch (kindOf(value)) {
    case 'S':
      return { S: value as string };
    case 'N':
      return { N: digitsOf(value as StoredNumber) };
    case 'B':
      return { B: new Uint8Array(value as Uint8Array) };
    case 'BOOL':
      return { BOOL: value as boolean };
    case 'NULL':
      return { NULL: true };
    case 'SS':
      return { SS: [...(value as ReadonlySet<string>)] };
    case 'NS':
      return { NS: [...(value as ReadonlySet<number | bigint>)].map(digitsOf) };
    case 'L':
      return { L: (value as readonly Stored[]).map(attributeOf) };
    case 'M':
      return { M: marshalled(value as StoredMap) };
  }
}
