import { expect, test, vi } from 'vitest';
import { realWorld } from '../../functions/edge/world.ts';

function logged(error: unknown) {
  const log = vi.spyOn(console, 'error').mockImplementation(() => undefined);
  realWorld.reportFault(error, 'a test');
  const [[line] = []] = log.mock.calls;
  log.mockRestore();
  return JSON.parse(line);
}

test('of several that failed together the log tells each, and of each what caused it', () => {
  const first = new TypeError('fetch failed', { cause: new Error('connect ECONNREFUSED') });
  expect(logged(new AggregateError([first, 'a word'], '2 owners are not accrued yet'))).toMatchObject({
    level: 'error',
    where: 'a test',
    error: {
      message: '2 owners are not accrued yet',
      errors: [{ name: 'TypeError', cause: { message: 'connect ECONNREFUSED' } }, 'a word'],
    },
  });
});

test('an error that is its own cause is told all the same', () => {
  const error = new Error('round and round');
  error.cause = error;
  expect(logged(error).error.message).toBe('round and round');
});
