import fc from 'fast-check';

// Few of each, so that calls meet.
export const pk = fc.constantFrom('P#1', 'P#2');
export const sk = fc.constantFrom('TASK#0001', 'TASK#0002', 'TASK#0010', 'HOLD', 'ä', '~');
export const key = fc.record({ pk, sk });
export const whole = fc.oneof(
  fc.integer({ min: -3, max: 5 }),
  fc.constantFrom(0n, 7n, -2n, 9_007_199_254_740_993n, 10n ** 20n, -(10n ** 30n)),
);
const decimal = fc.constantFrom(0.1, 0.2, 0.7, -0.3, 1.005, 60_000.001, 1e-7, 123_456_789.123_456);
export const number = fc.oneof({ arbitrary: whole, weight: 3 }, { arbitrary: decimal, weight: 1 });
const text = fc.constantFrom('', 'open', 'closed', 'o', 'é', '😀');
export const scalar = fc.oneof(number, text, fc.boolean(), fc.constant(null));
const bytes = fc.uint8Array({ maxLength: 4 });
export const set = fc.oneof(
  fc.uniqueArray(fc.constantFrom('fraud', 'dispute', 'x'), { minLength: 1 }).map((all) => new Set(all)),
  fc.uniqueArray(fc.constantFrom(1, 2, 3), { minLength: 1 }).map((all) => new Set(all)),
);
export const lease = fc.record({ v: fc.constantFrom('veh_1', 'veh_2'), e: number });
export const value = fc.oneof(
  { arbitrary: scalar, weight: 4 },
  { arbitrary: bytes, weight: 1 },
  { arbitrary: set, weight: 1 },
  { arbitrary: lease, weight: 2 },
  { arbitrary: fc.array(scalar, { maxLength: 3 }), weight: 1 },
);

const indexed = fc.record(
  { indexPk: fc.constantFrom('OPEN', 'OWNERS', ''), indexSk: fc.constantFrom('1', '2', '3') },
  { requiredKeys: [] },
);
const attributes = fc.record(
  { count: number, state: text, lease, more: value, tags: set, done: bytes, fence: whole },
  { requiredKeys: [] },
);
export const item = fc.tuple(key, attributes, indexed).map((parts) => Object.assign({}, ...parts) as object);
