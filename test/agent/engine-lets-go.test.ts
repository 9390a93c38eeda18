import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { leastOf } from '../support/least-of.ts';
import {
  chat,
  embed,
  failure,
  ocr,
  open,
  page,
  stopMillisMax,
  textOf,
} from './support/engine-process-rig.ts';
import { isRunning } from './support/processes.ts';

test('when the driver is back, the process is gone from the middle of a request, and the asker knows at once', async () => {
  const least = await leastOf(stopMillisMax, async () => {
    const { engines, driver } = open();
    const engine = await engines.get(ocr);
    const { pid } = engines;
    const running = engine.run(page.body, driver.back.signal);
    await sleep(30);
    expect(isRunning(pid)).toBe(true);
    driver.back.abort();
    const { error, millis } = await failure(running);
    expect(error).toBe(driver.back.signal.reason);
    await expect.poll(() => isRunning(pid), { timeout: 2_000, interval: 2 }).toBe(false);
    return millis;
  });
  expect(least).toBeLessThan(stopMillisMax);
});

test('a driver who comes back while a model loads does not wait for it', async () => {
  const least = await leastOf(stopMillisMax, async () => {
    const { engines, driver } = open();
    const loading = engines.get(chat);
    await sleep(20);
    driver.back.abort();
    const { error, millis } = await failure(loading);
    expect(error).toBe(driver.back.signal.reason);
    return millis;
  });
  expect(least).toBeLessThan(stopMillisMax);
});

test('one request can be aborted; the next one is answered', async () => {
  const { engines } = open();
  const engine = await engines.get(ocr);
  const { pid } = engines;
  const least = await leastOf(stopMillisMax, async () => {
    const unwanted = new AbortController();
    const running = engine.run(page.body, unwanted.signal);
    unwanted.abort(new Error('The customer hung up.'));
    const { error, millis } = await failure(running);
    expect(error).toBe(unwanted.signal.reason);
    return millis;
  });
  expect(least).toBeLessThan(stopMillisMax);
  expect(await (await engines.get(embed)).run(textOf('a'))).toMatchObject({ status: 200 });
  expect(engines.pid).toBe(pid);
});
