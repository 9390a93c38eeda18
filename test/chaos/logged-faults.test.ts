import { expect, test } from 'vitest';
import { isUnexpected } from './logged-faults.ts';

const fault = (error: object) => JSON.stringify({ level: 'error', where: 'settle', error });

test('a fault is expected only where it tells of a connection that failed', () => {
  const refused = { name: 'TimeoutError', message: 'connect ECONNREFUSED 127.0.0.1:20001' };
  expect(isUnexpected(fault(refused))).toBe(false);
  expect(isUnexpected('event source: Error: connect ECONNREFUSED 127.0.0.1:20001')).toBe(false);
  expect(isUnexpected(fault({ name: 'TypeError', message: 'x is not a function' }))).toBe(true);
  expect(isUnexpected('event source: ResourceNotFoundException: no such stream')).toBe(true);
  expect(isUnexpected('TypeError: x is not a function')).toBe(true);
  expect(isUnexpected('    at node:internal/process')).toBe(false);
});
