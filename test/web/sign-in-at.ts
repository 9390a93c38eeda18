import type { Page } from 'playwright-core';

/** Goes to a page of the console, and signs in there as one of the demo's people, by name. */
export async function signInAt(address: string, who: RegExp, page: Page): Promise<Page> {
  await page.goto(address);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByRole('button', { name: who }).click();
  await page.getByRole('banner').waitFor();
  return page;
}
